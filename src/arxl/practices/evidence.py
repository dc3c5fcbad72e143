"""How well a customer's balance can be proved, and what its file lacks (practices A5, B1, B4).

Contract, delivery notes, countersigned statements, and who may sign: each account has a score from 0 to 100, by the
weights of Policy. What an account cannot have (delivery notes where nothing delivered is open, a countersigned
statement where the last one closes at 0) has no weight in it; what it could have and lacks counts 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

import numpy as np

from arxl.errors import Amount, Fault, Sentence, label, sentence
from arxl.kernels.money import decimal_of, exponent_of
from arxl.practices.cash_application import Position
from arxl.practices.company_currency import company_currency
from arxl.practices.countersign import Countersigned, Status, all_signatories_on
from arxl.practices.sizes import largest_first, sizes_of
from arxl.tables.ledger import INVOICE
from arxl.tables.policy import EvidencePolicy
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import Book

_NAMED = 5  # documents that a sentence about many of them names


class Contract(StrEnum):
    """How a customer's contract stands on the day."""

    VALID = label("valid")
    EXPIRED = label("expired")
    UNSIGNED = label("not signed")
    NONE = label("none")


@dataclass(frozen=True, slots=True)
class Notes:
    """Delivery notes of what is open: documents of kind invoice; of openings and interest there are none.

    Attributes:
        count: documents that are open.
        signed: how many of them have a signed note.
        open_minor, signed_minor: what is open of all, and of those.
        unsigned: numbers of those without a signed note, oldest first.
        unfiled: numbers of those whose signed note names no file.
    """

    count: int = 0
    signed: int = 0
    open_minor: int = 0
    signed_minor: int = 0
    unsigned: tuple[str, ...] = ()
    unfiled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves one account's balance.

    Attributes:
        score: 0 to 100; None where no criterion has a weight.
        contract_until: the last day of the contract; None where it has no end.
        statement: the account's last one that nothing corrects; None where there is none.
        signatories: who may sign on the day.
        sealed: a print of the registered seal is on file.
        gaps: what is missing, in the order of the criteria.
    """

    customer: str
    name: str
    currency: str
    balance: Amount
    score: int | None
    contract: Contract
    contract_until: date | None
    notes: Notes
    statement: Countersigned | None
    signatories: tuple[str, ...]
    sealed: bool
    gaps: tuple[Sentence, ...]


def evidence_of(
    position: Position, book: Book, stated: Iterable[Countersigned], policy: EvidencePolicy
) -> tuple[tuple[Evidence, ...], tuple[Fault, ...]]:
    """Every account, and every customer without one; worst exposure first.

    Returns:
        The accounts; and the rates that are missing for their order, or the company's currency. A customer that has
        no account is left out where there is no currency to say that it owes nothing in, and that is said as well.
    """
    notes, balances = _notes(position, book), _balances(position)
    last = _last_statements(stated)
    with_account = {customer for customer, _ in balances}
    home, left_out = company_currency(book), []
    for customer, currency in book.customers.by_id("currency").items():
        if customer in with_account:
            continue
        if code := currency or home:
            balances[customer, code] = Amount(decimal_of(0, exponent_of(code)), code)
        else:
            left_out.append(_without_currency(customer))
    people = all_signatories_on(book, position.as_of)
    found = [
        _evidence(
            *(book, book.customers.row_of.get(key[0]), key, balance, notes.get(key, Notes()), last.get(key)),
            *(people.get(key[0], ()), policy, position.as_of),
        )
        for key, balance in sorted(balances.items())
    ]
    sizes, faults = sizes_of((one.balance for one in found), book, position.as_of)
    order = sorted(range(len(found)), key=lambda nth: (largest_first(sizes[nth]), nth))
    return tuple(found[nth] for nth in order), (*left_out, *faults)


def _without_currency(customer: str) -> Fault:
    return Fault(
        customer,
        sentence("the customer has no currency, and neither has the company: it is left out."),
        sentence("Write its currency on the sheet Customers, or the company's on the sheet Company."),
    )


def evidence_table(rows: Iterable[Evidence]) -> ResultTable:
    """One row an account."""
    accounts = tuple(rows)
    notes = [one.notes for one in accounts]
    return ResultTable(
        label("Evidence"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [one.customer for one in accounts]),
            ResultColumn("name", label("Name"), Shows.TEXT, [one.name for one in accounts]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, [one.currency for one in accounts]),
            ResultColumn("balance", label("Balance"), Shows.AMOUNT, [one.balance for one in accounts], totalled=True),
            ResultColumn("score", label("Score"), Shows.WHOLE, [one.score for one in accounts]),
            ResultColumn("contract", label("Contract"), Shows.LABEL, [str(one.contract) for one in accounts]),
            ResultColumn("notes", label("Deliveries open"), Shows.WHOLE, [one.count for one in notes]),
            ResultColumn("notes_signed", label("Notes signed"), Shows.WHOLE, [one.signed for one in notes]),
            ResultColumn("notes_share", label("Signed by amount"), Shows.PERCENT, [_share(one) for one in notes]),
            ResultColumn(
                "statement",
                label("Last statement"),
                Shows.TEXT,
                [one.statement.statement.number if one.statement else "" for one in accounts],
            ),
            ResultColumn(
                "status",
                label("Status"),
                Shows.LABEL,
                [str(one.statement.status) if one.statement else label("none") for one in accounts],
            ),
            ResultColumn("signatories", label("Signatories"), Shows.WHOLE, [len(one.signatories) for one in accounts]),
            ResultColumn(
                "seal", label("Seal On File"), Shows.LABEL, ["yes" if one.sealed else "no" for one in accounts]
            ),
            ResultColumn("missing", label("Missing"), Shows.SENTENCES, [one.gaps for one in accounts]),
        ),
    )


def _share(notes: Notes) -> Decimal | Sentence:
    if not notes.open_minor:
        return sentence("no delivery is open")
    return (Decimal(notes.signed_minor) / notes.open_minor).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def _evidence(
    book: Book,
    row: int | None,
    key: tuple[str, str],
    balance: Amount,
    notes: Notes,
    last: Countersigned | None,
    signatories: tuple[str, ...],
    policy: EvidencePolicy,
    day: date,
) -> Evidence:
    customer, currency = key
    contract, until = _contract(book, row, day)
    sealed = row is not None and book.customers.seal_on_file[row] == "yes"
    can_sign = bool(signatories) or sealed
    parts = [(policy.evidence_contract, Decimal(contract is Contract.VALID))]
    if notes.open_minor:
        parts.append((policy.evidence_notes, Decimal(notes.signed_minor) / notes.open_minor))
    if (last.statement.closing_minor if last else balance.value) != 0:
        parts.append((policy.evidence_statement, _worth(last)))
    parts.append((policy.evidence_signatory, Decimal(can_sign)))
    gaps = (
        *_contract_gaps(book, row, contract, until),
        *_note_gaps(notes),
        *_statement_gaps(last, bool(balance.value)),
        *(() if can_sign else (sentence("Neither a signatory nor a registered seal is on file."),)),
    )
    name = book.customers.name_of(customer)
    return Evidence(
        *(customer, name, currency, balance, _score(parts), contract, until, notes, last, signatories, sealed, gaps)
    )


def _score(parts: list[tuple[int, Decimal]]) -> int | None:
    """Weighted mean of shares, as points from 0 to 100, half-up."""
    weights = sum(weight for weight, _ in parts)
    if not weights:
        return None
    points = 100 * sum((weight * share for weight, share in parts), Decimal(0)) / weights
    return int(points.quantize(Decimal(1), ROUND_HALF_UP))


def _worth(last: Countersigned | None) -> Decimal:
    """What the last statement proves: all, half where authority is unproved, or nothing."""
    if last is None or last.status not in (Status.AGREED, Status.UNPROVED):
        return Decimal(0)
    return Decimal(1) if last.proved else Decimal("0.5")


def _contract(book: Book, row: int | None, day: date) -> tuple[Contract, date | None]:
    if row is None:
        return Contract.NONE, None
    customers = book.customers
    signed, until = customers.contract_signed_on[row].item(), customers.contract_until[row].item()
    if signed is None or signed > day:
        begun = bool(customers.contract[row]) or until is not None or signed is not None
        return Contract.UNSIGNED if begun else Contract.NONE, until
    return Contract.EXPIRED if until is not None and until < day else Contract.VALID, until


def _contract_gaps(book: Book, row: int | None, contract: Contract, until: date | None) -> Iterator[Sentence]:
    number = str(book.customers.contract[row]) if row is not None else ""
    if contract is Contract.EXPIRED:
        yield sentence("The contract expired on {day}.", day=until)
    elif contract is not Contract.VALID and number:
        yield sentence("Contract {number} is not signed.", number=number)
    elif contract is not Contract.VALID:
        yield sentence("No signed contract.")


def _note_gaps(notes: Notes) -> Iterator[Sentence]:
    if notes.unsigned:
        yield sentence(
            "Open deliveries without a signed note: {count} of {all} ({documents}).",
            count=len(notes.unsigned),
            all=notes.count,
            documents=_some(notes.unsigned),
        )
    if notes.unfiled:
        yield sentence(
            "Signed notes without a file: {count} ({documents}).",
            count=len(notes.unfiled),
            documents=_some(notes.unfiled),
        )


def _some(documents: tuple[str, ...]) -> list[str]:
    return [*documents[:_NAMED], *(["…"] if len(documents) > _NAMED else [])]


def _statement_gaps(last: Countersigned | None, owes: bool) -> Iterator[Sentence]:
    if last is None:
        if owes:
            yield sentence("No statement was issued.")
    elif last.statement.closing_minor == 0 or last.proved:
        return
    elif last.status is Status.UNPROVED:
        yield sentence(
            "Statement {number} is signed, and nothing on file shows that whoever signed it might.",
            number=last.statement.number,
        )
    else:
        yield sentence("Statement {number} is not signed.", number=last.statement.number)


def _last_statements(stated: Iterable[Countersigned]) -> Mapping[tuple[str, str], Countersigned]:
    """(Customer, currency) -> the last statement that nothing corrects."""
    return {
        (one.statement.customer, one.statement.currency): one
        for one in sorted(stated, key=lambda one: (one.statement.month, one.statement.number))
        if one.status is not Status.CORRECTED
    }


def _balances(position: Position) -> dict[tuple[str, str], Amount]:
    """(Customer, currency) -> open items less unapplied cash."""
    accounts = position.ledger.accounts
    minor = np.zeros(len(accounts), np.int64)
    np.add.at(minor, position.debit_account, position.open_minor)
    np.subtract.at(minor, position.credit_account, position.unapplied_minor)
    return {key: position.amount(code, int(minor[code])) for key, code in accounts.codes.items()}


def _notes(position: Position, book: Book) -> Mapping[tuple[str, str], Notes]:
    """(Customer, currency) -> the notes of what is open of its deliveries."""
    debits, accounts, deliveries = position.ledger.debits, position.ledger.accounts, book.deliveries
    row_of = {number: row for row, number in enumerate(deliveries.document.tolist())}
    day = np.datetime64(position.as_of, "D")
    names_files = "note_file" in deliveries.origin.letters  # a book without the column files its notes elsewhere
    rows: dict[int, list[tuple[str, int, bool, bool]]] = defaultdict(list)
    for place in position.open_rows.tolist():
        debit = position.debits[place]
        if debits.kind[debit] != INVOICE:
            continue
        number = str(debits.number[debit])
        row = row_of[number]
        signed = bool(deliveries.note_signed_on[row] <= day)  # NaT compares false: not signed
        unfiled = names_files and signed and not deliveries.note_file[row]
        rows[int(debits.account[debit])].append((number, int(position.open_minor[place]), signed, unfiled))
    return {
        (str(accounts.customer[account]), str(accounts.currency[account])): Notes(
            count=len(items),
            signed=sum(signed for _, _, signed, _ in items),
            open_minor=sum(minor for _, minor, _, _ in items),
            signed_minor=sum(minor for _, minor, signed, _ in items if signed),
            unsigned=tuple(number for number, _, signed, _ in items if not signed),
            unfiled=tuple(number for number, _, _, unfiled in items if unfiled),
        )
        for account, items in rows.items()
    }
