"""Reports on credit: what files lack, scores and what they propose, and reviews (A1, A2, B9)."""

from __future__ import annotations

from arxl.errors import label, sentence
from arxl.jobs.opened import OpenedBook
from arxl.jobs.proofs import evidence_on
from arxl.jobs.reports import Reported
from arxl.practices.credit_decision import currencies_of
from arxl.practices.credit_file import credit_files as files_of
from arxl.practices.credit_file import files_table
from arxl.practices.credit_score import criteria_table
from arxl.practices.credit_tables import classes_table, history_table, proposals_table
from arxl.practices.review import done_table, last_days, reviews_done, reviews_due, reviews_table
from arxl.tables.desk_policy import FilePolicy
from arxl.tables.policy import policy_of
from arxl.workbook.results import Sheet


def credit_files(opened: OpenedBook) -> Reported:
    """What each customer's file lacks, worst exposure first."""
    proved, _ = evidence_on(opened)
    policy = policy_of(FilePolicy, opened.book.settings)
    files, faults = files_of(opened.position, opened.book, opened.history, proved, policy)
    exposing = label(
        "Exposure: open items less unapplied cash, and orders that are not yet delivered, in the company's currency."
    )
    return Reported((Sheet(files_table(files), (exposing,)),), faults)


def credit_scores(opened: OpenedBook) -> Reported:
    """Everybody's score, the grade and limit that it proposes, and what was decided about them."""
    desk = opened.credit_desk
    judgement = desk.today
    rows = judgement.proposals.rows
    decided = history_table(opened.book, desk.decided.decided, currencies_of(opened.book, desk.roll.home))
    scoring = sentence(
        "The score is the mean of the points by their weights; the record covers {days} days.",
        days=desk.policy.score_days,
    )
    deciding = label("A proposal changes nothing: whoever accepts or refuses it writes a row on the sheet Decisions.")
    grading = label("What each grade comes with, by the sheets Policy and Supply Rules.")
    replacing = label("What was decided, and what it took the place of.")
    return Reported(
        (
            Sheet(proposals_table(rows), (scoring, deciding)),
            Sheet(criteria_table(judgement.card, [row.name for row in rows], [row.salesperson for row in rows])),
            Sheet(classes_table(desk.classes), (grading,)),
            Sheet(decided, (replacing,)),
        ),
        judgement.faults,
    )


def reviews(opened: OpenedBook) -> Reported:
    """Which reviews are due, and what changed since the last."""
    desk = opened.credit_desk
    done = reviews_done(opened.book, opened.history, opened.as_of)
    now = desk.today
    then = desk.judgement(last_days(done, desk.roll, opened.as_of)) if done else now
    due = reviews_due(
        *(opened.book, now.card.record, now.proposals, then.card.record, then.proposals, done),
        *(desk.review_policy.review_months, opened.as_of),
    )
    settling = label(
        'A review is done with a row on the sheet Decisions: kind "reviewed", figures, grade or file as Reference, By.'
    )
    comparing = label("Then: on the day of the last review, as the matching of today sees that day.")
    return Reported((Sheet(reviews_table(due), (settling, comparing)), Sheet(done_table(done))), now.faults)
