"""Everything that is built from the sources: the catalogues of the six languages, the pages of functions,
errors and policies in docs.

python tools/generate.py            writes what is not current
python tools/generate.py --check    writes nothing; fails, with one line a file, if anything is not current
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tests")]

import catalogues  # noqa: E402
import error_pages  # noqa: E402
import function_pages  # noqa: E402
import policy_page  # noqa: E402


def files() -> tuple[dict[Path, bytes], list[str]]:
    """What every generated file should hold now, and what no tool can do by itself: translations that are missing."""
    contents, shortcomings = catalogues.files()
    contents[ROOT / function_pages.PAGE] = function_pages.functions_page().encode()
    contents[ROOT / error_pages.PAGE] = error_pages.errors_page().encode()
    contents[ROOT / policy_page.PAGE] = policy_page.policy_page().encode()
    return contents, shortcomings


def main(arguments: list[str] | None = None) -> int:
    """Write the files, or check them; answers the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail if anything is not current")
    check = parser.parse_args(arguments).check
    contents, lines = files()
    stale = {path: content for path, content in contents.items() if not path.exists() or path.read_bytes() != content}
    if check:
        lines += [f"{path.relative_to(ROOT).as_posix()} is not current. Run: make generated" for path in stale]
    else:
        for path, content in stale.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    print("\n".join(lines) or "generated files: all current")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
