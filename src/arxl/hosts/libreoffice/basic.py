"""The functions under their one spelling, `ARXL_AGING`: Basic modules that pass on what they are given.

A name with an underscore binds in a workbook of Excel only where a Basic function of that name stands in the user's
library Standard, and a workbook that is saved keeps it. Basic hands a skipped argument over as 0.

- Functions over tables stand in a module with VBA support: it gets ranges instead of their values, so that whole
  columns cost nothing and an error in a cell can be told. A range is never asked by `IsError`: LibreOffice reckons that
  in a document of its own, whose end throws away the look-ups of all documents. A MATCH that was waiting for the answer
  then reads memory that is gone, and LibreOffice crashes.
- Functions cell by cell stand in a module without: a call takes a third of the time. An error in a cell is the answer,
  as it is with the functions of Calc.

The service is kept in a global variable: to make it costs more than a call.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from arxl import __version__
from arxl.errors import refused, sentence
from arxl.functions.catalogue import CATALOGUE, PREFIX, Function
from arxl.hosts.libreoffice.function_files import SERVICE, internal_name

CELLS, BOOKS = "ArxlCells", "ArxlBooks"
"""Names of the modules."""

MARK = "' Written by arxl"
"""A module of these names that does not begin so is not arxl's."""

_HEAD = f"""\
{MARK} {__version__} from its catalogue of functions; `arxl addin install` writes it anew.
{{option}}
Global {{module}}Kept

Function {{module}}Service()
    If IsEmpty({{module}}Kept) Then {{module}}Kept = createUnoService("{SERVICE}")
    {{module}}Service = {{module}}Kept
End Function

Function {{module}}Failed()
    {{module}}Failed = "arxl is not at work in this LibreOffice (" & Error$ & "). " & _
        "Run: arxl addin install. Then start LibreOffice anew."
End Function
"""

_CALL = f"""\
' What is left out is nothing, a range is the range itself, never one for IsError: LibreOffice would crash.
Function {BOOKS}Call(name, given)
    On Error GoTo Failed
    Dim x As Long
    For x = 0 To UBound(given)
        If IsObject(given(x)) Then
            Set given(x) = given(x).CellRange
        ElseIf IsError(given(x)) Then
            given(x) = Empty
        End If
    Next x
    {BOOKS}Call = {BOOKS}Service().forwarded(name, given)
    Exit Function
Failed:
    {BOOKS}Call = {BOOKS}Failed()
End Function
"""


def forwarding_modules() -> Mapping[str, str]:
    """The modules by name."""
    books = [_of_book(function) for function in CATALOGUE if is_over_tables(function)]
    cells = [_of_cells(function) for function in CATALOGUE if not is_over_tables(function)]
    return {
        CELLS: "\n".join((_HEAD.format(option="", module=CELLS), *cells)),
        BOOKS: "\n".join((_HEAD.format(option="Option VBASupport 1\n", module=BOOKS), _CALL, *books)),
    }


def is_over_tables(function: Function) -> bool:
    """Whether a function takes tables of a book, and is not answered cell by cell."""
    return any(argument.table for argument in function.arguments)


def own_modules(library: Any) -> list[str]:
    """Those of the modules that stand in a library and are arxl's; one that is empty has lost its file, and counts."""
    own = {name: str(library.getByName(name)) for name in (CELLS, BOOKS) if library.hasByName(name)}
    return [name for name, text in own.items() if text.startswith(MARK) or not text.strip()]


def refuse_foreign(library: Any, module: str) -> None:
    """Keep a module that a user wrote from being replaced.

    Raises:
        Refused: the library has a module of this name that is not arxl's.
    """
    if library.hasByName(module) and module not in own_modules(library):
        raise refused(
            f"My Macros.Standard.{module}",
            sentence("The module is not arxl's."),
            sentence("Give it another name under Tools, Macros, Edit Macros."),
        )


def _of_cells(function: Function) -> str:
    name = PREFIX + function.name
    given = ", ".join(("Null", *map(internal_name, function.arguments)))
    return (
        f"{_head(function)}\n"
        "    On Error GoTo Failed\n"
        f"    {name} = {CELLS}Service().{function.name}({given})\n"
        "    Exit Function\n"
        "Failed:\n"
        f"    {name} = {CELLS}Failed()\n"
        "End Function\n"
    )


def _of_book(function: Function) -> str:
    given = ", _\n        ".join(map(internal_name, function.arguments))
    return (
        f"{_head(function)}\n"
        f'    {PREFIX}{function.name} = {BOOKS}Call("{function.name}", Array( _\n        {given}))\n'
        "End Function\n"
    )


def _head(function: Function) -> str:
    arguments = ", _\n        ".join(f"Optional {internal_name(argument)}" for argument in function.arguments)
    return f"Function {PREFIX}{function.name}( _\n        {arguments})"
