"""Reviews: which are due, and what changed since the last (practice B9).

The figures of a customer are looked at every month, its grade every quarter, its whole file every year, by the months
of Policy. A review is done when somebody with a name writes "reviewed" on the sheet Decisions, with figures, grade or
file as Reference; without a customer it was everybody's. Who looks at the whole file looks at the grade, and who looks
at the grade at the figures, too. The first review is due so many months after the first delivery.

What changed is told by the same figures on the day of the last review and today. Those of then are the figures of that
day as the matching of today sees it; marks and files are today's. Who owes nothing and bought nothing in the days of
the record is left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

import numpy as np

from arxl.errors import Amount, Sentence, label, sentence
from arxl.kernels.arrays import Days
from arxl.kernels.days import months_after
from arxl.practices.credit_decision import REVIEWED, REVIEWS, money, review_named
from arxl.practices.credit_proposal import Proposals, Proposed
from arxl.practices.credit_record import CreditRecord, Roll
from arxl.practices.decision import decisions_in_force
from arxl.tables.history import History
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import Book

_EVERYBODY = ""


@dataclass(frozen=True, slots=True)
class Done:
    """A review that somebody did.

    Attributes:
        customer: "" where it was everybody's.
        what: figures, grade or file.
    """

    date: dt.date
    customer: str
    what: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What a review looks at, on one day.

    Attributes:
        days_late: of what was paid and is overdue, by amount; None where there is nothing.
        proposed: score, grade and limit.
    """

    balance: Amount
    overdue: Amount
    days_late: Decimal | None
    proposed: Proposed


@dataclass(frozen=True, slots=True)
class Review:
    """A customer whose review is due.

    Attributes:
        due: which, and since when; the one that waits longest first.
        since: the earliest of these days.
        last: the last review of any kind; None where there was none.
        then: on the day of the last review; None where there was none.
    """

    customer: str
    name: str
    salesperson: str
    due: tuple[Sentence, ...]
    since: dt.date
    last: Done | None
    now: Figures
    then: Figures | None


def reviews_done(book: Book, history: History, as_of: dt.date) -> tuple[Done, ...]:
    """Every review that somebody with a name did by the day, the oldest first."""
    return tuple(
        Done(made.date, made.customer, what, made.by, made.reason)
        for made in decisions_in_force(book.decisions, history, (REVIEWED,))
        if made.by and made.date <= as_of and (what := review_named(made.reference))
    )


def last_days(done: Sequence[Done], roll: Roll, as_of: dt.date) -> Days:
    """(C,) the day of each customer's last review of any kind; the as-of date where there was none."""
    last = _last_of(done)
    everybody = last.get(_EVERYBODY, {})
    days = []
    for customer in roll.customer.tolist():
        own = [one.date for one in (*last.get(customer, {}).values(), *everybody.values())]
        days.append(max(own, default=as_of))
    return np.array(days, "datetime64[D]")


def reviews_due(
    book: Book,
    record: CreditRecord,
    proposals: Proposals,
    record_then: CreditRecord,
    proposals_then: Proposals,
    done: Sequence[Done],
    months: Sequence[int],
    as_of: dt.date,
) -> tuple[Review, ...]:
    """Whose review is due on the day, what has waited longest first.

    Args:
        record, proposals: of the day.
        record_then, proposals_then: of each customer's last review (`last_days`).
        done: `reviews_done`, the oldest first.
        months: between the reviews of the figures, of the grade and of the file.
    """
    last = _last_of(done)
    everybody = last.get(_EVERYBODY, {})
    first = record.first_delivery.tolist()
    delivered, customers = record.delivered.tolist(), book.customers
    seller = customers.by_id("salesperson")
    found = []
    for row, customer in enumerate(record.roll.customer.tolist()):
        if not delivered[row] or not (record.balance_minor[row] or record.year_minor[row]):
            continue
        own = last.get(customer, {})
        latest = {what: _later(own.get(what), everybody.get(what)) for what in REVIEWS}
        waiting = _waiting(latest, first[row], months, as_of)
        if not waiting:
            continue
        reviewed = max(filter(None, latest.values()), key=lambda one: one.date, default=None)
        found.append(
            Review(
                customer=customer,
                name=customers.name_of(customer),
                salesperson=seller.get(customer, ""),
                due=tuple(_since(what, day) for day, what in waiting),
                since=waiting[0][0],
                last=reviewed,
                now=_figures(record, proposals, row),
                then=_figures(record_then, proposals_then, row) if reviewed else None,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.since, one.customer)))


@lru_cache(maxsize=4096)
def _since(what: str, day: dt.date) -> Sentence:
    return sentence("{review} since {day}", review=Sentence(what), day=day)


_months_after = lru_cache(maxsize=4096)(months_after)


