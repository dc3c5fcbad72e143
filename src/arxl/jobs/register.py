"""Looking into the register: the statements issued, their papers, and the proof of the chain."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from arxl.errors import Amount, Fault, WrongUsage, label, refused, sentence
from arxl.jobs.export import export, statements_folder
from arxl.jobs.opened import OpenedBook
from arxl.jobs.report import inputs
from arxl.jobs.stated import Stated, stated
from arxl.kernels.money import decimal_of
from arxl.practices.countersign import Countersigned, countersigned, history_table
from arxl.register.chain import Verification, verify
from arxl.register.copies import broken_copies
from arxl.register.store import Register, history_at
from arxl.tables.history import IssuedStatement
from arxl.tables.result import Cell, ResultColumn, ResultTable, Shows


def issued_table(opened: OpenedBook) -> ResultTable:
    """All statements, in the order of the register, and what became of each by the as-of date."""
    known = countersigned(opened.book, opened.history, opened.as_of)
    rows = [stated(one.statement) for one in known]

    def money(minor: list[int | None]) -> list[Cell]:
        return [
            None if value is None else Amount(decimal_of(value, row.exponent), row.currency)
            for value, row in zip(minor, rows, strict=True)
        ]

    answered = [one.reply for one in known]
    return ResultTable(
        label("Statements"),
        (
            ResultColumn("number", label("Number"), Shows.TEXT, [row.number for row in rows]),
            ResultColumn("month", label("Month"), Shows.TEXT, [one.statement.month for one in known]),
            ResultColumn("customer", label("Customer ID"), Shows.TEXT, [row.customer for row in rows]),
            ResultColumn("currency", label("Currency"), Shows.TEXT, [row.currency for row in rows]),
            ResultColumn("closing", label("Closing balance"), Shows.AMOUNT, money([row.closing_minor for row in rows])),
            ResultColumn("issued_on", label("Issued on"), Shows.DATE, [row.issued_on for row in rows]),
            ResultColumn("return_by", label("Return by"), Shows.DATE, [row.return_by for row in rows]),
            ResultColumn("status", label("Status"), Shows.LABEL, [str(one.status) for one in known]),
            ResultColumn("since", label("Since"), Shows.DATE, [one.since for one in known]),
            ResultColumn(
                "signatory", label("Signed by"), Shows.TEXT, [reply.signatory if reply else "" for reply in answered]
            ),
            ResultColumn(
                "figure",
                label("Their figure"),
                Shows.AMOUNT,
                money([reply.figure_minor if reply else None for reply in answered]),
            ),
            ResultColumn("recorded_by", label("Recorded by"), Shows.TEXT, [r.by if r else "" for r in answered]),
            ResultColumn("corrects", label("Corrects"), Shows.TEXT, [one.statement.corrects for one in known]),
            ResultColumn("file", label("File"), Shows.TEXT, [_file_of(opened, one) for one in known]),
        ),
    )


def _file_of(opened: OpenedBook, one: Countersigned) -> str:
    """Where the paper was exported to, seen from the book; "" where the file is no more there."""
    folder = statements_folder(opened.path, one.statement.month)
    return f"{folder.name}/{one.statement.file}" if (folder / one.statement.file).exists() else ""


def history_of(opened: OpenedBook, number: str) -> ResultTable:
    """What became of one statement, line by line.

    Raises:
        WrongUsage: there is none.
    """
    found = _found(opened, number).number
    known = countersigned(opened.book, opened.history, opened.as_of)
    return history_table(next(one for one in known if one.statement.number == found))


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
    """Prove the register line by line, and then the copies filed beside it.

    Raises:
        Refused: there is no register.
    """
    if not opened.register_file.exists():
        raise refused(
            opened.register_file.name,
            sentence("there is no register yet."),
            sentence("It is made when the first month is issued."),
        )
    proof = verify(opened.register_file)
    if proof.fault is not None:
        return proof
    copies = history_at(opened.register_file, opened.book.company.id).copies
    return replace(proof, fault=next(iter(broken_copies(opened.register_file, copies)), None))


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
