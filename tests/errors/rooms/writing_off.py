"""What keeps a write-off from being carried out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from arxl.errors import Fault
from arxl.jobs.check import check
from errors.rooms.jobs import opened
from errors.scene import scene

HEADERS = ("Date", "Customer ID", "Kind", "Reference", "Value", "By")


def written_off(folder: Path, *rows: tuple[str, ...]) -> Iterable[Fault]:
    return check(
        opened(
            folder,
            Customers=[("Customer ID",), ("C-1",), ("C-2",)],
            Deliveries=[("Document No", "Customer ID", "Date", "Amount"), ("INV-1", "C-1", "2026-03-01", "90.00")],
            Credits=[("Credit No", "Customer ID", "Date", "Amount"), ("INV-1", "C-2", "2026-03-01", "-5.00")],
            Decisions=[HEADERS, *rows],
        )
    )


@scene("A write-off that nobody approved")
def nobody(folder: Path) -> Iterable[Fault]:
    return written_off(folder, ("2026-09-20", "C-1", "write-off", "INV-1", "", ""))


@scene("A write-off of what no customer owes")
def no_document(folder: Path) -> Iterable[Fault]:
    return written_off(folder, ("2026-09-20", "C-1", "write-off", "INV-7", "", "Owner"))


@scene("A write-off that leaves open whose debt it is")
def two_documents(folder: Path) -> Iterable[Fault]:
    return written_off(folder, ("2026-09-20", "", "write-off", "INV-1", "", "Owner"))


@scene("A write-off of half a debt, in words")
def no_amount(folder: Path) -> Iterable[Fault]:
    return written_off(folder, ("2026-09-20", "C-1", "write-off", "INV-1", "half", "Owner"))


@scene("A write-off before there was a debt")
def too_early(folder: Path) -> Iterable[Fault]:
    return written_off(folder, ("2026-02-20", "C-1", "write-off", "INV-1", "", "Owner"))
