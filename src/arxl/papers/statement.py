"""The statement of account on paper, for both sides to sign (practice B4).

The paper is in the customer's language and its amounts in that language's style; its record for machines is attached
to it. Neither holds a figure that the `Statement` does not.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from arxl.errors import Amount, label
from arxl.kernels.money import decimal_of
from arxl.locale import Wording
from arxl.papers.page import Press
from arxl.papers.page_codes import PageCodes
from arxl.papers.places import for_print
from arxl.papers.record import record_of
from arxl.papers.setting import setting_of
from arxl.practices import statement_words as said
from arxl.practices.statement import Movement, OpenItem, Statement
from arxl.practices.statement_words import Issue
from arxl.pulse import beat
from arxl.tables.schema import Company

if TYPE_CHECKING:
    from arxl.papers.seal import Seal  # it loads what signs, which most runs do without

_BEAT_SECONDS = 0.1


class StatementPrinter:
    """Prints the statements of one company: set up once for a batch.

    Args:
        company: the seller's block; a blank text is printed nowhere.
        theme: folder with the company's own theme.typ; None is arxl's.
        key: of the codes on the pages, hexadecimal; "" prints none. Drafts have none.
        seal: seals every statement that is issued; drafts are never sealed.

    Raises:
        Refused: see `Press.pdf`.
        Faulty: a text holds a character that no font shows.
    """

    def __init__(self, company: Company, theme: Path | None = None, key: str = "", seal: Seal | None = None) -> None:
        self._company = company
        self._seal = seal
        self._press = Press("statement.typ", theme)
        self._codes = PageCodes(company.id, key)

    def paper(self, statement: Statement, issued_on: date | None = None, return_by: date | None = None) -> bytes:
        """The statement as PDF/A-3b: the same bytes for the same statement, days and seal."""
        issue = Issue(statement, issued_on, return_by)
        place = f"Statement {statement.number or statement.month} {statement.customer}"
        words = self._press.words(statement.language)
        page, record = page_of(issue, self._company, words), record_of(issue, self._company, words.own)
        made_on = issued_on or statement.last_day
        seal = self._seal if issued_on is not None else None
        if seal is not None:
            holder = seal.certificate
            page["confirmation"]["seal"] = said.seal_said(holder.name, holder.is_test, made_on, words)
        paper = self._codes.printed(statement, lambda codes: self._press.pdf(place, page | codes, record, made_on))
        return paper if seal is None else seal.on(paper, made_on)

    def papers(self, issues: Iterable[Issue], workers: int | None = None) -> Iterator[bytes]:
        """The papers in the order of `issues`, printed by all cores; not one byte differs from `paper`."""
        threads = workers or os.cpu_count() or 1
        with ThreadPoolExecutor(threads) as pool:
            ahead: deque[Future[bytes]] = deque()  # a few papers, so that a slow reader does not fill the memory
            try:
                for issue in issues:
                    ahead.append(pool.submit(self.paper, *issue))
                    if len(ahead) > 2 * threads:
                        yield _awaited(ahead.popleft())
                while ahead:
                    yield _awaited(ahead.popleft())
            finally:
                for waiting in ahead:
                    waiting.cancel()


def _awaited(paper: Future[bytes]) -> bytes:
    """A paper as soon as it is printed; one of a thousand lines takes its time."""
    while not wait((paper,), timeout=_BEAT_SECONDS).done:
        beat()
    return paper.result()


def page_of(issue: Issue, company: Company, words: Wording) -> dict[str, Any]:
    """The statement for statement.typ: every word and figure as it stands on the paper."""
    statement = issue.statement
    money = _Figures(statement, words)
    return setting_of(
        words,
        title=words.text(said.TITLE),
        reference=said.reference_of(statement, words),
        running_title=said.running_title(statement, words),
        footer=said.footer_of(statement, words),
        seller=said.seller_of(company, words),
        draft="" if statement.number else words.text(label("DRAFT")),
    ) | {
        "customer": said.customer_of(statement, words)._asdict(),
        "facts": said.facts_of(issue, words),
        "summary": _summary(statement, words, money),
        "movements": _movements(statement, words, money),
        "open": _open_items(statement, words, money),
        "aging": _aging(statement, words, money),
        "notes": said.notes_of(statement, words),
        "due": said.due_said(statement, words),
        "bank": said.bank_lines(company, words) or [""],
        "places": for_print(),
        "confirmation": _confirmation(said.confirmation_of(issue, company, words)),
        "coupon": coupon._asdict() if (coupon := said.coupon_of(statement, company, words)) else None,
        "slip": said.dispute_slip_of(statement, words)._asdict(),
    }


class _Figures:
    """The statement's minor units as they stand in columns."""

    def __init__(self, statement: Statement, words: Wording) -> None:
        self._exponent, self._words = statement.exponent, words

    def bare(self, minor: int) -> str:
        return self._words.amount(decimal_of(minor, self._exponent))


