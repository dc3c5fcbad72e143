"""What proves the debts of a book, and until when each can be claimed: limitation and evidence on the as-of date."""

from __future__ import annotations

from collections.abc import Mapping

from arxl.errors import Fault
from arxl.jobs.opened import OpenedBook
from arxl.papers.record import copy_in
from arxl.practices.countersign import Countersigned, countersigned
from arxl.practices.evidence import Evidence, evidence_of
from arxl.practices.limitation import Limitation, limitation_of
from arxl.register.store import Register
from arxl.tables.policy import EvidencePolicy, LimitationPolicy, policy_of


def limitation_policy(opened: OpenedBook) -> LimitationPolicy:
    """B4: the years of each country.

    Raises:
        Faulty: Policy holds a value that its key does not take.
    """
    return policy_of(LimitationPolicy, opened.book.settings)


def limitation_on(opened: OpenedBook) -> Limitation:
    """The clock of every open document, on the as-of date.

    Raises:
        Refused: the register, or a statement in it, cannot be read.
    """
    stated = countersigned(opened.book, opened.history, opened.as_of)
    listed = listed_documents(opened, tuple(one for one in stated if one.proved))
    policy = limitation_policy(opened)
    return limitation_of(opened.position, opened.book, opened.history, stated, listed, policy)


def evidence_on(opened: OpenedBook) -> tuple[tuple[Evidence, ...], tuple[Fault, ...]]:
    """What proves every account's balance, worst exposure first; and the rates that are missing for their order."""
    stated = countersigned(opened.book, opened.history, opened.as_of)
    return evidence_of(opened.position, opened.book, stated, policy_of(EvidencePolicy, opened.book.settings))


def listed_documents(opened: OpenedBook, stated: tuple[Countersigned, ...]) -> Mapping[str, frozenset[str]]:
    """Number of a statement -> the documents that its paper lists as open, of accounts that owe something now.

    Raises:
        Refused: the register, or a statement in it, cannot be read.
    """
    accounts, owing = opened.ledger.accounts, set(opened.position.debit_account[opened.position.open_rows].tolist())
    open_accounts = {(accounts.customer[code], accounts.currency[code]) for code in owing}
    wanted = [one.statement for one in stated if (one.statement.customer, one.statement.currency) in open_accounts]
    if not wanted:
        return {}
    with Register.at(opened.register_file, opened.book.company.id, create=False) as register:
        papers = ((one.number, copy_in(register.paper(one.digest), one.number)) for one in wanted)
        return {number: frozenset(item.document for item in copy.issue.statement.open_items) for number, copy in papers}
