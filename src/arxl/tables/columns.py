"""From cells to typed columns: one reader for each kind of column of the schema.

Amounts come last: they are whole minor units of their row's currency, which is the row's own, else the sign beside
the amount, else its customer's, else the company's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from arxl.errors import sentence
from arxl.kernels.arrays import AnyArray, Int64s, Texts
from arxl.kernels.money import Flaw as MoneyFlaw
from arxl.kernels.money import exponent_of, minor_from_floats, rounded_half_up
from arxl.pulse import beat
from arxl.tables.cells import Flaw, Reading, all_of, distinct_readings, ids_of, objects, text_of_number, texts_of
from arxl.tables.choices import choice_named, yes_or_no
from arxl.tables.currencies import currency_named, meanings
from arxl.tables.dates import dates_of
from arxl.tables.draft import Draft, no_values
from arxl.tables.numbers import Numbers, numbers_of
from arxl.tables.policy import ReadingPolicy
from arxl.tables.schema import NO_AMOUNT, Column, Kind
from arxl.tables.terms import NotTerms, parse_terms


@dataclass(frozen=True)
class Conventions:
    """What a cell's meaning depends on beside the cell.

    Attributes:
        currency: the company's, "" where it is not said.
        country: the company's, ISO 3166 alpha-2.
        language: the company's, one of the six.
        currency_of_customer: customer id -> currency.
        as_of: None where the reading has no as-of date; nothing is then in the far future.
    """

    policy: ReadingPolicy
    currency: str = ""
    country: str = ""
    language: str = "en"
    currency_of_customer: Mapping[str, str] = field(default_factory=dict)
    as_of: dt.date | None = None


def read_columns(draft: Draft, conventions: Conventions) -> None:
    """Fill `draft.values` with every column of its table."""
    if draft.table == "Deliveries":
        draft.values["disputed_undated"] = np.zeros(len(draft), bool)
    if not len(draft):
        draft.values |= no_values(draft.table)
        return
    amounts = []
    for attribute, column in draft.columns.items():
        beat()
        if column.kind is Kind.AMOUNT:
            amounts.append(attribute)
        elif draft.has(attribute):
            _READERS[column.kind](draft, attribute, column, conventions)
            if column.default in column.choices:
                _fill(draft.values[attribute], column.default)
        elif column.default in column.choices:
            draft.values[attribute] = all_of(column.default, len(draft))
        else:
            draft.values[attribute] = draft.blanks(attribute)
    if amounts or {"currency", "customer"} <= draft.values.keys():
        said = draft.values["currency"]
        draft.values["currency"] = _currencies(draft, said, conventions)
        for attribute in amounts:
            beat()
            _read_amount(draft, attribute, said, conventions)


def _fill(texts: Texts, default: str) -> None:
    texts[np.flatnonzero(texts == "")] = default


def _currencies(draft: Draft, said: Texts, conventions: Conventions) -> Texts:
    """(N,) currency of each record as far as it does not depend on the amount's cell."""
    of_customer = conventions.currency_of_customer
    customers = draft.values.get("customer", all_of("", len(draft)))  # targets are nobody's
    if not of_customer and not (draft.has("currency") and (said != "").any()):
        return all_of(conventions.currency, len(draft))
    if (said != "").all():
        return said.copy()
    return objects(
        [
            own or of_customer.get(customer, "") or conventions.currency
            for own, customer in zip(said, customers, strict=True)
        ]
    )


def _read_ids(draft: Draft, attribute: str, column: Column, conventions: Conventions) -> None:
    _take_texts(draft, attribute, ids_of(draft.cells(attribute)))


def _read_texts(draft: Draft, attribute: str, column: Column, conventions: Conventions) -> None:
    _take_texts(draft, attribute, texts_of(draft.cells(attribute)))


def _take_texts(draft: Draft, attribute: str, reading: Reading) -> None:
    blank = np.asarray(reading.values == "", bool) if draft.columns[attribute].required else np.zeros(0, bool)
    draft.take(attribute, reading, blank)


def _read_choices(draft: Draft, attribute: str, column: Column, conventions: Conventions) -> None:
    choices = (*column.choices, *_PASSING.get(draft.table, {}).get(attribute, ()))

    def read(text: str) -> str | Flaw:
        return choice_named(text, choices) or (_no_choice(text, column.choices) if text else "")

    _take_refined(draft, attribute, read)


# A delivery may call itself a credit note if it is one: a negative amount (`relations.check_kinds`).
_PASSING: Mapping[str, Mapping[str, tuple[str, ...]]] = {"Deliveries": {"kind": ("credit note",)}}


def _no_choice(text: str, choices: tuple[str, ...]) -> Flaw:
    return Flaw(
        sentence('"{text}" is none of {choices}.', text=text, choices=choices), sentence("Write one of these words.")
    )


def _read_terms(draft: Draft, attribute: str, column: Column, conventions: Conventions) -> None:
    def read(text: str) -> str | Flaw:
        try:
            return str(parse_terms(text)) if text else ""
        except NotTerms as error:
            return Flaw(error.fact, error.remedy)

    _take_refined(draft, attribute, read)


