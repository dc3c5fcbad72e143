"""The tables of the accountant's workbook: one class a table, one attribute a column.

The class is the definition: header synonyms (`headers`), the reader (`typing`), the template and the guide are all
driven by the `Column` that stands in each attribute's metadata. Rows are struct-of-arrays: attribute `i` of every
array belongs to record `i`. Money is int64 minor units of the row's currency (`NO_AMOUNT` where the cell is blank),
dates are datetime64[D] (NaT where blank), text is str ("" where blank).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import Any

import numpy as np

from arxl.errors import Fault, label
from arxl.kernels.arrays import Bools, Days, Float64s, Int64s, Texts

NO_AMOUNT = np.iinfo(np.int64).min  # a blank money cell where blank is not zero (a credit limit)


class Kind(Enum):
    """What a column's cells hold."""

    ID = "id"  # text that names something; 7, "7" and 7.0 are the same id, "0007" is another
    TEXT = "text"
    CHOICE = "choice"  # one of Column.choices, in any of the six languages
    DATE = "date"
    DATE_OR_YES = "date or yes"  # a date; "yes" stands for "at an unknown date"
    AMOUNT = "amount"  # money in the row's currency
    CURRENCY = "currency"  # ISO 4217 code, or a sign that names one
    NUMBER = "number"
    WHOLE = "whole number"
    TERMS = "terms"  # checked against the grammar of A3, kept as text
    NAMES = "names"  # `INV-7; INV-9:120.00`


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        default: what a blank means, in words for `check` and the guide.
        in_percent: the numbers are percentages: `80%` is 80; elsewhere it is 0.8.
    """

    header: str
    kind: Kind
    required: bool = False
    default: str = ""
    choices: tuple[str, ...] = ()
    note: str = ""
    in_percent: bool = False


def column(
    header: str,
    kind: Kind,
    *,
    required: bool = False,
    default: str = "",
    choices: tuple[str, ...] = (),
    note: str = "",
    in_percent: bool = False,
) -> Any:
    """A dataclass field that carries its `Column`."""
    return field(metadata={"column": Column(header, kind, required, default, choices, note, in_percent)})


@dataclass(frozen=True, slots=True)
class Origin:
    """The way back from a record to its cell.

    Attributes:
        sheet: what addresses begin with.
        rows: (N,) sheet row of each record.
        letters: attribute name -> column letters, for the columns that the sheet has.
    """

    sheet: str
    rows: Int64s
    letters: Mapping[str, str]

    def cell(self, attribute: str, record: int) -> str:
        """`Deliveries!F17`; the row alone (`Deliveries!17`) where the sheet has no such column."""
        return f"{self.sheet}!{self.letters.get(attribute, '')}{self.rows[record]}"


@dataclass(frozen=True)
class Rows:
    """What every table has: where its records come from."""

    origin: Origin

    def __len__(self) -> int:
        return len(self.origin.rows)


@dataclass(frozen=True)
class Customers(Rows):
    """A1: one row a customer."""

    customer: Texts = column(label("Customer ID"), Kind.ID, required=True)
    name: Texts = column(label("Name"), Kind.TEXT, default=label("the customer id"))
    terms: Texts = column(label("Terms"), Kind.TERMS, default=label("Policy default_terms"))
    credit_limit_minor: Int64s = column(
        label("Credit Limit"), Kind.AMOUNT, default=label("none: rules about the limit do not apply")
    )
    currency: Texts = column(label("Currency"), Kind.CURRENCY, default=label("the company's"))
    language: Texts = column(label("Language"), Kind.TEXT, default=label("the company's"))
    salesperson: Texts = column(label("Salesperson"), Kind.TEXT)
    region: Texts = column(label("Region"), Kind.TEXT)
    group: Texts = column(label("Group"), Kind.TEXT, default=label("the customer alone"))
    type: Texts = column(
        label("Type"),
        Kind.CHOICE,
        choices=(label("dealer"), label("shop"), label("hotel"), label("restaurant"), label("institution")),
    )
    grade: Texts = column(label("Grade"), Kind.CHOICE, choices=("A", "B", "C", "D", "E"), default="C")
    legal_name: Texts = column(label("Legal Name"), Kind.TEXT, default=label("the name"))
    tax_id: Texts = column(label("Tax ID"), Kind.ID)
    address: Texts = column(label("Address"), Kind.TEXT)
    email: Texts = column(label("E-mail"), Kind.TEXT)
    phone: Texts = column(label("Phone"), Kind.ID)
    country: Texts = column(label("Country"), Kind.TEXT, default=label("the company's"))
    rebate_percent: Float64s = column(
        label("Rebate %"),
        Kind.NUMBER,
        default=label("no rebate"),
        note=label("of what is settled by its due date: 2 or 2%"),
        in_percent=True,
    )
    contract: Texts = column(label("Contract No"), Kind.ID)
    contract_signed_on: Days = column(label("Contract Signed On"), Kind.DATE)
    contract_until: Days = column(label("Contract Valid Until"), Kind.DATE, default=label("without end"))
    seal_on_file: Texts = column(
        label("Seal On File"),
        Kind.CHOICE,
        choices=(label("yes"), label("no")),
        default="no",
        note=label("whether a print of the customer's registered seal is kept"),
    )
    certificate: Texts = column(
        label("Certificate"),
        Kind.TEXT,
        note=label("fingerprints (SHA-256) of the certificates with which the customer signs; several with ; between"),
    )


@dataclass(frozen=True)
class Signatories(Rows):
    """A1: one row a person who may sign for a customer; whoever signs outside the dates has no authority."""

    customer: Texts = column(label("Customer ID"), Kind.ID, required=True)
    name: Texts = column(label("Signatory"), Kind.TEXT, required=True)
    role: Texts = column(label("Role"), Kind.TEXT)
    valid_from: Days = column(label("Valid From"), Kind.DATE, default=label("always"))
    valid_until: Days = column(label("Valid Until"), Kind.DATE, default=label("until further notice"))


@dataclass(frozen=True)
class Deliveries(Rows):
    """B1: one row a document that the customer owes; a negative amount is a credit note."""

    document: Texts = column(label("Document No"), Kind.ID, default=label("derived from customer, date and amount"))
    customer: Texts = column(label("Customer ID"), Kind.ID, required=True)
    date: Days = column(label("Date"), Kind.DATE, required=True)
    due_date: Days = column(label("Due Date"), Kind.DATE, default=label("reckoned from the terms"))
    amount_minor: Int64s = column(label("Amount"), Kind.AMOUNT, required=True)
    currency: Texts = column(label("Currency"), Kind.CURRENCY, default=label("the customer's, else the company's"))
    kind: Texts = column(
        label("Kind"),
        Kind.CHOICE,
        choices=(label("invoice"), label("debit note"), label("opening"), label("interest")),
        default="invoice",
    )
    terms: Texts = column(label("Terms"), Kind.TERMS, default=label("the customer's"))
    salesperson: Texts = column(label("Salesperson"), Kind.TEXT, default=label("the customer's"))
    order: Texts = column(label("Order No"), Kind.ID)
    note_signed_on: Days = column(label("Note Signed On"), Kind.DATE_OR_YES)
    note_signed_by: Texts = column(label("Note Signed By"), Kind.TEXT)
    note_file: Texts = column(label("Note File"), Kind.TEXT, note=label("the scan of the signed delivery note"))
    goods: Texts = column(label("Goods"), Kind.TEXT, note=label("what was delivered; it stands on the delivery note"))
    disputed_on: Days = column(label("Disputed On"), Kind.DATE_OR_YES)
    dispute_settled_on: Days = column(label("Dispute Settled On"), Kind.DATE)
    settled_on: Days = column(label("Settled On"), Kind.DATE, note=label("stands for a receipt in full that day"))
    disputed_undated: Bools = field(default_factory=lambda: np.zeros(0, bool))  # "yes" in Disputed On


@dataclass(frozen=True)
class Receipts(Rows):
    """B2: one row a receipt of money; a negative amount is a refund."""

    receipt: Texts = column(label("Receipt No"), Kind.ID, default=label("derived from customer, date and amount"))
    customer: Texts = column(label("Customer ID"), Kind.ID, required=True)
    date: Days = column(label("Date"), Kind.DATE, required=True)
    amount_minor: Int64s = column(label("Amount"), Kind.AMOUNT, required=True)
    currency: Texts = column(label("Currency"), Kind.CURRENCY, default=label("the customer's, else the company's"))
    method: Texts = column(
        label("Method"),
        Kind.CHOICE,
        choices=(label("cash"), label("transfer"), label("cheque"), label("bill"), label("card")),
    )
    applies_to: Texts = column(label("Applies To"), Kind.NAMES, default=label("oldest first"))
    clears_on: Days = column(label("Clears On"), Kind.DATE)
    bounced_on: Days = column(label("Bounced On"), Kind.DATE)


@dataclass(frozen=True)
class Credits(Rows):
    """B2: one row a credit note (amount > 0 lowers what the customer owes)."""

    credit: Texts = column(label("Credit No"), Kind.ID, default=label("derived from customer, date and amount"))
    customer: Texts = column(label("Customer ID"), Kind.ID, required=True)
    date: Days = column(label("Date"), Kind.DATE, required=True)
    amount_minor: Int64s = column(label("Amount"), Kind.AMOUNT, required=True)
    currency: Texts = column(label("Currency"), Kind.CURRENCY, default=label("the customer's, else the company's"))
    applies_to: Texts = column(label("Applies To"), Kind.NAMES, default=label("oldest first"))
    reason: Texts = column(label("Reason"), Kind.TEXT)


@dataclass(frozen=True)
class Orders(Rows):
    """Orders confirmed; what is not yet delivered counts in the exposure."""

    order: Texts = column(label("Order No"), Kind.ID, required=True)
    customer: Texts = column(label("Customer ID"), Kind.ID, required=True)
    date: Days = column(label("Date"), Kind.DATE, required=True)
    amount_minor: Int64s = column(label("Amount"), Kind.AMOUNT, required=True)
    currency: Texts = column(label("Currency"), Kind.CURRENCY, default=label("the customer's, else the company's"))
    cancelled_on: Days = column(label("Cancelled On"), Kind.DATE)


@dataclass(frozen=True)
class Stock(Rows):
    """B7: what a customer reports of a delivery's sale."""

    customer: Texts = column(label("Customer ID"), Kind.ID, required=True)
    date: Days = column(label("Date"), Kind.DATE, required=True)
    document: Texts = column(label("Document No"), Kind.ID, required=True)
    sold_percent: Float64s = column(label("Sold %"), Kind.NUMBER, required=True, in_percent=True)


