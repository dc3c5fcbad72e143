"""What the people of the sample company decided: the rows of its Decisions sheet.

Nobody is named: a role stands where a name would. The demo issues September first, one statement for each customer and
currency in alphabetical order, so the number of each statement is known here before it is issued.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from arxl.jobs.sample.account import Account
from arxl.jobs.sample.dice import Dice
from arxl.jobs.sample.files import signatory_of
from arxl.jobs.sample.sheets import Row
from arxl.jobs.sample.workdays import working_day_from

SIGNED_MONTH = "2026-09"
_OCTOBER = date(2026, 10, 1)
_FIRST_COPY_BACK = date(2026, 10, 6)
_NO_COPY_BACK = frozenset({"RO-11", "CN-07", "ES-10", "KR-04", "KR-09", "TW-07"})
_DIFFERS = "ES-08"

_MANAGER, _ACCOUNTANT = "Sales manager (sample)", "Accountant (sample)"

_DECIDED: tuple[Row, ...] = (
    {
        "date": date(2026, 5, 12),
        "customer": "RO-11",
        "kind": "grade accepted",
        "reference": "C",
        "value": "D",
        "by": _MANAGER,
        "reason": "No receipt since March",
    },
    {
        "date": date(2026, 6, 15),
        "customer": "ES-11",
        "kind": "override",
        "value": "1",
        "by": _MANAGER,
        "reason": "Kitchen rebuilt, opens again in July",
        "until": date(2026, 7, 31),
    },
    {
        "date": date(2026, 8, 3),
        "customer": "CN-07",
        "kind": "notice sent",
        "value": "10 %",
        "by": _ACCOUNTANT,
        "reason": "Interest from the day of this notice",
    },
    {
        "date": date(2026, 10, 19),
        "customer": "KR-09",
        "kind": "promise accepted",
        "value": "1500000",
        "by": "Salesperson East",
        "reason": "Autumn takings",
        "until": date(2026, 11, 6),
    },
    {
        "date": date(2026, 10, 20),
        "customer": "ES-10",
        "kind": "override",
        "value": "3",
        "by": _MANAGER,
        "reason": "Plan of three transfers agreed, the first one came",
        "until": date(2026, 11, 30),
    },
    {
        "date": date(2026, 10, 26),
        "customer": "KR-06",
        "kind": "override",
        "value": "4",
        "by": _MANAGER,
        "reason": "The shop is said to change hands: cash before delivery until we know",
        "until": date(2026, 11, 15),
    },
)


def decision_rows(accounts: Sequence[Account], seed: int) -> list[Row]:
    """Overrides of supply levels, a grade accepted, a notice of interest, a promise, and September's signed copies."""
    return sorted((*_DECIDED, *_copies_back(accounts, seed)), key=lambda row: (str(row["date"]), str(row["customer"])))


def _copies_back(accounts: Sequence[Account], seed: int) -> Iterator[Row]:
    """The copies of September's statements that came back within the ten days."""
    dice = Dice(seed, "copies back")
    stated = {
        (account.trader.id, delivery.currency)
        for account in accounts
        for delivery in account.deliveries
        if delivery.date < _OCTOBER
    }
    signatories = {account.trader.id: signatory_of(account.trader) for account in accounts}
    for place, (customer, _) in enumerate(sorted(stated), 1):
        day = working_day_from(_FIRST_COPY_BACK + timedelta(days=dice.whole(0, 8)))
        if customer not in _NO_COPY_BACK:
            differs = customer == _DIFFERS
            yield {
                "date": day,
                "customer": customer,
                "kind": "differs" if differs else "signed",
                "reference": f"ST2026-{place:05}",
                "value": "" if differs else signatories[customer],
                "by": _ACCOUNTANT,
                "reason": "Their list lacks the last delivery of the month" if differs else "Copy signed and stamped",
            }
