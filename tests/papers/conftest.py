"""Statements made up for the tests of papers: one account in any language, with any number of movements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from arxl.errors import label, sentence
from arxl.papers.statement import StatementPrinter
from arxl.practices.statement import Movement, OpenItem, Statement
from arxl.practices.statement_words import Issue
from arxl.tables.history import StatedLine
from arxl.tables.schema import Company

LAST_DAY = dt.date(2026, 10, 31)
ISSUED_ON = dt.date(2026, 11, 3)
RETURN_BY = dt.date(2026, 11, 13)

COMPANY = Company(
    id="BRASOV",
    name="Distribuție Țiglă & Șuruburi S.R.L.",
    currency="EUR",
    country="RO",
    language="ro",
    address="Str. Lungă 12\n500035 Brașov",
    tax_id="RO12345678",
    phone="+40 268 555 010",
    email="conta@example.com",
    bank="Banca Exemplu S.A., Brașov\nIBAN RO49 AAAA 1B31 0075 9384 0000",
)

CUSTOMERS = {
    "en": ("C-77", "Harbour Street Hotel & Restaurant Supplies Ltd.", "4 Harbour Street\nDublin", "EUR", 2),
    "es": ("C-12", "Ferretería Núñez e Hijos, S.L.", "C/ Mayor 8\n28013 Madrid", "EUR", 2),
    "ro": ("C-31", "Băcănia Ștefănescu și Fiii S.A. (대성유통㈜)", "Bd. Unirii 4\nBucurești", "RON", 2),
    "ko": ("C-40", "주식회사 한빛상사", "서울특별시 중구 세종대로 110", "KRW", 0),
    "zh_CN": ("C-51", "深圳市鑫源贸易有限公司", "深圳市福田区深南大道1006号", "CNY", 2),
    "zh_TW": ("C-62", "臺灣鴻運國際股份有限公司", "臺北市信義區市府路1號", "TWD", 0),
}
BUCKETS = (
    label("Not due"),
    *(sentence("{first}–{last} days", first=first, last=last) for first, last in ((1, 30), (31, 60), (61, 90))),
    sentence("{first}–{last} days", first=91, last=180),
    sentence("over {last} days", last=180),
)
_SCALE = {"EUR": 1, "RON": 5, "KRW": 15, "CNY": 8, "TWD": 1}


@pytest.fixture(scope="session")
def company() -> Company:
    return COMPANY


@pytest.fixture(scope="session")
def printer(company: Company) -> StatementPrinter:
    return StatementPrinter(company)


@pytest.fixture(scope="session")
def account() -> Callable[..., Statement]:
    """Builds a statement: `account("ko", 40, number="ST-1")`."""
    return made_up_account


@pytest.fixture(scope="session")
def issue() -> Callable[[Statement], Issue]:
    """The statement issued on 3 November, its copy asked back by the 13th."""
    return lambda statement: Issue(statement, ISSUED_ON, RETURN_BY)


def made_up_account(
    language: str = "en", movements: int = 12, *, number: str = "ST-2026-00004", **changes: object
) -> Statement:
    """A month of invoices and receipts that adds up: running balances, open items, buckets and closing agree."""
    customer, name, address, currency, exponent = CUSTOMERS[language]
    unit = _SCALE[currency]
    opening = 184_050 * unit
    balance, lines = opening, []
    for row in range(movements):
        line = _line(row, unit)
        balance += line.amount_minor
        lines.append(Movement(line, balance, line.date < dt.date(2026, 10, 1)))
    items = _open_items(balance, unit)
    unapplied = sum(item.open_minor for item in items) - balance
    fields: dict[str, object] = {
        "number": number,
        "customer": customer,
        "customer_name": name,
        "customer_address": address,
        "customer_tax_id": "J40/1234/2019",
        "language": language,
        "currency": currency,
        "exponent": exponent,
        "month": "2026-10",
        "first_day": dt.date(2026, 10, 1),
        "last_day": LAST_DAY,
        "opening_minor": opening,
        "movements": tuple(lines),
        "closing_minor": balance,
        "carried": (StatedLine("opening", "OB-1", "", dt.date(2026, 9, 30), opening),),
        "open_items": items,
        "aging_labels": BUCKETS,
        "aging_minor": _aged(items),
        "unapplied_minor": unapplied,
        "in_hand_minor": 25_000 * unit,
        "disputed_minor": sum(item.open_minor for item in items if item.disputed),
        "due_now_minor": max(0, sum(item.open_minor for item in items if item.days_past_due >= 0) - unapplied),
    }
    return Statement(**(fields | changes))  # type: ignore[arg-type]


def _line(row: int, unit: int) -> StatedLine:
    day = dt.date(2026, 10, 1) + dt.timedelta(days=row * 30 // 300 if row > 30 else row)
    if row == 1:
        return StatedLine("invoice", "INV-260918", "", dt.date(2026, 9, 18), 12_345 * unit)
    if row % 5 == 3:
        return StatedLine("receipt", f"RCP-{1000 + row}", "", day, -(61_005 + row) * unit)
    if row % 5 == 4:
        return StatedLine("discount", f"RCP-{999 + row}", f"INV-{260_900 + row - 2}", day, -1_220 * unit)
    return StatedLine("invoice", f"INV-{261_000 + row}", "", day, (48_012 + 137 * row) * unit)


def _open_items(balance: int, unit: int) -> tuple[OpenItem, ...]:
    first = OpenItem(
        "INV-260601", "invoice", dt.date(2026, 6, 1), dt.date(2026, 7, 1), 9_000 * unit, 4_000 * unit, 122, True
    )
    second = OpenItem("INV-260901", "invoice", dt.date(2026, 9, 1), LAST_DAY, 30_000 * unit, 30_000 * unit, 0, False)
    third = OpenItem(
        "DN-7", "debit note", dt.date(2026, 9, 10), dt.date(2026, 10, 10), 1_500 * unit, 1_500 * unit, 21, False
    )
    rest = max(balance, 0) - 35_500 * unit + 1_000 * unit
    last = OpenItem("INV-261010", "invoice", dt.date(2026, 10, 10), dt.date(2026, 11, 9), rest, rest, -9, False)
    return (first, second, third, last) if rest > 0 else (first, second, third)


def _aged(items: tuple[OpenItem, ...]) -> tuple[int, ...]:
    upper = (0, 30, 60, 90, 180)
    sums = [0] * 6
    for item in items:
        sums[sum(item.days_past_due > edge for edge in upper)] += item.open_minor
    return tuple(sums)
