"""Two-way reconciliation: the customer's own account of us beside ours, line by line (practice B5).

Two balances and the bridge between them: our balance and each difference lead to theirs, exactly. What stands on
either side before both accounts cover the time is one line of the bridge, the opening difference; a line after the
end of the other account is outside its period.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from arxl.errors import Amount, Fault, Sentence, label, sentence
from arxl.kernels.money import decimal_of, exponent_of
from arxl.practices.cash_application import Position
from arxl.practices.line_matching import Group, Line, Status, matched
from arxl.practices.statement import ledger_lines
from arxl.practices.their_sign import Owed, Side, side_of_debt
from arxl.tables.history import StatedLine
from arxl.tables.ledger import OPENING
from arxl.tables.their_account import TheirAccount, TheirLine, flipped

OPENING_DIFFERENCE = label("opening difference")
THEIR_SUMS = label("their file does not add up")
OUTSIDE = (Status.OUTSIDE_THEIR_PERIOD, Status.OUTSIDE_OUR_PERIOD)


@dataclass(frozen=True, slots=True)
class Account:
    """One side's account; every amount is > 0 where it raises what the customer owes.

    Attributes:
        opening_minor: the balance that it begins with, besides lines that are brought forward.
        begins: first day that it covers.
        ends: last day that it covers.
        gap_minor: what its own balances add to opening and lines.
        opening_stated: False where nothing says with what it begins.
        end_stated: False where nothing says its last day, and it is that of its last line.
    """

    lines: tuple[Line, ...]
    opening_minor: int
    begins: dt.date
    ends: dt.date
    gap_minor: int = 0
    opening_stated: bool = True
    end_stated: bool = True

    @property
    def balance_minor(self) -> int:
        """What it says that the customer owes."""
        return self.opening_minor + sum(line.amount_minor for line in self.lines) + self.gap_minor


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the bridge.

    Attributes:
        what: status of its group, or another label.
        group: whose difference it is, None where it is no group's.
        said: what is to be read beside it.
        balance_minor: our balance with this and all differences before it.
    """

    what: str
    group: Group | None
    difference_minor: int
    balance_minor: int
    said: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Reconciliation:
    """One account of a customer, theirs beside ours.

    Attributes:
        said: how their signs were told.
        groups: every line of both sides in one of them, by date.
        begins: the day from which both accounts cover the time.
        ends: the day up to which they do.
        opening_ours_minor: what stands before on our side: balance and lines that have no fellow.
    """

    customer: str
    currency: str
    as_of: dt.date
    ours: Account
    theirs: Account
    said: Sentence
    groups: tuple[Group, ...]
    begins: dt.date
    ends: dt.date
    opening_ours_minor: int
    opening_theirs_minor: int
    doubts: tuple[Fault, ...] = ()

    @property
    def exponent(self) -> int:
        """Decimals of the currency."""
        return exponent_of(self.currency)

    def amount(self, minor: int) -> Amount:
        """A sum in the account's currency."""
        return Amount(decimal_of(minor, self.exponent), self.currency)

    @property
    def bridge(self) -> tuple[Step, ...]:
        """From our balance to theirs: the opening difference, then group by group, then what does not add up."""
        found = list(self._differences())
        balances = accumulate((minor for _, _, minor, _ in found), initial=self.ours.balance_minor)
        next(balances)
        return tuple(
            Step(what, group, minor, balance, said)
            for (what, group, minor, said), balance in zip(found, balances, strict=True)
        )

    def is_carried(self, group: Group) -> bool:
        """Whether the opening difference holds this group: a line from before both accounts cover the time."""
        return group.status in OUTSIDE and _is_before(group, self.begins)

    def _differences(self) -> Iterator[tuple[str, Group | None, int, tuple[Sentence, ...]]]:
        opening = self.opening_theirs_minor - self.opening_ours_minor
        if opening:
            said = sentence(
                "before {day}: {theirs} with them, {ours} with us.",
                day=self.begins,
                theirs=self.amount(self.opening_theirs_minor),
                ours=self.amount(self.opening_ours_minor),
            )
            yield OPENING_DIFFERENCE, None, opening, (said,)
        order = list(Status)
        for group in sorted(self.groups, key=lambda group: order.index(group.status)):
            if group.difference_minor and not self.is_carried(group):
                yield group.status.value, group, group.difference_minor, group.remarks
        if gap := self.theirs.gap_minor - self.ours.gap_minor:
            yield THEIR_SUMS, None, gap, ()


