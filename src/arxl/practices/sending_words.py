"""What the mail says that brings a paper, in its customer's language (practice B4).

The subject names the statement, its month and its balance; the text says until when and how to answer.
"""

from __future__ import annotations

from typing import NamedTuple

from arxl.errors import Amount, Sentence, sentence
from arxl.kernels.money import decimal_of, exponent_of
from arxl.locale import Wording
from arxl.practices.statement import month_span
from arxl.tables.history import IssuedPaper, IssuedStatement
from arxl.tables.schema import Company


class Said(NamedTuple):
    """Subject and text of a mail."""

    subject: str
    text: str


def said_of(paper: IssuedStatement | IssuedPaper, customer_name: str, company: Company, words: Wording) -> Said:
    """What goes with a statement or another paper."""
    if isinstance(paper, IssuedStatement):
        subject, body = _of_statement(paper, words)
    else:
        subject, body = _of_paper(paper, words)
    greeting = words.say(sentence("Dear {customer},", customer=customer_name))
    return Said(subject, "\n\n".join((greeting, *body, _signed(company))) + "\n")


def _of_statement(statement: IssuedStatement, words: Wording) -> tuple[str, list[str]]:
    about = {"number": statement.number, "month": words.month(statement.month)}
    amount = _amount(statement)
    if statement.closing_minor < 0:
        subject = sentence(
            "Statement of account {number}, {month}: balance in your favour {amount}", **about, amount=amount
        )
    else:
        subject = sentence("Statement of account {number}, {month}: balance {amount}", **about, amount=amount)
    body = (
        sentence("Attached is our statement of account {number} for {month}, as a PDF.", **about),
        _balance(statement),
        sentence(
            "Please check it and return one copy, signed and stamped, by {day}: answer this message and attach the"
            " scan or the signed PDF, or send the paper to our address.",
            day=statement.return_by,
        ),
        sentence(
            "If the balance differs from your books, tick that it differs, and write your figure and the reason beside"
            " it before you sign."
        ),
    )
    return words.say(subject), [words.say(part) for part in body]


def _balance(statement: IssuedStatement) -> Sentence:
    day, amount = month_span(statement.month)[1], _amount(statement)
    if statement.closing_minor > 0:
        return sentence("On {day} you owe us {amount}.", day=day, amount=amount)
    if statement.closing_minor < 0:
        return sentence("On {day} we owe you {amount}.", day=day, amount=amount)
    return sentence("On {day} neither of us owes the other anything in {currency}.", day=day, currency=amount.currency)


def _amount(statement: IssuedStatement) -> Amount:
    """Without a sign, which could be read either way."""
    return Amount(decimal_of(abs(statement.closing_minor), exponent_of(statement.currency)), statement.currency)


def _of_paper(paper: IssuedPaper, words: Wording) -> tuple[str, list[str]]:
    kind = words.text(paper.kind)
    subject = words.say(sentence("{paper} {number}", paper=kind[:1].upper() + kind[1:], number=paper.number))
    body = sentence(
        "Attached is our {paper} {number} of {day}, as a PDF.", paper=kind, number=paper.number, day=paper.issued_on
    )
    return subject, [words.say(body)]


def _signed(company: Company) -> str:
    """The seller, as the foot of a letter: what is blank is left out."""
    return "\n".join(filter(None, (company.name or company.id, *company.address.splitlines(), company.phone)))
