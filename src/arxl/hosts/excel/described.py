"""What VBA says: the descriptions of functions and arguments that Excel shows, and a few sentences of its own.

Excel's function wizard takes at most 255 characters of a description.
"""

from __future__ import annotations

from collections.abc import Iterator

from arxl.errors import label
from arxl.functions.catalogue import CATALOGUE, PREFIX, Argument, Function
from arxl.hosts.excel.literals import literal, returned
from arxl.locale import Wording

CATEGORY = "ARXL"
LONGEST = 255

SENTENCES = {
    "NoAnswer": label("Python does not answer ({error}). Run in a terminal: arxl doctor"),
    "NoExtension": label("arxl is not installed in LibreOffice ({error}). Run in a terminal: arxl addin install"),
    "NoWorkbook": label("No workbook is open. Open the workbook first."),
    "OnlyOnWindows": label(
        "Functions of arxl do not calculate in Excel on a Mac; they do on Windows and in LibreOffice. Use the buttons."
    ),
}
"""VBA function -> what it says; Python is not there to say these."""


def texts_module(words: Wording) -> str:
    """The sentences in a language."""
    lines = ["Option Explicit", "Option Private Module"]
    for name, text in SENTENCES.items():
        lines += ["", f"Public Function {name}() As String", *returned(name, words.text(text)), "End Function"]
    return "\n".join([*lines, ""])


def descriptions_module(words: Wording) -> str:
    """`ArxlDescribe`, which tells Excel about every function."""
    texts = _Texts()
    described = [line for function in CATALOGUE for line in _described(function, words, texts)]
    lines = [
        "Option Explicit",
        "",
        "' What the function wizard shows. A description that Excel does not take is no reason to stop, and describing",
        "' is no change that anybody would want to save.",
        "",
        "Public Sub ArxlDescribe()",
        "    Dim book As String, saved As Boolean",
        "    On Error Resume Next",
        "    saved = ThisWorkbook.Saved",
        '    book = "\'" & Replace(ThisWorkbook.Name, "\'", "\'\'") & "\'!"',
        *(f"    Describe_{function.name} book" for function in CATALOGUE),
        "    ThisWorkbook.Saved = saved",
        "End Sub",
        *described,
        *texts.functions(),
    ]
    return "\n".join([*lines, ""])


def _described(function: Function, words: Wording, texts: _Texts) -> Iterator[str]:
    arguments = [texts.named(argument_text(argument, words)) for argument in function.arguments]
    yield ""
    yield f"Private Sub Describe_{function.name}(book As String)"
    yield f'    Application.MacroOptions Macro:=book & "{PREFIX}{function.name}", _'
    yield f"        Description:={texts.named(words.text(function.summary))}, Category:={literal(CATEGORY)}, _"
    yield f"        ArgumentDescriptions:=Array({', '.join(arguments)})"
    yield "End Sub"


def argument_text(argument: Argument, words: Wording) -> str:
    """What the wizard says of an argument: its meaning, its words where they are few, its default."""
    text = words.text(argument.text)
    if argument.choices:
        text += f": {', '.join(argument.choices)}"
    if argument.default:
        text += f" [{words.text(argument.default)}]"
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


class _Texts:
    """Texts that several descriptions share, each a function that returns it."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def named(self, text: str) -> str:
        """The function that returns this text."""
        return self._names.setdefault(text, f"T{len(self._names) + 1}")

    def functions(self) -> Iterator[str]:
        for text, name in self._names.items():
            yield from ("", f"Private Function {name}() As String", *returned(name, text), "End Function")
