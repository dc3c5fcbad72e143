"""The work list on paper: a group of pages a salesperson, to tick off and to write on (practice C4).

It is in the company's language, for whoever calls; what to say to a customer stands in the customer's. It is a paper of
the house: it has no number, and goes to nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from arxl.errors import Amount, Sentence, label, sentence
from arxl.locale import Wording
from arxl.papers.page import Press
from arxl.papers.setting import setting_of
from arxl.practices.statement_words import seller_of
from arxl.practices.work_list import Task, WorkList
from arxl.practices.work_tables import by_route, distance
from arxl.practices.work_words import joined, last_contact, next_step, promised, to_say
from arxl.tables.policy import ReminderPolicy
from arxl.tables.schema import Company

TITLE = label("Work list")
NOBODY = label("Without a salesperson")
_WRITTEN = (label("Result"), label("Promised"), label("by"))


class WorkListPrinter:
    """Prints the lists of one company.

    Args:
        theme: folder with the company's own theme.typ; None is arxl's.

    Raises:
        Refused: see `Press.pdf`.
    """

    def __init__(self, company: Company, policy: ReminderPolicy, theme: Path | None = None) -> None:
        self._company, self._policy = company, policy
        self._press = Press("work_list.typ", theme)

    def paper(self, work: WorkList) -> bytes:
        """All lists of a day as PDF/A-3b: the same bytes for the same list.

        Raises:
            Faulty: a text holds a character that no font shows.
        """
        words = self._press.words(self._company.language)
        groups = [self._group(person, tasks, words) for person, tasks in work.by_salesperson.items()]
        day = words.date(work.as_of)
        title = words.text(TITLE)
        page = setting_of(
            words,
            title=f"{title} · {day}",
            reference=day,
            running_title=f"{title} · {day}",
            footer=day,
            seller=seller_of(self._company, words),
        ) | {
            "groups": groups,
            "nothing": words.say(sentence("Nobody is to be contacted on {day}.", day=work.as_of)),
            "routes": words.text(label("By route, the nearest first")),
            "held": words.text(label("Not today")),
        }
        return self._press.pdf(f"Work list {work.as_of}", page, record_of(work), work.as_of)

    def _group(self, person: str, tasks: Sequence[Task], words: Wording) -> dict[str, Any]:
        today = [task for task in tasks if not task.held]
        return {
            "name": person or words.text(NOBODY),
            "sum": words.say(sentence("Customers: {count}, open: {amount}", count=len(today), amount=_total(today)))
            if today
            else "",
            "tasks": [self._task(task, words) for task in today],
            "routes": _routes(today, words),
            "held": [
                (
                    words.date(task.when.day) if task.when.day else "–",
                    f"{task.name} ({task.customer}), {words.amount(task.amount)}",
                    " ".join(map(words.say, task.held)),
                )
                for task in tasks
                if task.held
            ],
        }

    def _task(self, task: Task, words: Wording) -> dict[str, Any]:
        theirs = self._press.words(task.language)
        approach = task.approach
        tone = Sentence(approach.tone)
        if approach.why:
            tone = sentence("{tone}. {why}", tone=tone, why=joined(approach.why))
        reason = (Sentence(task.last.reason),) if task.last and task.last.reason else ()
        said: tuple[tuple[str, Wording, Sequence[Sentence]], ...] = (
            (label("Last contact"), words, last_contact(task)),
            (label("Last reason"), words, reason),
            (label("Promised"), words, promised(task)),
            (label("What to say"), theirs, to_say(task)),
            (label("Approach"), words, (tone,)),
            (label("Next step"), words, next_step(task, self._policy)),
        )
        late = sentence("{days} days late", days=task.oldest_days) if task.oldest_days > 0 else sentence("not due yet")
        return {
            "time": task.when.at,
            "name": task.name,
            "id": task.customer,
            "contact": " · ".join(filter(None, (task.whom, task.phone, _place(task, words)))),
            "amount": words.amount(task.amount),
            "late": words.say(sentence("{late} · priority {amount}", late=late, amount=task.priority)),
            "said": [
                (words.text(caption), [language.say(line) for line in lines])
                for caption, language, lines in said
                if lines
            ],
            "write": [words.text(caption) for caption in _WRITTEN],
        }


def record_of(work: WorkList) -> Mapping[str, Any]:
    """The list for machines."""
    return {
        "paper": "work list",
        "date": work.as_of.isoformat(),
        "tasks": [
            {
                "customer": task.customer,
                "salesperson": task.salesperson,
                "currency": task.priority.currency,
                "priority": f"{task.priority.value:f}",
                "amount": f"{task.amount.value:f}",
                "when": task.when.at,
                "documents": [item.document for item in (*task.claimed, *task.disputed)],
                "held": [str(why) for why in task.held],
            }
            for task in work.tasks
        ],
    }


def _total(tasks: Sequence[Task]) -> Amount:
    amounts = [task.amount for task in tasks]
    return Amount(sum((amount.value for amount in amounts[1:]), amounts[0].value), amounts[0].currency)


def _routes(tasks: Sequence[Task], words: Wording) -> list[tuple[str, str]]:
    """Route -> its stops, the nearest first; nothing where no customer has one."""
    stops = sorted((task for task in tasks if task.route), key=by_route)
    return [
        (route, " – ".join(_stop(task, words) for task in own))
        for route, own in groupby(stops, key=lambda task: task.route)
    ]


def _stop(task: Task, words: Wording) -> str:
    far = distance(task)
    return task.name if far is None else f"{task.name} ({words.amount(far)} km)"


def _place(task: Task, words: Wording) -> str:
    """Route and distance, as far as known."""
    far = distance(task)
    return ", ".join(filter(None, (task.route, "" if far is None else f"{words.amount(far)} km")))
