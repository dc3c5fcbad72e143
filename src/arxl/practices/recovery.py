"""The recovery curve: of the money that came to be so late, how much was still recovered, and how fast (practice C3).

cohort(N) is the money that was open at the close of due + N, N being the first days of the buckets; recovered is what
receipts that did not bounce brought by due + N + 30, 90 and 180. Only documents with due + N + h ≤ as-of count, and
only those that the book knew by due + N: of an opening that was late already, nobody knows what had been recovered.
Everything comes from the one matching at the as-of date. What is written off stays open until it is paid.

Each currency stands alone; the chances that the work list takes are over all of them, in the company's currency.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import NamedTuple

import numpy as np

from arxl.errors import Amount, Fault, Faulty
from arxl.kernels.arrays import Float64s, Int64s, Texts
from arxl.kernels.money import decimal_of, exponent_of, sums_by_code
from arxl.kernels.recovery import Settlements, bands, recovered, still_open
from arxl.kernels.settlement import Rule
from arxl.practices.cash_application import Position
from arxl.practices.company_currency import company_currency
from arxl.tables.desk_policy import RecoveryPolicy
from arxl.tables.policy import AgingPolicy
from arxl.tables.rates import Exchange
from arxl.tables.schema import Book

HORIZONS = (30, 90, 180)
CHANCE_WITHIN = HORIZONS[-1]
_SHARE = Decimal("0.0001")


class Cohort(NamedTuple):
    """Money that was open so many days past due, and what came of it within a time.

    Attributes:
        currency: in which it is counted.
        first_day: N, the days past due.
        within: h, the days in which it could be recovered.
        documents: how many had something open then.
        customers: how many had.
        open, recovered: sums of money.
        share: recovered ÷ open; None where nothing was open.
        low, high: the 95 % band of the share; None where there is none.
    """

    currency: str
    first_day: int
    within: int
    documents: int
    customers: int
    open: Amount
    recovered: Amount
    share: Decimal | None
    low: Decimal | None
    high: Decimal | None


class LateMoney(NamedTuple):
    """The money of each account by cohort: K = first days × horizons, horizons fastest.

    Attributes:
        documents: (A, K) how many had something open.
        open_minor, recovered_minor: (A, K).
    """

    documents: Int64s
    open_minor: Int64s
    recovered_minor: Int64s


class CompanyRates(NamedTuple):
    """Units of the company's currency for one of each currency, as far as known; and a fault a missing one."""

    rate: Mapping[str, Decimal]
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Recovery:
    """The curve of a position.

    Attributes:
        first_days: of the buckets, from the first that is late.
    """

    position: Position
    book: Book
    first_days: tuple[int, ...]

    @cached_property
    def currencies(self) -> tuple[str, ...]:
        """Those of the accounts, in order."""
        return currencies_of(self.position)

    @property
    def company_currency(self) -> str:
        """In which the currencies are added up."""
        return company_currency_of(self.position, self.book)

    @cached_property
    def curve(self) -> tuple[Cohort, ...]:
        """The cohorts of each currency, by first day and time."""
        return tuple(cohort for currency in self.currencies for cohort in self._cohorts(currency, {currency: _ONE}))

    @cached_property
    def overall(self) -> tuple[Cohort, ...]:
        """The cohorts of all currencies, in the company's; what has no rate is not in them."""
        if len(self.currencies) == 1:
            return self.curve
        if not self.company_currency:
            return ()
        return self._cohorts(self.company_currency, self._rates.rate)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Rates that are missing for the sum over all currencies."""
        return self._rates.faults

    def chances(self, policy: RecoveryPolicy) -> tuple[Decimal, ...]:
        """The chance to recover what is not due, and what is in each bucket: within 180 days, over all currencies.

        What is not due has no cohort: its chance is Policy's. So is that of a bucket whose cohort has fewer documents
        than Policy asks for.
        """
        table = policy.recovery_chances
        chances = [table[0]]
        for bucket, first_day in enumerate(self.first_days, 1):
            cohort = self._chance_cohorts.get(first_day)
            suffices = cohort is not None and cohort.documents >= policy.loss_least_documents
            own = cohort.share if cohort is not None and suffices else None
            chances.append(table[min(bucket, len(table) - 1)] if own is None else own)
        return tuple(chances)

    @cached_property
    def _chance_cohorts(self) -> dict[int, Cohort]:
        cohorts = self._cohorts(self.company_currency, self._rates.rate, banded=False)
        return {cohort.first_day: cohort for cohort in cohorts if cohort.within == CHANCE_WITHIN}

    @cached_property
    def _rates(self) -> CompanyRates:
        return rates_into_company(self.position, self.book)

    @cached_property
    def _money(self) -> LateMoney:
        return late_money(self.position, self.first_days)

    def _cohorts(self, currency: str, rates: Mapping[str, Decimal], *, banded: bool = True) -> tuple[Cohort, ...]:
        """The cohorts of the accounts whose currency has a rate, in the one currency."""
        accounts, late_minor = self.position.ledger.accounts, self._money
        rows = np.flatnonzero([code in rates for code in accounts.currency])
        customers, customer = np.unique(accounts.customer[rows].astype(str), return_inverse=True)
        decimals = exponent_of(currency) if currency else 0
        units = {code: float(rate.scaleb(decimals - exponent_of(code))) for code, rate in rates.items()}
        unit = np.array([units[code] for code in accounts.currency[rows]])
        whole = _by_customer(customer, late_minor.open_minor[rows] * unit[:, None], len(customers))
        back = _by_customer(customer, late_minor.recovered_minor[rows] * unit[:, None], len(customers))
        late = np.flatnonzero(whole.any(axis=1))
        edges = bands(whole[late], back[late]) if banded else np.full((whole.shape[1], 2), np.nan)
        cohorts = []
        for place, (first_day, within) in enumerate(_places(self.first_days)):
            reached, back_minor = (
                in_company(minor[rows, place], accounts.currency[rows], rates, decimals)
                for minor in (late_minor.open_minor, late_minor.recovered_minor)
            )
            low, high = (None if np.isnan(edge) else _share(Decimal(float(edge))) for edge in edges[place])
            share = _share(back_minor / reached) if reached else None
            documents = int(late_minor.documents[rows, place].sum())
            count = int(np.count_nonzero(whole[:, place]))
            cohorts.append(
                Cohort(
                    currency,
                    first_day,
                    within,
                    documents,
                    count,
                    money(reached, currency, decimals),
                    money(back_minor, currency, decimals),
                    share,
                    low,
                    high,
                )
            )
        return tuple(cohorts)


_ONE = Decimal(1)


def recovery_of(position: Position, book: Book, policy: AgingPolicy) -> Recovery:
    """The curve on the position's day; nothing is counted before it is asked for."""
    return Recovery(position, book, (1, *(edge + 1 for edge in policy.buckets)))


