"""What is said of copies that come back: of files, of pages, and of what a person types."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from PIL import Image

from arxl.errors import Fault
from arxl.hosts.review.desk import Desk
from arxl.jobs.correct import correct
from arxl.jobs.countersign import Confirmation, confirm, file_copies
from arxl.jobs.opened import OpenedBook
from arxl.jobs.returned import Returned, returned
from errors.rooms.jobs import DELIVERIES, NOVEMBER_3, issued, opened
from errors.scene import scene
from papers.drawn_scans import Paper, drawn_scan

FIRST = "ST2026-00001"
PLAIN = {"mode": "flat", "over_code": "nothing", "dirt": "clean", "dpi": 150, "grey": False}


def book(folder: Path, **tables: object) -> OpenedBook:
    """A book whose October is issued, as it is now."""
    if not (folder / "acme.arxl").exists():
        issued(opened(folder), "2026-10", NOVEMBER_3)
    return opened(folder, NOVEMBER_3, **tables)


def picture(folder: Path, number: str = FIRST, name: str = "scan.png") -> Path:
    """A scan of an issued statement."""
    (paper,) = next(folder.glob("*statements*")).glob(f"{number}*.pdf")
    inks = {"seller": "nothing", "customer": "nothing"}
    drawn = drawn_scan(Paper.of(number, paper.read_bytes()), random.Random(1), inks=inks, **PLAIN)
    (folder / name).write_bytes(drawn.png())
    return folder / name


def told(found: Returned) -> Iterable[Fault]:
    """Everything that is said of what came back."""
    pages = [page.fault for page in found.unmatched]
    return (*found.faults, *pages, *(fault for copy in found.copies for fault in copy.faults))


@scene("A file of copies that is not there")
def no_file(folder: Path) -> Iterable[Fault]:
    return told(returned(book(folder), [folder / "scans"]))


@scene("A returned file that cannot be opened")
def locked_file(folder: Path) -> Iterable[Fault]:
    (folder / "scan.pdf").write_bytes(b"%PDF")
    known = book(folder)
    with patch("pathlib.Path.read_bytes", side_effect=PermissionError(13, "Permission denied")):
        return told(returned(known, [folder / "scan.pdf"]))


@scene("A scanned page without a readable code")
def no_code(folder: Path) -> Iterable[Fault]:
    Image.new("RGB", (600, 800), "white").save(folder / "blank.png")
    return told(returned(book(folder), [folder / "blank.png"]))


@scene("Two papers on one page")
def two_papers(folder: Path) -> Iterable[Fault]:
    known = book(folder, Deliveries=[*DELIVERIES, ("INV-2", "C-2", "2026-09-06", "5")])
    correct(
        opened(folder, Deliveries=[*DELIVERIES, ("INV-9", "C-1", "2026-09-06", "5")]),
        FIRST,
        NOVEMBER_3,
        next(folder.glob("*statements*")),
    )
    one = Image.open(picture(folder))
    other = Image.open(picture(folder, "ST2026-00002", "other.png"))
    both = Image.new("RGB", (one.width + other.width, one.height), "white")
    both.paste(one, (0, 0))
    both.paste(other, (one.width, 0))
    both.save(folder / "both.png")
    return told(returned(replace(known), [folder / "both.png"]))


@scene("A copy of a statement that is not in the register")
def unknown_statement(folder: Path) -> Iterable[Fault]:
    known = book(folder)
    return told(returned(replace(known, history=replace(known.history, statements=())), [picture(folder)]))


@scene("A code that this register did not print")
def strange_code(folder: Path) -> Iterable[Fault]:
    known = book(folder)
    return told(returned(replace(known, history=replace(known.history, code_key="00" * 32)), [picture(folder)]))


@scene("The old version of a statement that was corrected")
def old_version(folder: Path) -> Iterable[Fault]:
    book(folder)
    scan = picture(folder)
    late = [*DELIVERIES, ("INV-9", "C-1", "2026-09-06", "5")]
    correct(opened(folder, Deliveries=late), FIRST, NOVEMBER_3, next(folder.glob("*statements*")))
    return told(returned(opened(folder, NOVEMBER_3, Deliveries=late), [scan]))


@scene("A page of a statement is missing, and another comes twice")
def missing_page(folder: Path) -> Iterable[Fault]:
    many = [(f"INV-{n}", "C-1", "2026-10-05", "10") for n in range(100)]
    issued(opened(folder, Deliveries=[DELIVERIES[0], *many]), "2026-10", NOVEMBER_3)
    page = Image.open(picture(folder))
    page.save(folder / "twice.tiff", save_all=True, append_images=[page])
    return told(returned(opened(folder, NOVEMBER_3, Deliveries=[DELIVERIES[0], *many]), [folder / "twice.tiff"]))


@scene("A copy comes a second time")
def filed_already(folder: Path) -> Iterable[Fault]:
    scan, other = picture_of(folder, "scan.png"), picture_of(folder, "other.png")
    file_copies(book(folder), returned(book(folder), [scan]).copies, NOVEMBER_3)
    Image.open(other).rotate(1, fillcolor="white").save(other)
    return (*told(returned(book(folder), [scan])), *told(returned(book(folder), [other])))


def picture_of(folder: Path, name: str) -> Path:
    """A scan of the first statement, once it is issued."""
    book(folder)
    return picture(folder, name=name)


@scene("The same statement in two files")
def same_statement_twice(folder: Path) -> Iterable[Fault]:
    return told(returned(book(folder), [picture_of(folder, "one.png"), picture_of(folder, "two.png")]))


@scene("A copy cannot be filed")
def cannot_be_filed(folder: Path) -> Iterable[Fault]:
    found = returned(book(folder), [picture_of(folder, "scan.png")])
    with patch("os.replace", side_effect=OSError(28, "No space left on device")):
        file_copies(book(folder), found.copies, NOVEMBER_3)
    return ()


@scene("A file that is another one by the time it is filed")
def another_file(folder: Path) -> Iterable[Fault]:
    scan = picture_of(folder, "scan.png")
    found = returned(book(folder), [scan])
    Image.open(scan).rotate(2, fillcolor="white").save(scan)
    file_copies(book(folder), found.copies, NOVEMBER_3)
    return ()


SAID = Confirmation(FIRST, "signed", NOVEMBER_3, "", sealed=False, figure="", by="Ana")


@scene("A confirmation of a statement that was never issued")
def no_such_statement(folder: Path) -> Iterable[Fault]:
    confirm(book(folder), replace(SAID, number="ST2026-00099"), NOVEMBER_3)
    return ()


@scene("An answer that is none of the three")
def no_answer(folder: Path) -> Iterable[Fault]:
    confirm(book(folder), replace(SAID, answer="perhaps"), NOVEMBER_3)
    return ()


@scene("Nobody confirms")
def nobody(folder: Path) -> Iterable[Fault]:
    confirm(book(folder), replace(SAID, by=""), NOVEMBER_3)
    return ()


@scene("A signature before the statement was issued")
def signed_too_early(folder: Path) -> Iterable[Fault]:
    confirm(book(folder), replace(SAID, date=dt.date(2026, 10, 1)), NOVEMBER_3)
    return ()


@scene("A signatory who is not in the customer's file")
def no_signatory(folder: Path) -> Iterable[Fault]:
    confirm(book(folder), replace(SAID, signatory="Luis"), NOVEMBER_3)
    return ()


@scene("A figure that is no amount")
def no_figure(folder: Path) -> Iterable[Fault]:
    confirm(book(folder), replace(SAID, answer="differs", figure="lots"), NOVEMBER_3)
    return ()


@scene("A day of the signature that is no date")
def no_date(folder: Path) -> Iterable[Fault]:
    found = returned(book(folder), [picture_of(folder, "scan.png")])
    desk = Desk(book(folder), found, NOVEMBER_3)
    desk.answer(0, {"answer": "signed", "date": "yesterday", "by": "Ana"})
    return desk.objections("copy 0")
