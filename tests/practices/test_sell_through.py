"""Sell-through (B7): what reports say of deliveries and products, and which support follows."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.practices.sales_support import Unsold, support_for
from arxl.practices.sell_through import SellThrough, sold_on
from arxl.practices.sell_through_tables import deliveries_table, measures_table, products_table
from arxl.tables.desk_policy import SellThroughPolicy
from arxl.tables.stock import stock_by_delivery

from .made_histories import book_with

DAY = dt.date(2026, 3, 2)
MEASURES = book_with({}).book.measures

reports = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from(["", "", "I-0", "I-1"]), st.sampled_from(["lamps", "chairs"]),
              st.integers(0, 100)),
    max_size=12,
)  # fmt: skip
GOODS = ["5 lamps", "5 Lamps, 2 chairs", "2 chairs"]


def slow_sold(rows: list[tuple[int, str, str, int]], nth: int, day: int) -> float | None:
    """The rule of `tables.stock`, read aloud for one delivery and day."""
    delivered = 10 * nth
    own = [row for row in rows if row[1] == f"I-{nth}"]
    latest = max((row[0] for row in own if row[0] <= day), default=None)
    if latest is not None:
        return max(row[3] for row in own if row[0] == latest)
    sold = {}
    for product in ("lamps", "chairs"):
        about = [row for row in rows if row[2] == product and not row[1] and delivered <= row[0] <= day]
        if product in GOODS[nth].casefold() and about:
            last = max(row[0] for row in about)
            sold[product] = max(row[3] for row in about if row[0] == last)
    return min(sold.values(), default=None)


@given(reports, st.integers(0, 60))
def test_a_delivery_is_sold_as_its_own_reports_or_its_products_say(
    rows: list[tuple[int, str, str, int]], day: int
) -> None:
    rows = [row for row in rows if not row[1] or row[0] >= 10 * int(row[1][-1])]
    known = book_with({
        "Deliveries": [
            ["Document No", "Customer ID", "Date", "Amount", "Goods"],
            *([f"I-{nth}", "C", DAY + dt.timedelta(10 * nth), 100, goods] for nth, goods in enumerate(GOODS)),
        ],
        "Stock": [
            ["Customer ID", "Date", "Document No", "Product", "Sold %"],
            *(["C", days(on), document, product, f"{percent}%"] for on, document, product, percent in rows),
        ],
    })  # fmt: skip
    position = known.application.position_at(DAY + dt.timedelta(day))
    sold = sold_on(position, known.book)
    for place, row in enumerate(position.debits.tolist()):
        nth = int(position.ledger.debits.number[row][-1])
        expected = slow_sold(rows, nth, day)
        assert np.isnan(sold[place]) if expected is None else sold[place] == expected


def test_a_book_without_products_keeps_its_reports() -> None:
    known = book_with(
        {
            "Deliveries": [["Document No", "Customer ID", "Date", "Amount"], ["I", "C", DAY, 100]],
            "Stock": [["Customer ID", "Date", "Document No", "Sold %"], ["C", DAY, "I", "80%"]],
        }
    )
    assert stock_by_delivery(known.book.stock, known.book.deliveries) is known.book.stock


def days(number: int) -> dt.date:
    return DAY + dt.timedelta(number)


@pytest.mark.parametrize(
    ("steps", "elsewhere", "measure", "why"),
    [
        ([(40, 20)], "75", "training", "Others sold 75 % of the same goods, this customer 20 %: they can be sold."),
        ([(40, 20)], "39", "promotion", "20 % were sold in 40 days."),
        ([(40, 0)], "0", "exchange", "Nothing more was sold from 2026-03-02 to 2026-04-11."),
        ([(20, 10), (50, 10)], None, "exchange", "Nothing more was sold from 2026-03-22 to 2026-04-21."),
        ([(20, 10), (49, 10)], None, "promotion", "10 % were sold in 49 days."),
        ([(20, 0)], None, "promotion", "0 % were sold in 20 days."),
    ],
)
def test_support_fits_what_keeps_the_goods_from_selling(
    steps: list[tuple[int, int]], elsewhere: str | None, measure: str, why: str
) -> None:
    unsold = Unsold(
        "C", "I", DAY, tuple((days(on), Decimal(sold)) for on, sold in steps), Decimal(elsewhere) if elsewhere else None
    )
    proposed = support_for(unsold, MEASURES, days(60))
    assert (proposed.measure, str(proposed.why)) == (measure, why)


def test_the_same_rows_in_any_order_give_the_same_tables() -> None:
    dice = random.Random(8)
    goods = ["lamps", "chairs", "lamps and chairs"]
    tables: dict[str, list[list[object]]] = {
        "Deliveries": [["Document No", "Customer ID", "Date", "Amount", "Goods", "Due Date"]],
        "Receipts": [["Receipt No", "Customer ID", "Date", "Amount"]],
        "Stock": [["Customer ID", "Date", "Document No", "Product", "Sold %", "Stock Value"]],
        "Measures": [["Date", "Customer ID", "Measure", "Document No", "Ended On", "Result"]],
    }
    for nth in range(30):
        customer, date = f"C-{nth % 3}", days(dice.randrange(60))
        tables["Deliveries"].append([f"I-{nth}", customer, date, 100 + nth % 4, dice.choice(goods), days(70)])
        tables["Receipts"].append([f"R-{nth}", customer, days(60 + nth), dice.randrange(10, 90)])
        document, product = dice.choice([(f"I-{nth}", ""), ("", dice.choice(goods[:2]))])
        sold = f"{dice.randrange(0, 100)}%"
        tables["Stock"].append([customer, days(60 + dice.randrange(20)), document, product, sold, dice.randrange(90)])
        measure = dice.choice(["promotion", "exchange", "training"])
        tables["Measures"].append([days(62 + nth), customer, measure, dice.choice(["", f"I-{nth}"]), days(80), ""])

    def told(book: dict[str, list[list[object]]]) -> list[object]:
        known = book_with(book)
        sold = SellThrough(known, known.application.position_at(days(85)), SellThroughPolicy())
        return [
            [str(cell) for row in table.rows() for cell in row]
            for table in (deliveries_table(sold), products_table(sold), measures_table(sold))
        ]

    expected = told(tables)
    assert min(map(len, expected)) > 10
    for _ in range(3):
        assert (
            told({name: [rows[0], *dice.sample(rows[1:], len(rows) - 1)] for name, rows in tables.items()}) == expected
        )
