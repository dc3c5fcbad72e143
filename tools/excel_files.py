"""addin/excel: the add-in and the text it is built from; and beside every workbook to start from, one with macros."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from arxl.hosts.excel.build import committed, macro_workbook
from arxl.hosts.excel.package import unpacked
from arxl.locale import LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "addin" / "excel"


def excel_files(generated: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """What every file should hold.

    Args:
        generated: what the other tools make; the .xlsx among them are the workbooks to start from.
    """
    workbooks = {path: content for path, content in generated.items() if path.suffix == ".xlsx"}
    return {
        **{FOLDER / name: content for name, content in committed().items()},
        **{path.with_suffix(".xlsm"): _with_macros(path, xlsx) for path, xlsx in workbooks.items()},
    }


def _with_macros(path: Path, xlsx: bytes) -> bytes:
    """The workbook with macros. A file that holds the same parts stays: versions of zlib pack them differently."""
    made, kept = macro_workbook(xlsx, _language(path)), path.with_suffix(".xlsm")
    if kept.exists() and unpacked(kept.read_bytes()) == unpacked(made):
        return kept.read_bytes()
    return made


def _language(path: Path) -> str:
    """The language that a file's name ends with: `receivables.zh_TW.xlsx`; English where it ends with none."""
    return next((language for language in LANGUAGES if path.stem.endswith(language)), "en")
