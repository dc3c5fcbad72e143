"""What the catalogue says of one function: frozen records of its arguments, its answer and its examples."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

PREFIX = "ARXL_"

Scalar = str | float | int | bool | dt.date | None
Block = tuple[tuple[Scalar, ...], ...]


class Takes(Enum):
    """What an argument is."""

    TABLE = "a range"
    DATE = "a date"
    DATE_OR_YES = "a date, TRUE or FALSE"
    TERMS = "terms of payment"
    EDGES = "rising whole numbers: a range, or a text such as 30,60,90"
    CHOICE = "a word"
    CODE = "a code"
    ID = "an id"
    AMOUNT = "an amount"
    RATE = "a yearly rate, such as 10% or 0.1"
    MONTH = "a month such as 2026-10, or any day of it"
    WHOLE = "a whole number"
    YES_OR_NO = "TRUE or FALSE"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument.

    Attributes:
        name: in lower case; messages and addresses begin with it.
        takes: what it is.
        text: what it means.
        unit: of a number: days, percent; "" where it has none.
        optional: may be left out or blank.
        default: what it is then, in words.
        choices: the words that it takes, where they are few.
        table: the table of the schema that the range holds.
        fills: a range of it gives a range of answers, cell by cell; where it is required, a blank cell gives a blank.
    """

    name: str
    takes: Takes
    text: str
    unit: str = ""
    optional: bool = False
    default: str = ""
    choices: tuple[str, ...] = ()
    table: str = ""
    fills: bool = False


class Shape(Enum):
    """What a function answers."""

    CELL = "one cell, or as many cells as the first argument has"
    TABLE = "a table that spills"
    EITHER = "one cell, or a table that spills"


@dataclass(frozen=True, slots=True)
class Result:
    """What a function answers: its shape, and what stands in it."""

    shape: Shape
    text: str


@dataclass(frozen=True, slots=True)
class Given:
    """A range that examples use, under a name."""

    name: str
    rows: Block


@dataclass(frozen=True, slots=True)
class Example:
    """A call and its value. Arguments stand in their order; None leaves one out."""

    arguments: tuple[Scalar | Given, ...]
    value: Scalar | Block
    text: str = ""


@dataclass(frozen=True)
class Function:
    """One worksheet function.

    Attributes:
        name: without prefix.
        summary: what it answers, in one sentence.
        practice: number of the practice that it carries out.
        remarks: what a user may wonder about.
    """

    name: str
    summary: str
    practice: str
    arguments: tuple[Argument, ...]
    result: Result
    examples: tuple[Example, ...]
    remarks: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()

    @cached_property
    def argument_named(self) -> Mapping[str, Argument]:
        """Its arguments by name."""
        return {argument.name: argument for argument in self.arguments}

    def __str__(self) -> str:
        named = (f"[{argument.name}]" if argument.optional else argument.name for argument in self.arguments)
        return f"{PREFIX}{self.name}({', '.join(named)})"
