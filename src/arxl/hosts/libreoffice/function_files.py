"""What tells Calc of the functions, from the catalogue: their types (IDL) and their descriptions (CalcAddIns.xcu).

Calc knows an add-in function by the name `ARXL.AGING`. Its first argument, which no user sees, is the document that
calls. Ranges that must be given come as ranges, so that whole columns cost nothing and an error in a cell can be told;
what may be left out has to be of type `any`, as Calc hands it over: the values of a range, where none of them is an
error, or one value.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from arxl.functions.catalogue import CATALOGUE, Argument, Function, Shape
from arxl.hosts.libreoffice import xcu
from arxl.locale import LANGUAGES, Wording, wording

IDL = "arxl.idl"
DESCRIPTIONS = "CalcAddIns.xcu"

SERVICE = "ARXL"
"""Name of the component; it stands in front of the point of each function's name."""

_DOCUMENT = "[in] com::sun::star::beans::XPropertySet document"
_CELLS = "sequence< sequence< any > >"

_HEAD = """\
// The types of arxl's functions, as LibreOffice reads them. Built from the catalogue: make generated

module org { module arxl {

"""
_FOOT = """\
  // The Basic functions ARXL_AGING and the like call this one: ranges come as ranges, values as values.
  interface XForwarded : com::sun::star::uno::XInterface {
    any forwarded([in] string name, [in] sequence< any > given);
  };

}; };
"""


def internal_name(argument: Argument) -> str:
    """An argument's name in IDL, configuration and Basic, where words such as `date` are taken.

    >>> internal_name(CATALOGUE[0].arguments[3])
    'theDueRoll'
    """
    return "the" + argument.name.title().replace("_", "")


def idl() -> bytes:
    """The interfaces of the component, as text: LibreOffice takes it as a type library."""
    methods = "".join(f"    {_method(function)}\n" for function in CATALOGUE)
    functions = f"  interface XFunctions : com::sun::star::uno::XInterface {{\n{methods}  }};\n\n"
    return f"{_HEAD}{functions}{_FOOT}".encode()


def _method(function: Function) -> str:
    answer = "any" if function.result.shape is Shape.CELL else _CELLS
    given = (f"[in] {_type(argument)} {internal_name(argument)}" for argument in function.arguments)
    return f"{answer} {function.name}(\n      {(',' + chr(10) + '      ').join((_DOCUMENT, *given))});"


def _type(argument: Argument) -> str:
    is_range = argument.table and not argument.optional
    return "com::sun::star::table::XCellRange" if is_range else "any"


def names() -> bytes:
    """A module that tells the component which names it answers to; it must know them before it has found arxl."""
    listed = {
        "CELLS": [function.name for function in CATALOGUE if function.result.shape is Shape.CELL],
        "TABLES": [function.name for function in CATALOGUE if function.result.shape is not Shape.CELL],
    }
    lines = ['"""The names of arxl\'s functions by what they answer. Built from the catalogue: make generated"""']
    for kind, found in listed.items():
        lines += ["", f"{kind} = frozenset(", "    (", *(f'        "{name}",' for name in found), "    )", ")"]
    return "\n".join((*lines, "")).encode()


def descriptions() -> bytes:
    """What the function wizard says, in six languages."""
    functions = xcu.group("AddInFunctions", *map(_described, CATALOGUE))
    return xcu.component("CalcAddIns", "org.openoffice.Office", xcu.group("AddInInfo", xcu.node(SERVICE, functions)))


def _described(function: Function) -> Element:
    return xcu.node(
        function.name,
        xcu.value("DisplayName", {"en": f"{SERVICE}.{function.name}"}),
        xcu.value("Description", xcu.in_six_languages(function.summary)),
        xcu.value("Category", "Add-In"),
        xcu.group("Parameters", *map(_argument, function.arguments)),
    )


def _argument(argument: Argument) -> Element:
    said = {xcu.tag(words): argument_text(argument, words) for words in map(wording, LANGUAGES)}
    return xcu.node(
        internal_name(argument),
        xcu.value("DisplayName", {"en": argument.name}),
        xcu.value("Description", said),
    )


def argument_text(argument: Argument, words: Wording) -> str:
    """What a user is told of an argument: its meaning, its unit, its words where they are few, its default.

    >>> from arxl.functions.catalogue import function_named
    >>> print(argument_text(function_named("AGING").arguments[7], wording("en")))
    last day of each bucket; what is later falls into one more (days) [those of policy, else 30,60,90,180]
    """
    text = words.text(argument.text)
    if argument.unit:
        text += f" ({words.text(argument.unit)})"
    if argument.choices:
        text += f": {', '.join(argument.choices)}"
    return f"{text} [{words.text(argument.default)}]" if argument.default else text
