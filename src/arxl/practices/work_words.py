"""What to say to a customer, and what to do next, in sentences made of facts (practices C4, C7).

What is said is for the customer's ear and stands in its language: what is open and since when, what was promised, what
is sold, what the dispute is about, and a question that fits the approach. It states, asks and names no consequence
that is not the company's own rule. The next step is for the salesperson.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from arxl.errors import Amount, Sentence, sentence
from arxl.kernels.money import decimal_of, exponent_of
from arxl.practices.approach import FIRM
from arxl.practices.dunning_level import TITLES, DunningLevel, level_by_days
from arxl.practices.escalation import INTERNAL, STAGES
from arxl.practices.promises import Promise
from arxl.practices.reason import REASONS
from arxl.practices.work_list import Task, WorkItem
from arxl.tables.policy import ReminderPolicy

SHOWN = 3
"""Documents that a sentence names; the rest it counts."""


def about(task: Task) -> tuple[Sentence, ...]:
    """Which documents, and how much."""
    found = []
    if task.claimed:
        found.append(_open(task.claimed))
    if task.disputed:
        found.append(
            sentence(
                "Disputed: {documents}, {amounts} open.",
                documents=_named(task.disputed),
                amounts=_amounts(task.disputed),
            )
        )
    return tuple(found)


def to_say(task: Task) -> tuple[Sentence, ...]:
    """What to say to the customer."""
    return tuple(_to_say(task))


def next_step(task: Task, policy: ReminderPolicy) -> tuple[Sentence, ...]:
    """What the salesperson does next."""
    return tuple(_next_step(task, policy))


def last_contact(task: Task) -> tuple[Sentence, ...]:
    """When, how and by whom the customer was contacted last, and what came of it."""
    last = task.last
    if last is None:
        return ()
    how = Sentence(last.channel) if last.channel else sentence("contact")
    parts = [part for part in (last.by, last.outcome) if part]
    if parts:
        return (sentence("{day}, {how}: {what}.", day=last.date, how=how, what=parts),)
    return (sentence("{day}, {how}.", day=last.date, how=how),)


def promised(task: Task) -> tuple[Sentence, ...]:
    """What is promised and has not come in."""
    return tuple(
        sentence("{amount} by {day}.", amount=_amount(promise), day=promise.promised_on) for promise in task.promises
    )


def joined(parts: Sequence[Sentence]) -> Sentence:
    """Several sentences, one after the other."""
    if len(parts) == 1:
        return parts[0]
    return sentence("{first} {rest}", first=parts[0], rest=joined(parts[1:]))


def _to_say(task: Task) -> Iterator[Sentence]:
    if task.claimed:
        yield _open(task.claimed)
        oldest = max(task.claimed, key=lambda item: (item.days_past_due, item.document))
        if oldest.days_past_due > 0:
            yield sentence(
                "{document} has been due since {day}, for {days} days.",
                document=oldest.document,
                day=oldest.due_date,
                days=oldest.days_past_due,
            )
    for item in task.claimed:
        if item.sold_percent is not None:
            yield sentence(
                "By your report, {percent} % of {document} is sold.", percent=item.sold_percent, document=item.document
            )
            break
    for promise in task.promises:
        yield sentence(
            "On {made} you promised {amount} by {day}.",
            made=promise.made_on,
            amount=_amount(promise),
            day=promise.promised_on,
        )
    if task.disputed:
        yield sentence(
            "About {documents} there is a dispute: what would settle it for you?", documents=_named(task.disputed)
        )
    if task.claimed:
        yield _question(task)


def _question(task: Task) -> Sentence:
    if task.settles_on is not None:
        return sentence("May we count on your settlement day, {day}?", day=task.settles_on)
    if task.approach.tone == FIRM:
        return sentence("Which amount comes in on which day? We write both down.")
    return sentence("Is there anything that keeps you from paying, and when may we expect it?")


def _next_step(task: Task, policy: ReminderPolicy) -> Iterator[Sentence]:
    if task.disputed:
        yield sentence("Settle the dispute about {documents}.", documents=_named(task.disputed))
    if not task.claimed:
        return
    if task.last is not None and task.last.reason in REASONS:
        yield Sentence(REASONS[task.last.reason].answer)
    stage, proposed = task.escalation.stage, task.escalation.proposed
    if stage != STAGES[INTERNAL]:
        yield sentence("The matter is with {stage}: ask there how far it is.", stage=Sentence(stage))
    if proposed != stage:
        yield sentence(
            "Prepare to hand the matter to {stage}: {why}", stage=Sentence(proposed), why=joined(task.escalation.why)
        )
        yield sentence("Missing for that: {missing}", missing=joined(task.escalation.missing))
    elif any(promise.promised_on == task.when.day for promise in task.promises):
        yield sentence("If what is promised for today does not come in, agree a new day and amount at once.")
    elif stage == STAGES[INTERNAL]:
        yield _letter_step(task, policy)


def _letter_step(task: Task, policy: ReminderPolicy) -> Sentence:
    """The letter that follows where the customer names no day."""
    days = max(item.days_past_due for item in task.claimed)
    level = level_by_days(days, policy) if days > 0 else None
    if level is None:
        return sentence("Get an amount and a day; write both down as a promise.")
    order = tuple(DunningLevel)
    if task.letter is not None and order.index(task.letter[0]) >= order.index(level):
        return sentence(
            'Get an amount and a day; the letter "{title}" of {day} is out.',
            title=Sentence(TITLES[task.letter[0]]),
            day=task.letter[1],
        )
    return sentence(
        'Get an amount and a day; without them the letter "{title}" follows.', title=Sentence(TITLES[level])
    )


def _open(items: Sequence[WorkItem]) -> Sentence:
    return sentence("Open: {documents}, {amounts}.", documents=_named(items), amounts=_amounts(items))


def _named(items: Sequence[WorkItem]) -> Sentence:
    """The oldest documents by number, and how many more there are."""
    ordered = sorted(items, key=lambda item: (-item.days_past_due, item.document))
    names = [item.document for item in ordered[:SHOWN]]
    if len(ordered) > SHOWN:
        return sentence("{documents} and {count} more", documents=names, count=len(ordered) - SHOWN)
    return sentence("{documents}", documents=names)


def _amounts(items: Sequence[WorkItem]) -> list[Amount]:
    """What they hold, currency by currency."""
    sums: dict[str, Amount] = {}
    for item in items:
        before = sums.get(item.currency)
        sums[item.currency] = item.open if before is None else Amount(before.value + item.open.value, item.currency)
    return [sums[currency] for currency in sorted(sums)]


def _amount(promise: Promise) -> Amount:
    return Amount(decimal_of(promise.minor, exponent_of(promise.currency)), promise.currency)
