"""The VBA that passes on: one function for each of the catalogue's, one macro for each button.

A wrapper hands its arguments to Python as they are and gives back what Python answers. It knows nothing of them: that
an argument is missing is said in a sentence by the function itself, so each may be left out here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from arxl.functions.catalogue import CATALOGUE, PREFIX, Argument, Function
from arxl.hosts.buttons import ALL_BUTTONS

UDFS = "arxl.hosts.excel.udfs"
"""The Python module in which `CallUDF` looks functions up."""

_LINE = 110

_RESERVED_WORDS = """
and any as base binary boolean byref byte byval call case close compare const currency date debug decimal declare
defbool dim do double each else empty end enum eqv erase error event exit explicit false for friend function get global
gosub goto if imp implements in input integer is len let lib like line lock long longlong longptr loop lset me mid mod
name new next not nothing null object on open option optional or output paramarray preserve print private property
ptrsafe public put raiseevent random read redim rem resume return rset seek select set shared single static step stop
string sub system text then time to true type typeof unlock until variant wend while with withevents write xor
"""
_RESERVED = frozenset(_RESERVED_WORDS.split())  # by VBA, or by LibreOffice's Basic


def parameter(argument: Argument) -> str:
    """What VBA calls an argument.

    >>> [parameter(argument) for argument in CATALOGUE[0].arguments]
    ['the_date', 'terms', 'country', 'due_roll']
    """
    return f"the_{argument.name}" if argument.name in _RESERVED else argument.name


def functions_module(workbook: str) -> str:
    """The wrappers of all functions.

    Args:
        workbook: the one that calls: `ThisWorkbook` where it holds the wrappers itself, else `ActiveWorkbook`.
    """
    head = ["Option Explicit", "", "' One function for each of functions/catalogue.py: it passes on, and nothing more."]
    return "\n".join([*head, *(line for function in CATALOGUE for line in _wrapper(function, workbook)), ""])


def _wrapper(function: Function, workbook: str) -> Iterator[str]:
    name = f"{PREFIX}{function.name}"
    names = [parameter(argument) for argument in function.arguments]
    given = [f"ArxlOffice.Given({each})" for each in names]
    yield ""
    yield from _folded(f"Public Function {name}(", [f"Optional {each}" for each in names], ")")
    yield "    On Error GoTo failed"
    yield "    #If ARXL_LO Then"
    yield from _folded(f'    {name} = ArxlOffice.Answered("{function.name}", Array(', given, "))")
    yield "    Exit Function"
    yield "    #End If"
    call = f'    {name} = ArxlPython.Server().CallUDF("{UDFS}", "{name}", Array('
    yield from _folded(call, names, f"), {workbook}, Application.Caller)")
    yield "    Exit Function"
    yield "failed:"
    yield f"    {name} = ArxlPython.Told(Err.Description)"
    yield "End Function"


def _folded(start: str, items: Sequence[str], end: str) -> Iterator[str]:
    """One statement over as many lines as it needs."""
    line, last = start, len(items) - 1
    for at, item in enumerate(items):
        part = item + (", " if at < last else "")
        if len(line) + len(part.rstrip()) > _LINE:
            yield f"{line.rstrip()} _"
            line = "        "
        line += part
    if len(line) + len(end) > _LINE:
        yield f"{line.rstrip()} _"
        line = "        "
    yield line + end


def buttons_module() -> str:
    """The ribbon's callback, and a macro for each button."""
    lines = [
        "Option Explicit",
        "",
        "' The buttons of hosts/buttons.py. The ribbon calls the first with the button that was pressed; the others",
        "' stand in the list of macros, and can be put on a shape.",
        "",
        "Public Sub ArxlPressed(control As IRibbonControl)",
        "    ArxlPython.Press control.Tag",
        "End Sub",
    ]
    for button in ALL_BUTTONS:
        lines += ["", f"Public Sub {macro_name(button.macro)}()", f'    ArxlPython.Press "{button.macro}"', "End Sub"]
    return "\n".join([*lines, ""])


def macro_name(macro: str) -> str:
    """The VBA macro of a button.

    >>> macro_name("month_end")
    'ArxlMonthEnd'
    """
    return "Arxl" + "".join(word.title() for word in macro.split("_"))
