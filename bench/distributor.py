"""A made-up distributor of any size: two years of deliveries and receipts in a workbook; one seed, the same rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import xlsxwriter

MONTH = "2026-10"
TODAY = dt.date(2026, 11, 3)
FIRST_DAY = dt.date(2024, 11, 1)
DAYS = (dt.date(2026, 10, 31) - FIRST_DAY).days + 1
LANGUAGES = ("en", "es", "ro", "ko", "zh_CN", "zh_TW")
TERMS = ("NET 30", "EOM 10", "MONTHLY 25/5", "2/10 NET 30", "NET 60", "COD")

Sheet = tuple[Sequence[str], Iterator[Sequence[object]]]


def write_book(path: Path, documents: int, customers: int) -> None:
    """Write the workbook: so many deliveries of so many customers, some large, most small; 19 of 20 were paid."""
    _write(path, _trade(documents, customers))


def write_desk_book(path: Path, documents: int, customers: int) -> None:
    """The same trade, and what people write down about it: promises, warnings, orders, stock reports, targets."""
    _write(path, {**_trade(documents, customers), **_written_down(customers)})


def _trade(documents: int, customers: int) -> dict[str, Sheet]:
    dice = np.random.default_rng(20261031)
    weight = np.cumsum(1.0 / np.arange(1, customers + 1) ** 0.5)
    holder = np.searchsorted(weight / weight[-1], dice.random(documents))
    holder[:customers] = np.arange(customers)  # everyone buys at least once
    day = np.sort(dice.integers(0, DAYS, documents))
    cents = np.round(np.exp(dice.normal(6.0, 1.1, documents)) * 100).astype(np.int64) + 100
    paid_after = np.where(dice.random(documents) < 0.95, dice.integers(5, 75, documents), 10 * DAYS)
    return {
        "Company": (("Key", "Value"), iter([("ID", "bench"), ("Name", "Made-Up Distribution"), ("Currency", "EUR")])),
        "Customers": (
            ("Customer ID", "Name", "Address", "Terms", "Credit Limit", "Language"),
            (_customer(nth) for nth in range(customers)),
        ),
        "Deliveries": (
            ("Document No", "Customer ID", "Date", "Amount"),
            (
                (f"INV-{nth:06}", _id(who), FIRST_DAY + dt.timedelta(days), amount / 100)
                for nth, (who, days, amount) in enumerate(
                    zip(holder.tolist(), day.tolist(), cents.tolist(), strict=True), 1
                )
            ),
        ),
        "Receipts": (("Receipt No", "Customer ID", "Date", "Amount"), _receipts(holder, day + paid_after, cents)),
    }


def _write(path: Path, sheets: Mapping[str, Sheet]) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        for name, (headers, rows) in sheets.items():
            sheet = book.add_worksheet(name)
            for nth, row in enumerate((headers, *rows)):
                sheet.write_row(nth, 0, row)


def _written_down(customers: int) -> dict[str, Sheet]:
    """A promise of every fifth customer, a warning of every twentieth, an order of every tenth, 30 salespeople."""
    dice = np.random.default_rng(20261101)
    last = FIRST_DAY + dt.timedelta(DAYS - 1)

    def day(back: int) -> dt.date:
        return last - dt.timedelta(int(dice.integers(0, back)))

    return {
        "Customers": (
            ("Customer ID", "Name", "Address", "Terms", "Credit Limit", "Language", "Salesperson", "Distance (km)"),
            ((*_customer(nth), f"Salesperson {nth % 30}", nth % 97) for nth in range(customers)),
        ),
        "Contacts": (
            ("Date", "Customer ID", "Channel", "Reason", "Promised Amount", "Promised On"),
            (
                (made := day(300), _id(nth), "call", "no cash", 100 + nth % 700, made + dt.timedelta(10))
                for nth in range(0, customers, 5)
            ),
        ),
        "Signals": (
            ("Date", "Customer ID", "Signal", "Severity", "Evidence", "Noted By"),
            ((day(60), _id(nth), "moving", "low", "a notice", "Sales") for nth in range(0, customers, 20)),
        ),
        "Orders": (
            ("Order No", "Customer ID", "Date", "Amount"),
            ((f"SO-{nth:06}", _id(nth), day(20), 500 + nth % 900) for nth in range(0, customers, 10)),
        ),
        "Targets": (
            ("Salesperson", "Period", "Sales Target", "Collections Target"),
            ((f"Salesperson {nth}", "2026-10", 100_000, 90_000) for nth in range(30)),
        ),
    }


def _id(customer: int) -> str:
    return f"C-{customer + 1:05}"


def _customer(nth: int) -> Sequence[object]:
    language = LANGUAGES[nth % len(LANGUAGES)]
    return (
        _id(nth),
        f"Made-Up Customer {nth + 1}",
        f"{nth + 1} Example Street",
        TERMS[nth % len(TERMS)],
        10_000 * (1 + nth % 9),
        language,
    )


def _receipts(holder: np.ndarray, day: np.ndarray, cents: np.ndarray) -> Iterator[Sequence[object]]:
    """Customers pay twice a month what they pay; what would come after the last day has not come."""
    paid = np.flatnonzero(day < DAYS)
    visit = holder[paid] * DAYS + day[paid] // 15 * 15
    visits, place = np.unique(visit, return_inverse=True)
    sums = np.zeros(len(visits), np.int64)
    np.add.at(sums, place, cents[paid])
    for nth, (key, amount) in enumerate(zip(visits.tolist(), sums.tolist(), strict=True), 1):
        who, days = divmod(key, DAYS)
        yield f"R-{nth:06}", _id(who), FIRST_DAY + dt.timedelta(min(days + 14, DAYS - 1)), amount / 100
