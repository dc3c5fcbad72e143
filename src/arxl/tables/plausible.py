"""What is odd or impossible about the amounts and dates of a record.

A fault is what no practice can reckon with; everything else is a warning, and the record stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal

import numpy as np

from arxl.errors import Amount, Sentence, sentence
from arxl.kernels.arrays import AnyArray, Days, Texts
from arxl.kernels.money import WHOLE_PPM, decimal_of, exponent_of
from arxl.locale.folding import bare
from arxl.tables.cells import Flaw, text_of_number
from arxl.tables.coded import coded
from arxl.tables.columns import Conventions
from arxl.tables.draft import Draft
from arxl.tables.hours import parse_hours, parse_settlement_days
from arxl.tables.periods import period_of
from arxl.tables.quiet import parse_quiet
from arxl.tables.schema import NO_AMOUNT, Kind

_EARLIEST = np.datetime64("1990-01-01", "D")
_NEVER = np.datetime64("9999-12-31", "D")
_CHECK_YEAR = sentence("Correct the year if it is wrong.")


def check_kinds(draft: Draft) -> None:
    """A delivery that calls itself a credit note has a negative amount; it is kept as one."""
    kinds = draft.values["kind"]
    for record in np.flatnonzero(kinds == "credit note").tolist():
        if draft.values["amount_minor"][record] > 0:
            draft.fault(
                "kind",
                record,
                sentence("a credit note among the deliveries has a positive amount."),
                sentence("Write the amount with a minus sign, or move the row to the sheet Credits."),
            )
        kinds[record] = "invoice"


def check_amounts(draft: Draft) -> None:
    """An amount of 0 and a negative credit note are warnings; a limit or an order below 0 is a fault."""
    for attribute, column in draft.columns.items():
        if column.kind is not Kind.AMOUNT:
            continue
        minor = draft.values[attribute]
        below = np.flatnonzero((minor < 0) & (minor != NO_AMOUNT) & ~draft.faulty).tolist()
        if draft.table in ("Customers", "Orders"):
            for record in below:
                fact = sentence("{amount} is below 0.", amount=_amount(draft, attribute, record))
                draft.fault(attribute, record, fact, sentence("Correct the cell."))
        elif draft.table == "Credits":
            for record in below:
                fact = sentence("the credit note of {amount} is below 0.", amount=_amount(draft, attribute, record))
                draft.warn(attribute, record, fact, sentence("It counts as a debit note; check the sign."))
        if column.required:
            for record in np.flatnonzero((minor == 0) & ~draft.faulty).tolist():
                draft.warn(attribute, record, sentence("the amount is 0."), sentence("Check the cell."))


def _amount(draft: Draft, attribute: str, record: int) -> Amount:
    currency = draft.values["currency"][record]
    return Amount(decimal_of(int(draft.values[attribute][record]), exponent_of(currency)), currency)


def check_range(draft: Draft, attribute: str, lowest: float, highest: float = np.inf, *, above: bool = False) -> None:
    """Fault numbers outside of a range; with `above`, the lowest itself is outside."""
    numbers: AnyArray = draft.values[attribute]
    outside = (numbers < lowest) | (numbers > highest) | (above & (numbers == lowest))
    for record in np.flatnonzero(outside & ~draft.faulty).tolist():
        number = text_of_number(float(numbers[record]))
        if highest != np.inf:
            low, high = text_of_number(lowest), text_of_number(highest)
            fact = sentence("{number} is not from {low} to {high}.", number=number, low=low, high=high)
        else:
            fact = sentence("{number} is not above {low}.", number=number, low=text_of_number(lowest))
        draft.fault(attribute, record, fact, sentence("Correct the cell."))


def check_interest_rates(draft: Draft) -> None:
    """A rate of interest lies between nothing and the whole a year, and has at most four decimals as a percentage.

    What lies above is a percentage without its sign: 10 for 10 %.
    """
    for record in np.flatnonzero(~draft.faulty).tolist():
        flaw = flaw_of_yearly_rate(float(draft.values["rate"][record]))
        if flaw is not None:
            draft.fault("rate", record, *flaw)


def flaw_of_yearly_rate(rate: float) -> Flaw | None:
    """What is wrong with a yearly rate of interest, None where nothing is."""
    number = text_of_number(rate)
    if not 0 <= rate <= 1:
        return Flaw(
            sentence("{number} is no yearly rate from 0 to 1.", number=number), sentence("Write 10 % as 10% or 0.1.")
        )
    if Decimal(repr(rate)) * WHOLE_PPM % 1:
        return Flaw(
            sentence("the rate {number} has more than 6 decimals.", number=number),
            sentence("Round it: 8.125 % is 0.08125."),
        )
    return None


def check_shares(draft: Draft) -> None:
    """Sold % as a spreadsheet keeps percentages: a column in which nothing exceeds 1 holds parts of 1.

    Where a cell says % itself, the column holds percentages; where there is nothing but 0 and 1, nothing decides.
    """
    shares = draft.values["sold_percent"]
    known = shares[~np.isnan(shares)]
    undecided = len(known) > 0 and known.max() <= 1 and not draft.percents.get("sold_percent")
    if undecided and not (known % 1 != 0).any():
        for record in np.flatnonzero((shares == 1) & ~draft.faulty).tolist():
            fact = sentence("1 can be 1 % or the whole; it is read as 1 %.")
            draft.warn("sold_percent", record, fact, sentence("Write 100 if the whole is sold, else 1%."))
    elif undecided:
        draft.values["sold_percent"] = np.round(shares * 100, 10)
        draft.warn_column(
            "sold_percent",
            Flaw(
                sentence("no share exceeds 1; they are read as parts of 1: 0.8 is 80 %."),
                sentence("Write 80 for 80 % if that is wrong."),
            ),
        )
    check_range(draft, "sold_percent", 0, 100)


def check_percentages(draft: Draft, attribute: str) -> None:
    """Small percentages as a spreadsheet keeps them: a column in which nothing reaches 0.1 holds parts of 1."""
    rates = draft.values[attribute]
    known = rates[~np.isnan(rates) & (rates != 0)]
    if len(known) and known.max() < 0.1 and known.min() > 0 and not draft.percents.get(attribute):
        draft.values[attribute] = np.round(rates * 100, 10)
        draft.warn_column(
            attribute,
            Flaw(
                sentence("no percentage reaches 0.1; they are read as parts of 1: 0.02 is 2 %."),
                sentence("Write 0.02% for less, if that is meant."),
            ),
        )
    check_range(draft, attribute, 0, 100)


MARKS = ("finances", "network", "ability", "organisation", "reputation", "co_operation")
"""Columns of Customers in which people give marks."""

_WRITTEN: Mapping[str, tuple[Callable[[str], object], Sentence, Sentence]] = {
    "hours": (
        parse_hours,
        sentence('"{text}" is no working hours.'),
        sentence("Write stretches of the day that do not overlap: 09:00-12:00, 13:30-18:00."),
    ),
    "settlement_days": (
        parse_settlement_days,
        sentence('"{text}" is no days of the month.'),
        sentence("Write days from 1 to 31 with ; between: 5; 20. Leave it blank for any day."),
    ),
}


def check_files(customers: Draft) -> None:
    """Marks are whole, from 1 to 5; a distance is not below 0; hours and settlement days can be read (A1, A2)."""
    for attribute in MARKS:
        marks = customers.values[attribute]
        known = ~np.isnan(marks)
        for record in np.flatnonzero(known & ~np.isin(marks, (1, 2, 3, 4, 5))).tolist():
            fact = sentence("{number} is no mark from 1 to 5.", number=text_of_number(float(marks[record])))
            customers.fault(attribute, record, fact, sentence("Write 1, 2, 3, 4 or 5, or leave it blank."))
    distances = customers.values["distance_km"]
    for record in np.flatnonzero(distances < 0).tolist():
        fact = sentence("{number} is below 0.", number=text_of_number(float(distances[record])))
        customers.fault("distance_km", record, fact, sentence("Correct the cell."))
    for attribute, (parse, fact, remedy) in _WRITTEN.items():
        texts = customers.values[attribute]
        for record in np.flatnonzero(texts != "").tolist():
            try:
                parse(texts[record])
            except ValueError:
                customers.fault(attribute, record, Sentence(fact.text, {"text": texts[record]}), remedy)


def check_quiet(customers: Draft) -> None:
    """Quiet times can be read (C4)."""
    texts = customers.values["quiet"]
    for record in np.flatnonzero(texts != "").tolist():
        try:
            parse_quiet(texts[record])
        except ValueError as error:
            customers.fault(
                "quiet",
                record,
                sentence('"{text}" is no quiet time.', text=str(error)),
                sentence("Write mornings, afternoons, days as Mon, Tue, hours as 09:00-10:30, or Fri afternoons."),
            )


def check_stock_documents(stock: Draft, deliveries: Draft) -> None:
    """Fault a report of sales about nothing; warn of one about what the book does not have."""
    if not len(stock):
        return
    known = set(deliveries.values["document"].tolist())
    goods = {bare(text) for text in set(deliveries.values["goods"].tolist())}
    for record, number in enumerate(stock.values["document"].tolist()):
        product = stock.values["product"][record]
        if stock.faulty[record] or number in known:
            continue
        if not number and not product:
            fact = sentence("the report of sales names neither a document nor a product.")
            stock.fault(
                "document", record, fact, sentence("Write the number of a delivery, or a product of its goods.")
            )
        elif number:
            fact = sentence("no document has the number {number}.", number=number)
            stock.warn("document", record, fact, sentence("Correct the number; the report counts for nothing."))
        elif not any(bare(product) in held for held in goods):
            fact = sentence('no delivery holds the product "{product}".', product=product)
            remedy = sentence("Write it as the deliveries name it under Goods; the report counts for no delivery.")
            stock.warn("product", record, fact, remedy)


def check_signals(signals: Draft) -> None:
    """Fault a warning closed before it is noted; warn of one without evidence or name, or closed without a reason."""
    values = signals.values
    for record in np.flatnonzero((values["closed_on"] < values["date"]) & ~signals.faulty).tolist():
        fact = sentence(
            "the warning is closed on {closed}, before it was noted on {date}.",
            closed=_day(values["closed_on"][record]),
            date=_day(values["date"][record]),
        )
        signals.fault("closed_on", record, fact, sentence("Correct one of the two dates."))
    for record in np.flatnonzero(~signals.faulty).tolist():
        if not values["evidence"][record]:
            fact = sentence("the warning has no evidence.")
            signals.warn("evidence", record, fact, sentence("Write what was seen, where, or the file that shows it."))
        if not values["by"][record]:
            signals.warn(
                "by", record, sentence("nobody's name stands by the warning."), sentence("Write who noted it.")
            )
        if not np.isnat(values["closed_on"][record]) and not values["closed_as"][record]:
            fact = sentence(
                "the warning is closed on {closed} without a reason; it stays in force.",
                closed=_day(values["closed_on"][record]),
            )
            signals.warn("closed_as", record, fact, sentence("Write why it is closed."))


_MAY_BE_FAR = frozenset(("until", "valid_until", "contract_until"))


def check_far_dates(draft: Draft, conventions: Conventions) -> None:
    """Warn of dates before 1990, and of dates far after the as-of date."""
    as_of, days = conventions.as_of, conventions.policy.future_days
    for attribute, column in draft.columns.items():
        if column.kind not in (Kind.DATE, Kind.DATE_OR_YES) or attribute in _MAY_BE_FAR or not draft.has(attribute):
            continue
        dates = draft.values[attribute]
        for record in np.flatnonzero(dates < _EARLIEST).tolist():
            fact = sentence("{date} lies before 1990.", date=_day(dates[record]))
            draft.warn(attribute, record, fact, _CHECK_YEAR)
        if as_of is None:
            continue
        for record in np.flatnonzero(dates > np.datetime64(as_of, "D") + days).tolist():
            fact = sentence(
                "{date} lies more than {days} days after {as_of}.", date=_day(dates[record]), days=days, as_of=as_of
            )
            draft.warn(attribute, record, fact, _CHECK_YEAR)


_FOLLOWS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "Deliveries": (("due_date", "date"), ("settled_on", "date"), ("dispute_settled_on", "disputed_on")),
    "Receipts": (("clears_on", "date"), ("bounced_on", "date")),
    "Orders": (("cancelled_on", "date"),),
    "Decisions": (("until", "date"),),
    "Signatories": (("valid_until", "valid_from"),),
    "Customers": (("contract_until", "contract_signed_on"),),
    "Contacts": (("promised_on", "date"),),
    "Signals": (("expires_on", "date"),),
    "Measures": (("ended_on", "date"),),
}


def check_order_of_dates(draft: Draft) -> None:
    """Warn of a date that lies before the one that it follows: due before delivered, bounced before received."""
    for later, earlier in _FOLLOWS.get(draft.table, ()):
        if not draft.has(later):
            continue
        dates, before = draft.values[later], draft.values[earlier]
        for record in np.flatnonzero((dates < before) & ~draft.faulty).tolist():
            fact = sentence(
                "{date} lies before {header} {before}.",
                date=_day(dates[record]),
                header=draft.header(earlier),
                before=_day(before[record]),
            )
            draft.warn(later, record, fact, sentence("Correct one of the two dates."))


def check_first_delivery(receipts: Draft, deliveries: Draft) -> None:
    """Warn of receipts that name nothing and are dated before their customer's first delivery."""
    if not len(receipts) or not len(deliveries):
        return
    values = receipts.values
    firsts = _first_dates(deliveries, values["customer"])
    early = (values["date"] < firsts) & (values["amount_minor"] > 0) & (values["applies_to"] == "") & ~receipts.faulty
    for record in np.flatnonzero(early).tolist():
        customer = values["customer"][record]
        fact = (
            sentence("the receipt comes before any delivery to {customer}.", customer=customer)
            if firsts[record] == _NEVER
            else sentence(
                "the receipt comes before the first delivery to {customer}, on {date}.",
                customer=customer,
                date=_day(firsts[record]),
            )
        )
        receipts.warn("date", record, fact, sentence("Check date and customer; it waits as unapplied cash."))


