"""When a customer may be contacted, and when best (practice C4).

A call falls into the customer's working hours and never outside those of Policy `lawful_hours`; never at meals, never
in a quiet time of the customer's file. No day is fit that is not worked, is the week's first working day, or is one of
the month's first two. Of the times that are left the one nearest to Policy `call_at`, half past three, is taken. Where
today has none, the next day that has one is named, and why today has none.

>>> import numpy as np
>>> calling = Calling(WorkListPolicy(), np.ones(7, bool), np.zeros(0, "datetime64[D]"))
>>> when = calling.when("", "afternoons", dt.date(2026, 10, 13))
>>> when.day.isoformat(), when.at, when.not_today
('2026-10-13', '11:45', ())
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from arxl.errors import Fault, Faulty, Sentence, label, sentence
from arxl.kernels.arrays import Bools, Days
from arxl.tables.calendar import working_days
from arxl.tables.desk_policy import WorkListPolicy
from arxl.tables.hours import parse_hours, parse_time
from arxl.tables.policy import DuePolicy, policy_of
from arxl.tables.quiet import QuietTime, minutes_of, parse_quiet, said
from arxl.tables.schema import Book, Setting

T = TypeVar("T")
Span = tuple[int, int]  # minutes from midnight; the end is no part of it

LEAST_MINUTES = 15
"""What a call takes: a shorter gap between two quiet times is none."""

MOST_DAYS = 62
"""Days that are looked at: where two months hold no fit time, the file names none."""

LAST_DAYS_OF_MONTH = 3


def days_after(day: dt.date, days: int) -> dt.date:
    """The day so many days later; the last one that the calendar has, at the latest."""
    return dt.date.fromordinal(min(day.toordinal() + days, dt.date.max.toordinal()))


@dataclass(frozen=True, slots=True)
class When:
    """The next fit time.

    Attributes:
        day, at: `at` is "15:30"; None and "" where the file leaves no time at all.
        not_today: why it is not today; empty where it is.
        spans: all that is fit on the day.
    """

    day: dt.date | None
    at: str
    not_today: tuple[Sentence, ...]
    spans: tuple[Span, ...] = ()

    def beside(self, taken: Collection[int]) -> int:
        """The fit minute nearest to `at` at which no other call begins that would overlap; `at` where all is taken.

        >>> When(dt.date(2026, 10, 13), "15:30", (), ((900, 1000),)).beside({930, 945})
        915
        """
        at = minutes_of(dt.time.fromisoformat(self.at))
        begins = (
            begin
            for first, last in self.spans
            for begin in range(first + (at - first) % LEAST_MINUTES, last - LEAST_MINUTES + 1, LEAST_MINUTES)
            if not any(abs(begin - other) < LEAST_MINUTES for other in taken)
        )
        return min(begins, key=lambda begin: (abs(begin - at), begin), default=at)


class Calling:
    """Fit times by one calendar.

    Args:
        weekmask: (7,) True for a working day, Monday first.
        holidays: (H,) days that are not worked, ascending.
        settings: what the policy was read from, for the place of a fault.

    Raises:
        Faulty: Policy `call_at`, `meal_times` or `lawful_hours` is no time of the day.
    """

    def __init__(
        self, policy: WorkListPolicy, weekmask: Bools, holidays: Days, settings: Mapping[str, Setting] | None = None
    ) -> None:
        known = settings or {}
        self._policy, self._weekmask, self._holidays = policy, weekmask, frozenset(holidays.tolist())
        self._call_at = minutes_of(_read("call_at", policy.call_at, parse_time, _A_TIME, known))
        self._meals = _spans(_read("meal_times", policy.meal_times, parse_hours, _HOURS, known))
        self._lawful = _spans(_read("lawful_hours", policy.lawful_hours, parse_hours, _HOURS, known))
        self._known: dict[tuple[str, str, dt.date], When] = {}

    def when(self, hours: str, quiet: str, as_of: dt.date) -> When:
        """The next fit time on or after a day, of a customer whose file says these hours and quiet times."""
        key = hours, quiet, as_of
        if key not in self._known:
            self._known[key] = self._next(_spans(parse_hours(hours)), parse_quiet(quiet), as_of)
        return self._known[key]

    def is_worked(self, day: dt.date) -> bool:
        """Whether it is a working day."""
        return bool(self._weekmask[day.weekday()]) and day not in self._holidays

    def next_working_day(self, day: dt.date) -> dt.date:
        """The first working day after a day; a month later where none is found."""
        later = (days_after(day, days) for days in range(1, MOST_DAYS // 2))
        return next(filter(self.is_worked, later), days_after(day, MOST_DAYS // 2))

    def is_month_end(self, day: dt.date) -> bool:
        """Whether it is one of the last three working days of its month, or a day between them."""
        first_of_next = (days_after(day.replace(day=1), 32)).replace(day=1)
        days = (first_of_next - dt.timedelta(back) for back in range(1, first_of_next.day + 30))
        worked = [other for other in days if other.month == day.month and self.is_worked(other)]
        return len(worked) >= LAST_DAYS_OF_MONTH and worked[LAST_DAYS_OF_MONTH - 1] <= day

    def _next(self, hours: tuple[Span, ...], quiet: tuple[QuietTime, ...], as_of: dt.date) -> When:
        why = self._unfit(as_of, hours, quiet)
        for days in range(MOST_DAYS):
            day = days_after(as_of, days)
            spans = self._fit(day, hours, quiet) if self._unfit_day(day) is None else ()
            if spans:
                return When(day, said(self._nearest(spans)), () if day == as_of else why, spans)
        return When(None, "", why)

    def _unfit(self, day: dt.date, hours: tuple[Span, ...], quiet: tuple[QuietTime, ...]) -> tuple[Sentence, ...]:
        """Why a day has no fit time; empty where it has one."""
        found = self._unfit_day(day)
        if found is not None:
            return (found,)
        return () if self._fit(day, hours, quiet) else (_QUIET,)

    def _unfit_day(self, day: dt.date) -> Sentence | None:
        """Why nobody at all is called on a day; None where people are."""
        if not self.is_worked(day):
            return sentence("{day} is no working day.", day=day)
        if day.day <= self._policy.quiet_month_days:
            return sentence("Nobody is called on the first {days} days of a month.", days=self._policy.quiet_month_days)
        if self._policy.quiet_week_start and not any(map(self.is_worked, _earlier_in_week(day))):
            return sentence("Nobody is called on the first working day of a week.")
        return None

    def _fit(self, day: dt.date, hours: tuple[Span, ...], quiet: tuple[QuietTime, ...]) -> tuple[Span, ...]:
        """The stretches of a day in which a call is fit."""
        spans = _within(self._lawful, hours) if hours else self._lawful
        taken = [*self._meals, *((time.begin, time.end) for time in quiet if time.falls_on(day))]
        for span in taken:
            spans = tuple(_without(spans, span))
        return tuple((begin, end) for begin, end in spans if end - begin >= LEAST_MINUTES)

    def _nearest(self, spans: tuple[Span, ...]) -> int:
        """The time nearest to the one of Policy; of two as near, the earlier."""
        times = (min(max(self._call_at, begin), end - LEAST_MINUTES) for begin, end in spans)
        return min(times, key=lambda time: (abs(time - self._call_at), time))


def calling_of(book: Book, policy: WorkListPolicy, as_of: dt.date) -> Calling:
    """Fit times by the company's calendar: weekend and holidays of Policy, public holidays of its country.

    Raises:
        Faulty: Policy holds a time, or the Company sheet a country, that nothing is known of.
    """
    # Whom to call keeps to public holidays also where due dates do not move.
    due_policy = replace(policy_of(DuePolicy, book.settings), due_roll="following")
    worked = working_days(book.company.country, as_of, days_after(as_of, MOST_DAYS), due_policy)
    return Calling(policy, worked.weekmask, worked.holidays, book.settings)


_QUIET = sentence("The working hours and quiet times of the file leave no time on this day.")
_A_TIME, _HOURS = label("a time such as 15:30"), label("hours such as 12:00-14:00, separated by commas")


def _read(key: str, text: str, parse: Callable[[str], T], takes: str, settings: Mapping[str, Setting]) -> T:
    try:
        return parse(text)
    except ValueError:
        place = settings[key].place if key in settings else "Policy"
        fact = sentence('{key} is "{value}"; it takes {takes}.', key=key, value=text, takes=Sentence(takes))
        raise Faulty(Fault(place, fact, sentence("Correct the value."))) from None


def _earlier_in_week(day: dt.date) -> Iterator[dt.date]:
    return (day - dt.timedelta(back) for back in range(1, day.weekday() + 1))


def _spans(stretches: tuple[tuple[dt.time, dt.time], ...]) -> tuple[Span, ...]:
    return tuple((minutes_of(begin), minutes_of(end)) for begin, end in stretches)


def _within(lawful: tuple[Span, ...], hours: tuple[Span, ...]) -> tuple[Span, ...]:
    """What is in both, in order."""
    both = ((max(begin, first), min(end, last)) for first, last in lawful for begin, end in hours)
    return tuple(sorted(span for span in both if span[0] < span[1]))


def _without(spans: tuple[Span, ...], taken: Span) -> Iterator[Span]:
    """What is left of stretches of the day where one is taken out of them."""
    for begin, end in spans:
        for left in ((begin, min(end, taken[0])), (max(begin, taken[1]), end)):
            if left[0] < left[1]:
                yield left
