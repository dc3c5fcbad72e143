"""What happens to the goods of some sample customers before they pay: returns, disputes, terms agreed for one delivery.

The customer knows of all this when it pays. docs/guide/sample.md tells the same stories to the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from arxl.jobs.sample.account import Account, CreditNote, Delivery, Order
from arxl.jobs.sample.cast import SALESPEOPLE
from arxl.jobs.sample.workdays import AS_OF, day_of_month, working_day_from, working_day_until

Story = Callable[[Account], None]


def _goods_back(day: date, percent: int) -> Story:
    """Goods of one delivery come back within the week: a delivery with a negative amount."""

    def befall(account: Account) -> None:
        sent = account.delivery_from(day)
        back = working_day_from(sent.date + timedelta(days=3))
        minor = sent.minor * percent // 100
        sent.credited_minor += minor
        account.deliveries.append(Delivery(back, -minor, sent.currency, back, signed_on=back))

    return befall


def _credit(day: date, percent: int, reason: str, *, named: bool = True) -> Story:
    """A credit note takes something off one delivery before it is paid."""

    def befall(account: Account) -> None:
        sent = account.delivery_from(day)
        minor = sent.minor * percent // 100
        sent.credited_minor += minor
        agreed = working_day_from(sent.date + timedelta(days=5))
        account.credits.append(CreditNote(agreed, minor, sent.currency, reason, (sent,) if named else ()))

    return befall


def _dispute(day: date, *, settled_after: int = 0, credit_percent: int = 0) -> Story:
    """The customer disputes a delivery four days later; it pays nothing on it until the dispute is settled."""

    def befall(account: Account) -> None:
        sent = account.delivery_from(day)
        sent.disputed_on = working_day_from(sent.date + timedelta(days=4))
        if not settled_after:
            sent.withheld = True
            return
        settled_on = working_day_from(sent.disputed_on + timedelta(days=settled_after))
        sent.dispute_settled_on = settled_on
        if credit_percent:
            minor = sent.minor * credit_percent // 100
            sent.credited_minor += minor
            account.credits.append(CreditNote(settled_on, minor, sent.currency, "dispute settled", (sent,)))

    return befall


def _debit_note(day: date, minor: int) -> Story:
    """Costs charged on: freight, the bank's fee for a cheque that bounced."""

    def befall(account: Account) -> None:
        due = day + timedelta(days=30)
        account.deliveries.append(
            Delivery(day, minor, account.trader.buys_in, due, kind="debit note", due_on_paper=True)
        )

    return befall


def _own_terms(day: date, terms: str, due_after: Callable[[date], date]) -> Story:
    """Terms agreed for one delivery."""

    def befall(account: Account) -> None:
        sent = account.delivery_from(day)
        sent.terms, sent.due = terms, due_after(sent.date)

    return befall


def _own_due_date(day: date, days: int) -> Story:
    """A due date agreed for one delivery and written on it."""

    def befall(account: Account) -> None:
        sent = account.delivery_from(day)
        sent.due, sent.due_on_paper = sent.date + timedelta(days=days), True

    return befall


def _in_euros(*days: date) -> Story:
    """A delivery invoiced in euros, to a customer that otherwise buys in its own currency."""

    def befall(account: Account) -> None:
        for day in days:
            sent = account.delivery_from(day)
            sent.currency, sent.minor, sent.order = "EUR", sent.minor // 5, None

    return befall


def _sold_by_another(salesperson: str, first: date, last: date) -> Story:
    """A colleague stands in for the customer's salesperson."""

    def befall(account: Account) -> None:
        for sent in account.deliveries:
            if first <= sent.date <= last:
                sent.salesperson = salesperson

    return befall


def _unpaid(first_due: date, last_due: date = AS_OF) -> Story:
    """The customer leaves what is due in between unpaid."""

    def befall(account: Account) -> None:
        for sent in account.deliveries:
            sent.withheld |= first_due <= sent.due <= last_due

    return befall


