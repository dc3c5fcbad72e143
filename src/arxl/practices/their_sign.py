"""On which side their account has what the customer owes us (practice B5).

What is our debit is their credit: two columns say it, unless the file is a copy of our view. One signed amount says
nothing; there the sign decides under which more lines agree with ours. What was found is said with its count; where
nothing tells, nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from arxl.errors import Fault, Faulty, Sentence, sentence, warning
from arxl.practices.line_matching import Line, agreeing


class Owed(Enum):
    """Where their file has what raises the customer's debt."""

    CREDIT = "credit"
    DEBIT = "debit"
    PLUS = "plus"
    MINUS = "minus"


_SIGNS = {Owed.CREDIT: -1, Owed.DEBIT: 1, Owed.PLUS: 1, Owed.MINUS: -1}
_SAID = {
    Owed.CREDIT: sentence("Their credits are what they owe us"),
    Owed.DEBIT: sentence("Their debits are what they owe us"),
    Owed.PLUS: sentence("Their amounts above 0 are what they owe us"),
    Owed.MINUS: sentence("Their amounts below 0 are what they owe us"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """The sign that makes their amounts ours (1 or -1), how it was told, and a warning where it is unusual."""

    sign: int
    said: Sentence
    doubts: tuple[Fault, ...] = ()


def side_of_debt(
    ours: Sequence[Line], theirs: Sequence[Line], days: int, *, in_two_columns: bool, said: Owed | None, place: str
) -> Side:
    """Find the sign of their amounts.

    Args:
        theirs: with the sign of their file: debit less credit, or their one amount.
        said: what the accountant says.
        place: their file, for messages.

    Raises:
        Faulty: nothing tells; or what is said does not fit the columns.
    """
    choices = (Owed.CREDIT, Owed.DEBIT) if in_two_columns else (Owed.PLUS, Owed.MINUS)
    if said is not None:
        if said not in choices:
            raise Faulty(_does_not_fit(place, said, in_two_columns))
        return Side(_SIGNS[said], sentence("{what}: as --owed says.", what=_SAID[said]))
    votes = {choice: agreeing(ours, _with_sign(theirs, _SIGNS[choice]), days) for choice in choices}
    first, second = choices
    if in_two_columns and votes[first] >= votes[second]:
        return Side(
            _SIGNS[first],
            sentence(
                "{what}: as in a ledger of suppliers; lines that agree: {count}.", what=_SAID[first], count=votes[first]
            ),
        )
    if votes[first] == votes[second]:
        if not theirs:
            return Side(_SIGNS[first], sentence("Their account has no lines."))
        raise Faulty(_untold(place, votes[first]))
    found = max(choices, key=votes.__getitem__)
    told = sentence(
        "{what}: so {count} lines agree with ours, and {others} the other way.",
        what=_SAID[found],
        count=votes[found],
        others=min(votes.values()),
    )
    return Side(_SIGNS[found], told, (_unusual(place, told),) if in_two_columns else ())


def _with_sign(lines: Sequence[Line], sign: int) -> Sequence[Line]:
    return lines if sign == 1 else [replace(line, amount_minor=-line.amount_minor) for line in lines]


def _does_not_fit(place: str, said: Owed, in_two_columns: bool) -> Fault:
    fact = (
        sentence("--owed {said} speaks of one column of amounts; their file has debits and credits.", said=said.value)
        if in_two_columns
        else sentence(
            "--owed {said} speaks of debits and credits; their file has one column of amounts.", said=said.value
        )
    )
    remedy = sentence("Write --owed credit or --owed debit.") if in_two_columns else _PLUS_OR_MINUS
    return Fault(place, fact, remedy)


_PLUS_OR_MINUS = sentence("Write --owed plus or --owed minus.")


def _untold(place: str, count: int) -> Fault:
    fact = sentence(
        "nothing tells whether amounts above 0 or below 0 are what they owe us; lines that agree either way: {count}.",
        count=count,
    )
    return Fault(place, fact, _PLUS_OR_MINUS)


def _unusual(place: str, told: Sentence) -> Fault:
    return warning(
        place,
        sentence("{told} A ledger of suppliers has it the other way round.", told=told),
        sentence("If that is wrong, write --owed credit."),
    )
