"""Every refusal of arxl: the place, the fact with its value, the remedy.

A message is a `Sentence`: an English text with named gaps, and the values for the gaps. It stays in this form until a
host shows it, so that the same fault can be read in six languages. `str()` gives the English text.

>>> fault = Fault(
...     "Deliveries!F17",
...     sentence("amount {amount} has {found} decimals; {currency} allows {allowed}.",
...              amount="19.995", found=3, currency="EUR", allowed=2),
...     sentence("Correct the cell."),
... )
>>> print(fault)
Deliveries!F17: amount 19.995 has 3 decimals; EUR allows 2. Correct the cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money inside a sentence; the decimals of `value` are those of the currency."""

    value: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.value:,f} {self.currency}".rstrip()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text with named gaps and what goes into them. Made by `sentence`, so that gettext finds the text."""

    text: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def __str__(self) -> str:
        return self.text.format_map({name: plain(value) for name, value in self.values.items()})

    def __hash__(self) -> int:  # values may be lists; equal sentences read alike
        return hash((self.text, str(self)))


def sentence(text: str, /, **values: object) -> Sentence:
    """A sentence whose English text is collected for translation."""
    return Sentence(text, MappingProxyType(values))


def label(text: str, /) -> str:
    """Mark a label or heading for translation; answers the text itself."""
    return text


def plain(value: object) -> str:
    """How a value stands in an English sentence: dates are ISO, lists are joined with commas.

    >>> plain([date(2026, 1, 31), Amount(Decimal("1200.00"), "EUR")])
    '2026-01-31, 1,200.00 EUR'
    """
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(plain(item) for item in value)
    return str(value)


class Severity(StrEnum):
    """A fault keeps its row out of every result; a warning does not."""

    FAULT = "fault"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where (`Deliveries!F17`), what with its value, and what to do."""

    place: str
    fact: Sentence
    remedy: Sentence
    severity: Severity = Severity.FAULT

    def __str__(self) -> str:
        return f"{self.place}: {self.fact} {self.remedy}" if self.place else f"{self.fact} {self.remedy}"


def warning(place: str, fact: Sentence, remedy: Sentence) -> Fault:
    """A fault that leaves its row in the results."""
    return Fault(place, fact, remedy, Severity.WARNING)


class ArxlError(Exception):
    """What arxl raises on purpose. `status` is the exit status of the command line."""

    status = 1

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class Faulty(ArxlError):
    """The workbook has faults that stop the job (exit status 1)."""

    status = 1


class WrongUsage(ArxlError):
    """The command or the function was called wrongly (exit status 2)."""

    status = 2


class Refused(ArxlError):
    """The job is not done: locked file, closed month, broken register, hostile file (exit status 3)."""

    status = 3


class Cancelled(ArxlError):
    """Somebody stopped the job (exit status 130, as after Ctrl-C)."""

    status = 130


def refused(place: str, fact: Sentence, remedy: Sentence) -> Refused:
    """The exception for one refusal."""
    return Refused(Fault(place, fact, remedy))
