"""Every release of the supply ladder is true (C1): do what it says, and the flag is gone.

Random books with random limits, grades and rules; the releases are read as the sales manager reads them, word by
word, and carried out as new rows of the book.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from arxl.practices.supply import supply_levels
from arxl.practices.supply_level import Supply
from arxl.practices.supply_metrics import METRICS
from arxl.tables.history import History, IssuedStatement
from arxl.tables.policy import SupplyPolicy
from arxl.tables.raw import RawColumn, RawTable

from .books import CUSTOMERS, DECIMALS, LATE_DAYS, Business, Customer, Receipt, businesses

AT_ONCE = SupplyPolicy(release_days=0, release_days_after_bounce=0)
CUSTOMER_ROWS = st.tuples(
    *(
        st.builds(
            Customer,
            st.just(customer),
            st.none() | st.integers(0, 4000),
            st.sampled_from(["", "A", "B", "C", "D", "E"]),
            st.none() | st.none() | LATE_DAYS,
        )
        for customer in CUSTOMERS
    )
)
RULES = st.lists(
    st.tuples(
        st.sampled_from([metric.name for metric in METRICS]),
        st.integers(1, 6),
        st.sampled_from([0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 15.0, 31.0]),
    ),
    max_size=6,
)
MONTHS = ("2026-01", "2026-02", "2026-03")


@dataclass(frozen=True)
class Scene:
    """A business with rules, and statements of which some are signed."""

    business: Business
    rules: list[tuple[str, int, float]]
    statements: tuple[tuple[str, str], ...]
    signed: frozenset[str] = frozenset()
    better_grades: frozenset[str] = frozenset()
    closed: frozenset[tuple[dt.date, str, str]] = frozenset()  # (day, customer, signal)
    back: frozenset[str] = frozenset()

    def levels(self, day: dt.date) -> dict[str, Supply]:
        """The supply level of every customer."""
        business = replace(
            self.business,
            customers=tuple(
                replace(
                    row,
                    grade="D" if row.customer in self.better_grades else row.grade,
                    gone_on=None if row.customer in self.back else row.gone_on,
                )
                for row in self.business.customers
            ),
        )
        receivables = business.receivables(rules_sheet(self.rules), RATES, decisions_sheet(self.signed, self.closed))
        history = History(statements=tuple(issued(*of) for of in self.statements))
        position = receivables.application.position_at(day)
        levels = supply_levels(receivables.application, position, receivables.book, history, AT_ONCE)
        assert not levels.faults
        return {row.customer: row for row in levels.rows}


def sheet(title: str, columns: dict[str, list[object]]) -> RawTable:
    length = len(next(iter(columns.values())))
    cells = [np.empty(length, object) for _ in columns]
    for array, values in zip(cells, columns.values(), strict=True):
        array[:] = values
    raw = (
        RawColumn(header, chr(65 + at), array) for at, (header, array) in enumerate(zip(columns, cells, strict=True))
    )
    return RawTable(title, title, 1, np.arange(2, 2 + length), tuple(raw), table=title)


RATES = sheet("Rates", {"Currency": ["KRW"], "Date": [dt.date(2026, 1, 1)], "Rate": [0.0064]})


def rules_sheet(rules: list[tuple[str, int, float]]) -> RawTable:
    metrics, levels, thresholds = zip(*rules, strict=True) if rules else ((), (), ())
    return sheet("Supply Rules", {"Metric": [*metrics], "Level": [*levels], "A": [*thresholds]})


def decisions_sheet(signed: frozenset[str], closed: frozenset[tuple[dt.date, str, str]]) -> RawTable:
    rows: list[tuple[object, ...]] = [
        (dt.date(2026, 1, 31), number.rpartition(" ")[2], "signed", number) for number in sorted(signed)
    ]
    rows += [(day, customer, "warning closed", signal) for day, customer, signal in sorted(closed)]
    titles = ("Date", "Customer ID", "Kind", "Reference")
    columns = {title: [row[at] for row in rows] for at, title in enumerate(titles)}
    return sheet("Decisions", {**columns, "By": ["Ana"] * len(rows), "Reason": ["seen"] * len(rows)})


def issued(customer: str, month: str) -> IssuedStatement:
    """A statement whose return date is long past. Its number names it in the tests."""
    day = dt.date(2026, 1, 1)
    number = f"ST {month} {customer}"
    return IssuedStatement(number, customer, "EUR", month, day, day, 0, 1, (), (), f"{number}.pdf", "")


RECEIPT = re.compile(r"Receipt of (?P<amounts>[^a-z]+?)(?:, naming (?P<names>.+))?\.")
SIGNED = re.compile(r"Statement (?P<months>.+) signed\.")
CLOSED = re.compile(r"Closed with a reason, or expired: (?P<warnings>.+)\.")

BACK = "The customer is back: its Gone On on the sheet Customers is empty."


def done(scene: Scene, supply: Supply, release: str, day: dt.date) -> Scene:
    """The scene after what a release asks for."""
    if release == "A better grade.":
        return replace(scene, better_grades=scene.better_grades | {supply.customer})
    if signing := SIGNED.fullmatch(release):
        return replace(scene, signed=scene.signed | set(re.findall(r"\((.+?)\)", signing["months"])))
    if closing := CLOSED.fullmatch(release):
        signals = re.findall(r"([a-z ]+) \(", closing["warnings"])
        return replace(scene, closed=scene.closed | {(day, supply.customer, signal.strip()) for signal in signals})
    if release.endswith(BACK):
        scene, release = replace(scene, back=scene.back | {supply.customer}), release.removesuffix(BACK).rstrip()
        if not release:
            return scene
    asked = RECEIPT.fullmatch(release)
    assert asked, release
    amounts = re.findall(r"([\d.]+) ([A-Z]{3})", asked["amounts"].replace(",", ""))
    names = [name.rsplit(":", 1) for name in (asked["names"] or "").split("; ") if name]
    currency_of = {row.number: row.currency for row in scene.business.deliveries}
    receipts = tuple(
        Receipt(
            f"PAID-{len(scene.business.receipts) + at}",
            supply.customer,
            currency,
            day,
            minor(amount, currency),
            tuple((number, minor(part, currency)) for number, part in names if currency_of[number] == currency),
        )
        for at, (amount, currency) in enumerate(amounts)
    )
    return replace(scene, business=replace(scene.business, receipts=(*scene.business.receipts, *receipts)))


def minor(text: str, currency: str) -> int:
    return round(float(text) * 10 ** DECIMALS[currency])


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    businesses(),
    CUSTOMER_ROWS,
    RULES,
    st.sets(st.tuples(st.sampled_from(CUSTOMERS), st.sampled_from(MONTHS))),
    st.sampled_from([{}, {"pass_over_disputed": "no"}, {"tolerance": "0.05"}]),
    LATE_DAYS,
)
def test_do_what_a_release_says_and_the_flag_is_gone(
    business: Business,
    customers: tuple[Customer, ...],
    rules: list[tuple[str, int, float]],
    statements: set[tuple[str, str]],
    policy: dict[str, str],
    day: dt.date,
) -> None:
    scene = Scene(replace(business, customers=customers, policy=policy), rules, tuple(sorted(statements)))
    for customer, supply in scene.levels(day).items():
        assert len(supply.reasons) == len(supply.release)
        for reason, release in zip(supply.reasons, supply.release, strict=True):
            after = done(scene, supply, str(release), day).levels(day)[customer]
            assert reason.text not in {left.text for left in after.reasons}
        for release in supply.release:
            scene = done(scene, supply, str(release), day)
        after = scene.levels(day)[customer]
        for release in after.release:  # a receipt may be the first part payment, which is a warning
            assert CLOSED.fullmatch(str(release)), release
            scene = done(scene, after, str(release), day)
        assert scene.levels(day)[customer].level == 0