@dataclass(frozen=True)
class Rates(Rows):
    """Rates of exchange: one unit of `currency` is `rate` units of the company's currency, from `date` on."""

    currency: Texts = column(label("Currency"), Kind.CURRENCY, required=True)
    date: Days = column(label("Date"), Kind.DATE, required=True)
    rate: Float64s = column(label("Rate"), Kind.NUMBER, required=True)


@dataclass(frozen=True)
class InterestRates(Rows):
    """C5: the yearly rate of interest, from `date` on."""

    date: Days = column(label("Date"), Kind.DATE, required=True)
    rate: Float64s = column(
        label("Interest Rate"), Kind.NUMBER, required=True, note=label("a year: 10% or 0.1; it holds from Date on")
    )
    currency: Texts = column(
        label("Currency"), Kind.CURRENCY, default=label("every currency that has no rows of its own")
    )


@dataclass(frozen=True)
class SupplyRules(Rows):
    """C1: a metric at or above the threshold of the customer's grade gives the level."""

    metric: Texts = column(label("Metric"), Kind.TEXT, required=True)
    level: Int64s = column(label("Level"), Kind.WHOLE, required=True)
    a: Float64s = column("A", Kind.NUMBER, required=True)
    b: Float64s = column("B", Kind.NUMBER, default=label("as A"))
    c: Float64s = column("C", Kind.NUMBER, default=label("as B"))
    d: Float64s = column("D", Kind.NUMBER, default=label("as C"))