def _first_dates(deliveries: Draft, customers: Texts) -> Days:
    """(N,) date of each customer's first delivery, also of those that another fault leaves out."""
    dates = deliveries.values["date"]
    asked = map(set(customers.tolist()).__contains__, deliveries.values["customer"].tolist())
    rows = np.flatnonzero(np.fromiter(asked, bool, len(dates)) & ~np.isnat(dates))
    codes = coded(deliveries.values["customer"][rows])
    first = np.full(len(codes.texts), _NEVER.astype(np.int64))
    np.minimum.at(first, codes.code, dates[rows].view(np.int64))
    of_customer = dict(zip(codes.texts, first.tolist(), strict=True))
    never = int(_NEVER.astype(np.int64))
    days = [of_customer.get(customer, never) for customer in customers.tolist()]
    return np.array(days, np.int64).view("datetime64[D]")


def check_undated_disputes(deliveries: Draft) -> None:
    """Say once that undated disputes count always (B2)."""
    count = int((deliveries.values["disputed_undated"] & ~deliveries.faulty).sum())
    if count:
        deliveries.warn_column(
            "disputed_on",
            Flaw(
                sentence("disputes without a date count from the date of the document; cells: {count}.", count=count),
                sentence("Write the day of the dispute in place of yes."),
            ),
        )


def _day(date: np.datetime64) -> dt.date:
    day = date.item()
    assert isinstance(day, dt.date)
    return day


def check_periods(targets: Draft) -> None:
    """A target is of a month or a week, and a salesperson has one a period and currency."""
    seen: set[tuple[str, str, str]] = set()
    for record in np.flatnonzero(~targets.faulty).tolist():
        text = str(targets.values["period"][record])
        period = period_of(text)
        if period is None:
            fact = sentence('"{text}" is neither a month nor a week.', text=text)
            targets.fault("period", record, fact, sentence("Write a month as 2026-10, a week as 2026-W43."))
            continue
        salesperson, currency = str(targets.values["salesperson"][record]), str(targets.values["currency"][record])
        key = salesperson, f"{period.kind} {period.first}", currency
        if key in seen:
            fact = sentence(
                "{salesperson} has a target in {currency} for {period} already.",
                salesperson=salesperson,
                currency=currency,
                period=text,
            )
            targets.fault("period", record, fact, sentence("Leave one row for each salesperson, period and currency."))
        seen.add(key)
