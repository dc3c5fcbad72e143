"""A customer's own account of us, typed: what it sent, messy as it is, as lines and balances (practice B5).

Its sheets are read below the row that names most columns of a ledger, in six languages. Every line has its place
there; what cannot be read is a fault with that place. Amounts are debit less credit, or as their one column has them:
which of the two raises what the customer owes is for `practices.their_sign` to tell.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from arxl.errors import Amount, Fault, Sentence, Severity, refused, sentence, warning
from arxl.kernels.money import decimal_of, exponent_of
from arxl.tables.cells import Flaw, objects, texts_of, tidy
from arxl.tables.currencies import currency_named
from arxl.tables.dates import dates_of
from arxl.tables.headers import header_keys
from arxl.tables.their_balances import Balances, Stated, balances_of
from arxl.tables.their_layout import FIRST_ROWS, MOVING, Layout, TheirSheet, layout_of
from arxl.tables.their_money import Money, marks_of, money_of
from arxl.tables.their_rows import Row, Rows, rows_of
from arxl.tables.their_words import column_keys

_DAY = re.compile(r"\d{1,4} ?[-./年] ?\d{1,2} ?[-./月] ?\d{1,4} ?日?")
NAT = np.datetime64("NaT", "D")


@dataclass(frozen=True, slots=True)
class Conventions:
    """What the reading of their file depends on beside its cells.

    Attributes:
        columns: column -> header in their file, where the accountant named it.
        currency: of their account, where the accountant named it.
        currencies: in which we have an account of the customer.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    currency: str = ""
    currencies: tuple[str, ...] = ()
    date_order: str = "auto"
    decimal_sign: str = "auto"


@dataclass(frozen=True, slots=True)
class TheirLine:
    """One line of their account.

    Attributes:
        place: `Ledger!F17`: the cell of its amount.
        reference: the number of the document as they write it: ours, or their own where they have no other.
        voucher: their own number beside it, else "".
        amount_minor: debit less credit, or their one amount as it stands.
    """

    place: str
    date: dt.date
    reference: str
    voucher: str
    text: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class TheirAccount:
    """Their account of us in one currency; every amount has the sign of its lines.

    Attributes:
        in_two_columns: debits and credits stand apart.
        opening_minor: with what it begins; None where nothing says so, and it begins with nothing.
        gap_minor: what their own balances add to opening and lines; 0 where their file adds up.
        begins: first day that it covers.
        ends: last day that it covers.
    """

    currency: str
    in_two_columns: bool
    lines: tuple[TheirLine, ...]
    opening_minor: int | None
    gap_minor: int
    begins: dt.date
    ends: dt.date


@dataclass(frozen=True, slots=True)
class TheirFile:
    """What their file holds.

    Attributes:
        accounts: by currency.
        faults: what cannot be read, and what is odd, each with its place.
    """

    accounts: tuple[TheirAccount, ...]
    faults: tuple[Fault, ...]


def their_file(name: str, sheets: Sequence[TheirSheet], conventions: Conventions) -> TheirFile:
    """Read their file.

    Args:
        name: of the file, for messages.

    Raises:
        Refused: no sheet holds an account.
    """
    laid_out = [(sheet, layout_of(sheet, conventions.columns)) for sheet in sheets]
    pages = [_Page(name, sheet, layout, conventions) for sheet, layout in laid_out if layout is not None]
    if not pages:
        raise refused(name, _no_account(sheets), _NAME_THE_HEADERS)
    found: dict[str, list[_Part]] = defaultdict(list)
    faults: list[Fault] = []
    for page in pages:
        for part in page.parts():
            found[part.currency].append(part)
        faults += page.faults
    accounts = tuple(_joined(name, currency, parts, faults) for currency, parts in sorted(found.items()))
    unread = [sheet.name for sheet, layout in laid_out if layout is None and sheet.rows]
    if unread:
        fact = sentence("not read, because no row of it heads an account: {sheets}.", sheets=unread)
        faults.append(warning(name, fact, sentence("Nothing needs to be done if it holds none.")))
    return TheirFile(accounts, tuple(faults))


_NAME_THE_HEADERS = sentence(
    'Name their headers, as in --column "date=Booked" --column "debit=Minus" --column "credit=Plus".'
)