@dataclass(frozen=True)
class Decisions(Rows):
    """What people decide: signed, differs, override …"""

    date: Days = column(label("Date"), Kind.DATE, required=True)
    customer: Texts = column(label("Customer ID"), Kind.ID)
    kind: Texts = column(
        label("Kind"),
        Kind.CHOICE,
        required=True,
        choices=(
            label("signed"),
            label("differs"),
            label("override"),
            label("grade accepted"),
            label("write-off"),
            label("set-off"),
            label("notice sent"),
            label("promise accepted"),
            label("refused"),
            label("sent"),
            label("not sent"),
            label("reminded"),
            label("limitation revived"),
        ),
    )
    reference: Texts = column(label("Reference"), Kind.ID)
    value: Texts = column(label("Value"), Kind.TEXT)
    by: Texts = column(label("By"), Kind.TEXT)
    reason: Texts = column(label("Reason"), Kind.TEXT)
    until: Days = column(label("Until"), Kind.DATE)


@dataclass(frozen=True)
class Contacts(Rows):
    """B10: one row a contact with a customer, and the promise that was made in it."""

    date: Days = column(label("Date"), Kind.DATE, required=True)
    customer: Texts = column(label("Customer ID"), Kind.ID, required=True)
    by: Texts = column(label("Contacted By"), Kind.TEXT)
    channel: Texts = column(
        label("Channel"),
        Kind.CHOICE,
        choices=(label("call"), label("visit"), label("e-mail"), label("letter"), label("message")),
    )
    outcome: Texts = column(label("Outcome"), Kind.TEXT)
    reason: Texts = column(label("Reason"), Kind.TEXT)
    promised_minor: Int64s = column(label("Promised Amount"), Kind.AMOUNT, default=label("no promise"))
    promised_on: Days = column(label("Promised On"), Kind.DATE, note=label("the day by which it is promised"))
    documents: Texts = column(label("Documents"), Kind.TEXT, default=label("any"))
    currency: Texts = column(label("Currency"), Kind.CURRENCY, default=label("the customer's, else the company's"))


