"""What is proposed and decided about credit, as rows and columns (practice A2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from arxl.errors import label
from arxl.practices.credit_decision import LIMIT_ACCEPTED, limit_said
from arxl.practices.credit_proposal import Proposal
from arxl.practices.decision import GRADE_ACCEPTED, grade_of
from arxl.practices.risk_class import RiskClass
from arxl.tables.history import RecordedDecision
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import Book


def proposals_table(rows: tuple[Proposal, ...]) -> ResultTable:
    """One row a customer."""
    figures = [row.figures for row in rows]
    return ResultTable(
        label("Proposals"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [row.customer for row in rows]),
            ResultColumn("name", label("Name"), Shows.TEXT, [row.name for row in rows]),
            ResultColumn("salesperson", label("Salesperson"), Shows.TEXT, [row.salesperson for row in rows]),
            ResultColumn("score", label("Score"), Shows.WHOLE, [one.score for one in figures]),
            ResultColumn("grade_now", label("Grade now"), Shows.TEXT, [one.grade_now for one in figures]),
            ResultColumn("grade", label("Proposed grade"), Shows.TEXT, [one.grade for one in figures]),
            ResultColumn("limit_now", label("Limit now"), Shows.AMOUNT, [one.limit_now for one in figures]),
            ResultColumn("limit", label("Proposed limit"), Shows.AMOUNT, [one.limit for one in figures]),
            ResultColumn("terms_now", label("Terms now"), Shows.TEXT, [one.terms_now for one in figures]),
            ResultColumn("terms", label("Terms of the class"), Shows.TEXT, [row.terms for row in rows]),
            ResultColumn("rebate", label("Rebate % of the class"), Shows.NUMBER, [row.rebate_percent for row in rows]),
            ResultColumn("state", label("State"), Shows.LABEL, [row.state for row in rows]),
            ResultColumn("reasons", label("Reasons"), Shows.SENTENCES, [row.reasons for row in rows]),
            ResultColumn("decided", label("Decided"), Shows.SENTENCES, [row.decided for row in rows]),
        ),
    )


def scores_table(rows: tuple[Proposal, ...], currency: Sequence[str]) -> ResultTable:
    """One row a customer, as narrow as a cell function spills it.

    Args:
        currency: that of each row's limit.
    """
    figures = [row.figures for row in rows]
    return ResultTable(
        label("Proposals"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [row.customer for row in rows]),
            ResultColumn("name", label("Name"), Shows.TEXT, [row.name for row in rows]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, list(currency)),
            ResultColumn("score", label("Score"), Shows.WHOLE, [one.score for one in figures]),
            ResultColumn("grade_now", label("Grade now"), Shows.TEXT, [one.grade_now for one in figures]),
            ResultColumn("grade", label("Proposed grade"), Shows.TEXT, [one.grade for one in figures]),
            ResultColumn("limit_now", label("Limit now"), Shows.AMOUNT, [one.limit_now for one in figures]),
            ResultColumn("limit", label("Proposed limit"), Shows.AMOUNT, [one.limit for one in figures]),
            ResultColumn("reasons", label("Reasons"), Shows.SENTENCES, [row.reasons for row in rows]),
        ),
    )


def classes_table(classes: Iterable[RiskClass]) -> ResultTable:
    """One row a grade."""
    rows = tuple(classes)
    return ResultTable(
        label("Risk classes"),
        (
            ResultColumn("grade", label("Grade"), Shows.TEXT, [row.grade for row in rows]),
            ResultColumn("least", label("Score from"), Shows.WHOLE, [row.least for row in rows]),
            ResultColumn("terms", label("Terms"), Shows.TEXT, [str(row.terms) for row in rows]),
            ResultColumn("factor", label("Factor of the limit"), Shows.NUMBER, [row.factor for row in rows]),
            ResultColumn("rebate", label("Rebate %"), Shows.NUMBER, [row.rebate_percent for row in rows]),
            ResultColumn("supply", label("Supply"), Shows.SENTENCES, [(row.supply,) for row in rows]),
        ),
    )


def history_table(
    book: Book, made: Mapping[str, tuple[RecordedDecision, ...]], currency: Mapping[str, str]
) -> ResultTable:
    """One row a decision about a grade or a limit, with what it took the place of; the latest first.

    Args:
        made: as `InForce.decided`.
        currency: customer -> the currency of its limit.
    """
    rows: list[tuple[RecordedDecision, str]] = []
    for customer, decisions in made.items():
        before = {GRADE_ACCEPTED: "", LIMIT_ACCEPTED: ""}
        for one in decisions:
            rows.append((one, before.get(one.kind, "")))
            if one.kind in before and _decides(one, currency.get(customer, "")):
                before[one.kind] = one.value
    rows.sort(key=lambda row: (-row[0].date.toordinal(), row[0].customer, row[0].kind, row[0].reference, row[0].value))
    decided = [one for one, _ in rows]
    names = [book.customers.name_of(one.customer) for one in decided]
    return ResultTable(
        label("Credit decisions"),
        (
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [one.customer for one in decided]),
            ResultColumn("name", label("Name"), Shows.TEXT, names),
            ResultColumn("date", label("Date"), Shows.DATE, [one.date for one in decided]),
            ResultColumn("kind", label("Kind"), Shows.LABEL, [one.kind for one in decided]),
            ResultColumn("value", label("Value"), Shows.TEXT, [one.value for one in decided]),
            ResultColumn("before", label("Before"), Shows.TEXT, [before for _, before in rows]),
            ResultColumn("by", label("By"), Shows.TEXT, [one.by for one in decided]),
            ResultColumn("reason", label("Reason"), Shows.TEXT, [one.reason for one in decided]),
        ),
    )


def _decides(made: RecordedDecision, currency: str) -> bool:
    return bool(grade_of(made.value)) if made.kind == GRADE_ACCEPTED else limit_said(made.value, currency) is not None