def _no_account(sheets: Sequence[TheirSheet]) -> Sentence:
    texts = [
        " ".join(cell.split())[:24]
        for sheet in sheets
        for row in sheet.rows[:FIRST_ROWS]
        if sum(isinstance(cell, str) for cell in row) > 1
        for cell in row
        if isinstance(cell, str) and cell.strip()
    ]
    return sentence(
        "no row heads an account: a date, and debit and credit, or an amount. Found: {found}.", found=texts[:8] or ["–"]
    )


@dataclass(frozen=True)
class _Part:
    """What one sheet holds in one currency."""

    sheet: str
    currency: str
    in_two_columns: bool
    lines: tuple[TheirLine, ...]
    balances: Balances
    begins: dt.date
    ends: dt.date


class _Page:
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

    def parts(self) -> Iterator[_Part]:
        """One part a currency, in the order of the sheet."""
        self._note_totals()
        currency_of = self._currencies()
        for currency in dict.fromkeys(currency_of.values()):
            if currency:
                yield self._part(currency, [row for row in self.rows.lines if currency_of.get(row) == currency])

    def _part(self, currency: str, rows: list[int]) -> _Part:
        openings, closings = (self._of_currency(told, currency) for told in (self.rows.openings, self.rows.closings))
        ends = [*openings[:1], *closings[-1:]]
        asked = [*rows, *(row.at for row in ends)]
        money = money_of(self.sheet, self.layout, asked, currency, self.conventions.decimal_sign)
        bad = self._fault_money(money)
        lines, moved, beside = [], [], []
        for row in rows:
            line = None if row in bad else self._line(row, money)
            if line is not None:
                lines.append(line)
                moved.append(line.amount_minor)
                beside.append(money.balance(row))
        opening, closing = (
            _stated(money, told[at].at) if told else None for told, at in ((openings, 0), (closings, -1))
        )
        balances = balances_of(moved, beside, opening, closing, sided=money.sided)
        self._tell(balances, lines, openings, closings, currency)
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
            cells = objects([_blank_if_nan(self.sheet.rows[row][position]) for row in self.rows.lines])
            for row, text in zip(self.rows.lines, texts_of(cells).values.tolist(), strict=True):
                if text:
                    found[row] = f"{found[row]} {text}" if row in found else " ".join(text.split())
        return found

    # --- currencies --------------------------------------------------------------------------------------------------

    def _currencies(self) -> dict[int, str]:
        """Row of a line -> its currency; "" where nothing tells, which is a fault."""
        of_sheet = self._currency_of_sheet() if self.rows.lines else ""
        found: dict[int, str] = {}
        column = self.layout.at.get("currency")
        silent = []
        for row in self.rows.lines:
            text = tidy(str(_blank_if_nan(self.sheet.rows[row][column]) or "")) if column is not None else ""
            code = currency_named(text, self.conventions.currencies) if text else of_sheet
            if code is None:
                fact = sentence('"{text}" is no currency.', text=text)
                remedy = sentence("Write its ISO 4217 code, such as EUR.")
                self.faults.append(Fault(self._place(column or 0, row), fact, remedy))
            elif not code:
                silent.append(row)
            found[row] = code or ""
        if silent:
            self.faults.append(
                Fault(
                    self.prefix + self.sheet.name,
                    sentence(
                        "nothing says the currency of their account; ours are {currencies}.",
                        currencies=self.conventions.currencies or ["–"],
                    ),
                    sentence("Name it with --currency EUR."),
                )
            )
        return found

    def _currency_of_sheet(self) -> str:
        """What the accountant says, else the headers, the title, the signs of the amounts, our only account."""
        if self.conventions.currency:
            return self.conventions.currency
        if self.layout.currency:
            return self.layout.currency
        if titled := self._currency_in_title():
            return titled
        marks = marks_of(self.sheet, self.layout, self.rows.lines, self.conventions.currencies)
        if len(marks) == 1:
            return marks.pop()
        return self.conventions.currencies[0] if len(self.conventions.currencies) == 1 and not marks else ""

    def _currency_in_title(self) -> str:
        """`Currency: EUR` above the headers, in one cell or in two."""
        for row in self.sheet.rows[: self.layout.header]:
            texts = [tidy(cell) for cell in row if isinstance(cell, str) and tidy(cell)]
            for text, following in pairwise([*texts, ""]):
                caption, _, value = text.replace("：", ":").partition(":")
                names = (name for key in header_keys(caption) for name in column_keys().get(key, ()))
                if "currency" in names and (
                    code := currency_named(value.strip() or following, self.conventions.currencies)
                ):
                    return code
        return ""

    def _of_currency(self, told: Sequence[Row], currency: str) -> list[Row]:
        """The balances of one currency: all of them, where their row names none."""
        column = self.layout.at.get("currency")
        if column is None:
            return list(told)
        named = [(row, tidy(str(_blank_if_nan(self.sheet.rows[row.at][column]) or ""))) for row in told]
        return [row for row, text in named if not text or currency_named(text, (currency,)) == currency]

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
            fact = sentence("their balance moves by {amount} more than this row.", amount=amount(each.minor))
            self.faults.append(warning(lines[each.line].place, fact, _THEY_ADD_UP))
        if balances.undecided:
            fact = sentence("nothing tells on which side their opening balance stands.")
            remedy = sentence("Write it into the column of debits or of credits.")
            self.faults.append(Fault(self._place(openings[0].column, openings[0].at), fact, remedy))
        if balances.closing_gap_minor:
            fact = sentence(
                "their closing balance is {amount} more than what their rows lead to.",
                amount=amount(balances.closing_gap_minor),
            )
            self.faults.append(warning(self._place(closings[-1].column, closings[-1].at), fact, _THEY_ADD_UP))

    def _spanned(
        self,
        currency: str,
        lines: Sequence[TheirLine],
        balances: Balances,
        opening: Sequence[Row],
        closing: Sequence[Row],
    ) -> _Part:
        """The part with the days that it covers: those of its lines, its balances, and the period of its title."""
        days = [line.date for line in lines]
        firsts = [_day_after_closing(day) for row in opening if (day := self.days.get(row.at))]
        lasts = [day for row in closing if (day := self.days.get(row.at))]
        stated = self.period if len(self.period) == 2 else []
        begins = min((*days, *firsts, *stated[:1]), default=dt.date.max)
        ends = max((*days, *lasts, *stated[1:]), default=dt.date.min)
        in_two = self.layout.in_two_columns
        return _Part(self.sheet.name, currency, in_two, tuple(lines), balances, begins, ends)

    def _place(self, column: int, row: int) -> str:
        return self.prefix + self.sheet.place(column, row)


