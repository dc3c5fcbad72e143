"""The letter about a reconciliation: both balances, the bridge, what we ask the customer to check (practice B5).

In the customer's language. It says of each difference on whose side it is seen, and of none who is right.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from arxl.errors import label, sentence
from arxl.kernels.money import decimal_text
from arxl.locale import Wording
from arxl.papers.letterhead import Money, contact_said, customer_block, record_to
from arxl.papers.page import Press
from arxl.papers.setting import setting_of
from arxl.practices.addressee import Addressee
from arxl.practices.line_matching import Group, Line
from arxl.practices.reconciliation import Reconciliation, Step
from arxl.practices.reconciliation_words import TITLE, TO_CUSTOMER, agreed_said, to_check, to_correct
from arxl.practices.statement_words import kind_said, seller_of
from arxl.tables.schema import Company

RECORD = "reconciliation.json"
"""Name of the attachment; reconciliation.typ gives it."""


class ReconciliationPrinter:
    """Prints the reconciliation letters of one company.

    Args:
        theme: folder with the company's own theme.typ; None is arxl's.

    Raises:
        Refused: see `Press.pdf`.
        Faulty: a text holds a character that no font shows.
    """

    def __init__(self, company: Company, theme: Path | None = None) -> None:
        self._company = company
        self._press = Press("reconciliation.typ", theme)

    def paper(self, result: Reconciliation, addressee: Addressee, file: str) -> bytes:
        """The letter as PDF/A-3b: the same bytes for the same result.

        Args:
            file: name of their file.
        """
        words = self._press.words(addressee.language)
        page = page_of(result, addressee, file, self._company, words)
        record = record_of(result, addressee, file, self._company)
        return self._press.pdf(f"Reconciliation {result.customer}", page, record, result.as_of)


def page_of(
    result: Reconciliation, addressee: Addressee, file: str, company: Company, words: Wording
) -> dict[str, Any]:
    """The letter for reconciliation.typ: every word and figure as it stands on the paper."""
    money = Money(result.currency, result.exponent, words)
    title, day = words.text(TITLE), words.date(result.as_of)
    seller = seller_of(company, words)
    facts = (
        (label("Date"), day),
        (label("Currency"), result.currency),
        (label("Your file"), file),
        (label("Your account from"), words.date(result.theirs.begins)),
        (label("Your account to"), words.date(result.theirs.ends)),
    )
    return setting_of(
        words,
        title=title,
        reference=f"{result.customer} {day}",
        running_title=f"{title} · {day}",
        footer=" · ".join((result.customer, addressee.name)),
        seller=seller,
    ) | {
        "customer": customer_block(addressee, words)._asdict(),
        "facts": [(words.text(caption), value) for caption, value in facts],
        "opening": words.say(
            sentence("We have compared your account of us with our books, entry by entry. This is what we found.")
        ),
        "summary": [
            (words.text(label("Our balance")), money.said(result.ours.balance_minor)),
            (
                words.text(label("Differences")),
                money.said(result.theirs.balance_minor - result.ours.balance_minor),
            ),
            (words.text(label("Your balance")), money.said(result.theirs.balance_minor)),
        ],
        "agreed": words.say(agreed_said(result)),
        "bridge": _bridge(result, words, money),
        "clauses": [
            {"title": words.text(heading), "points": [words.say(point) for point in points]}
            for heading, points in (
                (label("What we ask you to check"), to_check(result)),
                (label("What we check and correct on our side"), to_correct(result)),
            )
            if points
        ],
        "closing": words.say(_closing(result)),
        "contact": contact_said(company, addressee, words),
    }


def _closing(result: Reconciliation) -> Any:
    if result.bridge:
        return sentence(
            "Please tell us for each difference what your papers say. We then send you a statement to sign."
        )
    return sentence("The balances agree. Nothing needs to be done.")


def _bridge(result: Reconciliation, words: Wording, money: Money) -> dict[str, Any]:
    heads = (
        label("Date"),
        label("With us"),
        label("With you"),
        label("Our amount"),
        label("Your amount"),
        label("Difference"),
    )
    sections: list[dict[str, Any]] = []
    for step in result.bridge:
        if not sections or sections[-1]["what"] != step.what:
            sections.append({"what": step.what, "title": words.text(TO_CUSTOMER[step.what]), "rows": []})
        sections[-1]["rows"].append(_row(result, step, words, money))
    return {
        "title": words.text(label("From our balance to yours")),
        "head": [words.text(head) for head in heads],
        "first": [words.text(label("Our balance")), money.column(result.ours.balance_minor)],
        "sections": sections,
        "last": [words.text(label("Your balance")), money.column(result.theirs.balance_minor)],
    }


def _row(result: Reconciliation, step: Step, words: Wording, money: Money) -> dict[str, str]:
    difference = money.column(step.difference_minor)
    if step.group is None:
        return {"date": "", "ours": "", "theirs": "", "our": "", "their": "", "difference": difference}
    group = step.group
    return {
        "date": words.date(min(line.date for line in (*group.ours, *group.theirs))),
        "ours": ", ".join(_document(line, words) for line in group.ours),
        "theirs": ", ".join(line.number or line.text for line in group.theirs),
        "our": _sum(group.ours, money),
        "their": _sum(group.theirs, money),
        "difference": difference,
    }


def _document(line: Line, words: Wording) -> str:
    return f"{kind_said(line.kind, words)} {line.number}" if line.kind else line.number


def _sum(lines: tuple[Line, ...], money: Money) -> str:
    return money.column(sum(line.amount_minor for line in lines)) if lines else "–"


def record_of(result: Reconciliation, addressee: Addressee, file: str, company: Company) -> dict[str, Any]:
    """The letter for machines: every line of both sides, and the bridge."""

    def money(minor: int) -> str:
        return decimal_text(minor, result.exponent)

    return record_to(company, addressee, "reconciliation", "", result.as_of) | {
        "currency": result.currency,
        "file": file,
        "our_balance": money(result.ours.balance_minor),
        "their_balance": money(result.theirs.balance_minor),
        "begins": result.begins.isoformat(),
        "ends": result.ends.isoformat(),
        "bridge": [
            {
                "what": step.what,
                "difference": money(step.difference_minor),
                "balance": money(step.balance_minor),
                "group": None if step.group is None else result.groups.index(step.group) + 1,
            }
            for step in result.bridge
        ],
        "groups": [_record_group(group, result) for group in result.groups],
    }


def _record_group(group: Group, result: Reconciliation) -> dict[str, Any]:
    return {
        "status": group.status.value,
        "ours": [_record_line(line, result) for line in group.ours],
        "theirs": [_record_line(line, result) for line in group.theirs],
        "difference": decimal_text(group.difference_minor, result.exponent),
    }


def _record_line(line: Line, result: Reconciliation) -> dict[str, Any]:
    return {
        "date": line.date.isoformat(),
        "number": line.number,
        "amount": decimal_text(line.amount_minor, result.exponent),
    }
