"""The debit note for interest on paper: documents, the stretches behind them, and what is claimed (practice C5)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from arxl.errors import label, sentence
from arxl.kernels.money import decimal_text
from arxl.locale import Wording
from arxl.papers.letterhead import Money, contact_said, page_to, pay_lines, percent_said, record_to
from arxl.papers.page import Press
from arxl.practices.interest_note import InterestNote
from arxl.tables.schema import Company


class InterestNotePrinter:
    """Prints the debit notes for interest of one company.

    Raises:
        Refused: see `Press.pdf`.
        Faulty: a text holds a character that no font shows.
    """

    def __init__(self, company: Company, theme: Path | None = None) -> None:
        self._company, self._press = company, Press("interest_note.typ", theme)

    def paper(self, note: InterestNote) -> bytes:
        """The note as PDF/A-3b: the same bytes for the same note."""
        words = self._press.words(note.addressee.language)
        place = f"Interest note {note.number or 'draft'} {note.addressee.customer}"
        return self._press.pdf(
            place, page_of(note, self._company, words), record_of(note, self._company), note.written_on
        )


def page_of(note: InterestNote, company: Company, words: Wording) -> dict[str, Any]:
    """The note for interest_note.typ."""
    money = Money(note.currency, note.exponent, words)
    facts = ((label("Date"), words.date(note.written_on)), (label("Currency"), note.currency))
    until = sentence("Interest up to {day}, simple, by {basis}; the due date bears none, the last day does.",
                     day=note.as_of, basis=note.basis)  # fmt: skip
    return page_to(words, company, note.addressee, label("Debit note for interest"), note.number, facts) | {
        "amount": money.said(note.total_minor),
        "in-words": money.in_words(note.total_minor),
        "rule": words.say(until),
        "lines": _lines(note, words, money),
        "stretches": _stretches(note, words, money),
        "pay": pay_lines(company, note.number, words) if note.number else [],
        "contact": contact_said(company, note.addressee, words),
    }


def _lines(note: InterestNote, words: Wording, money: Money) -> dict[str, Any]:
    heads = (label("Document"), label("Due Date"), label("Amount"), label("Interest"))
    return {
        "head": [words.text(head) for head in heads],
        "rows": [
            [
                line.document,
                words.date(line.due_date),
                money.column(line.amount_minor),
                money.column(line.interest_minor),
            ]
            for line in note.lines
        ],
        "foot": [words.text(label("Total")), "", "", money.column(note.total_minor)],
    }


def _stretches(note: InterestNote, words: Wording, money: Money) -> dict[str, Any]:
    heads = (label("Document"), label("From"), label("Until"), label("Days"), label("Balance"), label("Interest Rate"))
    return {
        "title": words.text(label("How it was reckoned")),
        "head": [words.text(head) for head in heads],
        "rows": [
            [
                one.document,
                words.date(one.start),
                words.date(one.until),
                str(one.days),
                money.column(one.balance_minor),
                percent_said(one.rate, words),
            ]
            for one in note.stretches
        ],
    }


def record_of(note: InterestNote, company: Company) -> dict[str, Any]:
    """The note for machines."""

    def money(minor: int) -> str:
        return decimal_text(minor, note.exponent)

    return record_to(company, note.addressee, "interest note", note.number, note.written_on) | {
        "as_of": note.as_of.isoformat(),
        "currency": note.currency,
        "basis": note.basis,
        "lines": [
            {
                "document": line.document,
                "due_date": line.due_date.isoformat(),
                "amount": money(line.amount_minor),
                "interest": money(line.interest_minor),
            }
            for line in note.lines
        ],
        "total": money(note.total_minor),
    }
