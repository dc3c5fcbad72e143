"""What the sample company's people write down at their desks: warnings, measures, targets and a diary; how and when
each customer pays.

Nobody is named: a role stands where a name would. What a row says of a customer fits what its account shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from arxl.jobs.sample.account import DECIMALS, PER_EURO, Account
from arxl.jobs.sample.cast import SALESPEOPLE, Trader
from arxl.jobs.sample.dice import Dice
from arxl.jobs.sample.workdays import AS_OF, months_between, working_day_from

Row = dict[str, object]

_HOURS: Mapping[str, str] = {
    "dealer": "08:30-12:00, 13:00-17:30",
    "shop": "10:00-20:00",
    "hotel": "09:00-18:00",
    "restaurant": "15:00-18:00",
    "institution": "08:00-14:00",
}
_STEPS: Mapping[str, str] = {
    "dealer": "buyer; owner",
    "hotel": "purchasing; manager; accounts",
    "institution": "canteen; director; treasury",
}
_QUIET: Mapping[str, str] = {"ES-02": "mornings", "KR-01": "Mon, Fri", "TW-01": "mornings", "RO-04": "afternoons"}
_SECURED: Mapping[str, int] = {"ES-03": 20_000, "CN-07": 1_000, "KR-05": 12_000}  # in euros
_MARKS: Mapping[str, tuple[int, int, int, int]] = {
    "A": (5, 4, 4, 5),
    "B": (4, 4, 3, 4),
    "C": (3, 3, 3, 3),
    "D": (2, 2, 3, 2),
    "E": (1, 2, 2, 1),
}
_UNMARKED = frozenset({"CN-11", "TW-10", "ES-05"})
_TARGETS_FROM = date(2026, 5, 1)
_COUNTRIES = ("RO", "ES", "KR", "CN", "TW")  # in the order of their salespeople


def profile_of(trader: Trader) -> Row:
    """How a customer pays and what people think of it: further cells of its row."""
    dice = Dice(0, trader.id, "profile")
    row: Row = {
        "decides": "owner (sample)" if trader.type != "hotel" else "manager (sample)",
        "pays": "accounts (sample)" if trader.type in _STEPS else "owner (sample)",
        "hours": _HOURS[trader.type],
        "usual_method": trader.method,
        "invoice_type": "VAT invoice" if trader.type in _STEPS else "ordinary invoice",
        "distance_km": float(dice.whole(3, 180)),
        "route": f"Route {trader.id[:2]}-{1 + int(trader.id[3:]) % 3}",
    }
    if trader.type in _STEPS:
        row["approval_steps"] = _STEPS[trader.type]
    if trader.terms.startswith("MONTHLY"):
        row["settlement_days"] = "5"
    if trader.id in _QUIET:
        row["quiet"] = _QUIET[trader.id]
    if trader.id in _SECURED:
        row["security_minor"] = _money(trader, _SECURED[trader.id])
        row["guarantor"] = "the owner (sample)"
    if trader.id not in _UNMARKED:
        marks = dict(zip(("finances", "network", "ability", "organisation"), _MARKS[trader.grade], strict=True))
        row |= {name: float(mark) for name, mark in marks.items()}
        row |= {"reputation": float(marks["organisation"]), "co_operation": float(marks["network"])}
    return row


def _money(trader: Trader, euros: int) -> Decimal:
    unit = PER_EURO[trader.buys_in] * 10 ** DECIMALS[trader.buys_in]
    return Decimal(euros * unit).scaleb(-DECIMALS[trader.buys_in])


SIGNALS: tuple[Row, ...] = (
    {
        "date": date(2026, 7, 27),
        "customer": "CN-07",
        "signal": "staff leaving",
        "severity": "medium",
        "evidence": "Two of the three drivers have left",
        "by": SALESPEOPLE[3],
        "closed_on": date(2026, 9, 14),
        "closed_as": "New drivers are there",
    },
    {
        "date": date(2026, 10, 5),
        "customer": "KR-11",
        "signal": "dumping prices",
        "severity": "low",
        "evidence": "Below our list in the window",
        "by": SALESPEOPLE[2],
    },
    {
        "date": date(2026, 10, 26),
        "customer": "KR-06",
        "signal": "transfer of the shop",
        "severity": "high",
        "evidence": "Neighbours say that the shop is for sale",
        "by": SALESPEOPLE[2],
    },
)
MEASURES: tuple[Row, ...] = (
    {
        "date": date(2026, 9, 8),
        "customer": "ES-14",
        "measure": "promotion",
        "by": SALESPEOPLE[1],
        "ended_on": date(2026, 9, 26),
        "result": "Half of the shelf was sold in two weeks",
    },
    {"date": date(2026, 10, 21), "customer": "RO-10", "measure": "training", "by": SALESPEOPLE[0]},
)
_DIARY = (
    "Visits on the first route; copies of statements brought back",
    "Calls in the afternoon: promises taken, two contacts entered",
    "Deliveries accompanied, notes signed",
    "Office day: files completed, targets looked at",
)


def salespeople_rows() -> Iterator[Row]:
    """The sheet Salespeople."""
    for place, salesperson in enumerate(SALESPEOPLE, 1):
        yield {
            "salesperson": salesperson,
            "email": f"sales{place}@made-up-provisions.example",
            "phone": f"+353 000 100 {place:03}",
            "commission_percent": 2.0 if place % 2 else 1.5,
        }


def target_rows(accounts: Sequence[Account], seed: int) -> Iterator[Row]:
    """Targets a month, in the currency of each salesperson's customers: somewhat more than was sold."""
    for place, salesperson in enumerate(SALESPEOPLE):
        own = [account for account in accounts if account.trader.id.startswith(_COUNTRIES[place])]
        currency = own[0].trader.buys_in
        dice = Dice(seed, "targets", salesperson)
        for month in range(months_between(_TARGETS_FROM, AS_OF) + 1):
            period = f"2026-{_TARGETS_FROM.month + month:02}"
            sold = sum(
                one.minor
                for account in own
                for one in account.deliveries
                if one.currency == currency and one.date.isoformat().startswith(period)
            )
            step = 10 ** (DECIMALS[currency] + len(str(PER_EURO[currency])) + 1)
            rounded = sold * dice.whole(90, 115) // 100 // step * step
            yield {
                "salesperson": salesperson,
                "period": period,
                "sales_minor": Decimal(rounded).scaleb(-DECIMALS[currency]),
                "collections_minor": Decimal(rounded * 9 // 10 // step * step).scaleb(-DECIMALS[currency]),
                "currency": currency,
            }


def diary_rows(seed: int) -> Iterator[Row]:
    """A line a working day of the last two weeks; somebody forgot a day."""
    for place, salesperson in enumerate(SALESPEOPLE):
        dice = Dice(seed, "diary", salesperson)
        day = working_day_from(AS_OF - timedelta(days=14))
        while day <= AS_OF:
            if not (place == 2 and day == date(2026, 10, 22)):
                yield {"salesperson": salesperson, "date": day, "entry": _DIARY[dice.whole(0, len(_DIARY) - 1)]}
            day = working_day_from(day + timedelta(days=1))
