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


@scene("A set-off that nobody decided, of no quarter")
def undecided_set_off(folder: Path) -> Iterable[Fault]:
    row = ("2026-10-01", "C-1", "set-off", "INV-1", "", "")
    return check(opened(folder, Customers=[("Customer ID",), ("C-1",)], Decisions=[HEADERS, row]))
