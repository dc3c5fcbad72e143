"""Calls as a calendar file (RFC 5545): an entry a customer, at its time (practice C4).

Calls that the list has at one time stand one after the other, the one with the most money at stake at its own time and
the rest as near to it as they are fit: nobody makes two at once. Times are local and float: half past three is half
past three wherever the salesperson is. An entry keeps its UID however often the file is written, so that a calendar
that imports it again changes the entry and adds none. The stamp is the as-of date, so that the same list gives the same
bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterator

from icalendar import Calendar, Event

from arxl.errors import label, sentence
from arxl.locale import Wording, wording
from arxl.practices.contact_time import LEAST_MINUTES
from arxl.practices.work_list import Task
from arxl.practices.work_words import next_step, to_say
from arxl.tables.policy import ReminderPolicy
from arxl.tables.schema import Company


def calendar_of(tasks: tuple[Task, ...], as_of: dt.date, company: Company, policy: ReminderPolicy) -> bytes:
    """The calls of one salesperson: today's, and of those who are held back the next fit time, where there is one.

    Args:
        tasks: in order of priority.
    """
    words = wording(company.language)
    calendar = Calendar()
    calendar.add("prodid", "-//arxl//work list//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", words.text(label("Work list")))
    for begin, task in sorted(_begins(tasks), key=lambda pair: (pair[0], pair[1].customer)):
        calendar.add_component(_event(task, begin, as_of, company, policy, words))
    return bytes(calendar.to_ical())


def _event(
    task: Task, begin: dt.datetime, as_of: dt.date, company: Company, policy: ReminderPolicy, words: Wording
) -> Event:
    theirs = wording(task.language)
    event = Event()
    event.add("uid", _uid(company.id, task.customer, begin.date()))
    event.add("dtstamp", dt.datetime.combine(as_of, dt.time(), dt.UTC))
    event.add("dtstart", begin)
    event.add("dtend", begin + dt.timedelta(minutes=LEAST_MINUTES))
    event.add("summary", words.say(sentence("Call {name}: {amount}", name=task.name, amount=task.amount)))
    who = " · ".join(filter(None, (task.whom, task.phone, task.customer)))
    lines = (who, *map(theirs.say, to_say(task)), *map(words.say, next_step(task, policy)))
    event.add("description", "\n".join(filter(None, lines)))
    if task.route:
        event.add("location", task.route)
    return event


def _begins(tasks: tuple[Task, ...]) -> Iterator[tuple[dt.datetime, Task]]:
    """When each call begins, in order of priority; tasks without a fit time are left out."""
    taken: dict[dt.date, set[int]] = defaultdict(set)
    for task in tasks:
        day = task.when.day
        if day is not None:
            minute = task.when.beside(taken[day])
            taken[day].add(minute)
            yield dt.datetime.combine(day, dt.time(*divmod(minute, 60))), task


def _uid(company: str, customer: str, day: dt.date) -> str:
    """The same for the same call of the same company, and for no other."""
    digest = hashlib.sha256("\0".join((company, customer, day.isoformat())).encode("utf-8", "surrogatepass"))
    return f"{digest.hexdigest()[:32]}@arxl"
