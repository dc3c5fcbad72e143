"""Reminder letters on paper, and the assignment of claims to counsel (practices A5, B6, C5, C7).

In the customer's language, politely at every level: a letter says what is open, how late it is, what follows by the
company's own rules and on which day, how to pay and whom to call. It never threatens and never shames. The assignment
to counsel is written in the company's language, for counsel reads it and not the customer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from arxl.errors import Sentence, label, sentence
from arxl.kernels.money import decimal_text
from arxl.locale import Wording
from arxl.papers.letterhead import (
    Money,
    clause,
    contact_said,
    customer_block,
    item_cells,
    page_to,
    pay_lines,
    percent_said,
    record_item,
    record_to,
    side,
)
from arxl.papers.page import Press
from arxl.practices.dunning_level import FORMAL, TITLES, DunningLevel
from arxl.practices.letters import Letter, LetterItem, Suspension
from arxl.practices.statement_words import Party, seller_of
from arxl.practices.supply_words import supply_consequence
from arxl.tables.schema import Company

_FOLLOWS: Mapping[DunningLevel, str] = {
    DunningLevel.DUE: label("What is still open on {day} is followed by a reminder on the due date."),
    DunningLevel.LATE_SOFT: label("What is still open on {day} is followed by a reminder."),
    DunningLevel.LATE_FIRM: label("What is still open on {day} is followed by a second reminder."),
    DunningLevel.INTEREST: label("What is still open on {day} is followed by a notice of interest."),
    DunningLevel.SUSPENSION: label("If it is still open on {day}, we may have to restrict deliveries."),
    DunningLevel.LAST_NOTICE: label("What is still open on {day} is followed by our last notice."),
    DunningLevel.COUNSEL: label("If it is still open on {day}, we hand the matter to our counsel."),
}


_LINE = "_" * 28  # to be filled in by hand


class LetterPrinter:
    """Prints the letters of one company.

    Args:
        counsel: name and address of the counsel, line by line; "" leaves lines to fill in.
        theme: folder with the company's own theme.typ; None is arxl's.

    Raises:
        Refused: see `Press.pdf`.
        Faulty: a text holds a character that no font shows.
    """

    def __init__(self, company: Company, counsel: str = "", theme: Path | None = None) -> None:
        self._company, self._counsel = company, counsel
        self._press = Press("letter.typ", theme)

    def paper(self, letter: Letter) -> bytes:
        """The letter as PDF/A-3b: the same bytes for the same letter."""
        to_counsel = letter.level is DunningLevel.COUNSEL
        words = self._press.words(self._company.language if to_counsel else letter.addressee.language)
        page = (
            _assignment(letter, self._company, self._counsel, words)
            if to_counsel
            else page_of(letter, self._company, words)
        )
        place = f"Letter {letter.number or letter.level} {letter.addressee.customer}"
        return self._press.pdf(place, page, record_of(letter, self._company), letter.written_on)


def page_of(letter: Letter, company: Company, words: Wording) -> dict[str, Any]:
    """A letter to the customer for letter.typ."""
    money = Money(letter.currency, letter.exponent, words)
    reference = " ".join(filter(None, (letter.addressee.customer, letter.number)))
    return _headed(letter, company, words) | {
        "greeting": words.say(sentence("Dear {name},", name=letter.addressee.name)),
        "opening": words.text(_opening(letter)),
        "items": _items(letter, words, money),
        "in-words": money.in_words(letter.total_minor),
        "notes": _notes(letter, words, money),
        "clauses": [
            *_interest(letter, words, money),
            *_supply(letter.suspension, words),
            clause(words, label("What we ask of you"), *_asked(letter)),
        ],
        "tick": [],
        "pay": {
            "title": words.say(_to_pay(letter, money)),
            "lines": pay_lines(company, reference, words),
            "contact": contact_said(company, letter.addressee, words),
        },
        "closing": words.text(label("With kind regards")),
        "sides": [side(seller_of(company, words), words)] if letter.level in FORMAL else [],
    }


def record_of(letter: Letter, company: Company) -> dict[str, Any]:
    """The letter for machines."""

    def money(minor: int) -> str:
        return decimal_text(minor, letter.exponent)

    interest, suspension = letter.interest, letter.suspension
    return record_to(company, letter.addressee, "letter", letter.number, letter.written_on) | {
        "as_of": letter.as_of.isoformat(),
        "level": str(letter.level),
        "currency": letter.currency,
        "items": [_record_line(line, letter.exponent) for line in letter.items],
        "total": money(letter.total_minor),
        "unapplied": money(letter.unapplied_minor),
        "in_hand": money(letter.in_hand_minor),
        "pay_by": letter.pay_by.isoformat(),
        "next_level": str(letter.next_level) if letter.next_level else None,
        "next_on": letter.next_on.isoformat() if letter.next_level else None,
        "interest": interest
        and {"rate": f"{interest.rate:f}", "basis": interest.basis, "to_date": money(interest.accrued_minor)},
        "supply": suspension
        and {
            "level": suspension.level,
            "reasons": [str(reason) for reason in suspension.reasons],
            "release": [str(release) for release in suspension.release],
        },
    }


def _headed(letter: Letter, company: Company, words: Wording) -> dict[str, Any]:
    figures_of = words.date(letter.as_of) if letter.as_of != letter.written_on else ""
    facts = (
        (label("Date"), words.date(letter.written_on)),
        (label("Figures of"), figures_of),
        (label("Currency"), letter.currency),
    )
    return page_to(words, company, letter.addressee, TITLES[letter.level], letter.number, facts)


def _opening(letter: Letter) -> Sentence:
    oldest, day = letter.oldest_days, letter.as_of
    match letter.level:
        case DunningLevel.BEFORE_DUE:
            return sentence(
                "what is listed below will soon be due. We write ahead of time so that nothing is overlooked."
            )
        case DunningLevel.DUE:
            return sentence("what is listed below is due today, {day}.", day=day)
        case DunningLevel.LATE_SOFT:
            return sentence(
                "what is listed below is still open in our books, though its due date is over. It may have escaped "
                "your attention."
            )
        case DunningLevel.LATE_FIRM:
            return sentence(
                "what is listed below is past due. The oldest item has been due for {days} days.", days=oldest
            )
        case DunningLevel.INTEREST:
            return sentence(
                "what is listed below is past due; the oldest item has been due for {days} days. This is our written "
                "notice of interest on it.",
                days=oldest,
            )
        case DunningLevel.SUSPENSION:
            return sentence(
                "what is listed below is past due; the oldest item has been due for {days} days. Until it is settled "
                "we restrict deliveries as follows.",
                days=oldest,
            )
        case _:
            return sentence(
                "what is listed below is past due; the oldest item has been due for {days} days. This is our last "
                "notice before we instruct counsel.",
                days=oldest,
            )


def _to_pay(letter: Letter, money: Money) -> Sentence:
    amount = money.amount(letter.total_minor)
    if letter.level is DunningLevel.BEFORE_DUE:
        return sentence("Falling due: {amount}", amount=amount)
    return sentence("Amount due: {amount}", amount=amount)


def _asked(letter: Letter) -> list[Sentence]:
    """What the customer is asked for, and what follows on which day."""
    level = letter.level
    if level is DunningLevel.BEFORE_DUE:
        return [
            sentence("Please settle each item by its due date. If your transfer is on its way, nothing is left to do.")
        ]
    if level is DunningLevel.DUE:
        return [sentence("If your transfer has crossed with this letter, please take the letter as settled.")]
    asked = [sentence("Please settle it by {day}.", day=letter.pay_by)]
    if level in (DunningLevel.LATE_SOFT, DunningLevel.LATE_FIRM):
        asked.append(
            sentence(
                "If something is wrong with a delivery, or there is a reason for the delay, tell us: we would like to "
                "settle it with you."
            )
        )
    if letter.next_level is not None and level is not DunningLevel.LATE_SOFT:
        asked.append(Sentence(_FOLLOWS[letter.next_level], {"day": letter.next_on}))
    asked.append(sentence("If your transfer has crossed with this letter, please take the letter as settled."))
    return asked


def _items(letter: Letter, words: Wording, money: Money) -> dict[str, Any]:
    """The documents of the letter; where it is about interest, that takes the place of their kind."""
    days = label("Days left") if letter.level is DunningLevel.BEFORE_DUE else label("Days late")
    if letter.interest:
        heads = [label("Document"), label("Date"), label("Due Date"), days, label("Interest from"), label("Interest")]
    else:
        heads = [label("Document"), label("Kind"), label("Date"), label("Due Date"), days]
    heads += [label("Amount"), label("Open")]
    return {
        "head": [words.text(head) for head in heads],
        "rows": [_row(line, letter, words, money) for line in letter.items],
        "foot": [words.text(label("Total")), *("" for _ in heads[2:]), money.column(letter.total_minor)],
        "kinds": not letter.interest,
        "figures": 5 if letter.interest else 3,
    }


def _row(line: LetterItem, letter: Letter, words: Wording, money: Money) -> list[str]:
    cells = item_cells(line.item, words, money)
    days, figures = str(abs(line.item.days_past_due)), (cells["amount"], cells["open"])
    if not letter.interest:
        return [cells["document"], cells["kind"], cells["date"], cells["due"], days, *figures]
    since = words.date(line.interest_from) if line.interest_from else "–"
    interest = money.column(line.interest_minor) if line.interest_minor else "–"
    return [cells["document"], cells["date"], cells["due"], days, since, interest, *figures]


def _notes(letter: Letter, words: Wording, money: Money) -> list[str]:
    """What is on its way or on account, and not deducted above."""
    notes = []
    if letter.in_hand_minor:
        in_hand = money.amount(letter.in_hand_minor)
        notes.append(
            sentence("Cheques and bills in hand, not yet cleared and not yet deducted: {amount}.", amount=in_hand)
        )
    if letter.unapplied_minor:
        notes.append(
            sentence("On your account and not yet deducted: {amount}.", amount=money.amount(letter.unapplied_minor))
        )
    return [words.say(note) for note in notes]


def _interest(letter: Letter, words: Wording, money: Money) -> list[dict[str, Any]]:
    claim = letter.interest
    if claim is None:
        return []
    lines = [
        sentence(
            "Each item bears simple interest of {rate} a year on its open amount, day by day ({basis}), from the day "
            'in the column "Interest from" until it is settled.',
            rate=percent_said(claim.rate, words),
            basis=claim.basis,
        )
    ]
    if claim.accrued_minor:
        lines.append(
            sentence(
                "Up to {day} the interest comes to {amount}, that of items settled late included.",
                day=letter.as_of,
                amount=money.amount(claim.accrued_minor),
            )
        )
    return [clause(words, label("Interest"), *lines)]


def _supply(suspension: Suspension | None, words: Wording) -> list[dict[str, Any]]:
    if suspension is None:
        return []
    clauses = [clause(words, label("Deliveries"), supply_consequence(suspension.level, suspension.orders_percent))]
    if suspension.reasons:
        clauses.append(clause(words, label("Why"), points=suspension.reasons))
    else:
        clauses[0]["lines"].append(words.text(label("Please call us: we would like to settle with you what lifts it.")))
    if suspension.release:
        clauses.append(clause(words, label("What lifts the restriction"), points=suspension.release))
    return clauses


# --- assignment to counsel -----------------------------------------------------------------------------------------


def _assignment(letter: Letter, company: Company, counsel: str, words: Wording) -> dict[str, Any]:
    money = Money(letter.currency, letter.exponent, words)
    name, *address = counsel.splitlines() or [_LINE]
    advocate = Party(words.text(label("Counsel")), name, tuple(address))
    debtor = customer_block(letter.addressee, words)
    enclosed = (
        label("Contract"),
        label("Deliveries with their signed notes"),
        label("Statements signed by the debtor"),
        label("Letters and contacts"),
        label("Reckoning of interest"),
    )
    disputed = sentence(
        "Disputed by the debtor, and no part of this assignment: {amount}.", amount=money.amount(letter.disputed_minor)
    )
    instructions = [
        sentence("Please report each step before it is taken, and pass on what is received without delay."),
        sentence(
            "We ask for lawful means only: no contact with the debtor's family, neighbours or customers, and none "
            "outside usual hours."
        ),
        disputed if letter.disputed_minor else "",
    ]
    return _headed(letter, company, words) | {
        "customer": advocate._asdict(),
        "greeting": "",
        "opening": words.say(
            sentence(
                "We assign to you the collection of the claims below against {debtor}.", debtor=letter.addressee.name
            )
        ),
        "items": _items(letter, words, money),
        "in-words": money.in_words(letter.total_minor),
        "notes": _notes(letter, words, money),
        "clauses": [
            {"title": words.text(label("Debtor")), "lines": [" · ".join((debtor.name, *debtor.lines))], "points": []},
            *_interest(letter, words, money),
            clause(words, label("Instructions"), *instructions),
        ],
        "tick": [words.text(label("Enclosed")), *(words.text(one) for one in enclosed)],
        "pay": {"title": "", "lines": [], "contact": contact_said(company, letter.addressee, words, ours=True)},
        "closing": "",
        "sides": [side(seller_of(company, words), words), side(advocate, words)],
    }


def _record_line(line: LetterItem, exponent: int) -> dict[str, Any]:
    interest: dict[str, Any] = {}
    if isinstance(line.interest_from, dt.date):
        interest = {
            "interest_from": line.interest_from.isoformat(),
            "interest": decimal_text(line.interest_minor, exponent),
        }
    return record_item(line.item, exponent) | interest