def _summary(statement: Statement, words: Wording, money: _Figures) -> list[tuple[str, str]]:
    debits, credits = said.turnover(statement)
    return [
        (words.text(label("Opening balance")), money.bare(statement.opening_minor)),
        (words.text(label("Total debits")), money.bare(debits)),
        (words.text(label("Total credits")), money.bare(credits)),
        (words.text(label("Closing balance")), money.bare(statement.closing_minor)),
        (
            words.text(label("Amount now due")),
            words.amount(Amount(decimal_of(statement.due_now_minor, statement.exponent), statement.currency)),
        ),
    ]


def _movements(statement: Statement, words: Wording, money: _Figures) -> dict[str, Any]:
    heads = (
        label("Date"),
        label("Document"),
        label("Kind"),
        label("Debit (+)"),
        label("Credit (−)"),
        label("Balance"),
    )
    debits, credits = said.turnover(statement)
    opening = {
        "date": words.date(statement.first_day),
        "document": "",
        "kind": words.text(label("Opening balance")),
        "mark": "",
        "debit": "",
        "credit": "",
        "balance": money.bare(statement.opening_minor),
    }
    return {
        "title": words.text(label("Movements of the month")),
        "head": [words.text(head) for head in heads],
        "rows": [opening, *(_movement(movement, words, money) for movement in statement.movements)],
        "foot": [
            words.date(statement.last_day),
            "",
            words.text(label("Closing balance")),
            *map(money.bare, (debits, credits, statement.closing_minor)),
        ],
    }


def _movement(movement: Movement, words: Wording, money: _Figures) -> dict[str, str]:
    line = movement.line
    return {
        "date": words.date(line.date),
        "document": line.document,
        "kind": said.kind_said(line.kind, words),
        "mark": said.movement_mark(movement, words),
        "debit": money.bare(line.amount_minor) if line.amount_minor > 0 else "",
        "credit": money.bare(-line.amount_minor) if line.amount_minor < 0 else "",
        "balance": money.bare(movement.balance_minor),
    }


def _open_items(statement: Statement, words: Wording, money: _Figures) -> dict[str, Any]:
    heads = (
        label("Document"),
        label("Kind"),
        label("Date"),
        label("Due Date"),
        label("Days past due"),
        label("Amount"),
        label("Open"),
    )
    total = sum(item.open_minor for item in statement.open_items)
    return {
        "title": words.text(label("Open Items")),
        "head": [words.text(head) for head in heads],
        "rows": [_open_item(item, words, money) for item in statement.open_items],
        "foot": ["", words.text(label("Total open")), "", "", "", "", money.bare(total)],
    }


def _open_item(item: OpenItem, words: Wording, money: _Figures) -> dict[str, str]:
    return {
        "document": item.document,
        "kind": said.kind_said(item.kind, words),
        "mark": said.item_mark(item, words),
        "date": words.date(item.date),
        "due": words.date(item.due_date),
        "days": str(item.days_past_due) if item.days_past_due > 0 else "–",
        "amount": money.bare(item.amount_minor),
        "open": money.bare(item.open_minor),
    }


def _aging(statement: Statement, words: Wording, money: _Figures) -> dict[str, Any]:
    cells = [
        (words.text(bucket), money.bare(minor))
        for bucket, minor in zip(statement.aging_labels, statement.aging_minor, strict=True)
    ]
    unapplied = (words.text(label("Unapplied cash")), money.bare(-statement.unapplied_minor))
    closing = (words.text(label("Closing balance")), money.bare(statement.closing_minor))
    return {
        "title": words.text(label("Age of the balance")),
        "cells": [*cells, unapplied, closing],
        "edge": said.edge_said(statement, words),
    }


def _confirmation(block: said.Confirmation) -> dict[str, Any]:
    names = {side: party._asdict() for side, party in (("seller", block.seller), ("customer", block.customer))}
    printed = {"return-by": block.return_by, "in-words": block.in_words, "seal": []}
    return block._asdict() | names | printed
