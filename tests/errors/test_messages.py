"""Every message that a user can meet is shown by a scene, and every scene shows one.

A message is any `sentence("…")` of src/. What is not told as a fault (texts of papers, reasons of supply levels,
headings) is left to the tests of those texts; what no test here can bring about is named with its reason.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from arxl.errors import Fault, Sentence
from errors.scene import Scene, all_scenes

CHECKOUT = Path(__file__).resolve().parents[2]
SOURCES = CHECKOUT / "src" / "arxl"

NO_FAULTS = {
    "hosts/open_book/summaries.py": "what a macro says when it is done: tests/hosts/calc",
    "hosts/review/page.py": "texts of the page on which copies are reviewed",
    "jobs/results.py": "notes above the result sheets",
    "papers/delivery_note.py": "texts of the delivery note",
    "papers/letter.py": "texts of the letters",
    "papers/letterhead.py": "texts of all papers but the statement",
    "papers/slip.py": "texts of the receipt slip",
    "papers/terms.py": "texts of the contract terms sheet",
    "papers/dossier.py": "texts of the dossier",
    "practices/credit_file.py": "what a customer's file lacks: tests/scenarios/test_credit_stories.py",
    "practices/credit_proposal.py": "why a grade and a limit are proposed: tests/scenarios/test_credit_stories.py",
    "practices/risk_class.py": "when orders of a grade are cut: tests/scenarios/test_credit_stories.py",
    "practices/credit_score.py": "why nothing is proposed: tests/scenarios/test_credit_stories.py",
    "practices/review.py": "which review is due: tests/scenarios/test_credit_stories.py",
    "jobs/desk/credit.py": "notes above the sheets of credit",
    "practices/dashboard.py": "captions of the dashboard's figures",
    "practices/debt_tables.py": "why an item has its class: tests/scenarios/test_debt_stories.py",
    "practices/dossier.py": "texts of the dossier",
    "practices/evidence.py": "what a customer's file lacks: tests/scenarios/test_evidence_stories.py",
    "practices/order_check.py": "answers to the question whether an order can ship",
    "practices/ratios.py": "what stands where a figure cannot be said",
    "papers/reconciliation.py": "texts of the letter about a reconciliation",
    "practices/expected_loss.py": "whose figures a loss is: tests/scenarios/test_debt_stories.py",
    "practices/line_matching.py": "remarks beside the lines of two accounts",
    "practices/reconciliation.py": "remarks of the bridge",
    "practices/reconciliation_tables.py": "remarks of the table of lines",
    "practices/reconciliation_words.py": "texts of a reconciliation",
    "jobs/sent.py": "remarks on the table of sendings",
    "practices/sending_words.py": "texts of mails",
    "practices/statement_words.py": "texts of the statement",
    "practices/supply_words.py": "what a supply level means, on papers",
    "practices/terms_words.py": "terms of payment in words, on papers",
    "practices/supply_arrears.py": "reasons and releases of supply levels",
    "practices/supply_conduct.py": "reasons and releases of supply levels",
    "practices/supply_release.py": "receipts that release a supply level",
    "jobs/desk/work_list.py": "notes above the sheets of the work list",
    "papers/calendar.py": "texts of calendar entries",
    "papers/work_list.py": "texts of the printed work list",
    "practices/approach.py": "what each criterion says: tests/scenarios/test_work_list_stories.py",
    "practices/work_list.py": "what raises a priority and holds a customer back",
    "practices/work_words.py": "what to say, and the next step",
    "practices/warning.py": "who noted a warning: tests/scenarios/test_warning_stories.py",
    "practices/warning_signs.py": "figures of warnings",
    "practices/commission.py": "what stands where a rate cannot be said",
    "practices/promises.py": "what a promise asks for: tests/scenarios/test_reminder_stories.py",
    "practices/reminder.py": "why no letter goes out: tests/scenarios/test_reminder_stories.py",
    "practices/privileges.py": "what a level leaves of a privilege: tests/scenarios/test_supply_stories.py",
    "practices/sell_through_tables.py": "what becomes of a delivery that sells, or does not",
    "practices/steering.py": "what stands where a share cannot be said",
    "practices/target.py": "what stands where a share cannot be said, and days without a line",
    "papers/dashboard.py": "texts of the dashboard's page",
    "papers/interest_note.py": "texts of the debit note for interest",
    "jobs/desk/dashboard.py": "notes above the sheets of the dashboard",
    "jobs/desk/interest.py": "notes above the sheets of interest",
    "jobs/desk/promises.py": "notes above the sheets of promises",
    "jobs/desk/prompt_payment.py": "notes above the sheets of rebates",
    "jobs/desk/reminders.py": "note above the sheet of reminders",
    "jobs/desk/sellers.py": "notes above the sheets of sellers",
    "jobs/desk/supply.py": "notes above the sheets of supply",
    "practices/sales_support.py": "which measure is proposed, and why",
    "jobs/desk/warnings.py": "notes above the sheet of warnings",
    "jobs/desk/sell_through.py": "notes above the sheets of sell-through",
    "tables/buckets.py": "headings of the aging buckets",
    "tables/defaults.py": "the defaults that `check` states",
    "tables/result.py": "headings of columns of currencies",
    "workbook/dashboard.py": "captions of the dashboard",
    "workbook/look.py": "titles of result sheets",
    "workbook/template_checks.py": "what the spreadsheet program says of what is typed",
}
"""Modules of which no sentence is a fault."""

TEXTS = {
    "An item due on the as-of date is not due; an item {edge} days past due is in 1–{edge} days.": "note of a sheet",
    "Age is counted from the document's date; an item {edge} days old is in 0–{edge} days.": "note of a sheet",
    "As of {day}": "title of a sheet",
    "A signed statement that lists it.": "reason of a limitation date",
    "A part payment.": "reason of a limitation date",
    'Lapsed: only a decision "limitation revived".': "reason of a limitation date",
    "No date: limitation_years on the sheet Policy has no years for {country}.": "reason of a limitation date",
    "No date: neither the customer nor the company has a country.": "reason of a limitation date",
    "Due on {day}; nothing restarted it.": "reason of a limitation date",
    "{signatory} signed statement {number} on {day}.": "reason of a limitation date",
    "Statement {number} was sealed on {day}.": "reason of a limitation date",
    "Receipt {receipt} paid {amount} of it on {day}.": "reason of a limitation date",
    "Revived by decision of {by} on {day}.": "reason of a limitation date",
    "Statement {number}": "title in the dossier",
    "{kind} {number}": "title in the dossier",
    "Copy of statement {number} that came back": "title in the dossier",
    "Receivables as of {day}": "title of a workbook",
    "There is nothing to show as of {day}.": "says that a result is empty",
    "There is nothing to show on {date}.": "says that a result is empty",
    "Nothing is wrong.": "says that a result is empty",
    "Blank means: {meaning}.": "note of the template",
    "Level {level} was triggered on {date}; it is held for {days} days.": "reason of a supply level",
    "Level {level} by decision of {by} until {until}: {reason}. The rules give {given}.": "reason of a supply level",
    "Another rule: its threshold of {threshold} is always reached.": "release of a supply level",
    "The grade is E.": "reason of a supply level",
    "A better grade.": "release of a supply level",
    "{document} is {days} days late.": "why a rebate is forfeited",
    "{held} held back by {by} against {arrears} past due: {reason}": "why a rebate is held back",
    "Held back until {until}.": "why a discount is granted again",
    "Nothing is past due any more.": "why a discount is granted again",
    "Level {level}, {name}: the rebate is withheld until the level is below {limit}.": "why a rebate is withheld",
    "{arrears} is past due: it may be held back, or applied to {documents}.": "what may become of a rebate",
    "No new cause until {date}.": "release of a supply level",
    "reduced: orders cut to {percent} %": "name of a supply level",
    "Their credits are what they owe us": "how the signs of a customer's account were told",
    "Their amounts above 0 are what they owe us": "how the signs of a customer's account were told",
    "Their amounts below 0 are what they owe us": "how the signs of a customer's account were told",
    "{what}: as --owed says.": "how the signs of a customer's account were told",
    "{what}: as in a ledger of suppliers; lines that agree: {count}.": "how the signs were told",
    "Their account has no lines.": "says that nothing tells the signs of an account without lines",
    "{day} is no working day.": "why a customer is not called",
    "Nobody is called on the first {days} days of a month.": "why a customer is not called",
    "Nobody is called on the first working day of a week.": "why a customer is not called",
    "The working hours and quiet times of the file leave no time on this day.": "why a customer is not called",
    "The debt is {debt_class}.": "why a matter goes to counsel",
    "The supply level is {level}.": "why a matter goes to counsel",
    "The time that the last notice gave is over.": "why a matter goes to counsel",
    "The last notice, in writing.": "what a matter lacks before it goes to counsel",
    "A signed contract for the dossier.": "what a matter lacks before it goes to counsel",
    "Signed delivery notes of {count} documents for the dossier.": "what a matter lacks before it goes to counsel",
    'The approval: a row "escalation approved" on the Decisions sheet with the Value {stage}.': "what a matter lacks",
    "Faults besides this one: {count}.": "stands behind a fault in a cell: tests/functions/test_worksheet.py",
    "arxl stopped at an error of its own ({error}).": "needs a mistake in arxl: tests/functions/test_worksheet.py",
    "Report it with the button that was pressed.": "needs a mistake in arxl: tests/hosts/calc/test_macros.py",
    "This sheet is not complete: the run ended early.": "title of a sheet: tests/hosts/calc/test_macros.py",
    "Report it with the ranges that it was called with.": "needs a mistake in arxl: tests/functions/test_worksheet.py",
}
"""Sentences that are no faults, or that only a mistake of arxl's own brings about; each with what it is."""


