"""The work list as rows and columns (practice C4): whom to contact, on which tour, about what, and who is held back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from arxl.errors import label
from arxl.practices.work_list import Task, WorkItem, WorkList
from arxl.practices.work_words import about, last_contact, next_step, promised, to_say
from arxl.pulse import beat
from arxl.tables.cells import text_of_number
from arxl.tables.policy import ReminderPolicy
from arxl.tables.result import ResultColumn, ResultTable, Shows


def work_table(work: WorkList, policy: ReminderPolicy) -> ResultTable:
    """One row a customer to contact today, the most money at stake first."""
    tasks = work.today
    beat()
    return ResultTable(
        label("Work List"),
        (
            *_who(tasks),
            _currency(tasks),
            ResultColumn("priority", label("Priority"), Shows.AMOUNT, [task.priority for task in tasks]),
            ResultColumn("amount", label("Amount"), Shows.AMOUNT, [task.amount for task in tasks], totalled=True),
            ResultColumn("oldest_days", label("Days late"), Shows.WHOLE, [_late(task.oldest_days) for task in tasks]),
            ResultColumn("when", label("When"), Shows.TEXT, [task.when.at for task in tasks]),
            ResultColumn("whom", label("Whom"), Shows.TEXT, [task.whom for task in tasks]),
            ResultColumn("phone", label("Phone"), Shows.TEXT, [task.phone for task in tasks]),
            ResultColumn("about", label("About"), Shows.SENTENCES, [about(task) for task in tasks]),
            ResultColumn("raised", label("Raised because"), Shows.SENTENCES, [task.raised for task in tasks]),
            ResultColumn(
                "last_contact", label("Last contact"), Shows.SENTENCES, [last_contact(task) for task in tasks]
            ),
            ResultColumn(
                "reason", label("Last reason"), Shows.LABEL, [task.last.reason if task.last else "" for task in tasks]
            ),
            ResultColumn("promised", label("Promised"), Shows.SENTENCES, [promised(task) for task in tasks]),
            ResultColumn("say", label("What to say"), Shows.SENTENCES, [to_say(task) for task in tasks]),
            ResultColumn("approach", label("Approach"), Shows.LABEL, [task.approach.tone for task in tasks]),
            ResultColumn("why", label("Why so"), Shows.SENTENCES, [task.approach.why for task in tasks]),
            ResultColumn("stage", label("Stage"), Shows.LABEL, [task.escalation.stage for task in tasks]),
            ResultColumn("next_step", label("Next step"), Shows.SENTENCES, [next_step(task, policy) for task in tasks]),
        ),
    )


def routes_table(work: WorkList) -> ResultTable:
    """The same customers by salesperson, route and distance: for those who drive."""
    tasks = sorted(work.today, key=by_route)
    return ResultTable(
        label("Routes"),
        (
            ResultColumn("salesperson", label("Salesperson"), Shows.TEXT, [task.salesperson for task in tasks]),
            ResultColumn("route", label("Route"), Shows.TEXT, [task.route for task in tasks]),
            ResultColumn("distance", label("Distance (km)"), Shows.NUMBER, [distance(task) for task in tasks]),
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [task.customer for task in tasks]),
            ResultColumn("name", label("Name"), Shows.TEXT, [task.name for task in tasks]),
            _currency(tasks),
            ResultColumn("priority", label("Priority"), Shows.AMOUNT, [task.priority for task in tasks]),
            ResultColumn("amount", label("Amount"), Shows.AMOUNT, [task.amount for task in tasks], totalled=True),
        ),
    )


def documents_table(work: WorkList) -> ResultTable:
    """What each task is about, document by document."""
    rows = [(task, item) for task in work.today for item in (*task.claimed, *task.disputed)]
    return ResultTable(
        label("Work List Documents"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [task.customer for task, _ in rows]),
            ResultColumn("salesperson", label("Salesperson"), Shows.TEXT, [task.salesperson for task, _ in rows]),
            ResultColumn("document", label("Document No"), Shows.TEXT, [item.document for _, item in rows]),
            ResultColumn("due_date", label("Due Date"), Shows.DATE, [item.due_date for _, item in rows]),
            ResultColumn(
                "days_late", label("Days late"), Shows.WHOLE, [max(item.days_past_due, 0) for _, item in rows]
            ),
            ResultColumn("currency", label("Currency"), Shows.TEXT, [item.currency for _, item in rows]),
            ResultColumn("open", label("Open"), Shows.AMOUNT, [item.open for _, item in rows], totalled=True),
            ResultColumn("state", label("State"), Shows.LABEL, [state(item) for _, item in rows]),
            ResultColumn("sold", label("Sold %"), Shows.NUMBER, [item.sold_percent for _, item in rows]),
            ResultColumn("promised_on", label("Promised On"), Shows.DATE, [item.promised_on for _, item in rows]),
        ),
    )


def held_table(work: WorkList) -> ResultTable:
    """Who is not contacted today, until when, and why."""
    tasks = work.held_back
    return ResultTable(
        label("Not Today"),
        (
            *_who(tasks),
            _currency(tasks),
            ResultColumn("priority", label("Priority"), Shows.AMOUNT, [task.priority for task in tasks]),
            ResultColumn("amount", label("Amount"), Shows.AMOUNT, [task.amount for task in tasks], totalled=True),
            ResultColumn("until", label("Next time"), Shows.DATE, [task.when.day for task in tasks]),
            ResultColumn("because", label("Why not today"), Shows.SENTENCES, [task.held for task in tasks]),
        ),
    )


def by_route(task: Task) -> tuple[str, str, float, str]:
    """Salesperson, route, then the nearest first; what has no distance stands at the end of its route."""
    far = math.inf if math.isnan(task.distance_km) else task.distance_km
    return task.salesperson, task.route, far, task.customer


def distance(task: Task) -> Decimal | None:
    """Kilometres; None where nobody knows."""
    return None if math.isnan(task.distance_km) else Decimal(text_of_number(task.distance_km))


def state(item: WorkItem) -> str:
    """Why a document is on the list."""
    if item.disputed:
        return label("settle the dispute")
    if item.days_past_due > 0:
        return label("overdue")
    return label("sold") if item.sold_percent is not None else label("promised")


def _who(tasks: Sequence[Task]) -> tuple[ResultColumn, ...]:
    return (
        ResultColumn("customer", label("Customer ID"), Shows.TEXT, [task.customer for task in tasks]),
        ResultColumn("name", label("Name"), Shows.TEXT, [task.name for task in tasks]),
        ResultColumn("salesperson", label("Salesperson"), Shows.TEXT, [task.salesperson for task in tasks]),
        ResultColumn("route", label("Route"), Shows.TEXT, [task.route for task in tasks]),
        ResultColumn("distance", label("Distance (km)"), Shows.NUMBER, [distance(task) for task in tasks]),
    )


def _late(days: int) -> int:
    return max(days, 0)


def _currency(tasks: Sequence[Task]) -> ResultColumn:
    return ResultColumn("currency", label("Currency"), Shows.TEXT, [task.priority.currency for task in tasks])