def _last_of(done: Sequence[Done]) -> Mapping[str, Mapping[str, Done]]:
    """Customer -> review -> the last of it; what looks at more counts for what looks at less."""
    last: dict[str, dict[str, Done]] = {}
    for one in done:
        for what in REVIEWS[: REVIEWS.index(one.what) + 1]:
            last.setdefault(one.customer, {})[what] = one
    return last


def _later(own: Done | None, everybodys: Done | None) -> Done | None:
    known = [one for one in (own, everybodys) if one is not None]
    return max(known, key=lambda one: one.date, default=None)


def _waiting(
    latest: Mapping[str, Done | None], first: dt.date, months: Sequence[int], as_of: dt.date
) -> list[tuple[dt.date, str]]:
    """(Due since, review) of those that are due, the earliest first; of one day the one that looks at most."""
    due = []
    for what, wait in zip(REVIEWS, months, strict=True):
        one = latest[what]
        due.append((_months_after(one.date if one else first, wait), what))
    return sorted((each for each in due if each[0] <= as_of), key=lambda each: (each[0], -REVIEWS.index(each[1])))


def _figures(record: CreditRecord, proposals: Proposals, row: int) -> Figures:
    weight, currency = record.weight_minor[row], record.currency[row]
    late = None
    if weight:
        late = (Decimal(record.weighted_days[row]) / weight).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return Figures(
        money(record.balance_minor[row], currency),
        money(record.overdue_minor[row], currency),
        late,
        proposals.figures(row),
    )


# --- tables --------------------------------------------------------------------------------------------------------


def reviews_table(rows: Sequence[Review]) -> ResultTable:
    """One row a customer; behind each figure what it was at the last review."""
    now, then = [one.now for one in rows], [one.then for one in rows]
    proposed, before = [one.proposed for one in now], [one.proposed if one else None for one in then]
    last = [one.last for one in rows]
    return ResultTable(
        label("Reviews"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [one.customer for one in rows]),
            ResultColumn("name", label("Name"), Shows.TEXT, [one.name for one in rows]),
            ResultColumn("salesperson", label("Salesperson"), Shows.TEXT, [one.salesperson for one in rows]),
            ResultColumn("due", label("Due"), Shows.SENTENCES, [one.due for one in rows]),
            ResultColumn("last", label("Last review"), Shows.DATE, [one.date if one else None for one in last]),
            ResultColumn("what", label("Review"), Shows.LABEL, [one.what if one else label("none") for one in last]),
            ResultColumn("by", label("By"), Shows.TEXT, [one.by if one else "" for one in last]),
            ResultColumn("balance", label("Balance"), Shows.AMOUNT, [one.balance for one in now]),
            ResultColumn(
                "balance_then", label("Balance then"), Shows.AMOUNT, [one.balance if one else None for one in then]
            ),
            ResultColumn("overdue", label("Overdue"), Shows.AMOUNT, [one.overdue for one in now]),
            ResultColumn(
                "overdue_then", label("Overdue then"), Shows.AMOUNT, [one.overdue if one else None for one in then]
            ),
            ResultColumn("days_late", label("Days late"), Shows.NUMBER, [one.days_late for one in now]),
            ResultColumn(
                "days_late_then",
                label("Days late then"),
                Shows.NUMBER,
                [one.days_late if one else None for one in then],
            ),
            ResultColumn("score", label("Score"), Shows.WHOLE, [one.score for one in proposed]),
            ResultColumn(
                "score_then", label("Score then"), Shows.WHOLE, [one.score if one else None for one in before]
            ),
            ResultColumn("grade_now", label("Grade now"), Shows.TEXT, [one.grade_now for one in proposed]),
            ResultColumn("grade", label("Proposed grade"), Shows.TEXT, [one.grade for one in proposed]),
            ResultColumn("grade_then", label("Grade then"), Shows.TEXT, [one.grade if one else "" for one in before]),
            ResultColumn("limit", label("Proposed limit"), Shows.AMOUNT, [one.limit for one in proposed], foreign=True),
            ResultColumn(
                "limit_then",
                label("Limit then"),
                Shows.AMOUNT,
                [one.limit if one else None for one in before],
                foreign=True,
            ),
        ),
    )


def done_table(done: Sequence[Done]) -> ResultTable:
    """One row a review, the latest first."""
    rows = sorted(done, key=lambda one: (-one.date.toordinal(), one.customer, one.what))
    return ResultTable(
        label("Reviews done"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [one.customer for one in rows]),
            ResultColumn("date", label("Date"), Shows.DATE, [one.date for one in rows]),
            ResultColumn("review", label("Review"), Shows.LABEL, [one.what for one in rows]),
            ResultColumn("by", label("By"), Shows.TEXT, [one.by for one in rows]),
            ResultColumn("reason", label("Reason"), Shows.TEXT, [one.reason for one in rows]),
        ),
    )
