"""What a host gets back: a value, cells in the shape of the cells that it gave, or a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from arxl.errors import Fault, sentence
from arxl.functions.arguments import Grid
from arxl.functions.record import Block, Function, Scalar
from arxl.locale import Wording

Answer = Scalar | Block


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a host knows of the workbook that calls.

    Attributes:
        epoch_1904: its serial numbers count from 1904.
        language: of headings and sentences; "" is that of the policy argument, else English.
    """

    epoch_1904: bool = False
    language: str = ""


def told(faults: tuple[Fault, ...], words: Wording) -> str:
    """The first fault as text for a cell, and how many there are besides."""
    first, *others = faults
    text = f"{words.say(first.fact)} {words.say(first.remedy)}"
    if first.place:
        text = f"{first.place}: {text}"
    if others:
        text = f"{text} {words.say(sentence('Faults besides this one: {count}.', count=len(others)))}"
    return text


def in_arguments(faults: Iterable[Fault], function: Function) -> tuple[Fault, ...]:
    """Faults of a sheet as a whole, each under the name of the argument that stands for the sheet."""
    named = {argument.table: argument.name for argument in function.arguments if argument.table}
    if "currency" in function.argument_named:
        named["Company"] = "currency"
    return tuple(replace(fault, place=named.get(fault.place, fault.place)) for fault in faults)


def filled(grid: Grid, values: Sequence[Scalar], faults: Mapping[int, Fault], words: Wording) -> Answer:
    """Values in the shape of the grid; a sentence where a cell has a fault, an empty text where it is blank."""
    cells = [
        told((faults[row],), words) if row in faults else "" if value is None else value
        for row, value in enumerate(values)
    ]
    if not grid.width:
        return cells[0]
    return tuple(tuple(cells[start : start + grid.width]) for start in range(0, len(cells), grid.width))
