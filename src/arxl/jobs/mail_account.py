"""Who sends, through which server, and with which password (practice B4).

The Policy sheet names server, user and sender; the password is in the keyring of the computer and nowhere else, under
the service "arxl" and the account `user@server`.
"""

from __future__ import annotations

from dataclasses import dataclass

from arxl.errors import Fault, Refused, Sentence, WrongUsage, refused, sentence
from arxl.jobs.opened import OpenedBook
from arxl.papers.passwords import keep_password, kept_password
from arxl.papers.smtp import Server
from arxl.practices.recipients import address_in
from arxl.tables.policy import MailPolicy, policy_of


@dataclass(frozen=True, slots=True)
class MailAccount:
    """The sender's side of every mail.

    Attributes:
        server: None where the book names none: its mails are drafts.
    """

    address: str
    name: str
    server: Server | None


def account_of(opened: OpenedBook) -> MailAccount:
    """The account that a book sends by.

    Raises:
        Refused: the book has no address to send from.
    """
    policy, company = policy_of(MailPolicy, opened.book.settings), opened.book.company
    return MailAccount(_sender(opened, policy), company.name or company.id, _server(policy))


def password_of(server: Server) -> str:
    """The kept password of the server's user; "" where nobody logs in.

    Raises:
        Refused: none is kept, or the computer has no keyring.
    """
    if not server.user:
        return ""
    password = kept_password(account_name(server))
    if password is None:
        raise refused(
            account_name(server),
            sentence("the keyring holds no password of this mail account."),
            sentence("Put it there with arxl mail password."),
        )
    return password


def keep_mail_password(opened: OpenedBook, password: str) -> str:
    """Put the password of a book's mail account into the keyring; answers the account.

    Raises:
        WrongUsage: the password is empty.
        Refused: the book names no account, or the computer has no keyring.
    """
    account = account_name(server_with_user(opened))
    if not password:
        raise WrongUsage(
            Fault(account, sentence("the password is empty."), sentence("Type it, or hand it in on standard input."))
        )
    keep_password(account, password)
    return account


def server_with_user(opened: OpenedBook) -> Server:
    """The server that somebody logs in to.

    Raises:
        Refused: the book names no server, or no user.
    """
    policy = policy_of(MailPolicy, opened.book.settings)
    server = _server(policy)
    if server is None:
        raise _not_named("mail_server", sentence("the book names no mail server."))
    if not server.user:
        raise _not_named("mail_user", sentence("the book names no user of the mail server: it asks for no password."))
    return server


def account_name(server: Server) -> str:
    """Under this name the keyring keeps the password."""
    return f"{server.user}@{server.host}"


def _server(policy: MailPolicy) -> Server | None:
    if not policy.mail_server:
        return None
    return Server(policy.mail_server, policy.mail_port, policy.mail_security, policy.mail_user, policy.mail_seconds)


def _sender(opened: OpenedBook, policy: MailPolicy) -> str:
    named = policy.mail_from or opened.book.company.email
    address = address_in(named)
    if address is not None:
        return address
    said = opened.book.settings.get("mail_from")
    place = said.place if said and policy.mail_from else "Company"
    fact = (
        sentence('the sender\'s address "{text}" is no e-mail address.', text=named)
        if named
        else sentence("the company has no e-mail address to send from.")
    )
    raise refused(
        place, fact, sentence("Write it as E-mail on the Company sheet, or as mail_from on the Policy sheet.")
    )


def _not_named(key: str, fact: Sentence) -> Refused:
    return refused("Policy", fact, sentence("Write {key} on the Policy sheet.", key=key))
