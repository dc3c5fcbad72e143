"""Looking into the register: the statements issued, their papers, and the proof of the chain."""

from __future__ import annotations

from pathlib import Path

from arxl.errors import Amount, Fault, WrongUsage, label, refused, sentence
from arxl.jobs.export import export
from arxl.jobs.opened import OpenedBook
from arxl.jobs.report import inputs
from arxl.jobs.stated import Stated, stated
from arxl.kernels.money import decimal_of
from arxl.practices.decision import signed_numbers
from arxl.register.chain import Verification, verify
from arxl.register.store import Register
from arxl.tables.history import IssuedStatement
from arxl.tables.result import Cell, ResultColumn, ResultTable, Shows


def issued_table(opened: OpenedBook) -> ResultTable:
    """All statements, in the order of the register."""
    rows = [(statement.month, stated(statement)) for statement in opened.history.statements]
    signed = signed_numbers(opened.book.decisions, opened.history, opened.as_of)
    return ResultTable(
        label("Statements"),
        (
            ResultColumn("number", label("Number"), Shows.TEXT, [row.number for _, row in rows]),
            ResultColumn("month", label("Month"), Shows.TEXT, [month for month, _ in rows]),
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [row.customer for _, row in rows]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, [row.currency for _, row in rows]),
            ResultColumn(
                "closing",
                label("Closing balance"),
                Shows.AMOUNT,
                [Amount(decimal_of(row.closing_minor, row.exponent), row.currency) for _, row in rows],
            ),
            ResultColumn("issued_on", label("Issued on"), Shows.DATE, [row.issued_on for _, row in rows]),
            ResultColumn("return_by", label("Return by"), Shows.DATE, [row.return_by for _, row in rows]),
            ResultColumn(
                "signed",
                label("Signed"),
                Shows.LABEL,
                [label("yes") if row.number in signed else "" for _, row in rows],
            ),
        ),
    )


def movements_table(row: Stated) -> ResultTable:
    """The movements of one statement, opening and closing balance included."""
    first, last = (label("Opening balance"), row.opening_minor), (label("Closing balance"), row.closing_minor)
    lines = row.movements

    def amounts(minor: list[int]) -> list[Cell]:
        return [Amount(decimal_of(value, row.exponent), row.currency) for value in minor]

    return ResultTable(
        label("Statement"),
        (
            ResultColumn("date", label("Date"), Shows.DATE, [None, *(line.line.date for line in lines), None]),
            ResultColumn("kind", label("Kind"), Shows.LABEL, [first[0], *(line.line.kind for line in lines), last[0]]),
            ResultColumn(
                "document", label("Document No"), Shows.TEXT, [row.number, *(line.line.document for line in lines), ""]
            ),
            ResultColumn(
                "amount",
                label("Amount"),
                Shows.AMOUNT,
                [None, *amounts([line.line.amount_minor for line in lines]), None],
            ),
            ResultColumn(
                "balance",
                label("Balance"),
                Shows.AMOUNT,
                amounts([first[1], *(line.balance_minor for line in lines), last[1]]),
            ),
        ),
    )


def one(opened: OpenedBook, number: str) -> Stated:
    """The statement of a number.

    Raises:
        WrongUsage: there is none.
    """
    return stated(_found(opened, number))


def exported(opened: OpenedBook, number: str, path: Path | None) -> Path:
    """Write the paper of a statement again, byte for byte, and answer where.

    Raises:
        WrongUsage: there is no such statement.
        Refused: the register or the file.
    """
    statement = _found(opened, number)
    target = path or Path(statement.file)
    with Register.at(opened.register_file, opened.book.company.id, create=False) as register:
        export(target, register.paper(statement.digest), inputs(opened.path), keep_previous=True)
    return target


def verified(opened: OpenedBook) -> Verification:
    """Prove the register line by line.

    Raises:
        Refused: there is no register.
    """
    if not opened.register_file.exists():
        raise refused(
            opened.register_file.name,
            sentence("there is no register yet."),
            sentence("It is made when the first month is issued."),
        )
    return verify(opened.register_file)


def _found(opened: OpenedBook, number: str) -> IssuedStatement:
    wanted = number.strip().casefold()
    for statement in opened.history.statements:
        if statement.number.casefold() == wanted:
            return statement
    raise WrongUsage(
        Fault(
            opened.register_file.name,
            sentence("there is no statement {number}.", number=number),
            sentence("List the numbers with arxl register list."),
        )
    )
