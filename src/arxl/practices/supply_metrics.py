"""What the supply ladder measures (practice C1): one entry of `METRICS` a metric.

A metric answers four things about a customer's standing on a day: its value, why it triggers, what releases it, and
the default rules over it. Adding a metric is adding an entry; nothing else knows them by name.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from arxl.errors import Amount, Faulty, Sentence, label, sentence
from arxl.kernels.money import decimal_of, exponent_of
from arxl.practices.cash_application import Position
from arxl.practices.decision import signed_numbers
from arxl.tables.history import History, IssuedStatement
from arxl.tables.ledger import INVOICE
from arxl.tables.rates import Exchange
from arxl.tables.schema import NO_AMOUNT, Book
from arxl.tables.terms import TermsKind

Thresholds = tuple[float, float, float, float]  # of grades A, B, C, D


class Item(NamedTuple):
    """An open document; items stand in the order in which receipts settle them."""

    document: str
    currency: str
    date: dt.date
    days_past_due: int
    open_minor: int
    disputed: bool
    batches_allowed: int  # 0: no batch terms


@dataclass(frozen=True)
class Standing:
    """What the metrics know of a customer on a day.

    Attributes:
        items: open documents, by currency, then oldest first; without disputed ones where Policy says so.
        unapplied_minor: currency -> receipts and credits with a balance left.
        orders_minor: currency -> orders confirmed and not yet delivered.
        limit_minor: credit limit in minor units of `limit_currency`; None switches limit rules off.
        unsigned: statements past their return date, closing not 0, without an agreeing copy.
    """

    customer: str
    name: str
    grade: str
    as_of: dt.date
    items: tuple[Item, ...]
    unapplied_minor: Mapping[str, int]
    orders_minor: Mapping[str, int]
    limit_minor: int | None
    limit_currency: str
    unsigned: tuple[IssuedStatement, ...]
    exchange: Exchange
    company_currency: str

    def total_minor(self, minor: Mapping[str, int], currency: str) -> int:
        """Sums of several currencies in one.

        Raises:
            Faulty: a rate is missing.
        """
        return sum(self.exchange.convert(value, source, currency, self.as_of) for source, value in minor.items())

    def in_company_currency(self, minor: int) -> Amount:
        """A sum of the company's currency."""
        return _amount(minor, self.company_currency)


@dataclass(frozen=True, slots=True)
class Metric:
    """One measure.

    Attributes:
        name: how the sheet Supply Rules calls it.
        measure: its value; None where it does not apply to the customer.
        reason: why it triggers, with figures.
        release: what brings it below a threshold.
        defaults: (level, thresholds) of the default rules.
    """

    name: str
    measure: Callable[[Standing], Decimal | None]
    reason: Callable[[Standing, Decimal], Sentence]
    release: Callable[[Standing, Decimal], Sentence]
    defaults: tuple[tuple[int, Thresholds], ...] = ()


INFINITE = Decimal("Infinity")


# --- oldest days past due ------------------------------------------------------------------------------------------


def _oldest_days(standing: Standing) -> Decimal:
    return Decimal(max((item.days_past_due for item in standing.items), default=0))


def _oldest_reason(standing: Standing, value: Decimal) -> Sentence:
    oldest = max(standing.items, key=lambda item: item.days_past_due)
    return sentence(
        "{document} is {days} days past due; {open} of it is open.",
        document=oldest.document,
        days=oldest.days_past_due,
        open=_amount(oldest.open_minor, oldest.currency),
    )


def _oldest_release(standing: Standing, threshold: Decimal) -> Sentence:
    """Receipts settle the oldest first, so they must reach through the last item that is late enough."""
    needed: dict[str, int] = {}
    passed: dict[str, int] = defaultdict(int)
    disputed = []
    for item in standing.items:
        late = item.days_past_due >= threshold
        if item.disputed:
            disputed += [item.document] if late else []
            continue
        passed[item.currency] += item.open_minor
        if late:
            needed[item.currency] = passed[item.currency]
    return _receipts(needed, disputed)


# --- overdue amount and share --------------------------------------------------------------------------------------


def overdue_minor(standing: Standing) -> int | None:
    """What is past due, in the company's currency; None where a rate is missing."""
    try:
        return _overdue(standing)
    except Faulty:
        return None


