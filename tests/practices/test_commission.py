"""D1 on random books against its own words, document by document; and the worked example of the guide."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from math import ceil

from hypothesis import given, settings

from arxl.errors import Sentence
from arxl.kernels.settlement import Rule
from arxl.practices.commission import Commission, commissions
from arxl.practices.receivables import Receivables

from .books import FIRST_DAY, Business, businesses

DAY = FIRST_DAY + dt.timedelta(days=100)
Key = tuple[str, str, str]


def by_hand(known: Receivables, day: dt.date) -> dict[Key, tuple[int, int]]:
    """(salesperson, currency, month) -> to be collected, collected: one document and one allocation after the other."""
    position = known.application.position_at(day)
    ledger, settled = position.ledger, position.settled
    paid: dict[int, list[tuple[dt.date, int, bool]]] = defaultdict(list)
    for place in range(len(settled.debit)):
        credit = position.credits[settled.credit[place]]
        money = ledger.credits.kind[credit] == "receipt" and Rule(int(settled.rule[place])) not in (
            Rule.DISCOUNT,
            Rule.TOLERANCE,
        )
        paid[int(settled.debit[place])].append(
            (position.allocation_date[place].item(), int(settled.amount_minor[place]), bool(money))
        )
    first = min([ledger.debits.date[row].item() for row in position.debits.tolist()], default=day)
    found: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    month = first.replace(day=1)
    while month <= day:
        after = (month + dt.timedelta(days=31)).replace(day=1)
        last = min(after - dt.timedelta(days=1), day)
        for place, row in enumerate(position.debits.tolist()):
            date, due = ledger.debits.date[row].item(), position.due_date[place].item()
            disputed_on, until = ledger.debits.disputed_on[row].item(), ledger.debits.dispute_settled_on[row].item()
            disputed = disputed_on is not None and disputed_on <= last and not (until is not None and until <= last)
            if ledger.debits.kind[row] == "refund" or date >= after or due >= after or disputed:
                continue
            account = ledger.debits.account[row]
            key = ("", ledger.accounts.currency[account], f"{month:%Y-%m}")
            at_start = int(ledger.debits.amount_minor[row]) - sum(minor for on, minor, _ in paid[place] if on < month)
            credits = sum(minor for on, minor, money in paid[place] if month <= on < after and not money)
            found[key][0] += at_start - credits
            found[key][1] += sum(minor for on, minor, money in paid[place] if month <= on < after and money)
        month = after
    return {key: (due, collected) for key, (due, collected) in found.items()}


def rows_of(known: Receivables, day: dt.date) -> dict[Key, Commission]:
    rows = commissions(known.application.position_at(day), known.book)
    return {(row.salesperson, row.currency, row.month): row for row in rows}


@settings(max_examples=100)
@given(business=businesses())
def test_what_was_to_be_collected_and_what_came_in(business: Business) -> None:
    known = business.receivables()
    rows, expected = rows_of(known, DAY), by_hand(known, DAY)
    for key in rows.keys() | expected.keys():
        due, collected = expected.get(key, (0, 0))
        if key not in rows:
            assert due == 0, key
            continue
        row = rows[key]
        assert (row.due_minor, row.collected_minor) == (due, collected), key
        assert row.missing_minor == max(0, ceil(Fraction(80 * due, 100) - collected))
        assert isinstance(row.rate, Sentence) == (due <= 0)


@settings(max_examples=50)
@given(business=businesses())
def test_the_order_of_rows_changes_nothing(business: Business) -> None:
    turned = replace(
        business, deliveries=tuple(reversed(business.deliveries)), receipts=tuple(reversed(business.receipts))
    )
    assert rows_of(business.receivables(), DAY) == rows_of(turned.receivables(), DAY)
