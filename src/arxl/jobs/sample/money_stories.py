"""What happens to the money of some sample customers: a cheque bounces, a sum comes twice, a deposit waits.

docs/guide/sample.md tells the same stories to the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from arxl.jobs.sample.account import Account, Named, Receipt
from arxl.jobs.sample.workdays import AS_OF, working_day_from

Story = Callable[[Account], None]


def _receipt_from(account: Account, day: date) -> Receipt:
    """The first receipt that is the seller's money on or after that day."""
    return min((r for r in account.receipts if (r.clears_on or r.date) >= day), key=lambda r: r.clears_on or r.date)


def _cheque_bounces(day: date, *, made_good: bool) -> Story:
    """The bank returns a cheque two days after it should have cleared."""

    def befall(account: Account) -> None:
        cheque = _receipt_from(account, day)
        assert cheque.clears_on
        cheque.bounced_on = working_day_from(cheque.clears_on + timedelta(days=2))
        if made_good:
            later = working_day_from(cheque.bounced_on + timedelta(days=16))
            account.receipts.append(Receipt(later, cheque.minor, cheque.currency, "transfer"))

    return befall


def _comes_twice_and_goes_back(day: date) -> Story:
    """The customer pays a sum twice; three weeks later the second one is paid back."""

    def befall(account: Account) -> None:
        first = _receipt_from(account, day)
        second = Receipt(working_day_from(first.date + timedelta(days=3)), first.minor, first.currency, first.method)
        back = working_day_from(second.date + timedelta(days=21))
        refund = Receipt(back, -first.minor, first.currency, "transfer", (Named(second),))
        account.receipts += [second, refund]

    return befall


def _deposit_for(position: int, day: date, percent: int) -> Story:
    """A deposit for one of the customer's orders, counted from the last (-1)."""

    def befall(account: Account) -> None:
        order = account.orders[position]
        minor = order.minor * percent // 100
        account.receipts.append(Receipt(day, minor, order.currency, "transfer", (Named(order),)))

    return befall


def _deposit_before(day: date) -> Story:
    """Three tenths of one delivery were paid with its order."""

    def befall(account: Account) -> None:
        sent = account.delivery_from(day)
        assert sent.order
        paid = working_day_from(sent.order.date + timedelta(days=2))
        account.receipts.append(Receipt(paid, sent.minor * 3 // 10, sent.currency, "transfer", (Named(sent.order),)))

    return befall


def _names_its_documents(day: date) -> Story:
    """A receipt names a delivery and, where it is larger, a part of the next one in round hundreds."""

    def befall(account: Account) -> None:
        receipt = _receipt_from(account, day)
        whole = next(d for d in account.deliveries if d.due >= receipt.date and d.minor > 0)
        part = next(d for d in account.deliveries if d.date > whole.date and d.minor > 0)
        whole_minor = min(whole.minor - whole.credited_minor, receipt.minor)
        part_minor = min(receipt.minor - whole_minor, part.minor) // 2 // 10_000 * 10_000
        names = (Named(whole), Named(part, part_minor)) if part_minor else (Named(whole),)
        named_minor = whole_minor + part_minor
        account.receipts.append(Receipt(receipt.date, named_minor, receipt.currency, receipt.method, names))
        receipt.minor -= named_minor
        if not receipt.minor:
            account.receipts.remove(receipt)

    return befall


def _keyed_in_late(day: date, entered_on: date) -> Story:
    """A receipt of last month turns up on a bank statement and is entered with its own date."""

    def befall(account: Account) -> None:
        _receipt_from(account, day).entered_on = entered_on

    return befall


def _pays_too_much(day: date, percent: int) -> Story:
    def befall(account: Account) -> None:
        receipt = _receipt_from(account, day)
        receipt.minor += receipt.minor * percent // 100

    return befall


_STORIES: Mapping[str, tuple[Story, ...]] = MappingProxyType(
    {
        "RO-03": (_deposit_before(date(2026, 7, 6)),),
        "RO-05": (
            _cheque_bounces(date(2026, 8, 10), made_good=True),
            _cheque_bounces(date(2026, 10, 12), made_good=False),
        ),
        "RO-09": (_keyed_in_late(date(2026, 9, 14), date(2026, 10, 9)),),
        "ES-03": (_names_its_documents(date(2026, 8, 7)),),
        "ES-05": (_keyed_in_late(date(2026, 9, 21), date(2026, 10, 14)),),
        "ES-09": (_comes_twice_and_goes_back(date(2026, 2, 9)),),
        "CN-01": (_names_its_documents(date(2026, 9, 8)),),
        "CN-06": (_pays_too_much(date(2026, 10, 26), 60),),
        "TW-05": (_deposit_for(-1, date(2026, 10, 22), 40),),
    }
)


def tell_of_money(account: Account) -> None:
    """Change the receipts of a customer by the stories told of it."""
    for story in _STORIES.get(account.trader.id, ()):
        story(account)
    account.receipts = [receipt for receipt in account.receipts if receipt.date <= AS_OF]
