"""What a reconciliation says: to the accountant above the tables, and to the customer in a letter (practice B5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from arxl.errors import Sentence, label, sentence
from arxl.practices.line_matching import Group, Line, Status
from arxl.practices.reconciliation import OPENING_DIFFERENCE, THEIR_SUMS, Reconciliation, counts

TITLE = label("Reconciliation of account")

TO_CUSTOMER = {
    OPENING_DIFFERENCE: label("Balance before this period"),
    Status.DIFFERS.value: label("The amounts differ"),
    Status.TWICE_WITH_US.value: label("Twice in our books"),
    Status.TWICE_WITH_THEM.value: label("Twice in your account"),
    Status.ONLY_OURS.value: label("Only in our books"),
    Status.ONLY_THEIRS.value: label("Only in your account"),
    Status.OUTSIDE_THEIR_PERIOD.value: label("After the end of your account"),
    Status.OUTSIDE_OUR_PERIOD.value: label("After the day of our balance"),
    THEIR_SUMS: label("Your account does not add up"),
}
"""A line of the bridge -> how a letter calls it."""

LINES_NOTE = sentence("Every line of both sides; lines of one group belong together.")

_MOST_NAMED = 12  # numbers in a sentence; the table has all


def notes_of(result: Reconciliation, file: str) -> Iterator[Sentence]:
    """What was compared, how the sides were told, and what was found."""
    yield sentence(
        "{customer}, {currency}: our books on {day} beside {file}.",
        customer=result.customer,
        currency=result.currency,
        day=result.as_of,
        file=file,
    )
    if result.begins <= result.ends:
        yield sentence("Both accounts cover {first} to {last}.", first=result.begins, last=result.ends)
    else:
        yield sentence("There is no day that both accounts cover.")
    yield result.said
    if not result.theirs.opening_stated:
        yield sentence("Their file states no opening balance: it is taken to begin with nothing.")
    if _may_be_open_items(result):
        yield sentence("Their file has no receipt: it may be a list of what is open, and no account.")
    if not result.theirs.end_stated:
        yield sentence(
            "Their file states no last day: it is taken to be {day}; --to says another.", day=result.theirs.ends
        )
    found = [
        sentence("{status}: {count}", status=Sentence(status.value), count=count) for status, count in counts(result)
    ]
    if found:
        yield sentence("Found: {found}.", found=found)


def _may_be_open_items(result: Reconciliation) -> bool:
    """Whether every line of theirs raises the debt, where ours has receipts without a fellow."""
    paid = any(line.amount_minor < 0 for group in result.groups if not group.theirs for line in group.ours)
    return paid and bool(result.theirs.lines) and all(line.amount_minor > 0 for line in result.theirs.lines)


def to_check(result: Reconciliation) -> list[Sentence]:
    """What we ask the customer to look at."""
    points = []
    if named := _named(result, Status.ONLY_OURS, theirs=False):
        points.append(sentence("Not in your account: {documents}. We send copies if you lack them.", documents=named))
    if named := _named(result, Status.DIFFERS, theirs=False):
        points.append(sentence("Entered with another amount: {documents}.", documents=named))
    if named := _named(result, Status.TWICE_WITH_THEM, theirs=True):
        points.append(sentence("Entered twice: {documents}.", documents=named))
    steps = {step.what: step for step in result.bridge}
    if OPENING_DIFFERENCE in steps:
        points.append(
            sentence(
                "Your account before {day}: the balance with which it begins is not ours. Please send it to us.",
                day=result.begins,
            )
        )
    if THEIR_SUMS in steps:
        amount = result.amount(abs(steps[THEIR_SUMS].difference_minor))
        points.append(sentence("The balances in your account and its entries differ by {amount}.", amount=amount))
    return points


def to_correct(result: Reconciliation) -> list[Sentence]:
    """What we look into and, where the customer is right, put right ourselves."""
    points = []
    if named := _named(result, Status.ONLY_THEIRS, theirs=True):
        points.append(sentence("Not in our books: {documents}. Please send us a copy of each.", documents=named))
    if named := _named(result, Status.TWICE_WITH_US, theirs=False):
        points.append(sentence("Entered twice by us: {documents}.", documents=named))
    if named := _named(result, Status.DIFFERS, theirs=False):
        points.append(sentence("The amounts of {documents}, against the papers.", documents=named))
    return points


def agreed_said(result: Reconciliation) -> Sentence:
    """How much agrees."""
    found = dict(counts(result))
    agreeing = found.get(Status.AGREED, 0) + found.get(Status.SUM, 0)
    return sentence("Entries that agree: {count}.", count=agreeing)


def _named(result: Reconciliation, status: Status, *, theirs: bool) -> list[str | Sentence]:
    """The numbers of the lines of a status, as the side writes them that is asked; a few, and how many more."""
    groups = [group for group in result.groups if group.status is status and not result.is_carried(group)]
    named: list[str | Sentence] = [_name(group, theirs) for group in groups]
    if len(named) > _MOST_NAMED:
        more = len(named) - _MOST_NAMED
        return [*named[:_MOST_NAMED], sentence("further ones: {count}", count=more)]
    return named


def _name(group: Group, theirs: bool) -> str | Sentence:
    lines: Sequence[Line] = (group.theirs or group.ours) if theirs else (group.ours or group.theirs)
    numbers = list(dict.fromkeys(line.number for line in lines if line.number))
    return " + ".join(numbers) if numbers else sentence("of {day}", day=lines[0].date)