def _overdue(standing: Standing) -> int:
    return standing.total_minor(_open_minor(standing, past_due=True), standing.company_currency)


def _open_minor(standing: Standing, past_due: bool = False) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for item in standing.items:
        if item.days_past_due > 0 or not past_due:
            sums[item.currency] += item.open_minor
    return sums


def _overdue_amount(standing: Standing) -> Decimal:
    return decimal_of(_overdue(standing), exponent_of(standing.company_currency))


def _overdue_amount_reason(standing: Standing, value: Decimal) -> Sentence:
    return sentence("{amount} is past due.", amount=Amount(value, standing.company_currency))


def _overdue_share(standing: Standing) -> Decimal:
    open_minor = standing.total_minor(_open_minor(standing), standing.company_currency)
    return Decimal(_overdue(standing)) / open_minor if open_minor else Decimal(0)


def _overdue_share_reason(standing: Standing, value: Decimal) -> Sentence:
    return sentence("{share} % of the open balance is past due.", share=_percent(value))


# --- exposure to limit ---------------------------------------------------------------------------------------------


def _exposure(standing: Standing) -> int:
    """Open items - unapplied cash + orders confirmed and not delivered, in minor units of the limit's currency."""
    currency = standing.limit_currency
    return max(
        0,
        standing.total_minor(_open_minor(standing), currency)
        - standing.total_minor(standing.unapplied_minor, currency)
        + standing.total_minor(standing.orders_minor, currency),
    )


def _exposure_to_limit(standing: Standing) -> Decimal | None:
    if standing.limit_minor is None:
        return None
    exposure = _exposure(standing)
    if not standing.limit_minor:
        return INFINITE if exposure else Decimal(0)
    return Decimal(exposure) / standing.limit_minor


def _exposure_reason(standing: Standing, value: Decimal) -> Sentence:
    assert standing.limit_minor is not None
    exposure = _amount(_exposure(standing), standing.limit_currency)
    limit = _amount(standing.limit_minor, standing.limit_currency)
    if value == INFINITE:
        return sentence("The exposure is {exposure}; the limit is {limit}.", exposure=exposure, limit=limit)
    return sentence(
        "The exposure of {exposure} is {share} % of the limit of {limit}.",
        exposure=exposure,
        share=_percent(value),
        limit=limit,
    )


# --- open batches --------------------------------------------------------------------------------------------------


def _open_batches(standing: Standing) -> Decimal | None:
    """Delivery dates with something open, above what the terms allow; several invoices of one day are one delivery."""
    allowed = [item.batches_allowed for item in standing.items if item.batches_allowed]
    if not allowed:
        return None
    return Decimal(max(0, len(_batch_days(standing)) - min(allowed)))


def _batch_days(standing: Standing) -> list[dt.date]:
    return sorted({item.date for item in standing.items if item.batches_allowed})


def _open_batches_reason(standing: Standing, value: Decimal) -> Sentence:
    count = len(_batch_days(standing))
    return sentence("{count} deliveries are open; the terms allow {allowed}.", count=count, allowed=count - int(value))


def _open_batches_release(standing: Standing, threshold: Decimal) -> Sentence:
    """Enough of the oldest batches must be settled, and whatever receipts settle before them."""
    days = _batch_days(standing)
    excess = len(days) - (int(_open_batches(standing) or 0) - int(threshold) + 1)
    kept = set(days[len(days) - excess :])
    needed: dict[str, int] = {}
    passed: dict[str, int] = defaultdict(int)
    disputed = []
    for item in standing.items:
        closing = bool(item.batches_allowed) and item.date not in kept
        if item.disputed:
            disputed += [item.document] if closing else []
            continue
        passed[item.currency] += item.open_minor
        if closing:
            needed[item.currency] = passed[item.currency]
    return _receipts(needed, disputed)


# --- unsigned statements -------------------------------------------------------------------------------------------


def _unsigned_statements(standing: Standing) -> Decimal:
    return Decimal(len(standing.unsigned))


def _unsigned_reason(standing: Standing, value: Decimal) -> Sentence:
    return sentence(
        "Unsigned past the return date: {numbers}.",
        numbers=[statement.number for statement in standing.unsigned],
    )


