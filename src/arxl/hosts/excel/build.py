"""The add-in `arxl.xlam`, and workbooks with everything inside (.xlsm), built from text and without Excel.

Both hold the same VBA project and ribbon. What differs from machine to machine, where Python is, stands in neither: see
`connection`. Equal sources give equal bytes.
"""

from __future__ import annotations

from importlib import metadata, resources

from arxl.hosts.excel.described import descriptions_module, texts_module
from arxl.hosts.excel.package import addin_parts, document_modules, documents, packed, unpacked, with_macros
from arxl.hosts.excel.project import Module, vba_project
from arxl.hosts.excel.ribbon import icons, ribbon, ribbon_parts
from arxl.hosts.excel.wrappers import buttons_module, functions_module
from arxl.locale import Wording, wording

ADDIN = "arxl.xlam"
_WORKBOOK_MODULE = "ThisWorkbook"


def addin(language: str) -> bytes:
    """The add-in in a language."""
    words = wording(language)
    return packed(_equipped(addin_parts(words), words, "ActiveWorkbook"), compress=False)


def macro_workbook(xlsx: bytes, language: str) -> bytes:
    """A workbook of the same sheets, with functions, macros and ribbon inside: it needs arxl, but no add-in.

    Args:
        xlsx: a workbook without macros.
        language: of ribbon and descriptions.
    """
    return packed(_equipped(unpacked(xlsx), wording(language), "ThisWorkbook"), compress=True)


def _equipped(parts: dict[str, bytes], words: Wording, calls: str) -> dict[str, bytes]:
    modules = document_modules(documents(parts), _kept(_WORKBOOK_MODULE))
    project = vba_project([*modules, *(Module(name, code) for name, code in vba_sources(words, calls).items())])
    return with_macros(parts, project, ribbon_parts(words))


def vba_sources(words: Wording, calls: str) -> dict[str, str]:
    """Module -> source, of all modules that belong to no sheet.

    Args:
        calls: `ActiveWorkbook` in an add-in, `ThisWorkbook` in a workbook that holds the functions itself.
    """
    return {
        "ArxlFunctions": functions_module(calls),
        "ArxlDescriptions": descriptions_module(words),
        "ArxlButtons": buttons_module(),
        "ArxlPython": _kept("ArxlPython").replace("{xlwings}", metadata.version("xlwings")),
        "ArxlOffice": _kept("ArxlOffice"),
        "ArxlTexts": texts_module(words),
    }


def _kept(module: str) -> str:
    """The source of a module that is the same for all catalogues."""
    return resources.files("arxl.hosts.excel").joinpath("vba", f"{module}.bas").read_text(encoding="ascii")


def committed() -> dict[str, bytes]:
    """What stands in the folder `addin/excel`: the English add-in, and beside it all that it is built from."""
    words = wording("en")
    modules = {_WORKBOOK_MODULE: _kept(_WORKBOOK_MODULE), **vba_sources(words, "ActiveWorkbook")}
    return {
        ADDIN: addin("en"),
        **{f"{name}.bas": code.encode() for name, code in modules.items()},
        "customUI14.xml": ribbon(words).encode(),
        **{f"icons/{macro}.png": png for macro, png in icons().items()},
    }
