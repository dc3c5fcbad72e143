"""What prompt payment earns: rebates of a quarter, cash discounts, and what is held back (A4, C1, C6)."""

from __future__ import annotations

from arxl.errors import sentence
from arxl.jobs.opened import OpenedBook
from arxl.jobs.reports import Reported
from arxl.practices.cash_discount import cash_discounts
from arxl.practices.held_discount import debit_notes_table, held_discounts, held_table
from arxl.practices.incentive import claims_until, rates_ppm
from arxl.practices.incentive import rebates as earned_rebates
from arxl.practices.rebate_payout import credit_notes, proposals_table, rebate_stands, rebates_table
from arxl.workbook.results import Sheet


def rebates(opened: OpenedBook) -> Reported:
    """A4, C1 and C6: rebates by quarter, credit notes to be written, discounts on offer, and what became of all others.

    Raises:
        Faulty: Policy holds a value that its key does not take.
    """
    book, late = opened.book, opened.statement_policy.rebate_late_days
    earned = earned_rebates(opened.position, rates_ppm(book.customers), claims_until(book.credits, opened.as_of), late)
    supply = opened.levels if earned else None  # a book without rebates needs no rates for its limits
    levels = {row.customer: row.level for row in supply.rows} if supply else {}
    stands = rebate_stands(opened.position, book, opened.history, earned, late, levels)
    discounts = cash_discounts(opened.position)
    held = held_discounts(opened.position, book, opened.history)
    rule = sentence(
        "What is settled by its due date earns; one item more than {days} days late forfeits its quarter.", days=late
    )
    return Reported(
        (
            Sheet(rebates_table(stands), (rule,)),
            Sheet(
                proposals_table(credit_notes(stands, held)), (sentence("Copy a row to the sheet Credits to book it."),)
            ),
            Sheet(debit_notes_table(held), (sentence("Copy a row to the sheet Deliveries to book it."),)),
            Sheet(discounts.on_offer(), (sentence("Deliveries whose cash discount can still be earned."),)),
            Sheet(discounts.summary(), (sentence("Cash discounts earned, missed and still open, by account."),)),
            Sheet(held_table(held), (sentence("Discounts that a decision holds back, or held back."),)),
        ),
        supply.faults if supply else (),
    )
