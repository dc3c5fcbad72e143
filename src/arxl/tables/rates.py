"""Rates of exchange and of interest: latest on or before the date, and only where one is needed (practices B2, C5)."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from decimal import Decimal

import numpy as np

from arxl.errors import Fault, Faulty, sentence
from arxl.kernels import interest
from arxl.kernels.money import WHOLE_PPM, convert, exponent_of
from arxl.tables.schema import InterestRates, Rates


class Exchange:
    """The Rates sheet, as a way from one currency to another.

    A rate says how many units of the company's currency one unit of a currency is.
    """

    def __init__(self, rates: Rates, company_currency: str) -> None:
        self._company_currency = company_currency
        self._series: dict[str, list[tuple[dt.date, Decimal]]] = defaultdict(list)
        for currency, day, rate in zip(rates.currency, rates.date.tolist(), rates.rate.tolist(), strict=True):
            self._series[currency].append((day, Decimal(repr(rate))))
        for series in self._series.values():
            series.sort()

    def rate(self, currency: str, on: dt.date) -> Decimal:
        """Units of the company's currency for one unit of `currency`.

        Raises:
            Faulty: the Rates sheet has none on or before the day.
        """
        if currency == self._company_currency:
            return Decimal(1)
        series = self._series.get(currency, [])
        place = bisect_right(series, on, key=lambda entry: entry[0])
        if not place:
            raise Faulty(
                Fault(
                    "Rates",
                    sentence("there is no rate for {currency} on or before {date}.", currency=currency, date=on),
                    sentence("Add a row with Currency, Date and Rate."),
                )
            )
        return series[place - 1][1]

    def convert(self, minor: int, source: str, target: str, on: dt.date) -> int:
        """An amount in minor units of `source` as minor units of `target`, half-up.

        Raises:
            Faulty: a rate is missing.
        """
        if source == target or not minor:
            return minor
        rate = self.rate(source, on) / self.rate(target, on)
        return convert(minor, exponent_of(source), rate, exponent_of(target))


def yearly_rates(rates: InterestRates, currency: str) -> interest.Rates:
    """The rates of interest of a currency, by day: its own rows where it has any, else the rows that name none."""
    rows = np.flatnonzero(rates.currency == currency)
    if not len(rows):
        rows = np.flatnonzero(rates.currency == "")
    rows = rows[np.argsort(rates.date[rows], kind="stable")]
    return interest.Rates(rates.date[rows], np.rint(rates.rate[rows] * WHOLE_PPM).astype(np.int64))
