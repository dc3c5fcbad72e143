"""All that is known of one customer, put in order for counsel (practice C7).

Tables only: the file, deliveries with their signed notes, open items with interest and the last day on which they can
be claimed, statements and what became of each, bounced receipts, contacts and promises, reminders and notices. Nothing
in it is reckoned here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from arxl.errors import Amount, Sentence, label, sentence
from arxl.kernels.money import decimal_of, exponent_of
from arxl.practices.cash_application import Position
from arxl.practices.company_currency import company_currency
from arxl.practices.countersign import Countersigned, Event
from arxl.practices.credit_decision import limits_in_force
from arxl.practices.decision import (
    NOTICE_SENT,
    PROMISED,
    REMINDED,
    REVIVED,
    SET_OFF,
    WRITTEN_OFF,
    decisions_in_force,
)
from arxl.practices.evidence import Evidence
from arxl.practices.interest import Interest
from arxl.practices.limitation import Debt, Limitation
from arxl.practices.promises import Judged, promises_table
from arxl.tables.history import History, IssuedPaper
from arxl.tables.ledger import INVOICE
from arxl.tables.result import Cell, ResultColumn, ResultTable, Shows
from arxl.tables.schema import Book

Fact = tuple[str, Cell]
"""Caption (an English message id) and value."""

_TOLD = (REMINDED, NOTICE_SENT, REVIVED, PROMISED, WRITTEN_OFF, SET_OFF)


@dataclass(frozen=True)
class Case:
    """What is known of one customer on a day.

    Attributes:
        position: that of the customer's accounts alone.
        evidence: one entry an account.
        stated: the customer's statements.
        promises: judged, in order of their days.
    """

    customer: str
    position: Position
    book: Book
    history: History
    interest: Interest
    limitation: Limitation
    evidence: tuple[Evidence, ...]
    stated: tuple[Countersigned, ...]
    promises: tuple[Judged, ...]

    @property
    def as_of(self) -> date:
        """The day."""
        return self.position.as_of

    @property
    def row(self) -> int | None:
        """The customer's row of the Customers sheet."""
        return self.book.customers.row_of.get(self.customer)

    @property
    def papers(self) -> tuple[IssuedPaper, ...]:
        """Letters, slips and other papers that were issued to the customer by the day."""
        papers = self.history.papers
        return tuple(paper for paper in papers if paper.customer == self.customer and paper.issued_on <= self.as_of)


def tables_of(case: Case) -> tuple[ResultTable, ...]:
    """The tables of a dossier that hold anything, in its order."""
    tables = (
        signatories_table(case),
        deliveries_table(case),
        open_table(case),
        case.interest.periods_table(),
        statements_table(case.stated),
        bounced_table(case),
        contacts_table(case),
        promises_table(case.promises),
        notices_table(case),
    )
    return tuple(table for table in tables if len(table))


def summary_table(case: Case) -> ResultTable:
    """One row an account: what is owed, with interest, how well it is proved, and until when it can be claimed."""
    rows = case.evidence
    owed, interest = _sums(case), _interest_sums(case)
    claims = [owed[one.currency] + interest.get(one.currency, 0) for one in rows]
    first: list[Cell] = [
        min(
            (debt.clock.lapses_on for debt in case.limitation.debts if debt.clock and debt.currency == one.currency),
            default=None,
        )
        for one in rows
    ]

    def money(minor: Sequence[int]) -> list[Cell]:
        return [_money(value, one.currency) for value, one in zip(minor, rows, strict=True)]

    return ResultTable(
        label("Summary"),
        (
            ResultColumn("currency", label("Currency"), Shows.TEXT, [one.currency for one in rows]),
            ResultColumn("balance", label("Balance"), Shows.AMOUNT, [one.balance for one in rows]),
            ResultColumn(
                "interest", label("Interest"), Shows.AMOUNT, money([interest.get(one.currency, 0) for one in rows])
            ),
            ResultColumn("claim", label("Balance with interest"), Shows.AMOUNT, money(claims)),
            ResultColumn("score", label("Evidence (of 100)"), Shows.WHOLE, [one.score for one in rows]),
            ResultColumn("lapses_on", label("First lapses on"), Shows.DATE, first),
        ),
    )


