"""The catalogue of worksheet functions: the one definition of each.

What a function does stands in `worksheet`; everything that describes it is built from here: docs/functions.md, and
the wrappers and descriptions that spreadsheet programs load. In a sheet a function is called `ARXL_` and its name.

Every function that looks at a whole book begins with the same arguments, so that one habit serves all of them:
deliveries, receipts, as_of, credits, customers, currency, headers. Tables that few books have come last.

>>> str(function_named("bucket"))
'ARXL_BUCKET(due_date, as_of, [buckets])'
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import Enum

from arxl.errors import label

PREFIX = "ARXL_"

Scalar = str | float | int | bool | dt.date | None
Block = tuple[tuple[Scalar, ...], ...]


class Takes(Enum):
    """What an argument is."""

    TABLE = "a range"
    DATE = "a date"
    TERMS = "terms of payment"
    EDGES = "rising whole numbers: a range, or a text such as 30,60,90"
    CHOICE = "a word"
    CODE = "a code"
    YES_OR_NO = "TRUE or FALSE"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument.

    Attributes:
        name: in lower case; messages and addresses begin with it.
        takes: what it is.
        text: what it means.
        unit: of a number: days, percent; "" where it has none.
        optional: may be left out or blank.
        default: what it is then, in words.
        choices: the words that it takes, where they are few.
        table: the table of the schema that the range holds.
        fills: a range of it gives a range of answers, cell by cell.
    """

    name: str
    takes: Takes
    text: str
    unit: str = ""
    optional: bool = False
    default: str = ""
    choices: tuple[str, ...] = ()
    table: str = ""
    fills: bool = False


class Shape(Enum):
    """What a function answers."""

    CELL = "one cell, or as many cells as the first argument has"
    TABLE = "a table that spills"


@dataclass(frozen=True, slots=True)
class Result:
    """What a function answers: its shape, and what stands in it."""

    shape: Shape
    text: str


@dataclass(frozen=True, slots=True)
class Given:
    """A range that examples use, under a name."""

    name: str
    rows: Block


@dataclass(frozen=True, slots=True)
class Example:
    """A call and its value. Arguments stand in their order; None leaves one out."""

    arguments: tuple[Scalar | Given, ...]
    value: Scalar | Block
    text: str = ""


@dataclass(frozen=True, slots=True)
class Function:
    """One worksheet function.

    Attributes:
        name: without prefix.
        summary: what it answers, in one sentence.
        practice: number of the practice that it carries out.
        remarks: what a user may wonder about.
    """

    name: str
    summary: str
    practice: str
    arguments: tuple[Argument, ...]
    result: Result
    examples: tuple[Example, ...]
    remarks: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()

    def __str__(self) -> str:
        named = (f"[{argument.name}]" if argument.optional else argument.name for argument in self.arguments)
        return f"{PREFIX}{self.name}({', '.join(named)})"


# --- arguments that several functions share ------------------------------------------------------------------------

AS_OF = Argument("as_of", Takes.DATE, label("the day that is asked about; what is dated later does not count"))
BUCKETS = Argument(
    "buckets",
    Takes.EDGES,
    label("last day of each bucket; what is later falls into one more"),
    unit=label("days"),
    optional=True,
    default="30,60,90,180",
)


def _table(name: str, table: str, text: str, *, optional: bool = True) -> Argument:
    return Argument(name, Takes.TABLE, text, optional=optional, table=table)


BOOK = (
    _table(
        "deliveries",
        "Deliveries",
        label("invoices, debit notes and opening balances; a negative amount is a credit note"),
        optional=False,
    ),
    _table("receipts", "Receipts", label("money received; a negative amount is a refund"), optional=False),
    AS_OF,
    _table("credits", "Credits", label("credit notes")),
    _table("customers", "Customers", label("customers with their terms, limits, currencies, salespeople and regions")),
    Argument(
        "currency",
        Takes.CODE,
        label("the company's currency; amounts that name no other are in it"),
        optional=True,
        default=label("the one that policy names"),
    ),
    Argument(
        "headers", Takes.YES_OR_NO, label("whether a row of headings comes first"), optional=True, default="FALSE"
    ),
)

