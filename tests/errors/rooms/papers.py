"""What keeps a single paper from being written: nothing to say, a receipt that settles nothing, a letter too many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from arxl.errors import Fault
from arxl.hosts.cli import arguments
from arxl.hosts.cli.papers import paper
from arxl.jobs import papers
from arxl.jobs.letters import letters
from arxl.jobs.opened import OpenedBook
from arxl.practices.dunning_level import DunningLevel
from errors.rooms.jobs import opened
from errors.scene import scene

DAY = dt.date(2026, 10, 31)
DELIVERIES = [
    ("Document No", "Customer ID", "Date", "Amount", "Terms"),
    ("INV-1", "C-1", "2026-09-05", "100", "NET 30"),
    ("RET-1", "C-1", "2026-09-06", "-10", ""),
]
RECEIPTS = [
    ("Receipt No", "Customer ID", "Date", "Amount", "Bounced On", "Applies To"),
    ("R-1", "C-1", "2026-09-20", "20", "", ""),
    ("R-2", "C-1", "2026-09-21", "5", "2026-09-25", ""),
    ("R-3", "C-1", "2026-09-22", "-5", "", "R-1"),
]


def book(folder: Path, **tables: Sequence[Sequence[Any]]) -> OpenedBook:
    """One customer, a late delivery, a return, a receipt, one that bounced, and a refund."""
    return opened(folder, DAY, **{"Deliveries": DELIVERIES, "Receipts": RECEIPTS, **tables})


# --- letters -------------------------------------------------------------------------------------------------------


@scene("A paper is wanted for a customer that the book does not know")
def unknown_customer(folder: Path) -> Iterable[Fault]:
    letters(book(folder), DAY, "C-9")
    return ()


@scene("A letter is wanted, and neither a customer nor a level is named")
def nobody_named(folder: Path) -> Iterable[Fault]:
    book(folder)
    paper(arguments.parser().parse_args(["paper", "letter", str(folder / "Book")]), DAY)
    return ()


@scene("A letter is wanted for a customer who owes nothing that calls for one")
def nothing_open(folder: Path) -> Iterable[Fault]:
    paid = [RECEIPTS[0], ("R-1", "C-1", "2026-09-20", "90", "", "")]
    letters(book(folder, Receipts=paid), DAY, "C-1")
    return ()


@scene("The letters of the day's reminder run are wanted, and nothing is due that day")
def run_without_letters(folder: Path) -> Iterable[Fault]:
    paid = [RECEIPTS[0], ("R-1", "C-1", "2026-09-20", "90", "", "")]
    letters(book(folder, Receipts=paid), DAY, due_today=True)
    return ()


@scene("A letter of a level is wanted, and no account is at it")
def nobody_at_the_level(folder: Path) -> Iterable[Fault]:
    letters(book(folder), DAY, level=DunningLevel.DUE)
    return ()


@scene("A notice of suspension is wanted, and nothing is held back")
def nothing_suspended(folder: Path) -> Iterable[Fault]:
    override = [
        ("Date", "Customer ID", "Kind", "Value", "By", "Reason", "Until"),
        ("2026-10-01", "C-1", "override", "0", "Owner", "agreed by telephone", "2026-12-31"),
    ]
    letters(book(folder, Decisions=override), DAY, "C-1", DunningLevel.SUSPENSION)
    return ()


@scene("A notice of interest is wanted, and there is no rate")
def no_rate_for_a_notice(folder: Path) -> Iterable[Fault]:
    letters(book(folder), DAY, "C-1", DunningLevel.INTEREST)
    return ()


@scene("A second letter of one day")
def second_letter(folder: Path) -> Iterable[Fault]:
    letters(book(folder), DAY, "C-1", issue=True)
    letters(book(folder), DAY, "C-1", DunningLevel.LAST_NOTICE, issue=True)
    return ()


@scene("A paper is issued of a day that is not here yet")
def before_its_day(folder: Path) -> Iterable[Fault]:
    letters(book(folder), dt.date(2026, 10, 30), "C-1", issue=True)
    return ()


# --- receipt slips -------------------------------------------------------------------------------------------------


@scene("A slip is wanted of a receipt that the book does not know")
def unknown_receipt(folder: Path) -> Iterable[Fault]:
    papers.slip(book(folder), DAY, "R-9")
    return ()


@scene("A slip is wanted of a receipt of a later day")
def later_receipt(folder: Path) -> Iterable[Fault]:
    book(folder)
    papers.slip(opened(folder, dt.date(2026, 9, 19), Deliveries=DELIVERIES, Receipts=RECEIPTS), DAY, "R-1")
    return ()


@scene("A slip is wanted of a receipt that bounced")
def bounced_receipt(folder: Path) -> Iterable[Fault]:
    papers.slip(book(folder), DAY, "R-2")
    return ()


@scene("A slip is wanted of money that was paid back")
def refund(folder: Path) -> Iterable[Fault]:
    papers.slip(book(folder), DAY, "R-3")
    return ()


@scene("A receipt changed after its slip was issued")
def changed_receipt(folder: Path) -> Iterable[Fault]:
    papers.slip(book(folder), DAY, "R-1", issue=True)
    changed = [RECEIPTS[0], ("R-1", "C-1", "2026-09-20", "25", "", "")]
    papers.slip(book(folder, Receipts=changed), DAY, "R-1", issue=True)
    return ()


# --- delivery notes ------------------------------------------------------------------------------------------------


@scene("A note is wanted of a delivery that the book does not know")
def unknown_delivery(folder: Path) -> Iterable[Fault]:
    papers.note(book(folder), DAY, "INV-9")
    return ()


@scene("A note is wanted of goods that came back")
def returned_goods(folder: Path) -> Iterable[Fault]:
    papers.note(book(folder), DAY, "RET-1")
    return ()


# --- interest ------------------------------------------------------------------------------------------------------


@scene("A debit note where no interest has run")
def no_interest(folder: Path) -> object:
    return papers.interest_note(book(folder), DAY, "C-1")


@scene("A second debit note for days that another one claims")
def claimed_twice(folder: Path) -> object:
    tables = {
        "Interest Rates": [("Date", "Interest Rate"), ("2026-01-01", "10%")],
        "Decisions": [("Date", "Customer ID", "Kind", "By"), ("2026-09-15", "C-1", "notice sent", "Ana")],
    }
    first = book(folder, **tables)
    papers.interest_note(first, DAY, "C-1", issue=True)
    later = DAY + dt.timedelta(days=1)
    return papers.interest_note(opened(folder, later, Deliveries=DELIVERIES, Receipts=RECEIPTS, **tables), later, "C-1")
