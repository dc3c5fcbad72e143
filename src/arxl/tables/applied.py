"""`Applies To` as people type it, checked against the book and kept in the one form that `names.parse_names` reads.

A name that no document has, or only another customer's, or only in another currency, is dropped with a warning: the
receipt then settles the oldest items, as if it named nothing. Names are separated by semicolons, line breaks or, where
no number contains one, commas.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from arxl.errors import Sentence, sentence
from arxl.kernels.money import exponent_of
from arxl.pulse import beat, beating
from arxl.tables.cells import tidy_id
from arxl.tables.draft import Draft
from arxl.tables.names import Named, parse_names
from arxl.tables.numbers import written_number

_SEPARATORS = re.compile(r"[;；、\n\r]+")
_CORRECT = sentence("Correct the number; until then it settles the oldest items.")
_MARK_PAYS_THE_REST = sentence("Remove one of the two; until then the mark pays only what the receipts leave open.")
_PAID_BACK_TWICE = sentence("Remove one of the two; until then it counts as paid back twice.")
_WRITE_AMOUNT = sentence("Write it as 1200.50; until then it settles the oldest items.")
_LEAST_UNREAL = 1e15  # a spreadsheet keeps no sum of this size exactly
_NEAREST_SOUGHT = 200  # each search takes 10 ms; a column that is wrong throughout must not take hours
_COMMAS = re.compile(r"[,，]+(?!\d{1,2}\s*$)")


class Nameable(NamedTuple):
    """What may be named.

    Attributes:
        owners: number -> customer; of a number that several series use, one of the customers.
        currencies: customer -> number -> currencies in which it stands.
    """

    owners: Mapping[str, str]
    currencies: Mapping[str, Mapping[str, frozenset[str]]]

    def of(self, customer: str, number: str) -> frozenset[str]:
        """The currencies in which the customer has the number; none where it has not."""
        return self.currencies.get(customer, {}).get(number, frozenset())


def nameable_of(*drafts_and_attributes: tuple[Draft, str]) -> Nameable:
    """All numbers of these columns."""
    found: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for draft, attribute in drafts_and_attributes:
        columns = (draft.values[name].tolist() for name in ("customer", attribute, "currency"))
        for customer, number, currency in beating(zip(*columns, strict=True)):
            if number:
                found[customer][number] = found[customer].get(number, frozenset()) | {currency}
    owners = {number: customer for customer in sorted(found, reverse=True) for number in found[customer]}
    return Nameable(owners, found)


def check_names(draft: Draft, nameable: Nameable, decimal_sign: str) -> None:
    """Keep the names that exist; warn of the others."""
    texts = draft.values["applies_to"]
    for record in beating(np.flatnonzero((texts != "") & ~draft.faulty).tolist()):
        kept = []
        for number, amount in _names(texts[record], nameable.owners):
            value = _amount(amount, decimal_sign) if amount else None
            if _may_be_named(draft, record, number, nameable) and _is_money(draft, record, amount, value):
                kept.append(str(Named(number, value)))
        texts[record] = "; ".join(kept)


def check_settled_twice(receipts: Draft, deliveries: Draft) -> None:
    """Warn of a receipt that names a document which `Settled On` marks as paid."""
    marked = np.flatnonzero(~np.isnat(deliveries.values["settled_on"])).tolist()
    settled = {(deliveries.values["customer"][row], deliveries.values["document"][row]): row for row in marked}
    named = np.flatnonzero((receipts.values["applies_to"] != "") & ~receipts.faulty) if settled else ()
    for record in beating(named):
        for name in parse_names(receipts.values["applies_to"][record]):
            row = settled.get((receipts.values["customer"][record], name.number))
            if row is not None:
                fact = sentence(
                    "{number} is marked as settled in {place} too.",
                    number=name.number,
                    place=deliveries.place("settled_on", row),
                )
                returned = deliveries.values["amount_minor"][row] < 0
                receipts.warn("applies_to", int(record), fact, _PAID_BACK_TWICE if returned else _MARK_PAYS_THE_REST)


def _may_be_named(draft: Draft, record: int, number: str, nameable: Nameable) -> bool:
    """Whether the row's account has the number; warns where it has not."""
    currencies = nameable.of(draft.values["customer"][record], number)
    own = draft.values["currency"][record]
    if own in currencies:
        return True
    if currencies:
        fact = sentence(
            "{number} is in {currencies}, the row in {currency}.",
            number=number,
            currencies=sorted(currencies),
            currency=own,
        )
        draft.warn("applies_to", record, fact, _CORRECT)
    else:
        _drop(draft, record, number, nameable)
    return False


def _is_money(draft: Draft, record: int, text: str, value: Decimal | None) -> bool:
    """Whether the amount beside a name, if there is one, is a sum of the row's currency; warns where it is none."""
    if not text:
        return True
    if value is None:
        fact = sentence('"{text}" is no amount that can be read in one way only.', text=text)
        draft.warn("applies_to", record, fact, _WRITE_AMOUNT)
        return False
    currency = draft.values["currency"][record]
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    if decimals > exponent_of(currency):
        fact = sentence(
            "amount {amount} has {found} decimals; {currency} allows {allowed}.",
            amount=f"{value:f}",
            found=decimals,
            currency=currency,
            allowed=exponent_of(currency),
        )
        draft.warn("applies_to", record, fact, _WRITE_AMOUNT)
        return False
    return True


def _names(text: str, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Numbers, each with the text of its amount."""
    for part in _SEPARATORS.split(text):
        name = tidy_id(part)
        if not name:
            continue
        if name in known or _split(name)[0] in known or "," not in name:
            yield (name, "") if name in known else _split(name)
        else:
            for piece in _COMMAS.split(name):
                if piece.strip():
                    yield _split(piece.strip())


def _split(name: str) -> tuple[str, str]:
    number, colon, amount = name.rpartition(":")
    return (number.strip(), amount.strip()) if colon and number.strip() else (name, "")


def _amount(text: str, decimal_sign: str) -> Decimal | None:
    """The amount, without zeros at its end; None where it is no amount, or can be read in two ways."""
    written = written_number(text)
    if written is None or written.percent:
        return None
    if decimal_sign == "auto" and written.ambiguous:
        return None
    by_comma = decimal_sign == "," or written.by_point is None
    value = written.by_comma if by_comma else written.by_point
    if value is None or not 0 < value < _LEAST_UNREAL:
        return None
    text = f"{Decimal(repr(value)):f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def _drop(draft: Draft, record: int, number: str, nameable: Nameable) -> None:
    customer = draft.values["customer"][record]
    owner = nameable.owners.get(number)
    remedy = _CORRECT
    if owner is not None:
        fact = sentence(
            "{number} belongs to {owner}, not to {customer}.", number=number, owner=owner, customer=customer
        )
    else:
        fact = sentence("no document has the number {number}.", number=number)
        if len(draft.found) < _NEAREST_SOUGHT:
            remedy = _nearest(number, sorted(nameable.currencies.get(customer, ())))
    draft.warn("applies_to", record, fact, remedy)


def _nearest(number: str, numbers: list[str]) -> Sentence:
    beat()
    near = difflib.get_close_matches(number, numbers, 1)
    if near:
        return sentence("The nearest is {near}; until corrected it settles the oldest items.", near=near[0])
    return _CORRECT
