"""The record of a statement: the JSON that its paper carries for machines, and the way back from it (practice B4).

Amounts are decimal strings, dates ISO. The record holds all that the paper says, seller and customer as they were on
the day of issue: from the stored paper alone the same statement can be shown again, in another form, years later.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pypdfium2

from arxl.errors import refused, sentence
from arxl.kernels.money import decimal_text, minor_from_decimal
from arxl.practices.incentive import QuarterRebate
from arxl.practices.statement import Movement, OpenItem, Statement
from arxl.practices.statement_words import Copy, Issue, closing_in_words
from arxl.tables.buckets import bucket_label, span_of
from arxl.tables.history import StatedLine
from arxl.tables.schema import Company

FILE = "statement.json"
"""Name of the attachment; statement.typ gives it."""

_SELLER = ("id", "name", "tax_id", "address", "phone", "email", "bank")


def record_of(issue: Issue, company: Company, own: Mapping[str, str] = MappingProxyType({})) -> dict[str, Any]:
    """The statement for machines.

    Args:
        own: English text -> what the seller's theme says in its place in the statement's language.
    """
    statement = issue.statement

    def money(minor: int) -> str:
        return decimal_text(minor, statement.exponent)

    return {
        "number": statement.number,
        "corrects": statement.corrects,
        "language": statement.language,
        "seller": {name: getattr(company, name) for name in _SELLER},
        "customer": statement.customer,
        "customer_name": statement.customer_name,
        "customer_address": statement.customer_address,
        "customer_tax_id": statement.customer_tax_id,
        "month": statement.month,
        "first_day": statement.first_day.isoformat(),
        "last_day": statement.last_day.isoformat(),
        "issued_on": issue.issued_on.isoformat() if issue.issued_on else None,
        "return_by": issue.return_by.isoformat() if issue.return_by else None,
        "currency": statement.currency,
        "opening": money(statement.opening_minor),
        "carried": [_line_of(line, money) for line in statement.carried],
        "movements": [
            _line_of(movement.line, money)
            | {"balance": money(movement.balance_minor), "earlier_period": movement.earlier_period}
            for movement in statement.movements
        ],
        "closing": money(statement.closing_minor),
        "closing_in_words": closing_in_words(statement),
        "open_items": [_item_of(item, money) for item in statement.open_items],
        "aging": [
            {"bucket": str(bucket), "days": span_of(bucket), "open": money(minor)}
            for bucket, minor in zip(statement.aging_labels, statement.aging_minor, strict=True)
        ],
        "unapplied": money(statement.unapplied_minor),
        "in_hand": money(statement.in_hand_minor),
        "disputed": money(statement.disputed_minor),
        "due_now": money(statement.due_now_minor),
        "rebates": [_rebate_of(rebate, money) for rebate in statement.rebates],
        "wording": dict(own),
    }


def copy_in(paper: bytes, place: str) -> Copy:
    """The statement that a stored paper carries, as it was issued.

    Args:
        place: what a refusal is told of: the statement's number.

    Raises:
        Refused: the paper carries no record that this arxl reads.
    """
    try:
        return copy_of(json.loads(attachment(paper, FILE)))
    except (pypdfium2.PdfiumError, LookupError, ValueError, TypeError, ArithmeticError) as problem:
        raise refused(
            place,
            sentence("the stored paper carries no record of its figures ({problem}).", problem=str(problem)),
            sentence("Update arxl; the paper itself can be exported and printed."),
        ) from problem


def claimed_number(paper: bytes) -> str:
    """The number that a PDF says it has; "" where it says none. Anybody can write one: it says where to look."""
    try:
        return str(json.loads(attachment(paper, FILE))["number"])
    except (pypdfium2.PdfiumError, LookupError, ValueError, TypeError):
        return ""


def copy_of(record: Mapping[str, Any]) -> Copy:
    """The statement that a record was made from.

    Raises:
        LookupError, ValueError, TypeError, ArithmeticError: it is not a record of a statement.
    """
    exponent = _decimals(record["closing"])

    def minor(text: str) -> int:
        return minor_from_decimal(Decimal(text), exponent)

    given = (
        "number",
        "customer",
        "customer_name",
        "customer_address",
        "customer_tax_id",
        "language",
        "currency",
        "month",
    )
    sums = ("opening", "closing", "unapplied", "in_hand", "disputed", "due_now")
    fields: dict[str, Any] = {
        **{name: record[name] for name in given},
        **{f"{name}_minor": minor(record[name]) for name in sums},
        "exponent": exponent,
        "corrects": record.get("corrects", ""),
        "first_day": date.fromisoformat(record["first_day"]),
        "last_day": date.fromisoformat(record["last_day"]),
        "movements": tuple(
            Movement(_line_in(line, minor), minor(line["balance"]), line["earlier_period"])
            for line in record["movements"]
        ),
        "carried": tuple(_line_in(line, minor) for line in record["carried"]),
        "open_items": tuple(_item_in(item, minor) for item in record["open_items"]),
        "aging_labels": tuple(bucket_label(*bucket["days"]) for bucket in record["aging"]),
        "aging_minor": tuple(minor(bucket["open"]) for bucket in record["aging"]),
        "rebates": tuple(_rebate_in(rebate, minor) for rebate in record.get("rebates", ())),  # older papers have none
    }
    issue = Issue(Statement(**fields), _day(record["issued_on"]), _day(record["return_by"]))
    company = Company(**{name: record["seller"][name] for name in _SELLER})
    return Copy(issue, company, record.get("wording", {}))


def attachment(paper: bytes, file: str) -> bytes:
    """What a paper carries under a file's name.

    Raises:
        LookupError, PdfiumError: it carries nothing of this name, or is no PDF.
    """
    document = pypdfium2.PdfDocument(paper)
    try:
        for nth in range(document.count_attachments()):
            attached = document.get_attachment(nth)
            if attached.get_name() == file:
                return bytes(attached.get_data())
    finally:
        document.close()
    raise LookupError(file)


def _line_of(line: StatedLine, money: Callable[[int], str]) -> dict[str, Any]:
    against = {"against": line.against} if line.against else {}
    moved = {"date": line.date.isoformat(), "document": line.document, "kind": line.kind}
    return moved | against | {"amount": money(line.amount_minor)}


def _line_in(line: Mapping[str, Any], minor: Callable[[str], int]) -> StatedLine:
    day = date.fromisoformat(line["date"])
    return StatedLine(line["kind"], line["document"], line.get("against", ""), day, minor(line["amount"]))


def _item_of(item: OpenItem, money: Callable[[int], str]) -> dict[str, Any]:
    return {
        "document": item.document,
        "kind": item.kind,
        "date": item.date.isoformat(),
        "due_date": item.due_date.isoformat(),
        "days_past_due": item.days_past_due,
        "amount": money(item.amount_minor),
        "open": money(item.open_minor),
        "disputed": item.disputed,
    }


def _item_in(item: Mapping[str, Any], minor: Callable[[str], int]) -> OpenItem:
    return OpenItem(
        document=item["document"],
        kind=item["kind"],
        date=date.fromisoformat(item["date"]),
        due_date=date.fromisoformat(item["due_date"]),
        amount_minor=minor(item["amount"]),
        open_minor=minor(item["open"]),
        days_past_due=item["days_past_due"],
        disputed=item["disputed"],
    )


def _rebate_of(rebate: QuarterRebate, money: Callable[[int], str]) -> dict[str, Any]:
    late = {"document": rebate.late_document, "days": rebate.late_days} if rebate.forfeited else None
    return {
        "quarter": rebate.quarter,
        "settled": money(rebate.settled_minor),
        "rebate": money(rebate.rebate_minor),
        "forfeited_by": late,
        "claimed": rebate.claimed,
    }


def _rebate_in(rebate: Mapping[str, Any], minor: Callable[[str], int]) -> QuarterRebate:
    late = rebate["forfeited_by"] or {"document": "", "days": 0}
    return QuarterRebate(
        quarter=rebate["quarter"],
        settled_minor=minor(rebate["settled"]),
        rebate_minor=minor(rebate["rebate"]),
        late_document=late["document"],
        late_days=late["days"],
        claimed=rebate["claimed"],
    )


def _decimals(text: str) -> int:
    """Decimals of an amount: those of its currency on the day of issue, which is what the paper shows."""
    return len(text.partition(".")[2])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