def facts_of_file(case: Case) -> tuple[Fact, ...]:
    """The customer's file, caption and value; nothing of what is blank."""
    row, customers = case.row, case.book.customers
    if row is None:
        return ()
    facts: tuple[Fact, ...] = (
        (label("Customer ID"), case.customer),
        (label("Name"), customers.name_of(case.customer)),
        (label("Legal Name"), str(customers.legal_name[row])),
        (label("Tax ID"), str(customers.tax_id[row])),
        (label("Address"), str(customers.address[row])),
        (label("Country"), str(customers.country[row]) or case.book.company.country),
        (label("Phone"), str(customers.phone[row])),
        (label("E-mail"), str(customers.email[row])),
        (label("Salesperson"), str(customers.salesperson[row])),
        (label("Terms"), str(customers.terms[row])),
        (label("Credit Limit"), _limit(case, row)),
        (label("Contract No"), str(customers.contract[row])),
        (label("Contract Signed On"), customers.contract_signed_on[row].item()),
        (label("Contract Valid Until"), customers.contract_until[row].item()),
        (label("Seal On File"), sentence("yes") if customers.seal_on_file[row] == "yes" else sentence("no")),
        (label("Certificate"), str(customers.certificate[row])),
    )
    return tuple((caption, value) for caption, value in facts if value not in ("", None))


def _limit(case: Case, row: int) -> Amount | None:
    home = company_currency(case.book)
    minor = limits_in_force(case.book, case.history, case.as_of, home).get(case.customer)
    return None if minor is None else _money(minor, str(case.book.customers.currency[row]) or home)


def signatories_table(case: Case) -> ResultTable:
    """Who may sign, and when."""
    people = case.book.signatories
    rows = np.flatnonzero(people.customer == case.customer)
    return ResultTable(
        label("Signatories"),
        (
            ResultColumn("signatory", label("Name"), Shows.TEXT, people.name[rows].tolist()),
            ResultColumn("role", label("Role"), Shows.TEXT, people.role[rows].tolist()),
            ResultColumn("from", label("Valid From"), Shows.DATE, people.valid_from[rows].tolist()),
            ResultColumn("until", label("Valid Until"), Shows.DATE, people.valid_until[rows].tolist()),
        ),
    )


def deliveries_table(case: Case) -> ResultTable:
    """Everything that was delivered by the day, with the note that came back signed, or did not."""
    deliveries, day = case.book.deliveries, np.datetime64(case.as_of, "D")
    rows = np.flatnonzero((deliveries.customer == case.customer) & (deliveries.date <= day))
    rows = rows[np.argsort(deliveries.date[rows], kind="stable")]
    signed = deliveries.note_signed_on[rows] <= day
    open_of = _open_by_number(case.position)
    currencies = deliveries.currency[rows].tolist()
    amounts = [
        _money(minor, code) for minor, code in zip(deliveries.amount_minor[rows].tolist(), currencies, strict=True)
    ]
    left = [
        _money(open_of.get(number, 0), code)
        for number, code in zip(deliveries.document[rows].tolist(), currencies, strict=True)
    ]
    notes = zip(deliveries.note_signed_on[rows].tolist(), signed.tolist(), strict=True)
    is_delivery = (deliveries.kind[rows] == INVOICE) & (deliveries.amount_minor[rows] > 0)
    states = [
        (label("signed") if ok else label("missing")) if needed else ""
        for ok, needed in zip(signed.tolist(), is_delivery.tolist(), strict=True)
    ]
    return ResultTable(
        label("Deliveries"),
        (
            ResultColumn("document", label("Document No"), Shows.TEXT, deliveries.document[rows].tolist()),
            ResultColumn("kind", label("Kind"), Shows.LABEL, deliveries.kind[rows].tolist()),
            ResultColumn("date", label("Date"), Shows.DATE, deliveries.date[rows].tolist()),
            ResultColumn("goods", label("Goods"), Shows.TEXT, deliveries.goods[rows].tolist()),
            ResultColumn("currency", label("Currency"), Shows.TEXT, currencies),
            ResultColumn("amount", label("Amount"), Shows.AMOUNT, amounts),
            ResultColumn("open", label("Open"), Shows.AMOUNT, left, totalled=True),
            ResultColumn("delivery_note", label("Delivery note"), Shows.LABEL, states),
            ResultColumn("note", label("Note Signed On"), Shows.DATE, [on if ok else None for on, ok in notes]),
            ResultColumn("signed_by", label("Note Signed By"), Shows.TEXT, deliveries.note_signed_by[rows].tolist()),
            ResultColumn("note_file", label("Note File"), Shows.TEXT, deliveries.note_file[rows].tolist()),
        ),
    )


