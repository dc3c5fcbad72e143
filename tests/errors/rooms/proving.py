"""What keeps a dossier from being written, and what is wrong in one that is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from arxl.errors import Fault
from arxl.jobs.check import check
from arxl.jobs.dossier import write_dossier
from arxl.jobs.opened import open_book
from arxl.jobs.proofs import evidence_on
from arxl.papers.scan import page_pictures
from errors.rooms.jobs import OCTOBER, opened
from errors.rooms.scanning import blank_pdf
from errors.scene import scene


@scene("A decision that revives another customer's debt")
def revives_nothing(folder: Path) -> Iterable[Fault]:
    rows = ("2026-09-20", "C-2", "limitation revived", "INV-1", "Accountant")
    decisions = [("Date", "Customer ID", "Kind", "Reference", "By"), rows]
    return check(opened(folder, Customers=[("Customer ID",), ("C-1",), ("C-2",)], Decisions=decisions))


@scene("A customer in a country that is none")
def nowhere(folder: Path) -> Iterable[Fault]:
    return check(opened(folder, Customers=[("Customer ID", "Country"), ("C-1", "Atlantis")]))


@scene("Evidence of a customer whose currency nobody says")
def no_currency(folder: Path) -> Iterable[Fault]:
    headers = ("Customer ID", "Date", "Amount", "Currency")
    deliveries = [headers, ("C-1", "2026-09-05", "10", "EUR"), ("C-1", "2026-09-05", "10", "USD")]
    opened(folder, Customers=[("Customer ID",), ("C-1",), ("C-2",)], Deliveries=deliveries)
    _, faults = evidence_on(open_book(folder / "Book", {}, OCTOBER))
    return faults


@scene("A dossier of nobody")
def no_customer(folder: Path) -> Iterable[Fault]:
    write_dossier(opened(folder), "C-9")
    return ()


@scene("A filed copy that has lost a page")
def page_gone(folder: Path) -> Iterable[Fault]:
    (folder / "copy.pdf").write_bytes(blank_pdf(1))
    page_pictures(folder / "copy.pdf", (1, 2))
    return ()