POLICY = _table("policy", "Policy", label("keys and values, as on the sheets Policy and Company"))
ORDERS = _table("orders", "Orders", label("orders confirmed: deposits wait for them, and they count in the exposure"))
STOCK = _table("stock", "Stock", label("what customers report as sold, for terms such as SOLD 80/60"))

# --- ranges of the examples ----------------------------------------------------------------------------------------

_DELIVERIES = Given(
    "Deliveries",
    (
        ("Document No", "Customer ID", "Date", "Amount", "Terms"),
        ("INV-1", "C-1", dt.date(2026, 7, 10), 1000.0, None),
        ("INV-2", "C-1", dt.date(2026, 9, 20), 500.0, None),
        ("INV-3", "C-2", dt.date(2026, 9, 1), 800.0, "EOM 10"),
    ),
)
_RECEIPTS = Given(
    "Receipts",
    (
        ("Receipt No", "Customer ID", "Date", "Amount"),
        ("R-1", "C-1", dt.date(2026, 8, 31), 400.0),
        ("R-2", "C-2", dt.date(2026, 9, 30), 850.0),
    ),
)
_CUSTOMERS = Given(
    "Customers",
    (
        ("Customer ID", "Name", "Credit Limit", "Salesperson", "Grade"),
        ("C-1", "Hotel Mar", 1000.0, "Ana", "B"),
        ("C-2", "Tienda Sol", None, "Luis", "A"),
    ),
)
_CHINESE = Given(
    "应收明细",
    (
        ("单据号", "客户编号", "日期", "金额"),
        ("S-1", "K-1", dt.date(2026, 9, 1), 300.0),
        ("S-2", "K-1", dt.date(2026, 10, 1), 200.0),
    ),
)
_CHINESE_RECEIPTS = Given(
    "收款", (("收款单号", "客户编号", "日期", "金额"), ("P-1", "K-1", dt.date(2026, 10, 8), 350.0))
)
_OCTOBER_20 = dt.date(2026, 10, 20)

# --- the functions -------------------------------------------------------------------------------------------------

DUE_DATE = Function(
    "DUE_DATE",
    label("The day on which a delivery is due."),
    "A3",
    (
        Argument("date", Takes.DATE, label("day of the delivery"), fills=True),
        Argument("terms", Takes.TERMS, label("terms of payment, such as NET 30 or 2/10 EOM 10"), fills=True),
        Argument(
            "country",
            Takes.CODE,
            label("country whose public holidays are not worked, two letters"),
            optional=True,
            default=label("none: weekends alone"),
        ),
        Argument(
            "due_roll",
            Takes.CHOICE,
            label("where a due date that is not a working day moves to"),
            optional=True,
            default=label("following where a country is given, else none"),
            choices=("none", "following", "preceding"),
        ),
    ),
    Result(Shape.CELL, label("a date")),
    (
        Example((dt.date(2026, 1, 31), "NET 30"), dt.date(2026, 3, 2)),
        Example((dt.date(2026, 10, 26), "MONTHLY 25/5"), dt.date(2026, 12, 5), "the account closed on the 25th"),
        Example((dt.date(2026, 11, 25), "EOM 1", "RO"), dt.date(2026, 12, 2), "1 December is Romania's national day"),
        Example((dt.date(2026, 3, 2), "BATCH 1/45"), dt.date(2026, 4, 16), "no later delivery is known"),
        Example(
            (Given("Dates", ((dt.date(2026, 1, 5),), (None,), (dt.date(2026, 2, 28),))), "2/10 NET 30"),
            ((dt.date(2026, 2, 4),), ("",), (dt.date(2026, 3, 30),)),
            "a column in, a column out; a blank stays blank",
        ),
        Example(
            (dt.date(2026, 1, 31), "30 EOM"),
            'terms: "30 EOM" is no terms of payment. Write COD, NET 30, EOM 10, MONTHLY 25/5, BATCH 1/45 or '
            "SOLD 80/60, with a cash discount in front where there is one: 2/10 NET 30.",
        ),
    ),
    (
        label(
            "BATCH and SOLD give the last possible day: the next delivery, or what the customer sells, can make it "
            "earlier. AGING knows both."
        ),
    ),
    ("BUCKET", "AGING"),
)

