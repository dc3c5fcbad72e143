"""What the command line understands. The standard library alone: `--help` answers at once."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from pathlib import Path

from arxl import __version__
from arxl.jobs.reports import REPORTS

_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_BOOK = "the workbook (.xlsx, .xlsm), a folder of CSV files, or one CSV file of deliveries"
_STATUSES = """exit status:
  0  done
  1  the workbook has faults (on standard error, one a line)
  2  wrong usage
  3  refused: locked file, closed month, broken register"""


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    top = argparse.ArgumentParser(
        prog="arxl",
        description="Who owes what and how late, statements that both sides sign, and who gets no more goods: "
        "from an Excel workbook.",
        epilog=f"{_STATUSES}\n\n`arxl COMMAND --help` tells more about a command.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"arxl {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _demo(commands)
    _new(commands)
    _check(commands)
    _aging(commands)
    _allocate(commands)
    _statements(commands)
    _supply(commands)
    _month_end(commands)
    _register(commands)
    _correct(commands)
    _send(commands)
    _mail(commands)
    _countersign(commands)
    _certificate(commands)
    _reconcile(commands)
    _paper(commands)
    _limitation(commands)
    _evidence(commands)
    _dossier(commands)
    _reports(commands)
    _addin(commands)
    _doctor(commands)
    return top


_Commands = argparse._SubParsersAction  # argparse offers no public name for it


def _parser(commands: _Commands[argparse.ArgumentParser], name: str, text: str) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=text,
        description=text[0].upper() + text[1:] + ".",
        epilog=_STATUSES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _command(commands: _Commands[argparse.ArgumentParser], name: str, text: str) -> argparse.ArgumentParser:
    command = _parser(commands, name, text)
    command.add_argument("--debug", action="store_true", help="show the traceback of an error")
    return command


def _about_book(
    commands: _Commands[argparse.ArgumentParser], name: str, text: str, formats: tuple[str, ...] = ()
) -> argparse.ArgumentParser:
    command = _command(commands, name, text)
    command.add_argument("book", metavar="BOOK", type=Path, help=_BOOK)
    command.set_defaults(reading=None)
    command.add_argument(
        "--set",
        metavar="KEY=VALUE",
        dest="settings",
        type=_pair,
        action="append",
        default=[],
        help="a row of the sheet Policy for this run (docs/guide/policy.md lists the keys); "
        "currency, country, language and company_id too",
    )
    command.add_argument(
        "--map",
        metavar="TABLE.COLUMN=HEADER",
        dest="mapping",
        type=_pair,
        action="append",
        default=[],
        help="which header of the book a column has, e.g. Deliveries.Date=Booked",
    )
    if formats:
        command.add_argument(
            "--format", choices=formats, default="text", help="how the result is written (%(default)s)"
        )
        command.add_argument("-o", "--output", metavar="FILE", type=Path, help="where to; standard output by default")
    return command


def _of_day(command: argparse.ArgumentParser) -> None:
    command.add_argument("--as-of", metavar="DATE", type=_date, help="the day that is asked about (today)")


def _of_month(command: argparse.ArgumentParser) -> None:
    command.add_argument("--month", metavar="YYYY-MM", type=_month, help="the month (the last one that is over)")


def _demo(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(commands, "demo", "write the workbook of a made-up company and run its month's end")
    command.add_argument("folder", metavar="FOLDER", type=Path, nargs="?", default=Path("demo"), help="where to (demo)")


def _new(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(commands, "new", "write an empty workbook to start from")
    endings = "the workbook to write: .xlsx, or .xlsm with functions and buttons inside"
    command.add_argument("book", metavar="BOOK", type=Path, help=endings)
    command.add_argument("--language", metavar="LANGUAGE", default="en", help="en, es, ro, ko, zh_CN or zh_TW (en)")


def _check(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _about_book(commands, "check", "list everything that is wrong with a book", ("text", "json"))
    _of_day(command)


def _aging(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _about_book(commands, "aging", "show who owes what and how late", ("text", "json", "csv", "xlsx"))
    _of_day(command)
    command.add_argument("--buckets", metavar="DAYS", help="last day of each bucket, e.g. 30,60,90")
    command.add_argument("--by", choices=("due", "document"), help="count the age from the due or the document date")
    command.add_argument(
        "--per",
        choices=("customer", "salesperson", "region", "group", "currency"),
        default="customer",
        help="what has a row (%(default)s)",
    )


def _allocate(commands: _Commands[argparse.ArgumentParser]) -> None:
    text = "show which receipt paid which delivery, and what is open"
    _of_day(_about_book(commands, "allocate", text, ("text", "json", "csv", "xlsx")))


def _statements(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _about_book(
        commands, "statements", "draft the statements of a month, or issue them", ("text", "json", "csv", "xlsx")
    )
    _of_month(command)
    command.add_argument(
        "--issue",
        action="store_true",
        help="number them, keep them in the register and write the papers: this closes the month for good",
    )
    command.add_argument("--papers", metavar="FOLDER", type=Path, help="print the drafts into a folder")


def _supply(commands: _Commands[argparse.ArgumentParser]) -> None:
    text = "show who gets no more goods, why, and what releases it"
    _of_day(_about_book(commands, "supply", text, ("text", "json", "csv", "xlsx")))


def _month_end(commands: _Commands[argparse.ArgumentParser]) -> None:
    text = "issue the statements of a month and write the results beside the book"
    _of_month(_about_book(commands, "month-end", text, ("text", "json")))


def _register(commands: _Commands[argparse.ArgumentParser]) -> None:
    text = "look into the register: what was issued, to whom, and whether it is still as it was"
    command = _parser(commands, "register", text)
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    for action, text in (
        ("list", "list the statements issued"),
        ("show", "show one statement"),
        ("verify", "prove the register's chain, line by line"),
        ("export", "write the paper of a statement again, byte for byte"),
    ):
        formats = ("text", "json", "csv") if action == "list" else ("text", "json") if action == "show" else ()
        one = _about_book(actions, action, text, formats)
        if action in ("list", "show"):
            _of_day(one)
        if action in ("show", "export"):
            one.add_argument("number", metavar="NUMBER", help="number of the statement")
        if action == "export":
            one.add_argument("-o", "--output", metavar="FILE", type=Path, help="where to; its own name by default")


def _countersign(commands: _Commands[argparse.ArgumentParser]) -> None:
    text = "match what came back of statements, file it, and propose what it is; a person confirms"
    command = _about_book(commands, "countersign", text, ("text", "json", "csv", "xlsx"))
    command.add_argument("files", metavar="FILES", type=Path, nargs="+", help="scans, signed PDFs, or folders of them")
    command.add_argument("--review", action="store_true", help="confirm them on a page in the browser")
    command.add_argument("--no-browser", action="store_true", help="with --review: only say the page's address")


def _correct(commands: _Commands[argparse.ArgumentParser]) -> None:
    text = "issue the statement that corrects another: its closing balance, what is new since, the corrected balance"
    command = _about_book(commands, "correct", text, ("text", "json"))
    command.add_argument("number", metavar="NUMBER", help="number of the account's latest statement")


def _reconcile(commands: _Commands[argparse.ArgumentParser]) -> None:
    text = "compare a customer's own account of us with the book, line by line"
    command = _about_book(commands, "reconcile", text, ("text", "json", "csv", "xlsx"))
    command.add_argument("customer", metavar="CUSTOMER", help="id of the customer")
    command.add_argument("their_file", metavar="THEIR_FILE", type=Path, help="what it sent: a workbook or a CSV file")
    _of_day(command)
    command.add_argument("--letter", metavar="FOLDER", type=Path, help="write the letter to the customer into a folder")
    command.add_argument("--currency", metavar="CODE", default="", help="of their account, where their file says none")
    command.add_argument("--from", metavar="DATE", dest="begins", type=_date, help="first day that their file covers")
    command.add_argument("--to", metavar="DATE", dest="ends", type=_date, help="last day that their file covers")
    command.add_argument(
        "--owed",
        choices=("credit", "debit", "plus", "minus"),
        help="where their file has what they owe us (found by what agrees)",
    )
    command.add_argument(
        "--column",
        metavar="NAME=HEADER",
        dest="their_columns",
        type=_pair,
        action="append",
        default=[],
        help="which header of their file a column has, e.g. debit=Minus; the columns: date, posted, reference, "
        "voucher, text, debit, credit, amount, side, balance, currency",
    )


def _addin(commands: _Commands[argparse.ArgumentParser]) -> None:
    text = "put arxl into Excel and LibreOffice: functions in cells, buttons, macros"
    actions = _parser(commands, "addin", text).add_subparsers(dest="action", required=True, metavar="ACTION")
    for action, text in (
        ("install", "put arxl into the spreadsheet programs of this computer"),
        ("remove", "take away what install put there, and nothing else"),
        ("build", "write the files into a folder, to install them by hand"),
    ):
        one = _command(actions, action, text)
        if action == "build":
            one.add_argument("folder", metavar="FOLDER", type=Path, help="where to")
        else:
            one.add_argument("--excel", action="store_true", help="Excel only")
            one.add_argument("--libreoffice", action="store_true", help="LibreOffice only")
            _of_profile(one)
        if action != "remove":
            one.add_argument(
                "--language",
                metavar="LANGUAGE",
                default="en",
                help="of Excel's ribbon: en, es, ro, ko, zh_CN or zh_TW (en); LibreOffice follows its own",
            )


def _doctor(commands: _Commands[argparse.ArgumentParser]) -> None:
    command = _command(
        commands, "doctor", "find what keeps arxl from working in Excel and LibreOffice, and say what to do"
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="how it is written (%(default)s)")
    _of_profile(command)


def _certificate(commands: _Commands[argparse.ArgumentParser]) -> None:
    text = "make, show and unlock the certificates that seal and sign statements"
    actions = _parser(commands, "certificate", text).add_subparsers(dest="action", required=True, metavar="ACTION")
    for action, text in (
        ("new", "make a test certificate, which proves nothing to a third party; its password is asked for"),
        ("show", "show whose a certificate is, or who signed a PDF, with the fingerprint to write into the workbook"),
        ("password", "put the password of a certificate into this computer's keyring; it is asked for"),
    ):
        one = _command(actions, action, text)
        one.add_argument("file", metavar="FILE", type=Path, help=_CERTIFICATE_FILES[action])
        if action == "new":
            one.add_argument("--name", metavar="NAME", help="whose it is (the name of the file)")
            one.add_argument(
                "--for",
                dest="whose",
                choices=("seller", "customer"),
                default="seller",
                help="a customer's password is not kept, since their PDF reader asks for it (%(default)s)",
            )
        else:
            one.add_argument(
                "--format", choices=("text", "json"), default="text", help="how it is written (%(default)s)"
            )


_CERTIFICATE_FILES = {
    "new": "the file to write (.p12)",
    "show": "a certificate (.p12, .pfx, .cer, .crt, .pem) or a signed PDF",
    "password": "the certificate (.p12 or .pfx)",
}


def _limitation(commands: _Commands[argparse.ArgumentParser]) -> None:
    text = "show which debts lapse soon, largest first, and what starts their clocks again"
    command = _about_book(commands, "limitation", text, ("text", "json", "csv", "xlsx"))
    _of_day(command)
    command.add_argument("--within", metavar="MONTHS", help="debts that lapse within so many months (6)")


def _evidence(commands: _Commands[argparse.ArgumentParser]) -> None:
    text = "show how well each balance can be proved, and what each file lacks"
    _of_day(_about_book(commands, "evidence", text, ("text", "json", "csv", "xlsx")))


def _dossier(commands: _Commands[argparse.ArgumentParser]) -> None:
    text = "write all that counsel needs about one customer into one PDF"
    command = _about_book(commands, "dossier", text)
    _of_day(command)
    command.add_argument("customer", metavar="CUSTOMER", help="id of the customer")
    command.add_argument("-o", "--output", metavar="FILE", type=Path, help="where to; beside the book by default")


def _of_profile(command: argparse.ArgumentParser) -> None:
    command.add_argument("--profile", metavar="FOLDER", type=Path, help="profile of LibreOffice (the user's)")


def _send(commands: _Commands[argparse.ArgumentParser]) -> None:
    text = "send statements and other papers to the customers by mail, or write drafts of the mails"
    command = _about_book(commands, "send", text, ("text", "json", "csv"))
    command.add_argument(
        "numbers", metavar="NUMBER", nargs="*", help="what to send; the statements of the month if none"
    )
    command.add_argument("--month", metavar="YYYY-MM", type=_month, help="its statements (the last one issued)")
    command.add_argument("--draft", metavar="FOLDER", type=Path, help="write the mails into a folder instead (.eml)")
    command.add_argument("--dry-run", action="store_true", help="show what would go to whom; send and record nothing")
    command.add_argument(
        "--in-doubt", action="store_true", help="list the sendings of which nobody knows whether they went out"
    )


def _mail(commands: _Commands[argparse.ArgumentParser]) -> None:
    text = "keep the password of the mail account in the keyring of this computer"
    actions = _parser(commands, "mail", text).add_subparsers(dest="action", required=True, metavar="ACTION")
    _about_book(actions, "password", "ask for the password (or read it from standard input) and keep it")


def _reports(commands: _Commands[argparse.ArgumentParser]) -> None:
    for report in REPORTS:
        text = report.does[0].lower() + report.does[1:].removesuffix(".")
        command = _about_book(commands, report.name, text, ("text", "json", "csv", "xlsx", *report.files))
        _of_day(command)
        command.add_argument("--customer", metavar="ID", help="only the rows of this customer")
        command.add_argument("--salesperson", metavar="NAME", help="only the rows of this salesperson")


def _date(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no date. Write it as 2026-10-31.') from None
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise argparse.ArgumentTypeError(f'"{text}" is not from {_FIRST_YEAR} to {_LAST_YEAR}. Correct the year.')
    return day


def _month(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text):
        raise argparse.ArgumentTypeError(f'"{text}" is no month. Write it as 2026-10.')
    if not _FIRST_YEAR <= int(text[:4]) <= _LAST_YEAR:
        raise argparse.ArgumentTypeError(f'"{text}" is not from {_FIRST_YEAR} to {_LAST_YEAR}. Correct the year.')
    return text


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise argparse.ArgumentTypeError(f'"{text}" is no setting. Write KEY=VALUE.')
    return key.strip(), value.strip()


def overrides(asked: argparse.Namespace) -> dict[str, str]:
    """`--set`, `--map` and the short options, as rows of the Policy sheet."""
    said = dict(asked.settings) | {f"map.{column}": header for column, header in asked.mapping}
    short = {key: getattr(asked, option.removeprefix("--"), None) for key, option in SHORT.items()}
    return said | {key: value for key, value in short.items() if value is not None}


LETTERS = (
    "before-due",
    "due",
    "late-soft",
    "late-firm",
    "interest",
    "suspension",
    "last-notice",
    "counsel",
)
"""The levels of letters; practices.letters says what they are."""


def _paper(commands: _Commands[argparse.ArgumentParser]) -> None:
    text = "write one paper: a reminder letter, a receipt slip, a contract terms sheet or a delivery note"
    kinds = _parser(commands, "paper", text).add_subparsers(dest="kind", required=True, metavar="KIND")
    for kind, text, subject, meaning in (
        ("letter", "remind a customer, or all customers at a level", "CUSTOMER", "its id; none: all at --level"),
        ("slip", "acknowledge a receipt: what it settled and what stays open", "RECEIPT", "number of the receipt"),
        ("terms", "put a customer's terms on paper, for both sides to sign", "CUSTOMER", "its id"),
        ("note", "write the note of a delivery, for the receiver to sign", "DELIVERY", "number of the delivery"),
        ("interest-note", "claim a customer's interest by a debit note", "CUSTOMER", "its id"),
    ):
        one = _about_book(kinds, kind, text)
        one.add_argument("subject", metavar=subject, nargs="?" if kind == "letter" else None, help=meaning)
        if kind == "letter":
            one.add_argument("--level", choices=LETTERS, help="which letter (what the account is at)")
            one.add_argument("--due-today", action="store_true", help="only letters of the day's reminder run")
        _of_day(one)
        one.add_argument(
            "--issue", action="store_true", help="number it and keep it in the register; else it is a draft"
        )
        one.add_argument("--format", choices=("text", "json"), default="text", help="how it is said (%(default)s)")
        one.add_argument("-o", "--folder", metavar="FOLDER", type=Path, help="where to; beside the book by default")


SHORT = {"buckets": "--buckets", "aging_by": "--by", "lapsing_months": "--within"}
"""Policy -> the option that sets it."""