@cache
def scenes() -> tuple[Scene, ...]:
    return tuple(all_scenes())


@cache
def played() -> dict[str, tuple[Fault, ...] | Exception]:
    """Title -> what the scene's user meets, or the exception that nobody foresaw."""
    shown: dict[str, tuple[Fault, ...] | Exception] = {}
    for scene in scenes():
        with TemporaryDirectory() as folder:
            try:
                shown[scene.title] = scene.faults(Path(folder))
            except Exception as error:
                shown[scene.title] = error
    return shown


def met(title: str) -> tuple[Fault, ...]:
    """What the user of a scene meets."""
    faults = played()[title]
    return () if isinstance(faults, Exception) else faults


def messages() -> dict[str, str]:
    """Every sentence of src/ that can be a fault -> where it stands."""
    found = {}
    for path in sorted(SOURCES.rglob("*.py")):
        name = path.relative_to(SOURCES).as_posix()
        for text in () if name in NO_FAULTS else sentences_of(path):
            found.setdefault(text, name)
    return found


def sentences_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sentence":
            text = node.args[0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


def texts_of(sentence: Sentence) -> Iterator[str]:
    """The text of a sentence, and of those that stand in its gaps."""
    yield sentence.text
    for value in sentence.values.values():
        if isinstance(value, Sentence):
            yield from texts_of(value)


def shown_texts(faults: Iterable[Fault]) -> set[str]:
    return {text for fault in faults for part in (fault.fact, fault.remedy) for text in texts_of(part)}


def test_a_command_to_copy_stands_at_the_end_and_has_no_full_stop():
    commands = {text: re.search(r"(?:[Rr]un|Install it|[Ii]n a terminal): (.*)", text) for text in messages()}
    copied = {text: found[1] for text, found in commands.items() if found}
    assert len(copied) > 5
    assert [text for text, command in copied.items() if re.search(r"[.,;](\s|$)", command)] == []


def test_every_message_is_shown_by_a_scene():
    shown = {text for title in played() for text in shown_texts(met(title))}
    unseen = {text: place for text, place in messages().items() if text not in shown and text not in TEXTS}
    assert unseen == {}, "add a picture to tests/errors/gallery or a scene to tests/errors/rooms"


def test_exceptions_are_still_needed():
    said = messages()
    shown = {text for title in played() for text in shown_texts(met(title))}
    assert [text for text in TEXTS if text not in said or text in shown] == []
    assert [name for name in NO_FAULTS if not any(sentences_of(SOURCES / name))] == []


def test_every_scene_shows_something_under_a_title_of_its_own():
    assert {title: error for title, error in played().items() if isinstance(error, Exception)} == {}
    assert [title for title in played() if not met(title)] == []
    assert len({scene.title for scene in scenes()}) == len(scenes())


@pytest.mark.parametrize("title", [scene.title for scene in scenes()])
def test_a_fault_says_what_is_so_and_what_to_do(title: str):
    for fault in met(title):
        assert fault.place or str(fault.fact)[0].isupper() or fault.fact.values, "a fault without a place is a sentence"
        assert str(fault.fact).endswith((".", ":")), "the fact is a sentence"
        assert re.search(r"[.\]\"'A-Za-z0-9]$", str(fault.remedy)), "the remedy is a sentence, or ends in what to type"
        assert str(fault.remedy)[0].isupper()
        assert not re.search(r"\b(please|sorry|oops|invalid|unfortunately|successfully)\b", str(fault), re.IGNORECASE)