def _open_order(day: date, share_of_last: int) -> Story:
    """An order confirmed and not delivered; its amount in percent of the last delivery."""

    def befall(account: Account) -> None:
        last = max((d for d in account.deliveries if d.minor > 0), key=lambda d: d.date)
        account.orders.append(Order(day, last.minor * share_of_last // 1000 * 10, account.trader.buys_in))

    return befall


def _order_cancelled(day: date, cancelled_on: date) -> Story:
    def befall(account: Account) -> None:
        _open_order(day, 150)(account)
        account.orders[-1].cancelled_on = cancelled_on

    return befall


def _half_delivered(account: Account) -> None:
    """The last delivery brought half of what was ordered."""
    sent = max((d for d in account.deliveries if d.minor > 0), key=lambda d: d.date)
    if sent.order is None:
        sent.order = Order(working_day_until(sent.date - timedelta(days=7)), 0, sent.currency)
        account.orders.append(sent.order)
    sent.order.minor = sent.minor * 2


def _deposit_order(day: date) -> Story:
    """A large order ahead of one delivery; its deposit is in money_stories."""

    def befall(account: Account) -> None:
        sent = account.delivery_from(day)
        if sent.order is None:
            sent.order = Order(working_day_until(sent.date - timedelta(days=14)), sent.minor, sent.currency)
            account.orders.append(sent.order)
        sent.credited_minor += sent.minor * 3 // 10

    return befall


def _end_of_next_month(day: date) -> date:
    return day_of_month(day.year, day.month, 31) + timedelta(days=30)


_STORIES: Mapping[str, tuple[Story, ...]] = MappingProxyType(
    {
        "RO-03": (_deposit_order(date(2026, 7, 6)),),
        "RO-04": (_goods_back(date(2025, 11, 3), 15), _goods_back(date(2026, 6, 8), 10), _half_delivered),
        "RO-05": (_debit_note(date(2026, 8, 21), 8500), _debit_note(date(2026, 10, 23), 8500)),
        "RO-12": (_in_euros(date(2026, 5, 4), date(2026, 10, 5)), _credit(date(2026, 2, 2), 8, "price correction")),
        "RO-14": (_own_terms(date(2025, 12, 1), "NET 60", lambda day: day + timedelta(days=60)),),
        "ES-02": (_open_order(date(2026, 10, 27), 110),),
        "ES-03": (
            _goods_back(date(2026, 1, 12), 12),
            _debit_note(date(2026, 3, 16), 18500),
            _credit(date(2026, 6, 15), 14, "rebate 2026-Q1", named=False),
            _open_order(date(2026, 10, 21), 120),
        ),
        "ES-04": (_dispute(date(2026, 3, 2), settled_after=32, credit_percent=20), _dispute(date(2026, 8, 17))),
        "ES-06": (_credit(date(2026, 4, 6), 6, "price correction"), _credit(date(2026, 9, 7), 5, "broken in transit")),
        "ES-09": (_own_terms(date(2026, 7, 1), "EOM 30", _end_of_next_month), _goods_back(date(2025, 9, 8), 20)),
        "ES-12": (_unpaid(date(2026, 9, 18), date.max),),
        "ES-14": (_unpaid(date(2026, 10, 12)),),
        "KR-02": (_goods_back(date(2026, 5, 11), 8), _open_order(date(2026, 10, 26), 80)),
        "KR-05": (_debit_note(date(2026, 2, 9), 240_000), _open_order(date(2026, 10, 19), 100)),
        "KR-07": (_own_due_date(date(2026, 3, 9), 45), _goods_back(date(2025, 10, 13), 25)),
        "KR-10": (_credit(date(2026, 1, 12), 10, "price correction"),),
        "CN-01": (_goods_back(date(2026, 4, 13), 5), _open_order(date(2026, 10, 22), 130)),
        "CN-02": (_open_order(date(2026, 10, 28), 90),),
        "CN-04": (_dispute(date(2026, 4, 20), settled_after=24, credit_percent=30),),
        "CN-07": (_debit_note(date(2026, 3, 30), 96_000),),
        "CN-09": (_order_cancelled(date(2026, 9, 14), date(2026, 9, 28)),),
        "TW-02": (_dispute(date(2026, 8, 10)),),
        "TW-04": (_goods_back(date(2026, 2, 23), 18), _own_terms(date(2026, 6, 1), "COD", lambda day: day)),
        "TW-05": (
            _sold_by_another(SALESPEOPLE[2], date(2026, 8, 1), date(2026, 8, 31)),
            _open_order(date(2026, 10, 20), 300),
        ),
        "TW-06": (_credit(date(2026, 5, 18), 7, "broken in transit"), _open_order(date(2026, 10, 23), 140)),
    }
)


def tell_of_goods(account: Account) -> None:
    """Change the deliveries, orders and credits of a customer by the stories told of it."""
    for story in _STORIES.get(account.trader.id, ()):
        story(account)