def _unsigned_release(standing: Standing, threshold: Decimal) -> Sentence:
    needed = len(standing.unsigned) - int(threshold) + 1
    months = [statement.month for statement in standing.unsigned[: max(needed, 1)]]
    return sentence("Statement {months} signed.", months=months)


# --- release by receipts -------------------------------------------------------------------------------------------


def _by_receipts(measure: Callable[[Standing], Decimal | None]) -> Callable[[Standing, Decimal], Sentence]:
    """What receipts, settling the oldest first, bring a measure below a threshold."""

    def release(standing: Standing, threshold: Decimal) -> Sentence:
        payable = sum(item.open_minor for item in standing.items if not item.disputed)

        def falls_below(paid_minor: int) -> bool:
            value = measure(_paid(standing, paid_minor)[0])
            return value is None or value < threshold

        if not falls_below(payable):
            return sentence("Settlement of the disputed items, or fewer orders.")
        low, high = 0, payable
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if falls_below(middle) else (middle + 1, high)
        return _receipts(_paid(standing, low)[1], [])

    return release


def _paid(standing: Standing, minor: int) -> tuple[Standing, dict[str, int]]:
    """The standing after receipts of so many minor units, item by item in order, and the receipts by currency."""
    left, receipts, items = minor, defaultdict[str, int](int), []
    for item in standing.items:
        paid = 0 if item.disputed else min(left, item.open_minor)
        left -= paid
        receipts[item.currency] += paid
        if paid < item.open_minor:
            items.append(item._replace(open_minor=item.open_minor - paid))
    return replace(standing, items=tuple(items)), {currency: paid for currency, paid in receipts.items() if paid}


def _receipts(minor: Mapping[str, int], disputed: list[str]) -> Sentence:
    amounts = [_amount(value, currency) for currency, value in sorted(minor.items())]
    if amounts and disputed:
        return sentence(
            "Receipt of {amounts}, and the dispute of {documents} settled.", amounts=amounts, documents=disputed
        )
    if disputed:
        return sentence("The dispute of {documents} settled.", documents=disputed)
    return sentence("Receipt of {amounts}.", amounts=amounts)


def _amount(minor: int, currency: str) -> Amount:
    return Amount(decimal_of(minor, exponent_of(currency)), currency)


def _percent(share: Decimal) -> str:
    return str((share * 100).quantize(Decimal(1)))


METRICS: tuple[Metric, ...] = (
    Metric(
        label("oldest days past due"),
        _oldest_days,
        _oldest_reason,
        _oldest_release,
        (
            (1, (1, 1, 1, 1)),
            (2, (31, 15, 8, 4)),
            (3, (46, 31, 15, 8)),
            (4, (61, 46, 31, 15)),
            (5, (91, 61, 46, 31)),
            (6, (181, 181, 181, 181)),
        ),
    ),
    Metric(label("overdue amount"), _overdue_amount, _overdue_amount_reason, _by_receipts(_overdue_amount)),
    Metric(label("overdue share"), _overdue_share, _overdue_share_reason, _by_receipts(_overdue_share)),
    Metric(
        label("exposure/limit"),
        _exposure_to_limit,
        _exposure_reason,
        _by_receipts(_exposure_to_limit),
        ((1, (0.8, 0.8, 0.8, 0.8)), (2, (1.0, 1.0, 1.0, 1.0)), (4, (1.2, 1.2, 1.2, 1.2))),
    ),
    Metric(
        label("open batches"),
        _open_batches,
        _open_batches_reason,
        _open_batches_release,
        ((5, (1, 1, 1, 1)),),
    ),
    Metric(
        label("unsigned statements"),
        _unsigned_statements,
        _unsigned_reason,
        _unsigned_release,
        ((1, (1, 1, 1, 1)), (2, (3, 3, 3, 3))),
    ),
)


# --- standings -----------------------------------------------------------------------------------------------------