BUCKET = Function(
    "BUCKET",
    label("The aging bucket that an item falls into."),
    "B3",
    (Argument("due_date", Takes.DATE, label("day on which the item is due"), fills=True), AS_OF, BUCKETS),
    Result(Shape.CELL, label("the bucket's heading")),
    (
        Example((_OCTOBER_20, _OCTOBER_20), "Not due", "due on the day itself is not due"),
        Example((dt.date(2026, 9, 20), _OCTOBER_20), "1–30 days", "30 days past due"),
        Example((dt.date(2026, 9, 19), _OCTOBER_20), "31–60 days"),
        Example((dt.date(2026, 9, 19), _OCTOBER_20, "7,15,30"), "over 30 days"),
        Example(
            (dt.date(2026, 9, 19), _OCTOBER_20, "30,20"),
            'buckets is "30,20"; it takes at most 30 rising whole numbers from 1 to 36500, separated by commas. '
            "Correct the value.",
        ),
    ),
    see_also=("DUE_DATE", "AGING"),
)

AGING = Function(
    "AGING",
    label("Who owes what and how late: the open balance by bucket of days past due."),
    "B3",
    (
        *BOOK,
        replace(BUCKETS, default=label("those of policy, else 30,60,90,180")),
        Argument(
            "by",
            Takes.CHOICE,
            label("whether age is counted from the due date or from the document's date"),
            optional=True,
            default=label("that of policy, else due"),
            choices=("due", "document"),
        ),
        Argument(
            "per",
            Takes.CHOICE,
            label("what has a row a currency"),
            optional=True,
            default="customer",
            choices=("customer", "salesperson", "region", "group", "currency"),
        ),
        POLICY,
        ORDERS,
        STOCK,
    ),
    Result(
        Shape.TABLE,
        label("one row a customer and currency: buckets, unapplied cash, balance, bills in hand, of which disputed"),
    ),
    (
        Example(
            (_DELIVERIES, _RECEIPTS, _OCTOBER_20, None, None, "EUR"),
            (
                ("C-1", "C-1", "EUR", 500.0, 0.0, 0.0, 600.0, 0.0, 0.0, 0.0, 1100.0, 0.0, 0.0),
                ("C-2", "C-2", "EUR", 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 50.0, -50.0, 0.0, 0.0),
            ),
        ),
        Example(
            (_DELIVERIES, _RECEIPTS, _OCTOBER_20, None, _CUSTOMERS, "EUR", True, "60", None, "salesperson"),
            (
                (
                    *("Salesperson", "Currency", "Not due", "1–60 days", "over 60 days"),
                    *("Unapplied cash", "Balance", "In hand", "Of which disputed"),
                ),
                ("Ana", "EUR", 500.0, 0.0, 600.0, 0.0, 1100.0, 0.0, 0.0),
                ("Luis", "EUR", 0.0, 0.0, 0.0, 50.0, -50.0, 0.0, 0.0),
            ),
            "with headings, by salesperson",
        ),
        Example(
            (_DELIVERIES, _RECEIPTS, _OCTOBER_20, None, None, "EUR", None, None, "moon"),
            'by: "moon" is none of due, document. Write one of these words.',
        ),
        Example(
            (_DELIVERIES, _RECEIPTS, None, None, None, "EUR"),
            "as_of: the argument is missing. Give the day that is asked about; what is dated later does not count.",
        ),
    ),
    (
        label("For every row: sum of the buckets - unapplied cash = balance."),
        label("An item due on the day is not due; an item 30 days past due is in 1–30."),
    ),
    ("ALLOCATE", "BUCKET"),
)