@dataclass(frozen=True)
class Settings(Rows):
    """A sheet of keys and values: Company and Policy have this shape."""

    key: Texts = column(label("Key"), Kind.TEXT, required=True)
    value: Texts = column(label("Value"), Kind.TEXT)


@dataclass(frozen=True, slots=True)
class Setting:
    """The value of one key, and where it was said: `Policy!B7`, or `--set`."""

    value: str
    place: str


@dataclass(frozen=True, slots=True)
class Company:
    """The Company sheet: who sells. A blank text is printed nowhere."""

    id: str
    name: str = ""
    currency: str = ""
    country: str = ""  # ISO 3166 alpha-2: holidays
    language: str = "en"
    address: str = ""
    tax_id: str = ""
    phone: str = ""
    email: str = ""
    bank: str = ""


TABLES: Mapping[str, type[Rows]] = {
    label("Customers"): Customers,
    label("Deliveries"): Deliveries,
    label("Receipts"): Receipts,
    label("Credits"): Credits,
    label("Orders"): Orders,
    label("Stock"): Stock,
    label("Rates"): Rates,
    label("Interest Rates"): InterestRates,
    label("Supply Rules"): SupplyRules,
    label("Decisions"): Decisions,
    label("Signatories"): Signatories,
    label("Contacts"): Contacts,
    label("Company"): Settings,
    label("Policy"): Settings,
}


_columns: dict[type[Rows], Mapping[str, Column]] = {}


def columns_of(table: type[Rows]) -> Mapping[str, Column]:
    """Attribute name -> `Column`, in sheet order.

    >>> list(columns_of(Rates))
    ['currency', 'date', 'rate']
    """
    if table not in _columns:
        _columns[table] = {f.name: f.metadata["column"] for f in fields(table) if "column" in f.metadata}
    return _columns[table]


@dataclass(frozen=True)
class Book:
    """A workbook, read and typed. Rows with a fault are not in the tables; `faults` says which and why.

    Attributes:
        name: file name without its ending.
        settings: key -> `Setting`: the Policy sheet, with the command line's `--set` on top.
        faults: faults and warnings, in the order of sheets and cells.
        names_company: False where nothing says the company's id, and it is made from the file's name.
        company_places: attribute of the company -> where it was said: `Company!B3`, or `--set`.
    """

    name: str
    company: Company
    settings: Mapping[str, Setting]
    customers: Customers
    deliveries: Deliveries
    receipts: Receipts
    credits: Credits
    orders: Orders
    stock: Stock
    rates: Rates
    interest_rates: InterestRates
    supply_rules: SupplyRules
    decisions: Decisions
    signatories: Signatories
    contacts: Contacts
    faults: tuple[Fault, ...] = ()
    names_company: bool = True
    company_places: Mapping[str, str] = field(default_factory=dict)