def standings_of(position: Position, book: Book, history: History, count_disputed: bool) -> tuple[Standing, ...]:
    """The standing of every customer that has an account, by customer id."""
    accounts = position.ledger.accounts
    exchange = Exchange(book.rates, book.company.currency)
    items = _items(position, count_disputed)
    unapplied = _unapplied(position)
    orders = _undelivered(position, book)
    unsigned = _unsigned(book, history, position.as_of)
    row_of = {customer: row for row, customer in enumerate(book.customers.customer.tolist())}
    customers = sorted({*accounts.customer.tolist(), *orders})
    return tuple(
        _standing(
            customer,
            book,
            row_of.get(customer),
            as_of=position.as_of,
            items=tuple(items.get(customer, ())),
            unapplied_minor=unapplied.get(customer, {}),
            orders_minor=orders.get(customer, {}),
            unsigned=tuple(unsigned.get(customer, ())),
            exchange=exchange,
            company_currency=book.company.currency,
        )
        for customer in customers
    )


def _standing(customer: str, book: Book, row: int | None, **known: object) -> Standing:
    customers = book.customers
    limit = NO_AMOUNT if row is None else int(customers.credit_limit_minor[row])
    currency = "" if row is None else str(customers.currency[row])
    return Standing(
        customer=customer,
        name="" if row is None else str(customers.name[row]),
        grade="" if row is None else str(customers.grade[row]),
        limit_minor=None if limit == NO_AMOUNT else limit,
        limit_currency=currency or book.company.currency,
        **known,  # type: ignore[arg-type]
    )


def _items(position: Position, count_disputed: bool) -> dict[str, list[Item]]:
    ledger, items = position.ledger, defaultdict[str, list[Item]](list)
    batches = [terms.batches if terms.kind is TermsKind.BATCH else 0 for terms in ledger.terms]
    for place in position.open_rows.tolist():
        row = int(position.debits[place])
        disputed = bool(position.disputed[place])
        if disputed and not count_disputed:
            continue
        account, code = int(ledger.debits.account[row]), int(ledger.debits.terms_code[row])
        items[ledger.accounts.customer[account]].append(
            Item(
                document=str(ledger.debits.number[row]),
                currency=str(ledger.accounts.currency[account]),
                date=ledger.debits.date[row].item(),
                days_past_due=int(position.days_past_due[place]),
                open_minor=int(position.open_minor[place]),
                disputed=disputed,
                batches_allowed=batches[code] if code >= 0 and ledger.debits.kind[row] == INVOICE else 0,
            )
        )
    return items


def _unapplied(position: Position) -> dict[str, dict[str, int]]:
    accounts, sums = position.ledger.accounts, defaultdict[str, dict[str, int]](lambda: defaultdict(int))
    for place in np.flatnonzero(position.unapplied_minor).tolist():
        account = int(position.credit_account[place])
        sums[accounts.customer[account]][accounts.currency[account]] += int(position.unapplied_minor[place])
    return sums


def _undelivered(position: Position, book: Book) -> dict[str, dict[str, int]]:
    """Customer -> currency -> orders confirmed on the day less what was delivered under their numbers."""
    ledger, orders, day = position.ledger, book.orders, np.datetime64(position.as_of, "D")
    delivered: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in position.debits[ledger.debits.order[position.debits] != ""].tolist():
        account = int(ledger.debits.account[row])
        key = (ledger.accounts.customer[account], ledger.accounts.currency[account], ledger.debits.order[row])
        delivered[key] += int(ledger.debits.amount_minor[row])
    confirmed: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in np.flatnonzero((orders.date <= day) & ~(orders.cancelled_on <= day)).tolist():
        confirmed[orders.customer[row], orders.currency[row], orders.order[row]] += int(orders.amount_minor[row])
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for key, minor in confirmed.items():
        customer, currency, _ = key
        if minor > delivered[key]:
            sums[customer][currency] += minor - delivered[key]
    return sums


def _unsigned(book: Book, history: History, as_of: dt.date) -> dict[str, list[IssuedStatement]]:
    """Customer -> statements past their return date, closing not 0, that no decision calls signed by the day."""
    signed = signed_numbers(book.decisions, history, as_of)
    unsigned: dict[str, list[IssuedStatement]] = defaultdict(list)
    for statement in history.statements:
        if statement.closing_minor and statement.return_by < as_of and statement.number not in signed:
            unsigned[statement.customer].append(statement)
    return unsigned
