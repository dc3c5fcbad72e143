"""The ranges that the examples of the catalogue use, so that a reader has to learn one small book only."""

from __future__ import annotations

import datetime as dt

from arxl.functions.record import Given

DELIVERIES = Given(
    "Deliveries",
    (
        ("Document No", "Customer ID", "Date", "Amount", "Terms"),
        ("INV-1", "C-1", dt.date(2026, 7, 10), 1000.0, None),
        ("INV-2", "C-1", dt.date(2026, 9, 20), 500.0, None),
        ("INV-3", "C-2", dt.date(2026, 9, 1), 800.0, "EOM 10"),
    ),
)
RECEIPTS = Given(
    "Receipts",
    (
        ("Receipt No", "Customer ID", "Date", "Amount"),
        ("R-1", "C-1", dt.date(2026, 8, 31), 400.0),
        ("R-2", "C-2", dt.date(2026, 9, 30), 850.0),
    ),
)
CUSTOMERS = Given(
    "Customers",
    (
        ("Customer ID", "Name", "Credit Limit", "Salesperson", "Grade"),
        ("C-1", "Hotel Mar", 1000.0, "Ana", "B"),
        ("C-2", "Tienda Sol", None, "Luis", "A"),
    ),
)
CHINESE = Given(
    "应收明细",
    (
        ("单据号", "客户编号", "日期", "金额"),
        ("S-1", "K-1", dt.date(2026, 9, 1), 300.0),
        ("S-2", "K-1", dt.date(2026, 10, 1), 200.0),
    ),
)
CHINESE_RECEIPTS = Given(
    "收款", (("收款单号", "客户编号", "日期", "金额"), ("P-1", "K-1", dt.date(2026, 10, 8), 350.0))
)
OCTOBER_20 = dt.date(2026, 10, 20)
