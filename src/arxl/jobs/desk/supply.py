"""Supply, day by day: which orders can ship, whose level changed, and who is entitled to what (practice C1)."""

from __future__ import annotations

from arxl.errors import Fault, Faulty, label, sentence
from arxl.jobs.opened import OpenedBook
from arxl.jobs.reports import Reported
from arxl.practices.level_changes import changes_table, level_changes
from arxl.practices.order_check import OrderAnswer, OrderDesk, answers_table
from arxl.practices.privileges import privileges_table
from arxl.practices.whose import salespeople_of, with_salesperson
from arxl.tables.desk_policy import ScorePolicy
from arxl.tables.policy import DuePolicy, policy_of
from arxl.workbook.results import Sheet


def orders(opened: OpenedBook) -> Reported:
    """Which orders can ship, how much of them, and why not the rest.

    Raises:
        Faulty: Policy holds a value that its key does not take.
    """
    desk = OrderDesk(opened, opened.position, opened.history, opened.warnings, opened.levels)
    answers: list[OrderAnswer] = []
    faults: list[Fault] = []
    for order in desk.open_orders():
        try:
            answers.append(desk.answer(order))
        except Faulty as error:
            faults += error.faults
    notes = (
        label("Every order that is confirmed and not delivered. Each is judged by itself, beside all the others."),
        sentence(
            "Level 2 ships {percent} % in fewer lines; 3 as much, without privileges; 4 what is deposited; 5 nothing.",
            percent=opened.supply_policy.orders_reduced_percent,
        ),
    )
    table = with_salesperson(answers_table(answers), salespeople_of(opened.book.customers))
    return Reported((Sheet(table, notes),), tuple(dict.fromkeys(faults)))


def changes(opened: OpenedBook) -> Reported:
    """Whose supply level went up or down since the day that Policy says, and why.

    Raises:
        Faulty: Policy holds a value that its key does not take.
    """
    before = opened.levels_before
    found = level_changes(before, opened.levels)
    notes = (
        sentence(
            "Supply levels at the end of {date} beside those at the end of {since}.",
            date=opened.as_of,
            since=opened.compared_day,
        ),
    )
    faults = tuple(dict.fromkeys((*opened.levels.faults, *before.faults)))
    return Reported((Sheet(changes_table(found, opened.book.customers), notes),), faults)


def privileges(opened: OpenedBook) -> Reported:
    """What each customer is entitled to at its supply level.

    Raises:
        Faulty: Policy holds a value that its key does not take.
    """
    settings = opened.book.settings
    table = privileges_table(
        opened.levels,
        opened.book.customers,
        policy_of(DuePolicy, settings).default_terms,
        policy_of(ScorePolicy, settings),
    )
    notes = (
        label("Level 3 takes the privileges; every step above includes those below it."),
        label("Terms are those agreed, below level 4."),
    )
    return Reported((Sheet(table, notes),), opened.levels.faults)
