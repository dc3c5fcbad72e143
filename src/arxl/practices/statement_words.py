"""What a statement of account says, in its customer's language (practice B4).

The paper and the sheet of one statement are two copies of it: they say the same words, which are put together here.
Figures in columns are left to whoever draws them; figures in sentences are written as the language writes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from arxl.errors import Amount, Sentence, label, sentence
from arxl.kernels.money import LIMIT_MINOR, decimal_of, exponent_of
from arxl.locale import Wording, wording
from arxl.locale.amount_words import amount_in_words
from arxl.practices.incentive import quarter_of
from arxl.practices.statement import Movement, OpenItem, Statement
from arxl.tables.schema import Company

TITLE = label("Statement of account")
KINDS = {
    "invoice": label("Invoice"),
    "debit note": label("Debit note"),
    "opening": label("Balance brought forward"),
    "interest": label("Interest"),
    "credit note": label("Credit note"),
    "receipt": label("Receipt"),
    "bounced": label("Bounced receipt"),
    "refund": label("Refund"),
    "discount": label("Cash discount"),
    "tolerance": label("Small difference written off"),
    "write-off": label("Written off"),
    "write-off reversed": label("Write-off reversed: paid"),
}


class Issue(NamedTuple):
    """A statement, the day it is issued on and the day its copy is asked back by.

    A draft (a statement without a number) needs neither day.
    """

    statement: Statement
    issued_on: date | None = None
    return_by: date | None = None


class Copy(NamedTuple):
    """A statement with its seller as both are shown: of an issued one, as they were on the day of issue.

    Attributes:
        own: English text -> what the seller says in its place in the statement's language (its theme's wording).
    """

    issue: Issue
    company: Company
    own: Mapping[str, str] = MappingProxyType({})

    @property
    def words(self) -> Wording:
        """What the statement says, in its customer's language."""
        return wording(self.issue.statement.language).with_own(self.own)


class Party(NamedTuple):
    """The seller's or the customer's block: what it is, its name, address and ids line by line."""

    caption: str
    name: str
    lines: tuple[str, ...]


class Confirmation(NamedTuple):
    """The block that both sides sign.

    Attributes:
        return_by: the request for the copy; "" on a draft.
        balance: who owes whom how much, as a sentence.
        in_words: the same amount in words; "" where nobody owes anything.
        fields: what each side fills in by hand, besides its stamp.
    """

    title: str
    return_by: str
    balance: str
    in_words: str
    agrees: str
    differs: str
    currency: str
    because: str
    fields: tuple[str, ...]
    stamp: str
    seller: Party
    customer: Party


class Coupon(NamedTuple):
    """What is torn off and goes to the bank, or to the person who pays: captions and values."""

    title: str
    facts: list[tuple[str, str]]
    amount: tuple[str, str]
    reference: tuple[str, str]
    bank: list[str]


class DisputeSlip(NamedTuple):
    """What is torn off and comes back where the customer's books say otherwise.

    Attributes:
        heads: headings of the lines to fill in.
        fields: who says so: date and signature.
    """

    title: str
    facts: list[tuple[str, str]]
    heads: tuple[str, ...]
    fields: tuple[str, ...]


def seller_of(company: Company, words: Wording) -> Party:
    """The seller's block."""
    contact = " · ".join(part for part in (company.phone, company.email) if part)
    lines = (*company.address.splitlines(), _tax_id(company.tax_id, words), contact)
    return Party(words.text(label("Seller")), company.name or company.id, tuple(filter(None, lines)))


def customer_of(statement: Statement, words: Wording) -> Party:
    """The customer's block."""
    number = words.say(sentence("Customer ID: {customer}", customer=statement.customer))
    lines = (*statement.customer_address.splitlines(), _tax_id(statement.customer_tax_id, words), number)
    name = statement.customer_name or statement.customer
    return Party(words.text(label("Customer")), name, tuple(filter(None, lines)))


def _tax_id(tax_id: str, words: Wording) -> str:
    return words.say(sentence("Tax ID: {tax_id}", tax_id=tax_id)) if tax_id else ""


def reference_of(statement: Statement, words: Wording) -> str:
    """The statement's number; a draft has none."""
    return statement.number or words.text(label("Draft"))


def running_title(statement: Statement, words: Wording) -> str:
    """What names the statement at the head of its later pages."""
    return " · ".join((words.text(TITLE), reference_of(statement, words), words.month(statement.month)))