def open_table(case: Case) -> ResultTable:
    """What is open, or bears interest, with the last day on which it can be claimed, and why that day."""
    position, ledger = case.position, case.position.ledger
    debts = {debt.row: debt for debt in case.limitation.debts}
    interest = dict(zip(case.interest.rows.tolist(), case.interest.minor.tolist(), strict=True))
    rows = sorted(debts.keys() | interest.keys())
    debit = position.debits[rows] if rows else np.zeros(0, np.int64)
    accounts = position.debit_account[rows].tolist() if rows else []
    found = [debts.get(row) for row in rows]

    def money(minor: Sequence[int]) -> list[Cell]:
        return [position.amount(account, value) for account, value in zip(accounts, minor, strict=True)]

    return ResultTable(
        label("Open Items"),
        (
            ResultColumn("document", label("Document No"), Shows.TEXT, ledger.debits.number[debit].tolist()),
            ResultColumn("kind", label("Kind"), Shows.LABEL, ledger.debits.kind[debit].tolist()),
            ResultColumn("due_date", label("Due Date"), Shows.DATE, [position.due_date[row].item() for row in rows]),
            ResultColumn(
                "days", label("Days past due"), Shows.WHOLE, [max(0, int(position.days_past_due[row])) for row in rows]
            ),
            ResultColumn("currency", label("Currency"), Shows.TEXT, ledger.accounts.currency[accounts].tolist()),
            ResultColumn(
                "open",
                label("Open"),
                Shows.AMOUNT,
                money([int(position.open_minor[row]) for row in rows]),
                totalled=True,
            ),
            ResultColumn(
                "interest",
                label("Interest"),
                Shows.AMOUNT,
                money([interest.get(row, 0) for row in rows]),
                totalled=True,
            ),
            ResultColumn("lapses_on", label("Lapses on"), Shows.DATE, [_lapses_on(debt) for debt in found]),
            ResultColumn("why", label("Why"), Shows.SENTENCES, [_reasons(case, row) for row in found]),
        ),
    )


def _lapses_on(debt: Debt | None) -> date | None:
    return debt.clock.lapses_on if debt and debt.clock else None


def _reasons(case: Case, debt: Debt | None) -> tuple[Sentence, ...]:
    if debt is None:
        return (sentence("Settled; its interest is not."),)
    disputed = (sentence("Disputed."),) if case.position.disputed[debt.row] else ()
    lapsed = (sentence("Lapsed."),) if case.limitation.has_lapsed(debt) else ()
    return (debt.why, *lapsed, *disputed)


def statements_table(stated: Sequence[Countersigned]) -> ResultTable:
    """Every statement, and what became of it."""
    rows = [one.statement for one in stated]
    return ResultTable(
        label("Statements"),
        (
            ResultColumn("number", label("Number"), Shows.TEXT, [row.number for row in rows]),
            ResultColumn("month", label("Month"), Shows.TEXT, [row.month for row in rows]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, [row.currency for row in rows]),
            ResultColumn(
                "closing",
                label("Closing balance"),
                Shows.AMOUNT,
                [_money(row.closing_minor, row.currency) for row in rows],
            ),
            ResultColumn("status", label("Status"), Shows.LABEL, [str(one.status) for one in stated]),
            ResultColumn(
                "events",
                label("History"),
                Shows.SENTENCES,
                [tuple(_happened(event, one.statement.currency) for event in one.events) for one in stated],
            ),
        ),
    )


def _happened(event: Event, currency: str) -> Sentence:
    what = Sentence(str(event.what))
    if event.figure_minor is not None:
        return sentence(
            "{day}: {what}, {by}; their figure is {amount}.",
            day=event.date,
            what=what,
            by=event.by,
            amount=_money(event.figure_minor, currency),
        )
    if event.by:
        return sentence("{day}: {what}, {by}", day=event.date, what=what, by=event.by)
    return sentence("{day}: {what}", day=event.date, what=what)