def settlements_of(position: Position) -> Settlements:
    """What lowered each document of a position, and how many days after its due date; a write-off does not."""
    settled = position.settled
    lag = (position.allocation_date - position.due_date[settled.debit]).astype(np.int64)
    paid = np.flatnonzero(settled.rule != Rule.WRITE_OFF)
    return Settlements(settled.debit[paid], lag[paid], settled.amount_minor[paid], position.is_money[paid])


def late_money(position: Position, first_days: Sequence[int]) -> LateMoney:
    """The money of each account that was open on each first day past due, and what came of it within each horizon."""
    debits, accounts = position.ledger.debits, len(position.ledger.accounts)
    settlements, amount_minor = settlements_of(position), debits.amount_minor[position.debits]
    owed = ~debits.is_refund[position.debits]
    known_by = (debits.date[position.debits] - position.due_date).astype(np.int64)
    columns: list[tuple[Int64s, Int64s, Int64s]] = []
    for first_day in first_days:
        open_minor = still_open(amount_minor, settlements, first_day)
        there = owed & (open_minor > 0) & (known_by <= first_day)
        for within in HORIZONS:
            rows = np.flatnonzero(there & (position.days_past_due >= first_day + within))
            account = position.debit_account[rows]
            back = recovered(settlements, len(amount_minor), first_day, within)
            columns.append(
                (
                    np.bincount(account, minlength=accounts),
                    sums_by_code(account, open_minor[rows], accounts),
                    sums_by_code(account, back[rows], accounts),
                )
            )
    return LateMoney(*(np.stack(column, axis=1) for column in zip(*columns, strict=True)))


def currencies_of(position: Position) -> tuple[str, ...]:
    """Those of the accounts, in order."""
    return tuple(sorted(set(position.ledger.accounts.currency.tolist())))


def company_currency_of(position: Position, book: Book) -> str:
    """In which sums over all accounts stand: theirs where they have one alone, else the company's."""
    currencies = currencies_of(position)
    return currencies[0] if len(currencies) == 1 else company_currency(book)


def rates_into_company(position: Position, book: Book) -> CompanyRates:
    """The rate of each currency on the position's day, where there is one."""
    company = company_currency_of(position, book)
    exchange = Exchange(book.rates, company)
    rate: dict[str, Decimal] = {}
    faults: list[Fault] = []
    for currency in currencies_of(position):
        try:
            rate[currency] = _ONE if currency == company else exchange.rate(currency, position.as_of)
        except Faulty as error:
            faults += error.faults
    return CompanyRates(rate, tuple(faults))


def in_company(minor: Int64s, currency: Texts, rates: Mapping[str, Decimal], decimals: int) -> Decimal:
    """The sum of amounts in several currencies, in minor units of the company's and parts of them.

    Args:
        minor: (N,) amounts.
        currency: (N,) theirs; each has a rate.
        decimals: of the company's currency.
    """
    total = Decimal(0)
    for code, rate in rates.items():
        whole = Decimal(int(minor[currency == code].sum())) * rate
        total += whole.scaleb(decimals - exponent_of(code))
    return total


def money(minor: Decimal, currency: str, decimals: int) -> Amount:
    """Such a sum as it is shown: half-up."""
    return Amount(decimal_of(int(minor.to_integral_value(ROUND_HALF_UP)), decimals), currency)


def _places(first_days: Sequence[int]) -> list[tuple[int, int]]:
    return [(first_day, within) for first_day in first_days for within in HORIZONS]


def _by_customer(customer: Int64s, minor: Float64s, customers: int) -> Float64s:
    sums = np.zeros((customers, minor.shape[1]))
    np.add.at(sums, customer, minor)
    return sums


def _share(share: Decimal) -> Decimal:
    return share.quantize(_SHARE, ROUND_HALF_UP)
