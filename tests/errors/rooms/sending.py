"""What keeps a paper from being sent: addresses, passwords, servers that are not safe or say no, and doubts."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from arxl.errors import Fault, Refused
from arxl.hosts.cli import arguments, mailing
from arxl.jobs.check import check
from arxl.jobs.errands import papers_named, papers_of_month
from arxl.jobs.mail_account import keep_mail_password
from arxl.jobs.opened import OpenedBook, open_book
from arxl.jobs.send import send
from arxl.papers.smtp import MailLine, Server
from arxl.practices.recipients import recipient_of
from errors.rooms.jobs import DELIVERIES, issued, opened
from errors.scene import scene
from keyrings_for_tests import MemoryKeyring, using
from post_office import HOST, PostOffice, tls_context

ANA = "ana@casa.example"
NOON = dt.datetime(2026, 11, 3, 12, tzinfo=dt.UTC)
CUSTOMERS = [("Customer ID", "E-mail"), ("C-1", ANA)]
COMPANY = [("Key", "Value"), ("E-mail", "books@supplies.example")]


def book(folder: Path, **tables: Iterable[tuple[str, ...]]) -> OpenedBook:
    """A book whose statement of October is issued."""
    sheets = {"Customers": CUSTOMERS, "Company": COMPANY, **tables}
    issued(opened(folder, **sheets), "2026-10", NOON.date())
    return opened(folder, **sheets)


def sent(known: OpenedBook, office: PostOffice | None = None, *, drafts: Path | None = None) -> Iterable[Fault]:
    """What sending all that is issued meets."""
    settings = office.settings | {"mail_seconds": "5"} if office else {}
    again = open_book(known.path, {"currency": "EUR", "company_id": "acme"} | settings, NOON.date())
    return send(again, papers_of_month(again.history, None), NOON, drafts).faults


# --- what is to be sent --------------------------------------------------------------------------------------------


@scene("A paper is to be sent that was never issued")
def never_issued(folder: Path) -> Iterable[Fault]:
    papers_named(book(folder).history, ["LT2026-00001"])
    return ()


@scene("The statements of a month are to be sent that has none")
def month_without_statements(folder: Path) -> Iterable[Fault]:
    papers_of_month(book(folder).history, "2026-08")
    return ()


@scene("Statements are to be sent before any is issued")
def before_the_first_statement(folder: Path) -> Iterable[Fault]:
    papers_of_month(opened(folder).history, None)
    return ()


@scene("Numbers and a month are named at once")
def numbers_and_month(folder: Path) -> Iterable[Fault]:
    words = ["send", str(book(folder).path), "ST2026-00001", "--month", "2026-10"]
    return mailing.send(arguments.parser().parse_args(words), NOON.date())


# --- to whom -------------------------------------------------------------------------------------------------------


@scene("A customer has no e-mail address")
def no_address(folder: Path) -> Iterable[Fault]:
    return sent(book(folder, Customers=[("Customer ID", "E-mail"), ("C-1", "")]))


@scene("A customer has two e-mail addresses in a cell")
def two_addresses(folder: Path) -> Iterable[Fault]:
    return sent(book(folder, Customers=[("Customer ID", "E-mail"), ("C-1", f"{ANA}; bob@casa.example")]))


@scene("A cell holds something that is no e-mail address")
def no_address_at_all(folder: Path) -> Iterable[Fault]:
    return sent(book(folder, Customers=[("Customer ID", "E-mail"), ("C-1", "Ana at Casa")]))


@scene("A paper is to be sent to a customer who is no longer in the book")
def customer_gone(folder: Path) -> Iterable[Fault]:
    recipient_of(book(folder).book, "C-9")
    return ()


# --- by whom -------------------------------------------------------------------------------------------------------


@scene("The company has no e-mail address")
def no_sender(folder: Path) -> Iterable[Fault]:
    return sent(book(folder, Company=[("Key", "Value"), ("Name", "Dealer Supplies")]))


@scene("The sender's address is none")
def wrong_sender(folder: Path) -> Iterable[Fault]:
    return sent(book(folder, Policy=[("Key", "Value"), ("mail_from", "the office")]))


@scene("The password of the mail account is not in the keyring")
def no_password(folder: Path) -> Iterable[Fault]:
    with using(MemoryKeyring()), PostOffice() as office:
        policy = [("Key", "Value"), ("mail_user", "books")]
        return sent(book(folder, Policy=policy), office)


@scene("An empty password is given for the mail account")
def empty_password(folder: Path) -> Iterable[Fault]:
    keep_mail_password(book(folder, Policy=[("Key", "Value"), ("mail_server", HOST), ("mail_user", "books")]), "")
    return ()


@scene("A password is given while the book names no mail server")
def no_mail_server(folder: Path) -> Iterable[Fault]:
    keep_mail_password(book(folder), "secret")
    return ()


@scene("A password is given while nobody logs in to the mail server")
def no_mail_user(folder: Path) -> Iterable[Fault]:
    keep_mail_password(book(folder, Policy=[("Key", "Value"), ("mail_server", HOST)]), "secret")
    return ()


# --- through which server ------------------------------------------------------------------------------------------


def connected(server: Server) -> Iterable[Fault]:
    """What a connection meets, told of the port that everybody has."""
    try:
        with MailLine(server, "secret") as line:
            line.make_ready()
    except Refused as error:
        return [replace(fault, place=f"{server.host}:587") for fault in error.faults]
    return ()


@scene("A mail server without encryption on another computer")
def plain_text_elsewhere(folder: Path) -> Iterable[Fault]:
    return connected(Server("mail.other.example", 25, "none", "", 1))


@scene("A mail server that offers no encryption")
def no_starttls(folder: Path) -> Iterable[Fault]:
    with PostOffice() as office:
        return connected(Server(HOST, office.port, "starttls", "", 5))


@scene("A mail server that speaks plainly where TLS is expected")
def no_tls(folder: Path) -> Iterable[Fault]:
    with PostOffice() as office:
        return connected(Server(HOST, office.port, "tls", "", 5))


@scene("A mail server whose certificate nobody vouches for")
def untrusted_server(folder: Path) -> Iterable[Fault]:
    context, _ = tls_context(folder)
    with PostOffice(tls=context) as office:
        return connected(Server(HOST, office.port, "starttls", "", 5))


@scene("A mail server that cannot be reached")
def unreachable_server(folder: Path) -> Iterable[Fault]:
    with PostOffice() as office:
        gone = Server(HOST, office.port, "starttls", "", 1)
    return connected(gone)


@scene("A mail server that does not know the password")
def wrong_password(folder: Path) -> Iterable[Fault]:
    context, authority = tls_context(folder)
    with patch.dict(os.environ, SSL_CERT_FILE=str(authority)), PostOffice(tls=context, password="right") as office:
        return connected(Server(HOST, office.port, "starttls", "books", 5))


@scene("A mail server that has no logins")
def no_logins(folder: Path) -> Iterable[Fault]:
    with PostOffice() as office:
        return connected(Server(HOST, office.port, "none", "books", 5))


# --- what became of it ---------------------------------------------------------------------------------------------


@scene("The mail server refuses a recipient")
def refused_recipient(folder: Path) -> Iterable[Fault]:
    with PostOffice() as office:
        office.refuses[ANA] = "550 5.1.1 no such user"
        return sent(book(folder), office)


@scene("The mail server refuses a mail for now")
def refused_for_now(folder: Path) -> Iterable[Fault]:
    with PostOffice() as office:
        office.refuses[ANA] = "451 4.7.1 greylisted"
        return sent(book(folder), office)


@scene("The connection breaks before a mail is handed over")
def broken_before(folder: Path) -> Iterable[Fault]:
    with PostOffice() as office:
        office.drops_before.add(ANA)
        return sent(book(folder), office)


@scene("The connection breaks before the server answers, and again")
def broken_after(folder: Path) -> Iterable[Fault]:
    with PostOffice() as office:
        office.drops_after.add(ANA)
        known = book(folder)
        return (*sent(known, office), *sent(known, office))


@scene("The connection breaks at three mails in a row")
def broken_three_times(folder: Path) -> Iterable[Fault]:
    names = [f"c{nth}@casa.example" for nth in range(4)]
    customers = [("Customer ID", "E-mail"), *((f"C-{nth}", name) for nth, name in enumerate(names))]
    deliveries = [DELIVERIES[0], *((f"INV-{nth}", f"C-{nth}", "2026-10-05", "10") for nth in range(4))]
    with PostOffice() as office:
        office.drops_before.update(names)
        faults = sent(book(folder, Customers=customers, Deliveries=deliveries), office)
        return [replace(fault, place=fault.place.replace(str(office.port), "587")) for fault in faults]


@scene('A row "not sent" about a paper that is still to be sent')
def not_sent_too_early(folder: Path) -> Iterable[Fault]:
    known = book(folder)
    row = ("2026-11-03", "not sent", "ST2026-00001")
    return sent(opened(folder, Decisions=[("Date", "Kind", "Reference"), row]), drafts=known.path.parent / "drafts")


@scene('A row "sent" about a number that nobody issued')
def sent_nothing(folder: Path) -> Iterable[Fault]:
    book(folder)
    return check(opened(folder, Decisions=[("Date", "Kind", "Reference"), ("2026-11-03", "sent", "ST2026-00099")]))