def footer_of(statement: Statement, words: Wording) -> str:
    """What names the statement at the foot of every page."""
    name = statement.customer_name or statement.customer
    return " · ".join(part for part in (reference_of(statement, words), statement.customer, name) if part)


def facts_of(issue: Issue, words: Wording) -> list[tuple[str, str]]:
    """Caption and value of what the statement is about: number, month, period, day of issue, currency."""
    statement = issue.statement
    period = f"{words.date(statement.first_day)} – {words.date(statement.last_day)}"
    facts = [
        (label("Number"), reference_of(statement, words)),
        (label("Corrects"), statement.corrects),
        (label("Month"), words.month(statement.month)),
        (label("Period"), period),
        (label("Issued on"), words.date(issue.issued_on) if issue.issued_on else ""),
        (label("Currency"), statement.currency),
    ]
    return [(words.text(caption), value) for caption, value in facts if value]


def turnover(statement: Statement) -> tuple[int, int]:
    """Sum of the debits and sum of the credits in minor units, both from 0 up."""
    amounts = [movement.line.amount_minor for movement in statement.movements]
    return sum(amount for amount in amounts if amount > 0), -sum(amount for amount in amounts if amount < 0)


def kind_said(kind: str, words: Wording) -> str:
    """The kind of a line or a document."""
    return words.text(KINDS.get(kind, kind))


def movement_mark(movement: Movement, words: Wording) -> str:
    """What stands beside a movement's kind: the document that it closes, and that it is of an earlier period."""
    marks = (movement.line.against, words.text(label("earlier period")) if movement.earlier_period else "")
    return " · ".join(mark for mark in marks if mark)


def item_mark(item: OpenItem, words: Wording) -> str:
    """What stands beside an open item's kind."""
    return words.text(label("disputed")) if item.disputed else ""


def edge_said(statement: Statement, words: Wording) -> str:
    """What the buckets count; by document date (B3) nothing is told apart as not due."""
    if by_document_date(statement):
        return words.say(sentence("Days since the document's date on {day}.", day=statement.last_day))
    return words.say(sentence("Days past due on {day}; an item due on that day is not due.", day=statement.last_day))


def by_document_date(statement: Statement) -> bool:
    """Whether the buckets count from the documents' dates: only then does an age begin at 0."""
    return any(isinstance(bucket, Sentence) and bucket.values.get("first") == 0 for bucket in statement.aging_labels)


def notes_of(statement: Statement, words: Wording) -> list[str]:
    """What the figures above do not say by themselves; nothing about what is zero."""
    notes = []
    if statement.disputed_minor:
        disputed = _amount(statement, statement.disputed_minor)
        notes.append(sentence("Of the open items, {amount} is disputed.", amount=disputed))
    if statement.in_hand_minor:
        in_hand = _amount(statement, statement.in_hand_minor)
        notes.append(
            sentence("Cheques and bills in hand, not yet cleared and not yet deducted: {amount}.", amount=in_hand)
        )
    return [words.say(note) for note in (*notes, *_rebates(statement))]


def _rebates(statement: Statement) -> Iterator[Sentence]:
    """The quarter that is under way, later ones with something earned, and earlier ones that nobody has paid out."""
    now = quarter_of(statement.last_day)
    for rebate in statement.rebates:
        known = {"quarter": rebate.quarter, "amount": _amount(statement, rebate.rebate_minor)}
        if rebate.claimed or (rebate.quarter != now and not rebate.rebate_minor):
            continue
        if rebate.forfeited:
            late = {"document": rebate.late_document, "days": rebate.late_days}
            yield sentence("Rebate of {quarter} forfeited: {document} is {days} days late.", **known, **late)
        elif rebate.quarter < now:
            yield sentence("Rebate of {quarter}: {amount}, not credited yet.", **known)
        else:
            yield sentence("Rebate of {quarter} earned so far: {amount}.", **known)


def due_said(statement: Statement, words: Wording) -> str:
    """What is to be paid now."""
    if statement.due_now_minor == 0:
        return words.text(label("Nothing is due now."))
    return words.say(sentence("Amount now due: {amount}", amount=_amount(statement, statement.due_now_minor)))


def due_caption(statement: Statement, words: Wording) -> str:
    """The same over a figure of its own."""
    return words.text(label("Amount now due") if statement.due_now_minor else label("Nothing is due now."))


