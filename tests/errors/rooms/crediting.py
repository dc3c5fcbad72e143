"""What is wrong with decisions about credit, and with the Policy of scores."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from arxl.errors import Fault
from arxl.jobs.check import check
from arxl.jobs.desk.credit import credit_scores
from errors.rooms.jobs import opened
from errors.scene import scene

HEADERS = ("Date", "Customer ID", "Kind", "Reference", "Value", "By")


@scene("Decisions about credit that decide nothing")
def undecided(folder: Path) -> Iterable[Fault]:
    rows = (
        ("2026-10-01", "C-1", "grade accepted", "", "A+", "Ana"),
        ("2026-10-01", "C-1", "limit accepted", "", "a lot", "Ana"),
        ("2026-10-01", "", "proposal refused", "", "", "Ana"),
        ("2026-10-02", "C-1", "grade accepted", "", "B", ""),
        ("2026-10-02", "C-1", "reviewed", "everything", "", "Ana"),
    )
    return check(opened(folder, Customers=[("Customer ID",), ("C-1",)], Decisions=[HEADERS, *rows]))


@scene("A limit that differs from the one accepted last")
def other_limit(folder: Path) -> Iterable[Fault]:
    customers = [("Customer ID", "Credit Limit"), ("C-1", 500), ("C-2", "")]
    rows = (
        ("2026-10-01", "C-1", "limit accepted", "", "900", "Ana"),
        ("2026-10-01", "C-2", "limit accepted", "", "800", "Ana"),
    )
    return check(opened(folder, Customers=customers, Decisions=[HEADERS, *rows]))


@scene("Terms of the risk classes that leave out a grade")
def no_terms_of_a_grade(folder: Path) -> Iterable[Fault]:
    return credit_scores(opened(folder, Policy=[("Key", "Value"), ("grade_terms", "A NET 60; B NET 45")])).faults


@scene("Bounds of a criterion that are one number")
def one_bound(folder: Path) -> Iterable[Fault]:
    return credit_scores(opened(folder, Policy=[("Key", "Value"), ("score_late_scale", "30, 30")])).faults


@scene("A set-off that nobody decided, of no quarter and no document, and of no amount")
def undecided_set_off(folder: Path) -> Iterable[Fault]:
    rows = (
        ("2026-10-01", "C-1", "set-off", "INV-77", "", ""),
        ("2026-10-01", "C-1", "set-off", "2026-Q3", "some", "Ana"),
    )
    return check(opened(folder, Customers=[("Customer ID",), ("C-1",)], Decisions=[HEADERS, *rows]))


@scene("A set-off of a delivery on which no discount is earned")
def idle_set_off(folder: Path) -> Iterable[Fault]:
    deliveries = [("Document No", "Customer ID", "Date", "Amount"), ("INV-1", "C-1", "2026-09-01", 100)]
    row = ("2026-10-01", "C-1", "set-off", "INV-1", "", "Ana")
    return check(opened(folder, Deliveries=deliveries, Decisions=[HEADERS, row]))


@scene("An acceptance of a promise that nobody accepted, and one of no promise")
def idle_acceptance(folder: Path) -> Iterable[Fault]:
    rows = (
        ("2026-10-01", "C-1", "promise accepted", "", "", ""),
        ("2026-10-02", "C-1", "promise accepted", "", "", "Ana"),
    )
    contacts = [("Date", "Customer ID", "Channel"), ("2026-09-30", "C-1", "call")]
    return check(opened(folder, Customers=[("Customer ID",), ("C-1",)], Contacts=contacts, Decisions=[HEADERS, *rows]))


@scene("Promises without a day, without an amount, for a day gone by, and about a document of nobody")
def vague_promises(folder: Path) -> Iterable[Fault]:
    contacts = [
        ("Date", "Customer ID", "Promised Amount", "Promised On", "Documents"),
        ("2026-10-01", "C-1", 100, "", ""),
        ("2026-10-02", "C-1", "", "2026-10-05", ""),
        ("2026-10-03", "C-1", 100, "2026-09-03", "INV-77"),
    ]
    return check(opened(folder, Customers=[("Customer ID",), ("C-1",)], Contacts=contacts))
