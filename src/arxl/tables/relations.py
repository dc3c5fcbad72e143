"""What records say of each other: numbers that stand once, customers that exist, numbers for what has none.

Practice B2 names documents by number, so a number stands once. Where the same number stands twice with the same
cells, the first is kept; where the cells differ, nobody can say which is right, and all are left out. Order of rows
never decides: derived numbers count records in the order of their contents.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from arxl.errors import sentence
from arxl.kernels.money import decimal_text, exponent_of
from arxl.tables.draft import Draft

_REMEDY = sentence("Give each row its own number; until then none of these rows counts.")
_REMEDY_OF_CUSTOMERS = sentence("Keep one of the rows; until then what they agree on counts.")
_PREFIX = {"Deliveries": "D", "Receipts": "R", "Credits": "C"}


def check_unique(draft: Draft, attribute: str) -> None:
    """Fault numbers that stand more than once: the later cell names the first."""
    numbers = draft.values[attribute].tolist()
    if len(set(numbers)) == len(numbers):
        return
    records_of: dict[str, list[int]] = defaultdict(list)
    for record, number in enumerate(numbers):
        if number:
            records_of[number].append(record)
    for number, records in records_of.items():
        if len(records) > 1:
            _fault_repeated(draft, attribute, number, records)


def _fault_repeated(draft: Draft, attribute: str, number: str, records: Sequence[int]) -> None:
    first = records[0]
    same = len({_contents(draft, record) for record in records}) == 1
    for record in records[1:]:
        if same:
            fact = sentence("{number} repeats the whole row of {first}.", number=number, first=draft.place("", first))
            remedy = sentence("Remove one of the two rows.")
        else:
            fact = sentence(
                "{number} stands in {first} already, with other contents.",
                number=number,
                first=draft.place(attribute, first),
            )
            remedy = _REMEDY_OF_CUSTOMERS if draft.table == "Customers" else _REMEDY
        draft.fault(attribute, record, fact, remedy)
    draft.faulty[first] |= not same


def check_one_rate(rates: Draft) -> None:
    """Fault rates of one currency and day: the later cell names the first."""
    records_of: dict[tuple[str, object], list[int]] = defaultdict(list)
    for record, key in enumerate(zip(rates.values["currency"].tolist(), rates.values["date"].tolist(), strict=True)):
        if not rates.faulty[record]:
            records_of[key].append(record)
    for (currency, day), (first, *others) in records_of.items():
        for record in others:
            known = {"date": day, "first": rates.place("rate", first)}
            fact = (
                sentence("the rate of {currency} on {date} stands in {first} already.", currency=currency, **known)
                if currency
                else sentence("the rate on {date} stands in {first} already.", **known)
            )
            rates.fault("rate", record, fact, sentence("Keep one of the rows; until then different ones do not count."))
        rates.faulty[first] |= len({float(rates.values["rate"][record]) for record in (first, *others)}) > 1


def _contents(draft: Draft, record: int) -> tuple[str, ...]:
    """The record's values, in an order that does not depend on rows."""
    return tuple(str(values[record]) for values in draft.values.values())


def derive_numbers(draft: Draft, attribute: str) -> None:
    """Number what has no number: `R C-77 2026-03-05 1200.00 #1`.

    Records of one customer, day and amount count #1, #2 … in the order of their other contents, so that the order of
    the rows does not matter.
    """
    blank = np.flatnonzero((draft.values[attribute] == "") & ~draft.faulty)
    if not len(blank):
        return
    stems = {record: _stem(draft, record) for record in blank.tolist()}
    repeated = {stem for stem, count in Counter(stems.values()).items() if count > 1}
    of_stem: dict[str, list[int]] = defaultdict(list)
    numbers = draft.values[attribute]
    for record, stem in stems.items():
        if stem in repeated:
            of_stem[stem].append(record)
        else:
            numbers[record] = f"{stem} #1"
    for stem, records in of_stem.items():
        for count, record in enumerate(sorted(records, key=lambda record: _contents(draft, record)), 1):
            numbers[record] = f"{stem} #{count}"


def _stem(draft: Draft, record: int) -> str:
    values = draft.values
    amount = decimal_text(int(values["amount_minor"][record]), exponent_of(values["currency"][record]))
    return f"{_PREFIX[draft.table]} {values['customer'][record]} {values['date'][record]} {amount}"


def check_customers(draft: Draft, known: Collection[str]) -> None:
    """Fault ids that the sheet Customers does not have; the remedy names the one that was probably meant."""
    ids = draft.values["customer"]
    unknown = set(ids.tolist()) - set(known) - {""}
    if not unknown:
        return
    meant = _by_looks(known)
    for record, customer in enumerate(ids.tolist()):
        if customer in unknown:
            near = meant.get(_looks(customer))
            remedy = (
                sentence("Write {near}, as the sheet Customers has it.", near=near)
                if near
                else sentence("Add it to the sheet Customers, or correct the id.")
            )
            draft.fault("customer", record, sentence("customer {customer} is unknown.", customer=customer), remedy)


def _by_looks(known: Iterable[str]) -> Mapping[str, str]:
    return {_looks(customer): customer for customer in sorted(known, reverse=True)}


def _looks(customer: str) -> str:
    """Ids that differ by case, leading zeros or separators look alike."""
    bare = "".join(sign for sign in customer.casefold() if sign.isalnum())
    return bare.lstrip("0") or bare
