"""The example row of each table of an empty workbook: it shows how to fill in the table, and counts nowhere.

The word for "example" in brackets stands where every row of one's own has its customer (`tables.records`): who writes
over the row writes over the mark. A column that is not named here shows a value of its kind where it is required.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from arxl.errors import label
from arxl.locale import Wording
from arxl.tables.choices import EXAMPLES
from arxl.tables.schema import TABLES, Column, Kind, columns_of

_DAY = dt.date(2026, 1, 5)
_CURRENCIES = {"ro": "RON", "ko": "KRW", "zh_CN": "CNY", "zh_TW": "TWD"}
_SCALES = {"KRW": 1000, "TWD": 10}  # amounts as people know them

_SHOWN: Mapping[str, Mapping[str, object]] = {
    "Customers": {
        "name": label("Example Hotel"),
        "terms": "NET 30",
        "credit_limit_minor": Decimal(5000),
        "type": "hotel",
        "grade": "B",
    },
    "Deliveries": {
        "document": "INV-0001",
        "amount_minor": Decimal(1200),
        "kind": "invoice",
        "terms": "2/10 NET 30",
        "order": "SO-0001",
        "note_signed_on": _DAY,
    },
    "Receipts": {
        "receipt": "R-0001",
        "date": dt.date(2026, 2, 2),
        "amount_minor": Decimal(700),
        "method": "transfer",
        "applies_to": "INV-0001",
    },
    "Credits": {
        "credit": "CR-0001",
        "date": dt.date(2026, 1, 12),
        "amount_minor": Decimal(50),
        "applies_to": "INV-0001",
        "reason": label("two cases broken"),
    },
    "Orders": {"order": "SO-0001", "date": dt.date(2026, 1, 2), "amount_minor": Decimal(1200)},
    "Stock": {"document": "INV-0001", "date": dt.date(2026, 2, 2), "sold_percent": 80.0},
    "Rates": {"rate": 1.25},
    "Interest Rates": {"rate": 0.08},
    "Decisions": {
        "date": dt.date(2026, 2, 9),
        "kind": "override",
        "value": "1",
        "by": label("who decides"),
        "reason": label("pays on Friday"),
        "until": dt.date(2026, 2, 20),
    },
    "Signatories": {"name": label("who signs"), "role": label("owner"), "valid_from": _DAY},
    "Contacts": {
        "date": dt.date(2026, 2, 9),
        "by": label("who called"),
        "channel": "call",
        "outcome": label("pays half on Friday"),
        "promised_minor": Decimal(600),
        "promised_on": dt.date(2026, 2, 13),
    },
    "Signals": {
        "date": dt.date(2026, 2, 9),
        "signal": "moving",
        "severity": "medium",
        "evidence": label("a notice on the door"),
        "by": label("who saw it"),
    },
    "Measures": {"date": dt.date(2026, 2, 9), "measure": "promotion", "result": label("sold out in a week")},
    "Salespeople": {"commission_percent": 2.0},
    "Targets": {"period": "2026-01", "sales_minor": Decimal(10000), "collections_minor": Decimal(8000)},
    "Diary": {"entry": label("three visits, one promise")},
}
_BY_KIND: Mapping[Kind, object] = {
    Kind.DATE: _DAY,
    Kind.AMOUNT: Decimal(100),
    Kind.NUMBER: 1.0,
    Kind.WHOLE: 1,
    Kind.TERMS: "NET 30",
}


def mark_column(table: str) -> str:
    """The attribute that holds the mark of an example.

    >>> mark_column("Deliveries"), mark_column("Interest Rates")
    ('customer', 'date')
    """
    columns = columns_of(TABLES[table])
    return "customer" if "customer" in columns else next(iter(columns))


def example_row(table: str, words: Wording) -> Mapping[str, object]:
    """The example of a table: attribute -> value, amounts in major units."""
    shown = _SHOWN.get(table, {})
    currency = _CURRENCIES.get(words.language, "EUR")
    row: dict[str, object] = {}
    for attribute, column in columns_of(TABLES[table]).items():
        if attribute == mark_column(table):
            row[attribute] = EXAMPLES[words.language]
        elif column.kind is Kind.CURRENCY:
            row[attribute] = currency
        elif (value := shown.get(attribute, _of_kind(column))) is not None:
            row[attribute] = _said(value, column, words, currency)
    return row


def _of_kind(column: Column) -> object:
    return _BY_KIND.get(column.kind) if column.required else None


def _said(value: object, column: Column, words: Wording, currency: str) -> object:
    if isinstance(value, Decimal):
        return value * _SCALES.get(currency, 1)
    return words.text(value) if isinstance(value, str) and column.kind is Kind.TEXT else value
