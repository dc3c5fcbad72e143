"""What is wrong with the ranges: CHECK (`arxl check` in a sheet)."""

from __future__ import annotations

from arxl.errors import label, sentence
from arxl.functions import kept
from arxl.functions.answers import Answer, Sheet, in_arguments
from arxl.functions.arguments import Arguments
from arxl.functions.record import Example, Function, Given, Result, Shape
from arxl.functions.sample import DELIVERIES, OCTOBER_20, RECEIPTS
from arxl.functions.spill import spilled
from arxl.functions.subjects.supply import DECISIONS, RATES, RULES
from arxl.functions.whole_book import BOOK, ORDERS, POLICY, STOCK
from arxl.locale import wording
from arxl.practices.book_check import faults_table, wrong_in_book
from arxl.practices.supply import supply_levels
from arxl.tables.history import NO_HISTORY

_FAULTY = Given(
    "Faulty",
    (
        ("Document No", "Customer ID", "Date", "Amount"),
        ("INV-1", "C-1", "10 July 2026", "1.000,00"),
        ("INV-2", "C-1", "soon", 500.0),
        ("INV-3", None, OCTOBER_20, 19.995),
    ),
)

CHECK = Function(
    "CHECK",
    label("Everything that is wrong in the ranges, each with its place and what to do."),
    "",
    (*BOOK, RULES, RATES, POLICY, ORDERS, STOCK, DECISIONS),
    Result(Shape.TABLE, label("one row a fault or warning: place, severity, what is wrong, remedy")),
    (
        Example(
            (_FAULTY, RECEIPTS, OCTOBER_20, None, None, "EUR", True),
            (
                ("Place", "Severity", "What is wrong", "Remedy"),
                ("deliveries!C3", "fault", '"soon" is no date.', "Write it as 2024-03-05."),
                (
                    *("deliveries!B4", "fault"),
                    'the cell is blank; every row needs "Customer ID".',
                    "Fill it in, or clear the whole row.",
                ),
                ("deliveries!D4", "fault", "amount 19.995 has 3 decimals; EUR allows 2.", "Correct the cell."),
                (
                    *("receipts!C3", "warning", "the receipt comes before any delivery to C-2."),
                    "Check date and customer; it waits as unapplied cash.",
                ),
            ),
        ),
        Example((DELIVERIES, RECEIPTS, OCTOBER_20, None, None, "EUR"), (("Nothing is wrong.",),)),
    ),
    (
        label("A fault keeps its row out of every result; a warning leaves it in."),
        label("deliveries!D4 is the fourth column and row of the range that was given as deliveries."),
    ),
)


def check(arguments: Arguments, sheet: Sheet) -> Answer:
    """What `arxl check` lists, as far as ranges tell."""
    ranges, as_of = kept.ranges_of(arguments.tables(), arguments.code("currency")), arguments.date("as_of")
    known = kept.checked(ranges, as_of)
    position = known.application.position_at(as_of)
    levels = supply_levels(known.application, position, known.book, NO_HISTORY, known.supply_policy)
    words = wording(sheet.language or known.book.company.language)
    table = faults_table(in_arguments(wrong_in_book(known, position, levels), CHECK))
    rows = spilled(table, words, headers=arguments.yes("headers"))
    return rows if len(table) else ((words.say(sentence("Nothing is wrong.")),),)
