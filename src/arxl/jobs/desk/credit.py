"""Reports on credit: what files lack, scores and what they propose, and reviews (A1, A2, B9)."""

from __future__ import annotations

from arxl.errors import label, sentence
from arxl.jobs.opened import OpenedBook
from arxl.jobs.proofs import evidence_on
from arxl.jobs.reports import Reported
from arxl.practices.credit_decision import currencies_of
from arxl.practices.credit_file import credit_files as files_of
from arxl.practices.credit_file import files_table
from arxl.practices.credit_proposal import (
    Proposals,
    classes_table,
    history_table,
    proposals_table,
    risk_classes,
)
from arxl.practices.credit_record import credit_record, roll_of, same_day
from arxl.practices.credit_score import criteria_table, refuse_level_scales, scorecard
from arxl.practices.promises import Judged, judged
from arxl.tables.desk_policy import FilePolicy, ReviewPolicy, ScorePolicy
from arxl.tables.policy import AllocationPolicy, DuePolicy, policy_of
from arxl.workbook.results import Sheet


def credit_scores(opened: OpenedBook) -> Reported:
    """Everybody's score, the grade and limit that it proposes, and what was decided about them."""
    book, settings, as_of = opened.book, opened.book.settings, opened.as_of
    policy = policy_of(ScorePolicy, settings)
    refuse_level_scales(policy, settings)
    classes = risk_classes(policy, settings, book.supply_rules)
    roll = roll_of(opened.position, book)
    record = credit_record(
        opened.position, book, roll, same_day(roll, as_of), policy.score_days, opened.supply_policy.count_disputed
    )
    card = scorecard(record, book, _promises(opened), policy)
    default_terms = policy_of(DuePolicy, settings).default_terms
    holds_months = policy_of(ReviewPolicy, settings).review_months[1]
    proposals = Proposals(card, book, opened.history, policy, classes, default_terms, holds_months, as_of)
    rows = proposals.rows
    decided = history_table(book, opened.history, as_of, currencies_of(book, roll.home))
    proposing = (
        sentence(
            "The score is the mean of the points by their weights; the record covers {days} days.",
            days=policy.score_days,
        ),
        label("A proposal changes nothing: whoever accepts or refuses it writes a row on the sheet Decisions."),
    )
    return Reported(
        (
            Sheet(proposals_table(rows), proposing),
            Sheet(criteria_table(card, [row.name for row in rows], [row.salesperson for row in rows])),
            Sheet(
                classes_table(classes), (label("What each grade comes with, by the sheets Policy and Supply Rules."),)
            ),
            Sheet(decided, (label("What was decided, and what it took the place of."),)),
        ),
        (*record.faults, *proposals.faults),
    )


def _promises(opened: OpenedBook) -> tuple[Judged, ...]:
    if not len(opened.book.contacts):
        return ()
    return judged(opened.book, opened.as_of, policy_of(AllocationPolicy, opened.book.settings).tolerance)


def credit_files(opened: OpenedBook) -> Reported:
    """What each customer's file lacks, worst exposure first."""
    proved, _ = evidence_on(opened)
    policy = policy_of(FilePolicy, opened.book.settings)
    files, faults = files_of(opened.position, opened.book, opened.history, proved, policy)
    notes = (
        label("Exposure: open items less unapplied cash, and orders that are not yet delivered, in company currency."),
    )
    return Reported((Sheet(files_table(files), notes),), faults)