def bank_lines(company: Company, words: Wording) -> list[str]:
    """Where to pay, line by line; said even when nothing is due."""
    lines = company.bank.splitlines()
    return [words.say(sentence("Bank: {bank}", bank=lines[0])), *lines[1:]] if lines else []


def closing_in_words(statement: Statement) -> str:
    """The closing balance in words in the statement's language, without its sign; "" where nobody owes anything."""
    minor = abs(statement.closing_minor)
    if not 0 < minor < LIMIT_MINOR or statement.exponent > exponent_of(statement.currency):
        return ""  # an old paper of a currency that has lost its decimals since is shown without
    return amount_in_words(_amount(statement, minor), statement.language)


def _in_words(statement: Statement, words: Wording) -> str:
    said = closing_in_words(statement)
    return words.say(sentence("In words: {amount}", amount=said)) if said else ""


def coupon_of(statement: Statement, company: Company, words: Wording) -> Coupon | None:
    """The payment coupon; None where the customer owes nothing."""
    if statement.closing_minor <= 0 and not statement.due_now_minor:
        return None
    reference = " ".join(part for part in (statement.number, statement.customer) if part)
    return Coupon(
        title=words.text(label("Payment coupon")),
        facts=_slip_facts(statement, words),
        amount=(words.text(label("Amount now due")), words.amount(_amount(statement, statement.due_now_minor))),
        reference=(words.text(label("Reference to write")), reference),
        bank=bank_lines(company, words),
    )


def dispute_slip_of(statement: Statement, words: Wording) -> DisputeSlip:
    """The slip for a customer whose books say otherwise; the customer fills it in, so "our" is the customer's."""
    heads = label("Document"), label("What is disputed"), label("Your figure"), label("Our figure")
    return DisputeSlip(
        title=words.text(label("Dispute slip")),
        facts=_slip_facts(statement, words),
        heads=tuple(map(words.text, heads)),
        fields=tuple(map(words.text, (label("Date"), label("Signature")))),
    )


def _slip_facts(statement: Statement, words: Wording) -> list[tuple[str, str]]:
    """What names the statement on a slip that is torn off it."""
    name = statement.customer_name or statement.customer
    customer = name if name == statement.customer else f"{statement.customer} {name}"
    return [
        (words.text(label("Statement")), reference_of(statement, words)),
        (words.text(label("Customer")), customer),
    ]


def confirmation_of(issue: Issue, company: Company, words: Wording) -> Confirmation:
    """The block that both sides sign."""
    seller, customer = seller_of(company, words), customer_of(issue.statement, words)
    back = sentence("Please return one copy, signed and stamped, by {day}.", day=issue.return_by)
    fields = label("Full name"), label("Position"), label("Date"), label("Signature")
    return Confirmation(
        title=words.text(label("Confirmation of the balance")),
        return_by=words.say(back) if issue.return_by else "",
        balance=words.say(_owed(issue.statement, seller.name, customer.name)),
        in_words=_in_words(issue.statement, words),
        agrees=words.text(label("The balance agrees with our books.")),
        differs=words.text(label("The balance differs; our figure is")),
        currency=issue.statement.currency,
        because=words.text(label("Reason:")),
        fields=tuple(map(words.text, fields)),
        stamp=words.text(label("Stamp")),
        seller=seller,
        customer=customer,
    )


def seal_said(holder: str, is_test: bool, day: date, words: Wording) -> list[str]:
    """What stands in the seller's box of a sealed statement.

    Args:
        holder: name on the seller's certificate.
        is_test: the certificate was made by arxl.
    """
    said = [words.say(sentence("Sealed electronically by {holder} on {day}.", holder=holder, day=day))]
    if is_test:
        said.append(words.text(label("Test certificate, made by arxl: it proves nothing to a third party.")))
    return said


def _owed(statement: Statement, seller: str, customer: str) -> Sentence:
    """The balance as both sides sign it: who owes whom, never a sign to be read wrongly."""
    said: dict[str, object] = {
        "day": statement.last_day,
        "seller": seller,
        "customer": customer,
        "amount": _amount(statement, abs(statement.closing_minor)),
    }
    if statement.closing_minor > 0:
        return sentence("On {day}, {customer} owes {seller} {amount}.", **said)
    if statement.closing_minor < 0:
        return sentence("On {day}, {seller} owes {customer} {amount}.", **said)
    return sentence("On {day}, neither of {customer} and {seller} owes the other anything.", **said)


def _amount(statement: Statement, minor: int) -> Amount:
    return Amount(decimal_of(minor, statement.exponent), statement.currency)
