"""Whose figure an amount belongs to: a customer, a salesperson, a region, a group, or a currency as a whole.

Each currency stands alone, so a holder is numbered once a currency. The salesperson of a document is its own, else the
customer's; a customer without a group is a group by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from arxl.kernels.arrays import Int64s, Texts
from arxl.kernels.money import exponent_of
from arxl.practices.aging import Per
from arxl.tables.ledger import Ledger
from arxl.tables.schema import Customers


@dataclass(frozen=True)
class Holders:
    """Holder and currency, in alphabetical order; the position is the code.

    Attributes:
        per: what they are.
        name: (H,) of customers; else "".
        debit: (D,) code of each debit of the ledger.
        credit: (C,) code of each credit.
    """

    per: Per
    holder: Texts
    name: Texts
    currency: Texts
    exponent: Int64s
    debit: Int64s
    credit: Int64s

    def __len__(self) -> int:
        return len(self.holder)


def holders_of(ledger: Ledger, customers: Customers, per: Per) -> Holders:
    """The holders of everything in a ledger."""
    of_account = _of_accounts(ledger, customers, per)
    debits, credits = ledger.debits, ledger.credits
    debit_pairs = [of_account[account] for account in debits.account.tolist()]
    if per is Per.SALESPERSON:
        own = debits.salesperson.tolist()
        debit_pairs = [(seller or pair[0], pair[1]) for seller, pair in zip(own, debit_pairs, strict=True)]
    credit_pairs = [of_account[account] for account in credits.account.tolist()]
    ordered = sorted({*debit_pairs, *credit_pairs})
    codes = {pair: code for code, pair in enumerate(ordered)}
    return Holders(
        per=per,
        holder=_texts([holder for holder, _ in ordered]),
        name=_texts([customers.name_of(holder) if per is Per.CUSTOMER else "" for holder, _ in ordered]),
        currency=_texts([currency for _, currency in ordered]),
        exponent=np.array([exponent_of(currency) for _, currency in ordered], np.int64),
        debit=np.array([codes[pair] for pair in debit_pairs], np.int64),
        credit=np.array([codes[pair] for pair in credit_pairs], np.int64),
    )


def _of_accounts(ledger: Ledger, customers: Customers, per: Per) -> list[tuple[str, str]]:
    """(holder, currency) of each account."""
    accounts = list(zip(ledger.accounts.customer.tolist(), ledger.accounts.currency.tolist(), strict=True))
    if per is Per.CURRENCY:
        return [(currency, currency) for _, currency in accounts]
    if per is Per.CUSTOMER:
        return accounts
    held = customers.by_id(per.value)
    blank = {customer: customer if per is Per.GROUP else "" for customer, _ in accounts}
    return [(held.get(customer) or blank[customer], currency) for customer, currency in accounts]


def _texts(values: Sequence[str]) -> Texts:
    array = np.empty(len(values), object)
    array[:] = values
    return array
