"""The contract terms sheet on paper, signed and stamped by both sides (practices A3, A4, A5)."""

from __future__ import annotations

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
    page_to,
    percent_said,
    record_to,
    side,
)
from arxl.papers.page import Press
from arxl.practices.contract_terms import ContractTerms, LadderStep, Signatory
from arxl.practices.statement_words import seller_of
from arxl.practices.supply_words import supply_consequence
from arxl.practices.terms_words import terms_said
from arxl.tables.schema import Company


class TermsPrinter:
    """Prints the contract terms sheets of one company.

    Raises:
        Refused: see `Press.pdf`.
        Faulty: a text holds a character that no font shows.
    """

    def __init__(self, company: Company, theme: Path | None = None) -> None:
        self._company, self._press = company, Press("terms.typ", theme)

    def paper(self, agreed: ContractTerms) -> bytes:
        """The sheet as PDF/A-3b: the same bytes for the same terms."""
        words = self._press.words(agreed.addressee.language)
        place = f"Contract terms {agreed.number} {agreed.addressee.customer}".replace("  ", " ")
        page, record = page_of(agreed, self._company, words), record_of(agreed, self._company)
        return self._press.pdf(place, page, record, agreed.written_on)


def page_of(agreed: ContractTerms, company: Company, words: Wording) -> dict[str, Any]:
    """The sheet for terms.typ."""
    money = Money(agreed.currency, agreed.exponent, words)
    facts = (
        (label("Contract No"), agreed.contract),
        (label("Signed on"), words.date(agreed.signed_on) if agreed.signed_on else ""),
        (label("Valid until"), words.date(agreed.valid_until) if agreed.valid_until else ""),
        (label("Date"), words.date(agreed.written_on)),
        (label("Currency"), agreed.currency),
    )
    return page_to(words, company, agreed.addressee, label("Contract terms"), agreed.number, facts) | {
        "opening": words.text(label("Both sides agree on the following terms for deliveries on credit.")),
        "clauses": [
            clause(words, label("Terms of payment"), *terms_said(agreed.terms), _shorthand(agreed)),
            clause(words, label("Which delivery a receipt settles"), _ALLOCATION),
            clause(words, label("Credit limit"), *_limit(agreed, money)),
            clause(words, label("Rebate"), *_rebate(agreed)),
            clause(words, label("Interest"), *_interest(agreed, words)),
            clause(words, label("Statement of account"), _statement(agreed)),
        ],
        "ladder": _ladder(agreed, words),
        "signatories": _signatories(agreed, words),
        "contact": contact_said(company, agreed.addressee, words),
        "sides": [side(seller_of(company, words), words), side(customer_block(agreed.addressee, words), words)],
    }


def record_of(agreed: ContractTerms, company: Company) -> dict[str, Any]:
    """The sheet for machines."""
    rate = agreed.interest_rate
    return record_to(company, agreed.addressee, "terms sheet", agreed.number, agreed.written_on) | {
        "currency": agreed.currency,
        "contract": agreed.contract,
        "signed_on": agreed.signed_on.isoformat() if agreed.signed_on else None,
        "valid_until": agreed.valid_until.isoformat() if agreed.valid_until else None,
        "terms": str(agreed.terms),
        "limit": None if agreed.limit_minor is None else decimal_text(agreed.limit_minor, agreed.exponent),
        "rebate_percent": f"{agreed.rebate_percent:f}",
        "rebate_late_days": agreed.rebate_late_days,
        "interest_rate": None if rate is None else f"{rate:f}",
        "interest_basis": agreed.interest.interest_basis,
        "interest_grace_days": agreed.interest.interest_grace_days,
        "interest_from_due": agreed.interest.from_due,
        "ladder": [
            {
                "level": step.level,
                "from_days": step.from_days,
                "from_share": None if step.from_share is None else f"{step.from_share:f}",
            }
            for step in agreed.ladder
        ],
        "return_days": agreed.return_days,
        "signatories": [{"name": one.name, "role": one.role} for one in agreed.signatories],
        "seal_on_file": agreed.seal_on_file,
    }


_ALLOCATION = sentence("A receipt settles the delivery that it names, else the oldest one that is open.")


def _shorthand(agreed: ContractTerms) -> Sentence:
    return sentence("In short: {terms}.", terms=str(agreed.terms))


def _limit(agreed: ContractTerms, money: Money) -> list[Sentence | str]:
    if agreed.limit_minor is None:
        return [label("No limit is agreed.")]
    limit = money.amount(agreed.limit_minor)
    return [
        sentence("What is open and ordered is at most {limit}.", limit=limit),
        money.in_words(agreed.limit_minor),
    ]


def _rebate(agreed: ContractTerms) -> list[Sentence | str]:
    if not agreed.rebate_percent:
        return [label("No rebate is agreed.")]
    return [
        sentence(
            "{percent} % of what is settled in full by its due date, by quarter of the due date and paid out as a "
            "credit note.",
            percent=agreed.rebate_percent,
        ),
        sentence(
            "One item more than {days} days late forfeits the rebate of its quarter.", days=agreed.rebate_late_days
        ),
    ]


def _interest(agreed: ContractTerms, words: Wording) -> list[Sentence | str]:
    if agreed.interest_rate is None:
        return [label("No interest is agreed beyond what the law provides.")]
    interest = agreed.interest
    gaps = {"rate": percent_said(agreed.interest_rate, words), "basis": interest.interest_basis}
    if interest.from_due:
        bears = sentence(
            "What is past due bears simple interest of {rate} a year at present, day by day ({basis}), from its due "
            "date on.",
            **gaps,
        )
    else:
        bears = sentence(
            "What is past due bears simple interest of {rate} a year at present, day by day ({basis}), from our "
            "written notice on.",
            **gaps,
        )
    grace = sentence("It starts {days} days later; these days bear none.", days=interest.interest_grace_days)
    return [bears, grace] if interest.interest_grace_days else [bears]


def _statement(agreed: ContractTerms) -> Sentence:
    return sentence(
        "Each month the seller sends a statement of account. The customer returns one copy within {days} days, signed "
        "and stamped, and says what differs.",
        days=agreed.return_days,
    )


def _ladder(agreed: ContractTerms, words: Wording) -> dict[str, Any]:
    """What happens to deliveries when money is late."""
    return {
        "title": words.text(label("Deliveries when money is late")),
        "head": [words.text(label("From")), words.text(label("What follows"))],
        "rows": [
            [words.text(_from(step)), words.say(supply_consequence(step.level, agreed.orders_percent))]
            for step in agreed.ladder
        ],
        "note": words.text(label("It is lifted on the day on which its cause is settled.")),
    }


def _from(step: LadderStep) -> Sentence | str:
    if step.from_days is not None:
        return sentence("{days} days past due", days=step.from_days)
    if step.from_share is not None:
        percent = (step.from_share * 100).normalize()
        return sentence("{percent} % of the credit limit", percent=f"{percent:f}")
    return label("At all times")


def _signatories(agreed: ContractTerms, words: Wording) -> dict[str, Any]:
    heads = (label("Signatory"), label("Role"), label("From"), label("Until"))
    sealed = label("A print of the registered seal is on file.")
    return {
        "title": words.text(label("Who signs for the customer")),
        "head": [words.text(head) for head in heads],
        "rows": [_signatory(one, words) for one in agreed.signatories],
        "note": words.text(sealed if agreed.seal_on_file else label("No print of the registered seal is on file yet.")),
    }


def _signatory(one: Signatory, words: Wording) -> list[str]:
    days = (words.date(day) if day else "–" for day in (one.valid_from, one.valid_until))
    return [one.name, one.role, *days]
