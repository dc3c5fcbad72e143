"""Rates of exchange: latest on or before the date, and only where a total needs one (practice B2)."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from decimal import Decimal

from arxl.errors import Fault, Faulty, sentence
from arxl.kernels.money import convert, exponent_of
from arxl.tables.schema import Rates


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