def _read_currencies(draft: Draft, attribute: str, column: Column, conventions: Conventions) -> None:
    def read(text: str) -> str | Flaw:
        if not text:
            return ""
        code = currency_named(text, (conventions.currency,), conventions.country)
        return code or _no_currency(text)

    _take_refined(draft, attribute, read)


def _no_currency(text: str) -> Flaw:
    meant = [code for code in meanings(text) if code]
    if meant:
        return Flaw(
            sentence('"{text}" can be {currencies}.', text=text, currencies=meant),
            sentence("Write one of these codes."),
        )
    return Flaw(sentence('"{text}" is no currency.', text=text), sentence("Write its ISO 4217 code, such as EUR."))


def _take_refined(draft: Draft, attribute: str, read: Callable[[str], str | Flaw]) -> None:
    """Texts first, then what each distinct text means."""
    texts = texts_of(draft.cells(attribute))
    values, flaws = distinct_readings(texts.values, read, "")
    _take_texts(draft, attribute, Reading(objects(values), {**flaws, **texts.flaws}))


def _read_dates(draft: Draft, attribute: str, column: Column, conventions: Conventions) -> None:
    _take_dates(draft, attribute, draft.cells(attribute), conventions)


def _take_dates(draft: Draft, attribute: str, cells: AnyArray, conventions: Conventions) -> None:
    assert draft.raw is not None
    reading = dates_of(cells, conventions.policy.date_order, epoch_1904=draft.raw.epoch_1904)
    draft.take(attribute, reading, np.isnat(reading.values))


def _read_dates_or_yes(draft: Draft, attribute: str, column: Column, conventions: Conventions) -> None:
    """A yes is undated: `disputed_undated`; a delivery note signed at an unknown date counts as signed on delivery."""
    cells = draft.cells(attribute)
    if cells.dtype.kind != "O":
        _take_dates(draft, attribute, cells, conventions)
        return
    answers, _ = distinct_readings(cells, _yes_no_or_cell, None)
    yes = np.array([answer is True for answer in answers], bool)
    dates = objects([None if isinstance(answer, bool) else answer for answer in answers])
    _take_dates(draft, attribute, dates, conventions)
    if attribute == "disputed_on":
        draft.values["disputed_undated"] = yes
    else:
        draft.values[attribute] = np.where(yes, draft.values["date"], draft.values[attribute])


def _yes_no_or_cell(cell: object) -> object:
    answer = yes_or_no(cell) if isinstance(cell, str) else None
    return cell if answer is None else answer


def _read_numbers(draft: Draft, attribute: str, column: Column, conventions: Conventions) -> None:
    reading = numbers_of(draft.cells(attribute), conventions.policy.decimal_sign)
    for record, mark in reading.marks.items():
        reading.flaws[record] = Flaw(
            sentence('the number has "{mark}" beside it.', mark=mark), sentence("Write the number alone.")
        )
    draft.percents[attribute] = frozenset(reading.percents)
    if reading.percents and not column.in_percent:
        reading.values = reading.values.copy()
        for record in reading.percents:
            reading.values[record] = hundredth(float(reading.values[record]))
    draft.take(attribute, reading, np.isnan(reading.values))


def hundredth(percent: float) -> float:
    """A percentage as a part of 1.

    >>> hundredth(33.3), 33.3 / 100
    (0.333, 0.33299999999999996)
    """
    return float(Decimal(repr(percent)).scaleb(-2)) if np.isfinite(percent) else percent


def _read_whole(draft: Draft, attribute: str, column: Column, conventions: Conventions) -> None:
    reading = numbers_of(draft.cells(attribute), conventions.policy.decimal_sign)
    blank = np.isnan(reading.values)
    for record in np.flatnonzero(~blank & (reading.values % 1 != 0)).tolist():
        number = text_of_number(reading.values[record])
        reading.flaws[record] = Flaw(
            sentence("{number} is no whole number.", number=number), sentence("Correct the cell.")
        )
    whole = np.where(blank | (reading.values % 1 != 0), 0, reading.values).astype(np.int64)
    draft.take(attribute, Reading(whole, reading.flaws, reading.column_flaw, reading.unread), blank)


def _read_amount(draft: Draft, attribute: str, said: Texts, conventions: Conventions) -> None:
    if not draft.has(attribute):
        draft.values[attribute] = draft.blanks(attribute)
        return
    currency = draft.values["currency"]
    whole = all(code and exponent_of(code) == 0 for code in set(currency.tolist()))
    numbers = numbers_of(draft.cells(attribute), conventions.policy.decimal_sign, whole=whole)
    blank = np.isnan(numbers.values)
    _apply_marks(numbers, currency, said, conventions)
    minor = _minor(draft, attribute, numbers, conventions)
    if not draft.columns[attribute].required:
        minor[blank] = NO_AMOUNT
    draft.take(attribute, Reading(minor, numbers.flaws, numbers.column_flaw, numbers.unread), blank)


