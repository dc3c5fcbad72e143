"""When a debt can no longer be claimed, and what restarted its clock (practice B4).

The clock runs per document from its due date, for the years that Policy gives the customer's country. It restarts on
the day on which somebody who may signed a statement that lists the document and agrees, and, where Policy names the
country, on the day of a receipt that paid a part of it. What has lapsed stays so, whatever is signed or paid, until a
Decision *limitation revived*. The last day of the claim is the anniversary of the day on which the clock was started.

>>> signed = Restart(date(2026, 5, 10), sentence("Signed."))
>>> ended = clock(date(2023, 6, 1), 3, [signed])
>>> ended.lapses_on, str(ended.restart.why)
(datetime.date(2029, 5, 10), 'Signed.')
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from arxl.errors import Amount, Fault, Sentence, label, sentence, warning
from arxl.kernels.arrays import Int64s
from arxl.kernels.days import months_after
from arxl.practices.cash_application import Position
from arxl.practices.countersign import Countersigned
from arxl.practices.decision import REVIVED, decision_of, decisions_in_force
from arxl.practices.sizes import largest_first, sizes_of
from arxl.tables.countries import countries_of, country_named, years_by_country
from arxl.tables.history import History, RecordedDecision
from arxl.tables.ledger import Ledger
from arxl.tables.policy import LimitationPolicy
from arxl.tables.result import Cell, ResultColumn, ResultTable, Shows
from arxl.tables.schema import Book, Decisions

Document = tuple[str, str, str]  # customer, currency, number

A_SIGNATURE = sentence("A signed statement that lists it.")
A_PART_PAYMENT = sentence("A part payment.")
ONLY_A_DECISION = sentence('Lapsed: only a decision "limitation revived".')


class Restart(NamedTuple):
    """What starts a clock again.

    Attributes:
        revives: it starts one that has run out, and no other.
    """

    day: date
    why: Sentence
    revives: bool = False


class Clock(NamedTuple):
    """A clock, as far as it was restarted.

    Attributes:
        lapses_on: the last day on which the debt can be claimed.
        restart: the last of what restarted it; None where nothing did.
    """

    lapses_on: date
    restart: Restart | None


def clock(due: date, years: int, restarts: Iterable[Restart]) -> Clock:
    """The clock of a document.

    Args:
        restarts: in any order, up to the day that is asked about.
    """
    started, last = due, None
    for restart in sorted(restarts, key=lambda one: (one.day, not one.revives)):
        over = restart.day > months_after(started, 12 * years)
        if over if restart.revives else (restart.day > started and not over):
            started, last = restart.day, restart
    return Clock(months_after(started, 12 * years), last)


@dataclass(frozen=True, slots=True)
class Debt:
    """An open document and its clock.

    Attributes:
        row: position in `position.debits`.
        country: whose years count; "" where none is known.
        clock: None where Policy has no years for the country.
        why: what restarted the clock last, that nothing did, or why there is no date.
    """

    row: int
    customer: str
    currency: str
    document: str
    due_date: date
    open: Amount
    country: str
    clock: Clock | None
    why: Sentence


@dataclass(frozen=True)
class Limitation:
    """The clocks of all open documents on a day.

    Attributes:
        debts: by customer and currency, oldest first.
        restarting: countries in which a part payment restarts the clock.
        faults: decisions that revive nothing, countries that no cell names, rates that are missing for the order.
    """

    as_of: date
    debts: tuple[Debt, ...]
    restarting: frozenset[str]
    book: Book
    faults: tuple[Fault, ...]

    def lapses_on(self) -> Mapping[int, date]:
        """Position in `position.debits` -> last day of the claim, where it is known."""
        return {debt.row: debt.clock.lapses_on for debt in self.debts if debt.clock}

    def lapsing(self, months: int) -> tuple[tuple[Debt, ...], tuple[Fault, ...]]:
        """What lapses within so many months, largest first; then what has lapsed, then what has no date.

        Sizes are compared in the company's currency; what has no rate comes last among its own, and is a fault.
        """
        until = months_after(self.as_of, months)
        near = [debt for debt in self.debts if debt.clock is None or debt.clock.lapses_on <= until]
        sizes, faults = sizes_of((debt.open for debt in near), self.book, self.as_of)
        order = sorted(range(len(near)), key=lambda nth: (self._group(near[nth]), largest_first(sizes[nth]), nth))
        return tuple(near[nth] for nth in order), faults

    def has_lapsed(self, debt: Debt) -> bool:
        """Whether the last day of the claim is over."""
        return debt.clock is not None and debt.clock.lapses_on < self.as_of

    def _group(self, debt: Debt) -> int:
        if debt.clock is None:
            return 2
        return 1 if self.has_lapsed(debt) else 0

    def restarts_by(self, debt: Debt) -> tuple[Sentence, ...]:
        """What would start its clock again."""
        if debt.clock is None:
            return ()
        if self.has_lapsed(debt):
            return (ONLY_A_DECISION,)
        return (A_SIGNATURE, A_PART_PAYMENT) if debt.country in self.restarting else (A_SIGNATURE,)

    def table(self, debts: Iterable[Debt]) -> ResultTable:
        """One row a debt."""
        rows = tuple(debts)
        name_of = self.book.customers.name_of
        days: list[Cell] = [(debt.clock.lapses_on - self.as_of).days if debt.clock else None for debt in rows]
        restarts = [debt.clock.restart if debt.clock else None for debt in rows]
        return ResultTable(
            label("Limitation"),
            (
                ResultColumn("customer", label("Customer ID"), Shows.TEXT, [debt.customer for debt in rows]),
                ResultColumn("name", label("Name"), Shows.TEXT, [name_of(debt.customer) for debt in rows]),
                ResultColumn("currency", label("Currency"), Shows.TEXT, [debt.currency for debt in rows]),
                ResultColumn("document", label("Document No"), Shows.TEXT, [debt.document for debt in rows]),
                ResultColumn("due_date", label("Due Date"), Shows.DATE, [debt.due_date for debt in rows]),
                ResultColumn("open", label("Open"), Shows.AMOUNT, [debt.open for debt in rows], totalled=True),
                ResultColumn("country", label("Country"), Shows.TEXT, [debt.country for debt in rows]),
                ResultColumn(
                    "lapses_on",
                    label("Lapses on"),
                    Shows.DATE,
                    [debt.clock.lapses_on if debt.clock else None for debt in rows],
                ),
                ResultColumn("days_left", label("Days left"), Shows.WHOLE, days),
                ResultColumn(
                    "restarted_on",
                    label("Restarted on"),
                    Shows.DATE,
                    [restart.day if restart else None for restart in restarts],
                ),
                ResultColumn("why", label("Why"), Shows.SENTENCES, [(debt.why,) for debt in rows]),
                ResultColumn(
                    "restarts_by", label("Restarts by"), Shows.SENTENCES, [self.restarts_by(debt) for debt in rows]
                ),
            ),
        )


def limitation_of(
    position: Position,
    book: Book,
    history: History,
    stated: Iterable[Countersigned],
    listed: Mapping[str, frozenset[str]],
    policy: LimitationPolicy,
    rows: Int64s | None = None,
) -> Limitation:
    """The clock of every open document on the position's day.

    Args:
        rows: positions in `position.debits` of the documents that are asked about; all that are open by default.
        stated: every statement, and what became of it by that day.
        listed: number of a statement -> the documents that it lists as open.

    Raises:
        Faulty: Policy holds a value that its key does not take.
    """
    years, restarting = years_by_country(policy.limitation_years), countries_of(policy.part_payment_restarts)
    country_of = _countries(book)
    signatures, payments = _signatures(stated, listed), _part_payments(position)
    revivals = _revivals(position, book, history)
    debits, accounts = position.ledger.debits, position.ledger.accounts
    debts = []
    for row in (position.open_rows if rows is None else rows).tolist():
        debit, account = int(position.debits[row]), int(position.debit_account[row])
        if debits.is_refund[debit]:
            continue
        customer, currency = str(accounts.customer[account]), str(accounts.currency[account])
        document: Document = customer, currency, str(debits.number[debit])
        country = country_of.get(customer, "")
        restarts = [*signatures[document], *revivals[document]]
        if country in restarting:
            restarts += payments[row]
        due = position.due_date[row].item()
        run = clock(due, years[country], restarts) if country in years else None
        amount = position.amount(account, int(position.open_minor[row]))
        debts.append(Debt(row, *document, due, amount, country, run, _why(run, due, country)))
    faults = (*unknown_countries(book), *vague_revivals(position.ledger, book.decisions))
    return Limitation(position.as_of, tuple(debts), restarting, book, faults)


def _why(run: Clock | None, due: date, country: str) -> Sentence:
    if run is None and country:
        return sentence("No date: limitation_years on the sheet Policy has no years for {country}.", country=country)
    if run is None:
        return sentence("No date: neither the customer nor the company has a country.")
    return run.restart.why if run.restart else sentence("Due on {day}; nothing restarted it.", day=due)


def _signatures(
    stated: Iterable[Countersigned], listed: Mapping[str, frozenset[str]]
) -> Mapping[Document, list[Restart]]:
    """Copies that agree, signed by who may, by the documents that they list."""
    found: dict[Document, list[Restart]] = defaultdict(list)
    for one in stated:
        if not one.proved or one.reply is None:
            continue
        number, reply = one.statement.number, one.reply
        if reply.signatory:
            by: Mapping[str, object] = {"number": number, "signatory": reply.signatory, "day": reply.date}
            why = sentence("{signatory} signed statement {number} on {day}.", **by)
        else:
            why = sentence("Statement {number} was sealed on {day}.", number=number, day=reply.date)
        for document in listed.get(number, ()):
            found[one.statement.customer, one.statement.currency, document].append(Restart(reply.date, why))
    return found


def _part_payments(position: Position) -> Mapping[int, list[Restart]]:
    """Receipts by the debit that they paid a part of; of what is open, every receipt paid a part."""
    found: dict[int, list[Restart]] = defaultdict(list)
    settled, credits = position.settled, position.ledger.credits
    credit = position.credits[settled.credit]
    for nth in np.flatnonzero(position.is_money & (position.open_minor[settled.debit] > 0)).tolist():
        row, day = int(settled.debit[nth]), position.allocation_date[nth].item()
        amount = position.amount(int(position.debit_account[row]), int(settled.amount_minor[nth]))
        receipt = str(credits.number[credit[nth]])
        why = sentence("Receipt {receipt} paid {amount} of it on {day}.", receipt=receipt, amount=amount, day=day)
        found[row].append(Restart(day, why))
    return found


def _revivals(position: Position, book: Book, history: History) -> Mapping[Document, list[Restart]]:
    """Decisions by the document that they revive."""
    found: dict[Document, list[Restart]] = defaultdict(list)
    owners = _documents(position.ledger)
    for made in decisions_in_force(book.decisions, history, (REVIVED,)):
        if made.date <= position.as_of:
            why = sentence("Revived by decision of {by} on {day}.", by=made.by, day=made.date)
            for document in _meant(made, owners):
                found[document].append(Restart(made.date, why, revives=True))
    return found


def _documents(ledger: Ledger) -> Mapping[str, list[Document]]:
    """Number -> the documents that bear it: two customers may use one."""
    found: dict[str, list[Document]] = defaultdict(list)
    owed = np.flatnonzero(~ledger.debits.is_refund)
    account = ledger.debits.account[owed]
    named = ledger.accounts.customer[account], ledger.accounts.currency[account], ledger.debits.number[owed]
    for document in zip(*(column.tolist() for column in named), strict=True):
        found[document[2]].append(document)
    return found


def _meant(made: RecordedDecision, owners: Mapping[str, list[Document]]) -> Iterator[Document]:
    return (document for document in owners.get(made.reference, ()) if made.customer in ("", document[0]))


def vague_revivals(ledger: Ledger, decisions: Decisions) -> Iterator[Fault]:
    """A fault for every decision that revives a document which its customer does not have."""
    rows = [row for row in range(len(decisions)) if decisions.kind[row] == REVIVED]
    owners = _documents(ledger) if rows else {}
    for row in rows:
        made = decision_of(decisions, row)
        if not any(_meant(made, owners)):
            yield Fault(
                decisions.origin.cell("reference", row),
                sentence(
                    'the decision revives "{reference}", which is no document of its customer.',
                    reference=made.reference,
                ),
                sentence("Write the number of the document whose limitation is revived."),
            )


def _countries(book: Book) -> Mapping[str, str]:
    """Customer -> code of the country whose years count; without those of which none is known."""
    own = country_named(book.company.country) or ""
    said = book.customers.by_id("country")
    return {customer: (country_named(text) or "") if text else own for customer, text in said.items()}


def unknown_countries(book: Book) -> Iterator[Fault]:
    """A warning for every customer whose country no code names."""
    customers = book.customers
    for row, text in enumerate(customers.country.tolist()):
        if text and country_named(text) is None:
            fact = sentence('"{text}" is no country code.', text=text)
            yield warning(customers.origin.cell("country", row), fact, sentence("Write two letters, such as RO or KR."))
