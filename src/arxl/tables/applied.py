"""`Applies To` as people type it, checked against the book and kept in the one form that `names.parse_names` reads.

A name that no document has, or only another customer's, is dropped with a warning: the receipt then settles the oldest
items, as if it named nothing. Names are separated by semicolons, line breaks or, where no number contains one, commas.
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
from arxl.tables.cells import tidy_id
from arxl.tables.draft import Draft
from arxl.tables.names import Named
from arxl.tables.numbers import written_number

_SEPARATORS = re.compile(r"[;；、\n\r]+")
_CORRECT = sentence("Correct the number; until then it settles the oldest items.")
_NEAREST_SOUGHT = 200  # each search takes 10 ms; a column that is wrong throughout must not take hours
_COMMAS = re.compile(r"[,，]+(?!\d{1,2}\s*$)")


class Nameable(NamedTuple):
    """What may be named.

    Attributes:
        owners: number -> customer; of a number that several series use, one of the customers.
        numbers: customer -> numbers.
    """

    owners: Mapping[str, str]
    numbers: Mapping[str, frozenset[str]]


def nameable_of(*drafts_and_attributes: tuple[Draft, str]) -> Nameable:
    """All numbers of these columns."""
    numbers: dict[str, set[str]] = defaultdict(set)
    for draft, attribute in drafts_and_attributes:
        for customer, number in zip(draft.values["customer"], draft.values[attribute], strict=True):
            if number:
                numbers[customer].add(number)
    owners = {number: customer for customer in sorted(numbers, reverse=True) for number in numbers[customer]}
    return Nameable(owners, {customer: frozenset(own) for customer, own in numbers.items()})


def check_names(draft: Draft, nameable: Nameable, decimal_sign: str) -> None:
    """Keep the names that exist; warn of the others."""
    texts = draft.values["applies_to"]
    for record in np.flatnonzero((texts != "") & ~draft.faulty).tolist():
        customer = draft.values["customer"][record]
        kept = []
        for number, amount in _names(texts[record], nameable.owners):
            if number not in nameable.numbers.get(customer, ()):
                _drop(draft, record, number, nameable)
            elif amount and (value := _amount(amount, decimal_sign)) is None:
                _no_amount(draft, record, amount)
            else:
                kept.append(str(Named(number, Decimal(value) if amount and value else None)))
        texts[record] = "; ".join(kept)


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


def _amount(text: str, decimal_sign: str) -> str | None:
    """The amount with a decimal point; None where it is no amount, or can be read in two ways."""
    written = written_number(text)
    if written is None or written.percent:
        return None
    if decimal_sign == "auto" and written.ambiguous:
        return None
    by_comma = decimal_sign == "," or written.by_point is None
    value = written.by_comma if by_comma else written.by_point
    return f"{value:.10f}".rstrip("0").rstrip(".") if value and value > 0 else None


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
            remedy = _nearest(number, sorted(nameable.numbers.get(customer, ())))
    draft.warn("applies_to", record, fact, remedy)


def _nearest(number: str, numbers: list[str]) -> Sentence:
    near = difflib.get_close_matches(number, numbers, 1)
    if near:
        return sentence("The nearest is {near}; until corrected it settles the oldest items.", near=near[0])
    return _CORRECT


def _no_amount(draft: Draft, record: int, amount: str) -> None:
    draft.warn(
        "applies_to",
        record,
        sentence('"{text}" is no amount that can be read in one way only.', text=amount),
        sentence("Write it as 1200.50; until then it settles the oldest items."),
    )