_NAMES = ("reference", "voucher")
_THEY_ADD_UP = sentence("Ask the customer; the difference is a line of the bridge.")


def _stated(money: Money, row: int) -> Stated:
    return Stated(money.moved(row), money.balance(row))


def _day_after_closing(day: dt.date) -> dt.date:
    """The first day that an opening balance of a day leads to: of a month's last day, the day after."""
    following = day + dt.timedelta(days=1)
    return following if following.day == 1 else day


def _joined(file: str, currency: str, parts: Sequence[_Part], faults: list[Fault]) -> TheirAccount:
    """The sheets of one currency as one account, in order of time: each begins with what the one before ended in."""
    parts = sorted(parts, key=lambda part: (part.begins, part.sheet))
    opening = parts[0].balances.opening_minor
    gap, running = 0, opening or 0
    for nth, part in enumerate(parts):
        begun = part.balances.opening_minor
        if nth and begun is not None and begun != running:
            gap += begun - running
            missing = Amount(decimal_of(begun - running, exponent_of(currency)), currency)
            fact = sentence(
                "it begins with {amount} more than the sheet {before} ends in.",
                amount=missing,
                before=parts[nth - 1].sheet,
            )
            faults.append(warning(f"[{file}]{part.sheet}", fact, _THEY_ADD_UP))
            running = begun
        inside = part.balances.closing_gap_minor + sum(each.minor for each in part.balances.breaks)
        gap += inside
        running += inside + sum(line.amount_minor for line in part.lines)
    if len({part.in_two_columns for part in parts}) > 1:
        fact = sentence("some of its sheets have debits and credits, others one amount.")
        raise refused(file, fact, sentence("Give one file for each."))
    return TheirAccount(
        currency=currency,
        in_two_columns=parts[0].in_two_columns,
        lines=tuple(line for part in parts for line in part.lines),
        opening_minor=opening,
        gap_minor=gap,
        begins=min(part.begins for part in parts),
        ends=max(part.ends for part in parts),
    )


def flipped(account: TheirAccount) -> TheirAccount:
    """The same account with every sign the other way."""
    lines = tuple(replace(line, amount_minor=-line.amount_minor) for line in account.lines)
    opening = None if account.opening_minor is None else -account.opening_minor
    return replace(account, lines=lines, opening_minor=opening, gap_minor=-account.gap_minor)


def _blank_if_nan(cell: object) -> object:
    return None if isinstance(cell, float) and np.isnan(cell) else cell
