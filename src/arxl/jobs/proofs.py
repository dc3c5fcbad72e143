"""What proves the debts of a book, and until when each can be claimed: limitation and evidence on the as-of date."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from arxl.errors import Fault
from arxl.jobs.opened import OpenedBook
from arxl.kernels.arrays import Int64s
from arxl.kernels.days import months_after
from arxl.papers.record import copy_in
from arxl.practices.countersign import Countersigned, countersigned
from arxl.practices.evidence import Evidence, evidence_of
from arxl.practices.limitation import Limitation, limitation_of
from arxl.register.store import Register
from arxl.tables.countries import years_by_country
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
    return _limitation(opened, limitation_policy(opened), opened.position.open_rows)


def _limitation(opened: OpenedBook, policy: LimitationPolicy, rows: Int64s) -> Limitation:
    stated = countersigned(opened.book, opened.history, opened.as_of)
    listed = listed_documents(opened, tuple(one for one in stated if one.proved))
    return limitation_of(opened.position, opened.book, opened.history, stated, listed, policy, rows)


def lapsed_on(opened: OpenedBook) -> frozenset[int]:
    """Positions in `position.debits` of what can no longer be claimed on the as-of date.

    A clock only ever starts later than on the due date: what has not been due for the years of any country is not
    looked at, which is nearly everything.

    Raises:
        Faulty: Policy holds a value that its key does not take.
        Refused: the register, or a statement in it, cannot be read.
    """
    policy, position = limitation_policy(opened), opened.position
    years = years_by_country(policy.limitation_years).values()
    if not years:
        return frozenset()
    last = np.datetime64(months_after(opened.as_of, -12 * min(years)), "D")
    old = position.open_rows[position.due_date[position.open_rows] <= last]
    if not len(old):
        return frozenset()
    limitation = _limitation(opened, policy, old)
    return frozenset(debt.row for debt in limitation.debts if limitation.has_lapsed(debt))


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