def bounced_table(case: Case) -> ResultTable:
    """Receipts that bounced by the day."""
    receipts, day = case.book.receipts, np.datetime64(case.as_of, "D")
    rows = np.flatnonzero((receipts.customer == case.customer) & (receipts.bounced_on <= day))
    currencies = receipts.currency[rows].tolist()
    amounts = [
        _money(minor, code) for minor, code in zip(receipts.amount_minor[rows].tolist(), currencies, strict=True)
    ]
    return ResultTable(
        label("Bounced receipts"),
        (
            ResultColumn("receipt", label("Receipt No"), Shows.TEXT, receipts.receipt[rows].tolist()),
            ResultColumn("date", label("Date"), Shows.DATE, receipts.date[rows].tolist()),
            ResultColumn("method", label("Method"), Shows.LABEL, receipts.method[rows].tolist()),
            ResultColumn("currency", label("Currency"), Shows.TEXT, currencies),
            ResultColumn("amount", label("Amount"), Shows.AMOUNT, amounts),
            ResultColumn("bounced_on", label("Bounced On"), Shows.DATE, receipts.bounced_on[rows].tolist()),
        ),
    )


def contacts_table(case: Case) -> ResultTable:
    """Every contact by the day, in order."""
    contacts, day = case.book.contacts, np.datetime64(case.as_of, "D")
    rows = np.flatnonzero((contacts.customer == case.customer) & (contacts.date <= day))
    rows = rows[np.argsort(contacts.date[rows], kind="stable")]
    return ResultTable(
        label("Contacts"),
        (
            ResultColumn("date", label("Date"), Shows.DATE, contacts.date[rows].tolist()),
            ResultColumn("by", label("By"), Shows.TEXT, contacts.by[rows].tolist()),
            ResultColumn("channel", label("Channel"), Shows.LABEL, contacts.channel[rows].tolist()),
            ResultColumn("outcome", label("Outcome"), Shows.TEXT, contacts.outcome[rows].tolist()),
            ResultColumn("reason", label("Reason"), Shows.TEXT, contacts.reason[rows].tolist()),
        ),
    )


def notices_table(case: Case) -> ResultTable:
    """Papers other than statements that were issued, and what the Decisions sheet says of notices and the like."""
    lines = sorted(_notices(case))
    return ResultTable(
        label("Reminders and notices"),
        (
            ResultColumn("date", label("Date"), Shows.DATE, [line[0] for line in lines]),
            ResultColumn("kind", label("Kind"), Shows.LABEL, [line[1] for line in lines]),
            ResultColumn("reference", label("Reference"), Shows.TEXT, [line[2] for line in lines]),
            ResultColumn("about", label("About"), Shows.TEXT, [line[3] for line in lines]),
            ResultColumn("by", label("By"), Shows.TEXT, [line[4] for line in lines]),
        ),
    )


def _notices(case: Case) -> Iterator[tuple[date, str, str, str, str]]:
    for paper in case.papers:
        yield paper.issued_on, paper.kind, paper.number, paper.subject, ""
    about = {one.statement.number for one in case.stated} | set(_open_by_number(case.position))
    for made in decisions_in_force(case.book.decisions, case.history):
        is_theirs = made.customer == case.customer or (not made.customer and made.reference in about)
        if made.kind in _TOLD and is_theirs and made.date <= case.as_of:
            yield made.date, made.kind, made.reference, made.reason or made.value, made.by


def _open_by_number(position: Position) -> dict[str, int]:
    """Number of a document -> what is open of it, 0 included."""
    numbers = position.ledger.debits.number[position.debits].tolist()
    return dict(zip(numbers, position.open_minor.tolist(), strict=True))


def _sums(case: Case) -> dict[str, int]:
    """Currency -> balance in minor units."""
    return {one.currency: int(one.balance.value.scaleb(exponent_of(one.currency))) for one in case.evidence}


def _interest_sums(case: Case) -> dict[str, int]:
    """Currency -> interest in minor units."""
    sums: dict[str, int] = {}
    position = case.position
    accounts = position.debit_account[case.interest.rows]
    for account, minor in zip(accounts.tolist(), case.interest.minor.tolist(), strict=True):
        currency = str(position.ledger.accounts.currency[account])
        sums[currency] = sums.get(currency, 0) + minor
    return sums


def _money(minor: int, currency: str) -> Amount:
    return Amount(decimal_of(minor, exponent_of(currency)), currency)
