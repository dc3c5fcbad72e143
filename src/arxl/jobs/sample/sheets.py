"""The sample company's papers as rows of the workbook's tables: numbered, sorted, amounts as decimals.

A row is attribute of `arxl.tables.schema` -> Python value; a blank cell has no attribute. Papers take their numbers in
the order in which they were entered, so a receipt that was keyed in late has a high number and an early date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from arxl.jobs.sample.account import DECIMALS, PER_EURO, Account, CreditNote, Delivery, Named, Order, Receipt
from arxl.jobs.sample.cast import Trader
from arxl.jobs.sample.desk import MEASURES, SIGNALS, diary_rows, profile_of, salespeople_rows, target_rows
from arxl.jobs.sample.dice import Dice
from arxl.jobs.sample.files import CONTACTS, file_of, goods_of, signatory_of, signatory_rows
from arxl.jobs.sample.workdays import AS_OF, day_of_month, months_between

Row = dict[str, object]
Paper = Order | Delivery | Receipt | CreditNote
Numbers = Mapping[Paper, str]
_FIRST_NUMBER = 10001
_RATES_FROM = date(2025, 4, 1)  # the openings are older than the first day of trade


def rows_of(accounts: Sequence[Account], seed: int) -> dict[str, list[Row]]:
    """Table name -> rows; the Decisions are not among them."""
    papers = list(_as_entered(accounts))
    numbers = _numbers([paper for _, paper in papers])
    return {
        "Customers": [_customer_row(position, account.trader) for position, account in enumerate(accounts, 1)],
        "Deliveries": [_delivery_row(trader, p, numbers) for trader, p in papers if isinstance(p, Delivery)],
        "Receipts": [_receipt_row(trader, p, numbers) for trader, p in papers if isinstance(p, Receipt)],
        "Credits": [_credit_row(trader, p, numbers) for trader, p in papers if isinstance(p, CreditNote)],
        "Orders": [_order_row(trader, p, numbers) for trader, p in papers if isinstance(p, Order)],
        "Stock": _stock_rows(accounts, numbers),
        "Rates": list(_rate_rows(seed)),
        "Interest Rates": [{"date": _RATES_FROM, "rate": 0.1}],
        "Signatories": list(signatory_rows(account.trader for account in accounts)),
        "Contacts": list(CONTACTS),
        "Signals": list(SIGNALS),
        "Measures": list(MEASURES),
        "Salespeople": list(salespeople_rows()),
        "Targets": list(target_rows(accounts, seed)),
        "Diary": list(diary_rows(seed)),
    }


def _as_entered(accounts: Sequence[Account]) -> Iterator[tuple[Trader, Paper]]:
    entered = [
        (_entered_on(paper), at, position, paper)
        for at, account in enumerate(accounts)
        for position, paper in enumerate(_papers(account))
    ]
    for _, at, _, paper in sorted(entered, key=lambda entry: entry[:3]):
        yield accounts[at].trader, paper


def _papers(account: Account) -> tuple[Paper, ...]:
    return (*account.orders, *account.deliveries, *account.credits, *account.receipts)


def _entered_on(paper: Paper) -> date:
    return (paper.entered_on if isinstance(paper, Receipt) else None) or paper.date


def _numbers(papers: Sequence[Paper]) -> Numbers:
    used: Counter[str] = Counter()
    numbers: dict[Paper, str] = {}
    for paper in papers:
        series = _series(paper)
        numbers[paper] = f"{series}-{_FIRST_NUMBER + used[series]}"
        used[series] += 1
    return numbers


def _series(paper: Paper) -> str:
    match paper:
        case Order():
            return "SO"
        case Receipt():
            return "R"
        case CreditNote():
            return "CR"
        case Delivery(kind="opening"):
            return "OP"
        case Delivery(kind="debit note"):
            return "DN"
        case _:
            return "INV" if paper.minor > 0 else "RET"


def _money(minor: int, currency: str) -> Decimal:
    return Decimal(minor).scaleb(-DECIMALS[currency])


def _names(names: Sequence[Named], currency: str, numbers: Numbers) -> str:
    """`INV-10007; INV-10009:120.00`."""
    return "; ".join(
        numbers[named.paper] + ("" if named.minor is None else f":{_money(named.minor, currency)}") for named in names
    )


def _filled(**cells: object) -> Row:
    return {attribute: value for attribute, value in cells.items() if value not in (None, "")}


def _customer_row(position: int, trader: Trader) -> Row:
    country = trader.country
    return _filled(
        customer=trader.id,
        name=trader.name,
        terms=trader.terms,
        credit_limit_minor=_limit(trader),
        currency=trader.buys_in,
        language=trader.language or country.language,
        salesperson=country.salesperson,
        region=trader.town,
        group=trader.group,
        type=trader.type,
        grade=trader.grade,
        legal_name=trader.name,
        tax_id=f"SAMPLE-{trader.id}",
        address=country.street.format(house=position, town=trader.town),
        email=f"accounts@{trader.id.lower()}.example",
        phone=f"{country.calling_code} 000 000 {position:03}",
        **file_of(trader),
        **profile_of(trader),
    )


def _limit(trader: Trader) -> Decimal | None:
    """Months of purchases, in two digits and zeros as people set a limit."""
    if not trader.limit_months:
        return None
    units = int(trader.eur * trader.a_month * PER_EURO[trader.buys_in] * trader.limit_months)
    step = 10 ** (len(str(units)) - 2)
    return _money(-(-units // step) * step * 10 ** DECIMALS[trader.buys_in], trader.buys_in)


def _delivery_row(trader: Trader, delivery: Delivery, numbers: Numbers) -> Row:
    return _filled(
        document=numbers[delivery],
        customer=trader.id,
        date=delivery.date,
        due_date=delivery.due if delivery.due_on_paper else None,
        amount_minor=_money(delivery.minor, delivery.currency),
        currency=delivery.currency,
        kind=delivery.kind if delivery.minor > 0 else "",
        terms=delivery.terms,
        salesperson=delivery.salesperson,
        order=numbers[delivery.order] if delivery.order else "",
        note_signed_on=delivery.signed_on,
        note_signed_by=signatory_of(trader) if delivery.signed_on else "",
        goods=goods_of(trader) if delivery.kind == "invoice" else "",
        disputed_on=delivery.disputed_on,
        dispute_settled_on=delivery.dispute_settled_on,
    )


def _receipt_row(trader: Trader, receipt: Receipt, numbers: Numbers) -> Row:
    return _filled(
        receipt=numbers[receipt],
        customer=trader.id,
        date=receipt.date,
        amount_minor=_money(receipt.minor, receipt.currency),
        currency=receipt.currency,
        method=receipt.method,
        applies_to=_names(receipt.names, receipt.currency, numbers),
        clears_on=receipt.clears_on,
        bounced_on=receipt.bounced_on,
    )


def _credit_row(trader: Trader, credit: CreditNote, numbers: Numbers) -> Row:
    return _filled(
        credit=numbers[credit],
        customer=trader.id,
        date=credit.date,
        amount_minor=_money(credit.minor, credit.currency),
        currency=credit.currency,
        applies_to="; ".join(numbers[delivery] for delivery in credit.names),
        reason=credit.reason,
    )


def _order_row(trader: Trader, order: Order, numbers: Numbers) -> Row:
    return _filled(
        order=numbers[order],
        customer=trader.id,
        date=order.date,
        amount_minor=_money(order.minor, order.currency),
        currency=order.currency,
        cancelled_on=order.cancelled_on,
    )


def _stock_rows(accounts: Sequence[Account], numbers: Numbers) -> list[Row]:
    reports = sorted(
        ((report, account.trader) for account in accounts for report in account.stock),
        key=lambda pair: (pair[0].date, pair[1].id),
    )
    return [
        _filled(
            customer=trader.id,
            date=report.date,
            document=numbers[report.delivery],
            sold_percent=float(report.sold_percent),
        )
        for report, trader in reports
    ]


def _rate_rows(seed: int) -> Iterator[Row]:
    """A rate for each foreign currency and month, wandering a few thousandths from month to month."""
    for currency in sorted(set(PER_EURO) - {"EUR"}):
        dice, thousandths = Dice(seed, "rates", currency), 1000
        for month in range(months_between(_RATES_FROM, AS_OF) + 1):
            thousandths += dice.whole(-8, 8)
            rate = Decimal(thousandths) / (1000 * PER_EURO[currency])
            yield {
                "currency": currency,
                "date": day_of_month(_RATES_FROM.year, _RATES_FROM.month + month, 1),
                "rate": float(round(rate, 8)),
            }