def _apply_marks(numbers: Numbers, currency: Texts, said: Texts, conventions: Conventions) -> None:
    """The sign beside an amount says its currency; it must not contradict the row's own."""
    for record, mark in numbers.marks.items():
        code = currency_named(mark, filter(None, (said[record], currency[record])), conventions.country)
        if code is None:
            numbers.flaws[record] = _no_currency(mark)
        elif said[record] and code != said[record]:
            numbers.flaws[record] = Flaw(
                sentence("the amount is in {mark}, the row in {currency}.", mark=code, currency=said[record]),
                sentence("Correct one of the two."),
            )
        else:
            currency[record] = code
    for record in numbers.percents:
        numbers.flaws[record] = Flaw(sentence("the amount is a percentage."), sentence("Write an amount of money."))


def amounts_of(cells: AnyArray, currency: str, decimal_sign: str = "auto") -> Reading:
    """Read cells of money in one currency as (N,) minor units, `NO_AMOUNT` where blank.

    A sign beside an amount must be one of that currency's; what is finer than the currency is a flaw.
    """
    numbers = numbers_of(cells, decimal_sign, whole=exponent_of(currency) == 0)
    said = all_of(currency, len(cells))
    _apply_marks(numbers, said.copy(), said, Conventions(ReadingPolicy(), currency))
    present = np.flatnonzero(~np.isnan(numbers.values))
    minor = np.full(len(cells), NO_AMOUNT, np.int64)
    minor[present], fine = _minor_of_currency(numbers, present, currency)
    for record in fine.tolist():
        numbers.flaws[record] = _too_fine(numbers.values[record], currency)
    return Reading(minor, numbers.flaws, numbers.column_flaw, numbers.unread)


def _minor(draft: Draft, attribute: str, numbers: Numbers, conventions: Conventions) -> Int64s:
    """(N,) minor units; what cannot be money becomes a flaw of `numbers`."""
    currency = draft.values["currency"]
    minor = np.zeros(len(draft), np.int64)
    present = ~np.isnan(numbers.values)
    rounded = 0
    codes = sorted(set(currency.tolist()))
    for code in codes:
        rows = np.flatnonzero(present if len(codes) == 1 else present & (currency == code))
        if not len(rows):
            continue
        if not code:
            draft.fault_column(attribute, rows.tolist(), _no_currency_said(len(rows)))
            continue
        minor[rows], fine = _minor_of_currency(numbers, rows, code)
        if len(fine) and conventions.policy.amount_rounding == "half-up":
            minor[fine] = rounded_half_up(numbers.values[fine], exponent_of(code))
            rounded += len(fine)
        else:
            for record in fine.tolist():
                numbers.flaws[record] = _too_fine(numbers.values[record], code)
    if rounded:
        draft.warn_column(attribute, _rounded(rounded))
    return minor


def _minor_of_currency(numbers: Numbers, rows: Int64s, code: str) -> tuple[Int64s, Int64s]:
    """Minor units of some records, and which of them are finer than the currency."""
    reading = minor_from_floats(numbers.values[rows], exponent_of(code))
    for record in rows[reading.flaw == MoneyFlaw.TOO_LARGE].tolist():
        numbers.flaws[record] = Flaw(
            sentence(
                "amount {amount} is larger than a spreadsheet keeps exactly.",
                amount=text_of_number(numbers.values[record]),
            ),
            sentence("Correct the cell."),
        )
    return reading.minor, rows[reading.flaw == MoneyFlaw.TOO_FINE]


def _too_fine(amount: float, code: str) -> Flaw:
    exponent = Decimal(repr(float(amount))).normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return Flaw(
        sentence(
            "amount {amount} has {found} decimals; {currency} allows {allowed}.",
            amount=repr(float(amount)),
            found=-exponent,
            currency=code,
            allowed=exponent_of(code),
        ),
        sentence("Correct the cell."),
    )


def _rounded(count: int) -> Flaw:
    return Flaw(
        sentence("amounts finer than their currency are rounded half-up; cells: {count}.", count=count),
        sentence("Set amount_rounding to refuse to see them."),
    )


def _no_currency_said(count: int) -> Flaw:
    return Flaw(
        sentence(
            "no currency is said for the amounts, for their customers or for the company; cells: {count}.",
            count=count,
        ),
        sentence(
            "Write the currency on the Company sheet; or use --set currency=EUR, in a function its argument currency."
        ),
    )


_READERS: Mapping[Kind, Callable[[Draft, str, Column, Conventions], None]] = {
    Kind.ID: _read_ids,
    Kind.TEXT: _read_texts,
    Kind.NAMES: _read_texts,
    Kind.CHOICE: _read_choices,
    Kind.DATE: _read_dates,
    Kind.DATE_OR_YES: _read_dates_or_yes,
    Kind.CURRENCY: _read_currencies,
    Kind.NUMBER: _read_numbers,
    Kind.WHOLE: _read_whole,
    Kind.TERMS: _read_terms,
}
