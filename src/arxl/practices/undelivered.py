"""Orders that are confirmed and not yet delivered: they count in what a customer may come to owe (practice C1)."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from arxl.practices.cash_application import Position
from arxl.tables.schema import Orders


def undelivered_orders(position: Position, orders: Orders) -> dict[tuple[str, str, str], int]:
    """(customer, currency, order) -> what is confirmed on the day less what was delivered under its number."""
    ledger, day = position.ledger, np.datetime64(position.as_of, "D")
    delivered: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in position.debits[ledger.debits.order[position.debits] != ""].tolist():
        account = int(ledger.debits.account[row])
        key = (ledger.accounts.customer[account], ledger.accounts.currency[account], ledger.debits.order[row])
        delivered[key] += int(ledger.debits.amount_minor[row])
    confirmed: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in np.flatnonzero((orders.date <= day) & ~(orders.cancelled_on <= day)).tolist():
        confirmed[orders.customer[row], orders.currency[row], orders.order[row]] += int(orders.amount_minor[row])
    return {key: minor - delivered[key] for key, minor in confirmed.items() if minor > delivered[key]}


def undelivered_by_customer(position: Position, orders: Orders) -> dict[str, dict[str, int]]:
    """Customer -> currency -> orders confirmed on the day less what was delivered under their numbers."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (customer, currency, _), minor in undelivered_orders(position, orders).items():
        sums[customer][currency] += minor
    return sums
