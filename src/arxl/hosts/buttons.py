"""The buttons of arxl inside a spreadsheet program: one list for Excel's ribbon and LibreOffice's menu and toolbar.

Each runs the macro of its name in `hosts.open_book.macros.MACROS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase

from arxl.errors import label
from arxl.jobs.reports import REPORTS


@dataclass(frozen=True, slots=True)
class Button:
    """One button.

    Attributes:
        macro: name of what it runs in `hosts.open_book.macros.MACROS`.
        text: what stands on it.
        tip: what it does, in one sentence.
        key_tip: letters that reach it from the keyboard, one or two capitals, each button its own.
    """

    macro: str
    text: str
    tip: str
    key_tip: str


_DESK_KEY = "K"  # no other button's key tip begins with it

BUTTONS: tuple[Button, ...] = (
    Button("check", label("Check"), label("Lists everything that is wrong in this workbook, each with its cell."), "C"),
    Button("age", label("Age"), label("Who owes what and how late: writes the sheet Aging."), "A"),
    Button(
        "allocate",
        label("Allocate"),
        label("Which receipt paid which delivery: writes the sheets Allocations and Open Items."),
        "L",
    ),
    Button(
        "statements",
        label("Statements"),
        label("Drafts the statements of the month to be issued next, without numbers."),
        "S",
    ),
    Button("supply", label("Supply"), label("Who gets no more goods, why, and what releases it."), "U"),
    Button(
        "month_end",
        label("Month end"),
        label("Issues the statements of the next month and writes all results. The workbook must be saved."),
        "M",
    ),
    Button("register", label("Register"), label("Which statements were issued: writes the sheet Register."), "R"),
    Button("help", label("Help"), label("Opens the guide."), "H"),
)
"""What is pressed every month; in Excel the large ones."""

DESK_BUTTONS: tuple[Button, ...] = tuple(
    Button(report.macro, report.button, report.does, f"{_DESK_KEY}{letter}")
    for report, letter in zip(REPORTS, ascii_uppercase[: len(REPORTS)], strict=True)  # a letter each
)
"""The reports of the credit desk, in a group or menu of their own."""

ALL_BUTTONS = (*BUTTONS, *DESK_BUTTONS)
