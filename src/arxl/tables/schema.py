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
from functools import cached_property
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
    decides: Texts = column(label("Decides Payment"), Kind.TEXT, note=label("who decides when a delivery is paid"))
    pays: Texts = column(label("Pays"), Kind.TEXT, note=label("who makes the payment: the person to call"))
    pays_phone: Texts = column(label("Phone Of Payer"), Kind.ID, default=label("the customer's phone"))
    pays_email: Texts = column(label("E-mail Of Payer"), Kind.TEXT, default=label("the customer's e-mail"))
    hours: Texts = column(
        label("Working Hours"), Kind.TEXT, note=label("when that person can be reached: 09:00-12:00, 13:30-18:00")
    )
    quiet: Texts = column(
        label("Quiet Times"), Kind.TEXT, note=label("when not to call besides meals: mornings, afternoons, Mon, Tue …")
    )
    settlement_days: Texts = column(
        label("Settlement Days"),
        Kind.TEXT,
        default=label("any day"),
        note=label("days of the month on which the customer pays: 5; 20"),
    )
    usual_method: Texts = column(
        label("Usual Method"),
        Kind.CHOICE,
        choices=(label("cash"), label("transfer"), label("cheque"), label("bill"), label("card")),
    )
    invoice_type: Texts = column(
        label("Invoice Type"), Kind.CHOICE, choices=(label("ordinary invoice"), label("VAT invoice"))
    )
    approval_steps: Texts = column(
        label("Approval Steps"), Kind.TEXT, note=label("who approves a payment there, one after the other")
    )
    security_minor: Int64s = column(
        label("Security"), Kind.AMOUNT, default=label("none"), note=label("what secures the debt; it caps the limit")
    )
    guarantor: Texts = column(label("Guarantor"), Kind.TEXT)
    distance_km: Float64s = column(label("Distance (km)"), Kind.NUMBER)
    route: Texts = column(label("Route"), Kind.TEXT, note=label("the tour of visits that passes the customer"))
    finances: Float64s = column(label("Finances"), Kind.NUMBER, note=label("a mark from 1 to 5"))
    network: Float64s = column(label("Sales Network"), Kind.NUMBER, note=label("a mark from 1 to 5"))
    ability: Float64s = column(label("Sales Ability"), Kind.NUMBER, note=label("a mark from 1 to 5"))
    organisation: Float64s = column(label("Organisation"), Kind.NUMBER, note=label("a mark from 1 to 5"))
    reputation: Float64s = column(label("Reputation"), Kind.NUMBER, note=label("a mark from 1 to 5"))
    co_operation: Float64s = column(label("Co-operation"), Kind.NUMBER, note=label("a mark from 1 to 5"))
    gone_on: Days = column(label("Gone On"), Kind.DATE, note=label("since when the customer is closed or bankrupt"))
    gone_as: Texts = column(label("Gone As"), Kind.CHOICE, choices=(label("closed"), label("bankrupt")))

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """Customer -> its record."""
        return {customer: record for record, customer in enumerate(self.customer.tolist())}

    def by_id(self, attribute: str) -> dict[str, Any]:
        """Customer -> what a column says of it: `by_id("salesperson")`."""
        return dict(zip(self.customer.tolist(), getattr(self, attribute).tolist(), strict=True))

    def name_of(self, customer: str) -> str:
        """What a customer is called: its id where its name is blank, or where it has no row."""
        return self._names.get(customer) or customer

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return self.by_id("name")


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
    """B7: what a customer reports of the sale of a delivery, or of a product."""

    customer: Texts = column(label("Customer ID"), Kind.ID, required=True)
    date: Days = column(label("Date"), Kind.DATE, required=True)
    document: Texts = column(label("Document No"), Kind.ID, default=label("the product's deliveries"))
    sold_percent: Float64s = column(label("Sold %"), Kind.NUMBER, required=True, in_percent=True)
    product: Texts = column(label("Product"), Kind.TEXT, note=label("as the deliveries name it under Goods"))
    value_minor: Int64s = column(
        label("Stock Value"), Kind.AMOUNT, default=label("not reported"), note=label("what is left, at our prices")
    )
    currency: Texts = column(label("Currency"), Kind.CURRENCY, default=label("the customer's, else the company's"))


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
            label("limit accepted"),
            label("proposal refused"),
            label("reviewed"),
            label("warning closed"),
            label("escalation approved"),
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
    reason: Texts = column(
        label("Reason"),
        Kind.CHOICE,
        choices=(
            label("no cash"),
            label("force majeure"),
            label("bank"),
            label("dispute"),
            label("waits for rebate"),
            label("signer absent"),
            label("approval pending"),
            label("not sold yet"),
            label("habit"),
            label("bad faith"),
        ),
        note=label("why the customer does not pay"),
    )
    promised_minor: Int64s = column(label("Promised Amount"), Kind.AMOUNT, default=label("no promise"))
    promised_on: Days = column(label("Promised On"), Kind.DATE, note=label("the day by which it is promised"))
    documents: Texts = column(label("Documents"), Kind.TEXT, default=label("any"))
    currency: Texts = column(label("Currency"), Kind.CURRENCY, default=label("the customer's, else the company's"))
    extension_asked: Texts = column(
        label("Extension Asked"),
        Kind.CHOICE,
        choices=(label("yes"), label("no")),
        default="no",
        note=label("whether the customer asked for more time"),
    )