def reconciled(
    position: Position, customer: str, theirs: TheirAccount, days: int, said: Owed | None, place: str
) -> Reconciliation:
    """Their account beside ours.

    Args:
        position: of the as-of date.
        theirs: with the sign of their file.
        days: how far apart the dates of lines may be that no reference tells of.
        said: on which side their file has what they owe, where the accountant says so.
        place: their file, for messages.

    Raises:
        Faulty: nothing tells the sign of their amounts.
    """
    ours = our_account(position, customer, theirs.currency)
    raw = [_their_line(line) for line in theirs.lines]
    side = side_of_debt(ours.lines, raw, days, in_two_columns=theirs.in_two_columns, said=said, place=place)
    other = their_account(theirs if side.sign == 1 else flipped(theirs))
    return compared(customer, theirs.currency, position.as_of, ours, other, days, side)


def compared(
    customer: str, currency: str, as_of: dt.date, ours: Account, theirs: Account, days: int, side: Side
) -> Reconciliation:
    """Two accounts of one sign, matched; and the bridge between them."""
    begins, ends = max(ours.begins, theirs.begins), min(ours.ends, theirs.ends)
    groups = tuple(_with_period(group, begins, ends) for group in matched(ours.lines, theirs.lines, days))
    carried = [group for group in groups if group.status in OUTSIDE and _is_before(group, begins)]
    return Reconciliation(
        customer=customer,
        currency=currency,
        as_of=as_of,
        ours=ours,
        theirs=theirs,
        said=side.said,
        groups=groups,
        begins=begins,
        ends=ends,
        opening_ours_minor=ours.opening_minor + sum(line.amount_minor for group in carried for line in group.ours),
        opening_theirs_minor=theirs.opening_minor
        + sum(line.amount_minor for group in carried for line in group.theirs),
        doubts=side.doubts,
    )


def our_account(position: Position, customer: str, currency: str) -> Account:
    """What moved the customer's account with us, up to the position's day."""
    lines = ledger_lines(position).get((customer, currency), ())
    begins = min(position.ledger.first_day, position.as_of)
    return Account(tuple(_our_line(line) for line in lines if line.amount_minor), 0, begins, position.as_of)


def their_account(theirs: TheirAccount) -> Account:
    """Their account with our sign."""
    lines = tuple(_their_line(line) for line in theirs.lines)
    return Account(
        lines,
        theirs.opening_minor or 0,
        theirs.begins,
        theirs.ends,
        theirs.gap_minor,
        opening_stated=theirs.opening_minor is not None,
        end_stated=theirs.end_stated,
    )


def _our_line(line: StatedLine) -> Line:
    further = (line.against,) if line.against else ()
    return Line(
        date=line.date,
        number=line.document,
        amount_minor=line.amount_minor,
        kind=line.kind,
        further=further,
        brought_forward=line.kind == OPENING,
    )


def _their_line(line: TheirLine) -> Line:
    further = (line.voucher,) if line.voucher else ()
    return Line(line.date, line.reference, line.amount_minor, line.text, further=further, place=line.place)


def _with_period(group: Group, begins: dt.date, ends: dt.date) -> Group:
    """A line without a fellow that the other account cannot have is outside its period."""
    outside = {
        Status.ONLY_OURS: Status.OUTSIDE_THEIR_PERIOD,
        Status.ONLY_THEIRS: Status.OUTSIDE_OUR_PERIOD,
    }
    if group.status not in outside:
        return group
    (line,) = (*group.ours, *group.theirs)
    return replace(group, status=outside[group.status]) if _is_before(group, begins) or line.date > ends else group


def _is_before(group: Group, begins: dt.date) -> bool:
    (line,) = (*group.ours, *group.theirs)
    return line.brought_forward or line.date < begins


def counts(result: Reconciliation) -> list[tuple[Status, int]]:
    """How many groups there are of each status besides what is carried, in the order of the statuses."""
    found = [group.status for group in result.groups if not result.is_carried(group)]
    return [(status, count) for status in Status if (count := found.count(status))]


def accounts_of(position: Position, customer: str) -> Sequence[str]:
    """The currencies in which the customer has an account with us."""
    accounts = position.ledger.accounts
    return [
        str(currency) for name, currency in zip(accounts.customer, accounts.currency, strict=True) if name == customer
    ]
