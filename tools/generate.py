"""Everything that is built from the sources: the catalogues of the six languages, the pages of functions,
errors, policies and wording in docs, the workbooks to start from, what is installed into Excel and LibreOffice.

python tools/generate.py            writes what is not current
python tools/generate.py --check    writes nothing; fails, with one line a file, if anything is not current
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tests")]

import catalogues  # noqa: E402
import error_pages  # noqa: E402
import excel_files  # noqa: E402
import function_pages  # noqa: E402
import libreoffice_files  # noqa: E402
import paper_wording  # noqa: E402
import policy_page  # noqa: E402
import workbook_templates  # noqa: E402


def pages() -> dict[Path, bytes]:
    """What the other generated files should hold now; the texts of the extension come out of the catalogues."""
    found = {
        ROOT / function_pages.PAGE: function_pages.functions_page().encode(),
        ROOT / error_pages.PAGE: error_pages.errors_page().encode(),
        ROOT / policy_page.PAGE: policy_page.policy_page().encode(),
        **{ROOT / path: content for path, content in paper_wording.files().items()},
        **{ROOT / path: content for path, content in libreoffice_files.files().items()},
        **workbook_templates.templates(ROOT),
    }
    return found | excel_files.excel_files(found)


def stale(contents: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """The files that hold something else."""
    return {path: content for path, content in contents.items() if not path.exists() or path.read_bytes() != content}


def difference(path: Path, content: bytes) -> list[str]:
    """What a text file should hold and does not, as a unified diff: a page that is current on one machine and not on
    another is mended from what the check printed there. Nothing for a binary file."""
    if path.suffix not in (".md", ".bas", ".xml", ".xba", ".py", ".po"):
        return []
    held = path.read_text().splitlines() if path.exists() else []
    return list(difflib.unified_diff(held, content.decode().splitlines(), "held", "should hold", lineterm="", n=1))[:60]


def write(contents: Mapping[Path, bytes]) -> None:
    """Put files in place."""
    for path, content in contents.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def main(arguments: list[str] | None = None) -> int:
    """Write the files, or check them; answers the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail if anything is not current")
    check = parser.parse_args(arguments).check
    contents, lines = catalogues.files()  # lines: what no tool can do by itself, translations that are missing
    if not check:
        write(stale(contents))
    contents |= pages()
    if check:
        for path, content in stale(contents).items():
            lines.append(f"{path.relative_to(ROOT).as_posix()} is not current. Run: make generated")
            lines += difference(path, content)
    else:
        write(stale(contents))
    print("\n".join(lines) or "generated files: all current")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