@dataclass(frozen=True)
class Signals(Rows):
    """B8: one row a warning that somebody noted about a customer."""

    date: Days = column(label("Date"), Kind.DATE, required=True)
    customer: Texts = column(label("Customer ID"), Kind.ID, required=True)
    signal: Texts = column(
        label("Signal"),
        Kind.CHOICE,
        required=True,
        choices=(
            label("dumping prices"),
            label("selling across regions"),
            label("staff leaving"),
            label("owner leaving"),
            label("moving"),
            label("closing"),
            label("transfer of the shop"),
            label("new line of business"),
            label("lawsuit"),
            label("demolition"),
            label("force majeure"),
            label("other"),
        ),
    )
    severity: Texts = column(
        label("Severity"),
        Kind.CHOICE,
        choices=(label("low"), label("medium"), label("high")),
        default=label("by the kind of signal"),
    )
    evidence: Texts = column(
        label("Evidence"), Kind.TEXT, note=label("what was seen, where, or the file that shows it")
    )
    by: Texts = column(label("Noted By"), Kind.TEXT)
    expires_on: Days = column(label("Expires On"), Kind.DATE, default=label("by its severity, as Policy says"))
    closed_on: Days = column(label("Closed On"), Kind.DATE)
    closed_as: Texts = column(label("Closed Because"), Kind.TEXT)


@dataclass(frozen=True)
class Measures(Rows):
    """B7: one row a measure of sales support for a customer, and what came of it."""

    date: Days = column(label("Date"), Kind.DATE, required=True)
    customer: Texts = column(label("Customer ID"), Kind.ID, required=True)
    measure: Texts = column(
        label("Measure"),
        Kind.CHOICE,
        required=True,
        choices=(label("promotion"), label("exchange"), label("training")),
    )
    document: Texts = column(label("Document No"), Kind.ID, default=label("all of the customer's deliveries"))
    by: Texts = column(label("Carried Out By"), Kind.TEXT)
    ended_on: Days = column(label("Ended On"), Kind.DATE, default=label("it goes on"))
    result: Texts = column(label("Result"), Kind.TEXT)


@dataclass(frozen=True)
class Salespeople(Rows):
    """D1: one row a salesperson."""

    salesperson: Texts = column(label("Salesperson"), Kind.TEXT, required=True)
    email: Texts = column(label("E-mail"), Kind.TEXT)
    phone: Texts = column(label("Phone"), Kind.ID)
    commission_percent: Float64s = column(
        label("Commission %"),
        Kind.NUMBER,
        default=label("Policy commission_percent"),
        note=label("of sales less credits: 2 or 2%"),
        in_percent=True,
    )


@dataclass(frozen=True)
class Targets(Rows):
    """D2: what a salesperson is to sell and to collect in a week or a month."""

    salesperson: Texts = column(label("Salesperson"), Kind.TEXT, required=True)
    period: Texts = column(
        label("Period"), Kind.ID, required=True, note=label("a month such as 2026-10, or a week such as 2026-W43")
    )
    sales_minor: Int64s = column(label("Sales Target"), Kind.AMOUNT, default=label("none"))
    collections_minor: Int64s = column(label("Collections Target"), Kind.AMOUNT, default=label("none"))
    currency: Texts = column(label("Currency"), Kind.CURRENCY, default=label("the company's"))


@dataclass(frozen=True)
class Diary(Rows):
    """D2: a line a day of a salesperson."""

    salesperson: Texts = column(label("Salesperson"), Kind.TEXT, required=True)
    date: Days = column(label("Date"), Kind.DATE, required=True)
    entry: Texts = column(label("Diary Entry"), Kind.TEXT, required=True)


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
    label("Signals"): Signals,
    label("Measures"): Measures,
    label("Salespeople"): Salespeople,
    label("Targets"): Targets,
    label("Diary"): Diary,
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
    signals: Signals
    measures: Measures
    salespeople: Salespeople
    targets: Targets
    diary: Diary
    faults: tuple[Fault, ...] = ()
    names_company: bool = True
    company_places: Mapping[str, str] = field(default_factory=dict)
