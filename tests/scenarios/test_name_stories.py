"""Stories of names: whoever has none is called by its id, on every sheet alike."""

from __future__ import annotations

import datetime as dt

from arxl.jobs.desk.whole import desk
from arxl.jobs.opened import open_book
from arxl.jobs.report import aging
from arxl.practices.limitation import limitation_of
from arxl.practices.whose import EVERYBODY
from arxl.tables.policy import LimitationPolicy

from .story import Story

DAY = dt.date(2026, 3, 10)


def test_a_customer_without_a_name_is_called_by_its_id_on_every_sheet(story: Story) -> None:
    story.tells("customer C-1, Name: Hotel Mar\ncustomer C-2")
    for customer in ("C-1", "C-2"):
        story.tells(f"""
            2026-01-05 delivery INV-{customer} to {customer} of 1000.00, Due Date: 2026-02-04
            2026-02-20 receipt R-{customer} from {customer} of 400.00
            2026-02-20 report INV-{customer} for {customer} of 90
            2026-02-25 signal lawsuit for {customer}, Evidence: court list
            2026-03-01 measure promotion for {customer}, Document No: INV-{customer}
            2026-03-01 decision limit accepted for {customer} of 500, By: Manager
            2026-03-02 decision written off for {customer} of 10, Reference: INV-{customer}, By: Manager
        """)
    opened = open_book(story.path, {}, DAY)
    limitation = limitation_of(opened.position, opened.book, opened.history, (), {}, LimitationPolicy())
    tables = [sheet.table for sheet in desk(opened, EVERYBODY).sheets]
    tables += [aging(opened).table(), opened.levels.table(), limitation.table(limitation.debts)]
    called = {"C-1": "Hotel Mar", "C-2": "C-2"}
    checked = set()
    for table in tables:
        columns = {column.key: column for column in table.columns}
        if {"customer", "name"} <= columns.keys():
            of, names = columns["customer"].cells, columns["name"].cells
            assert list(names) == [called[str(customer)] for customer in of], table.title
            checked |= {str(table.title) for customer in of if customer == "C-2"}
    assert len(checked) > 10, "sheets on which C-2 stands"