ALLOCATE = Function(
    "ALLOCATE",
    label("Which receipt paid which delivery, oldest first; or what is left of both."),
    "B2",
    (
        *BOOK,
        Argument(
            "show",
            Takes.CHOICE,
            label("the allocations, the documents still open, or the receipts and credits with a balance left"),
            optional=True,
            default="allocations",
            choices=("allocations", "open", "unapplied"),
        ),
        POLICY,
        ORDERS,
        STOCK,
    ),
    Result(
        Shape.TABLE,
        label("one row an allocation: customer, currency, credit, document, date, amount, rule"),
    ),
    (
        Example(
            (_DELIVERIES, _RECEIPTS, _OCTOBER_20, None, None, "EUR", True),
            (
                ("Customer ID", "Currency", "Credit", "Document No", "Date", "Amount", "Rule"),
                ("C-1", "EUR", "R-1", "INV-1", dt.date(2026, 8, 31), 400.0, "oldest"),
                ("C-2", "EUR", "R-2", "INV-3", dt.date(2026, 9, 30), 800.0, "oldest"),
            ),
        ),
        Example(
            (_DELIVERIES, _RECEIPTS, _OCTOBER_20, None, None, "EUR", None, "unapplied"),
            (("C-2", "EUR", "R-2", 50.0),),
        ),
        Example(
            (_CHINESE, _CHINESE_RECEIPTS, _OCTOBER_20, None, None, "CNY", None, "open"),
            (("K-1", "CNY", "S-2", "invoice", dt.date(2026, 10, 1), dt.date(2026, 10, 31), -11, 200.0, 150.0, ""),),
            "headers in any of the six languages",
        ),
    ),
    (label("An allocation's date is the later of its credit's and its document's."),),
    ("AGING",),
)

SUPPLY = Function(
    "SUPPLY",
    label("Who gets no more goods, why, and what releases it."),
    "C1",
    (
        *BOOK,
        _table("rules", "Supply Rules", label("metric, level, and the thresholds of grades A, B, C and D")),
        _table("rates", "Rates", label("rates of exchange: currency, date, rate")),
        POLICY,
        ORDERS,
        STOCK,
        _table("decisions", "Decisions", label("what people decided: overrides of supply levels")),
    ),
    Result(
        Shape.TABLE,
        label("one row a customer: level 0 to 6, days past due, overdue amount, reasons and what releases them"),
    ),
    (
        Example(
            (_DELIVERIES, _RECEIPTS, _OCTOBER_20, None, _CUSTOMERS, "EUR"),
            (
                (
                    *("C-1", "Hotel Mar", "B", 5, "stop", 72, 600.0),
                    "INV-1 is 72 days past due; 600.00 EUR of it is open.\n"
                    "The exposure of 1,100.00 EUR is 110 % of the limit of 1,000.00 EUR.",
                    "Receipt of 600.00 EUR.\nReceipt of 300.01 EUR.",
                ),
                ("C-2", "Tienda Sol", "A", 0, "normal", 0, 0.0, "", ""),
            ),
        ),
    ),
    (
        label("Without rules, those of the template count."),
        label("Unsigned statements stand in the register, not in a range: the command counts them."),
    ),
    ("AGING",),
)

CATALOGUE: tuple[Function, ...] = (DUE_DATE, BUCKET, AGING, ALLOCATE, SUPPLY)


def function_named(name: str) -> Function:
    """The function of a name, with or without its prefix.

    Raises:
        KeyError: there is none.
    """
    bare = name.upper().removeprefix(PREFIX)
    for function in CATALOGUE:
        if function.name == bare:
            return function
    raise KeyError(name)
