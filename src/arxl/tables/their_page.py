"""One sheet of a customer's account on its way from cells to lines (practice B5).

What cannot be read is a fault with its place, and its line is left out; what is odd is a warning.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from arxl.errors import Amount, Fault, Severity, sentence, warning
from arxl.kernels.money import decimal_of, exponent_of
from arxl.tables.cells import Flaw, objects, texts_of, tidy
from arxl.tables.dates import dates_of
from arxl.tables.their_account import Conventions, TheirLine
from arxl.tables.their_balances import Balances, Stated, balances_of
from arxl.tables.their_currency import blank_if_nan, currencies_of, of_currency
from arxl.tables.their_layout import MOVING, Layout, TheirSheet
from arxl.tables.their_money import Money, money_of
from arxl.tables.their_rows import Row, Rows, rows_of

THEY_ADD_UP = sentence("Ask the customer; the difference is a line of the bridge.")

_DAY = re.compile(r"\d{1,4} ?[-./年] ?\d{1,2} ?[-./月] ?\d{1,4} ?日?")
_NAMES = ("reference", "voucher")


@dataclass(frozen=True)
class Part:
    """What one sheet holds in one currency."""

    sheet: str
    currency: str
    in_two_columns: bool
    lines: tuple[TheirLine, ...]
    balances: Balances
    begins: dt.date
    ends: dt.date
    end_stated: bool


class _Entry(NamedTuple):
    """A line, and the balance beside it."""

    line: TheirLine
    balance_minor: int | None


class Page:
    """One sheet on its way."""

    def __init__(self, file: str, sheet: TheirSheet, layout: Layout, conventions: Conventions) -> None:
        self.sheet, self.layout, self.conventions = sheet, layout, conventions
        self.prefix = f"[{file}]"
        self.faults: list[Fault] = []
        self.period: list[dt.date] = []
        self.told_undated: set[int] = set()  # lines whose day cannot be read, which is said already
        self.rows: Rows = rows_of(sheet, layout)
        self.days = self._read_days()
        self.texts = {name: self._texts([position]) for name, position in layout.at.items() if name in _NAMES}
        self.description = self._texts(list(layout.texts))

    def parts(self) -> Iterator[Part]:
        """One part a currency, in the order of the sheet."""
        self._note_totals()
        if not self.rows.lines:
            fact = sentence("no row below the headers is a line.")
            self.faults.append(Fault(self.prefix + self.sheet.name, fact, sentence("Ask for the account again.")))
        currency_of, faults = currencies_of(self.sheet, self.layout, self.rows.lines, self.conventions, self.prefix)
        self.faults += faults
        for currency in dict.fromkeys(currency_of.values()):
            if currency:
                yield self._part(currency, [row for row in self.rows.lines if currency_of.get(row) == currency])

    def _part(self, currency: str, rows: list[int]) -> Part:
        openings, closings = (
            of_currency(self.sheet, self.layout, told, currency) for told in (self.rows.openings, self.rows.closings)
        )
        ends = [*openings[:1], *closings[-1:]]
        asked = [*rows, *(row.at for row in ends)]
        money = money_of(self.sheet, self.layout, asked, currency, self.conventions.decimal_sign)
        bad = self._fault_money(money)
        entries = [
            _Entry(line, money.balance(row))
            for row in rows
            if row not in bad and (line := self._line(row, money)) is not None
        ]
        opening, closing = (
            _stated(money, told[at].at) if told else None for told, at in ((openings, 0), (closings, -1))
        )
        balances, ordered = _balances(entries, opening, closing, money.sided)
        self._tell(balances, ordered, openings, closings, currency)
        lines = [entry.line for entry in entries]
        return self._spanned(currency, lines, balances, openings[:1], closings[-1:])

    # --- what stands beside the amounts ------------------------------------------------------------------------------

    def _read_days(self) -> dict[int, dt.date]:
        """Row -> its day. Days of the title are read with the others, which tell their order."""
        told = {row.at: row.column for row in (*self.rows.openings, *self.rows.closings)}
        places = [
            (row, self.layout.at[name])
            for name in ("posted", "date")  # the document's own date wins
            if name in self.layout.at
            for row in (*self.rows.lines, *told)
            if told.get(row) != self.layout.at[name]
        ]
        period = self._period_cells()
        cells = objects([*(self.sheet.rows[row][column] for row, column in places), *period])
        reading = dates_of(cells, self.conventions.date_order, epoch_1904=self.sheet.epoch_1904)
        days: dict[int, dt.date] = {}
        for nth, (row, _) in enumerate(places):
            if not np.isnat(reading.values[nth]):
                days[row] = reading.values[nth].item()
        self.period = sorted(day.item() for day in reading.values[len(places) :] if not np.isnat(day))
        self._fault_days(places, reading.flaws, days)
        if reading.column_flaw and reading.unread:
            column = places[reading.unread[0]][1] if reading.unread[0] < len(places) else 0
            place = self._place(column, 0).rstrip("1")
            self.faults.append(Fault(place, *reading.column_flaw))
            self.told_undated |= {places[nth][0] for nth in reading.unread if nth < len(places)}
        return days

    def _fault_days(
        self, places: Sequence[tuple[int, int]], flaws: Mapping[int, Flaw], days: Mapping[int, dt.date]
    ) -> None:
        lines = set(self.rows.lines)
        for nth, flaw in flaws.items():
            if nth < len(places) and places[nth][0] in lines and places[nth][0] not in days:
                self.told_undated.add(places[nth][0])
                self.faults.append(Fault(self._place(places[nth][1], places[nth][0]), *flaw))

    def _period_cells(self) -> list[object]:
        """The two days that a row above the headers names, as a period; nothing where there are not two."""
        for row in self.sheet.rows[: self.layout.header]:
            found: list[object] = []
            for cell in row:
                if isinstance(cell, str):
                    found += [text[0].strip() for text in _DAY.finditer(cell)]
                elif isinstance(cell, dt.date):
                    found.append(cell)
            if len(found) == 2:
                return found
        return []

    def _texts(self, positions: Sequence[int]) -> dict[int, str]:
        """Row -> the texts of some columns."""
        found: dict[int, str] = {}
        for position in positions:
            cells = objects([blank_if_nan(self.sheet.rows[row][position]) for row in self.rows.lines])
            for row, text in zip(self.rows.lines, texts_of(cells).values.tolist(), strict=True):
                if text:
                    found[row] = f"{found[row]} {text}" if row in found else " ".join(text.split())
        return found

    # --- lines -------------------------------------------------------------------------------------------------------

    def _line(self, row: int, money: Money) -> TheirLine | None:
        """A line; None where it has no amount, or a fault."""
        moved = money.moved(row)
        if moved is None:
            self._note_no_amount(row)
            return None
        day = self.days.get(row)
        if day is None:
            self._fault_no_day(row)
            return None
        reference, voucher = self.texts.get("reference", {}).get(row, ""), self.texts.get("voucher", {}).get(row, "")
        return TheirLine(
            place=self._place_of_amount(row, money),
            date=day,
            reference=reference or voucher,
            voucher=voucher if reference and voucher != reference else "",
            text=self.description.get(row, ""),
            amount_minor=moved,
        )

    def _place_of_amount(self, row: int, money: Money) -> str:
        name = next(name for name in MOVING if (name, row) in money.minor)
        filled = next((name for name in MOVING if money.minor.get((name, row))), name)
        return self._place(self.layout.at[filled], row)

    def _fault_money(self, money: Money) -> set[int]:
        """The rows of lines whose amounts cannot be read; a flaw in a balance alone is a warning."""
        bad = {row for name, row in (*money.flaws, *money.undecided) if name in MOVING}
        for (name, row), flaw in sorted(money.flaws.items(), key=lambda found: found[0][1]):
            severity = Severity.FAULT if name in MOVING else Severity.WARNING
            self.faults.append(Fault(self._place(self.layout.at[name], row), *flaw, severity))
        if money.column_flaw and money.undecided:
            column = self._place(self.layout.at[money.undecided[0][0]], 0).rstrip("1")
            self.faults.append(Fault(column, *money.column_flaw))
        return bad

    def _note_no_amount(self, row: int) -> None:
        column = next(self.layout.at[name] for name in MOVING if name in self.layout.at)
        fact, remedy = (
            sentence("the row has no amount, and is left out."),
            sentence("Ask for it if it should have one."),
        )
        self.faults.append(warning(self._place(column, row), fact, remedy))

    def _fault_no_day(self, row: int) -> None:
        if row in self.told_undated:
            return
        column = self.layout.at.get("date", self.layout.at.get("posted", 0))
        fact = sentence("the row has an amount and no date.")
        self.faults.append(Fault(self._place(column, row), fact, sentence("Write the date, or delete the row.")))

    def _note_totals(self) -> None:
        for row in self.rows.totals:
            word = tidy(str(self.sheet.rows[row.at][row.column]))[:40]
            fact = sentence('the row is left out as a total: "{word}".', word=word)
            self.faults.append(
                warning(self._place(row.column, row.at), fact, sentence("Give it a date if it is a record."))
            )

    # --- balances and days -------------------------------------------------------------------------------------------

    def _tell(
        self,
        balances: Balances,
        lines: Sequence[TheirLine],
        openings: Sequence[Row],
        closings: Sequence[Row],
        currency: str,
    ) -> None:
        """What is odd about their balances."""

        def amount(minor: int) -> Amount:
            return Amount(decimal_of(minor, exponent_of(currency)), currency)

        for each in balances.breaks:
            fact = sentence("their balance and this row differ by {amount}.", amount=amount(abs(each.minor)))
            self.faults.append(warning(lines[each.line].place, fact, THEY_ADD_UP))
        if balances.undecided:
            fact = sentence("nothing tells on which side their opening balance stands.")
            remedy = sentence("Write it into the column of debits or of credits.")
            self.faults.append(Fault(self._place(openings[0].column, openings[0].at), fact, remedy))
        if balances.closing_gap_minor:
            fact = sentence(
                "their closing balance and what their rows lead to differ by {amount}.",
                amount=amount(abs(balances.closing_gap_minor)),
            )
            self.faults.append(warning(self._place(closings[-1].column, closings[-1].at), fact, THEY_ADD_UP))

    def _spanned(
        self,
        currency: str,
        lines: Sequence[TheirLine],
        balances: Balances,
        opening: Sequence[Row],
        closing: Sequence[Row],
    ) -> Part:
        """The part with the days that it covers: those of its lines, its balances, and the period of its title."""
        days = [line.date for line in lines]
        firsts = [_day_after_closing(day) for row in opening if (day := self.days.get(row.at))]
        lasts = [day for row in closing if (day := self.days.get(row.at))]
        stated = self.period if len(self.period) == 2 else []
        begins = self.conventions.begins or min((*days, *firsts, *stated[:1]), default=dt.date.max)
        ends = self.conventions.ends or max((*days, *lasts, *stated[1:]), default=dt.date.min)
        end_stated = bool(self.conventions.ends or lasts or stated)
        in_two = self.layout.in_two_columns
        return Part(self.sheet.name, currency, in_two, tuple(lines), balances, begins, ends, end_stated)

    def _place(self, column: int, row: int) -> str:
        return self.prefix + self.sheet.place(column, row)


def _balances(
    entries: Sequence[_Entry], opening: Stated | None, closing: Stated | None, sided: bool
) -> tuple[Balances, list[TheirLine]]:
    """What the balances say, and the lines in the order in which they say it: that of the file, or where somebody has
    sorted its rows by something else, that of the dates."""
    newest_first = bool(entries) and entries[0].line.date > entries[-1].line.date
    one_day = bool(entries) and entries[0].line.date == entries[-1].line.date
    by_date = sorted(reversed(entries) if newest_first else entries, key=lambda entry: entry.line.date)
    found = []
    for order, upwards in ((entries, None if one_day else newest_first), (by_date, False)):
        moved, beside = [entry.line.amount_minor for entry in order], [entry.balance_minor for entry in order]
        balances = balances_of(moved, beside, opening, closing, sided=sided, newest_first=upwards)
        found.append((balances, [entry.line for entry in order]))
    return min(found, key=lambda each: (not each[0].runs, len(each[0].breaks)))


def _stated(money: Money, row: int) -> Stated:
    return Stated(money.moved(row), money.balance(row))


def _day_after_closing(day: dt.date) -> dt.date:
    """The first day that an opening balance of a day leads to: of a month's last day, the day after."""
    following = day + dt.timedelta(days=1)
    return following if following.day == 1 else day
