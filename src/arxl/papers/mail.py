"""The mail that brings a paper to its customer, as bytes: sent by `smtp`, or put into a file as a draft (practice B4).

One recipient, one PDF under an ASCII name, a message id that is known before anything goes out. What people typed
(names, texts) is brought to one line before it comes near a header, so that it cannot begin another one; the same mail
always has the same bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from email.header import Header
from email.headerregistry import Address, AddressHeader
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any, NamedTuple

_LONGEST_LINE = 76
_LONGEST_QUOTED = 60
_ID_DIGITS = 20
_NOT_ON_A_LINE = frozenset({"Cc", "Cs", "Zl", "Zp"})  # controls, halves of signs, separators of lines and paragraphs


class Mail(NamedTuple):
    """What is to be sent.

    Attributes:
        message_id: with its angle brackets; see `message_id_of`.
        sender, recipient: the bare address.
        sender_name, recipient_name: as people wrote it.
        attachment: name of the PDF, ASCII.
        paper: its bytes.
    """

    message_id: str
    sender: str
    sender_name: str
    recipient: str
    recipient_name: str
    subject: str
    text: str
    attachment: str
    paper: bytes


class _Written(EmailPolicy):
    """How headers are written.

    Python's own way (3.11 to 3.13) loses the quotes around a name that it encodes, so that
    a comma in it begins another recipient, and puts spaces between signs that have none.
    """

    def fold(self, name: str, value: Any) -> str:
        """A header as text, in lines."""
        if isinstance(value, AddressHeader):
            return f"{name}: {', '.join(map(_address, value.addresses))}\r\n"
        if name == "Subject":
            return f"{name}: {_encoded(str(value), len(name) + 2)}\r\n"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The same as bytes."""
        return self.fold(name, value).encode("ascii")


# Every sign as ASCII on the way: a server that knows no 8BITMIME takes it too.
_POLICY = _Written(linesep="\r\n", cte_type="7bit")


def message_id_of(company: str, number: str, attempt: int, sender: str) -> str:
    """The id of an attempt to send a paper, under the sender's domain; it depends on nothing else.

    >>> message_id_of("acme", "ST2026-00001", 1, "books@acme.example")
    '<30ebcc55236f53083027.1@acme.example>'
    """
    digest = hashlib.sha256(f"{company}\n{number}\n{attempt}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"<{digest[:_ID_DIGITS]}.{attempt}@{sender.rpartition('@')[2]}>"


def message_of(mail: Mail, sent_at: dt.datetime, *, unsent: bool = False) -> EmailMessage:
    """The mail as a message to one recipient.

    Args:
        sent_at: what its Date says, with a time zone.
        unsent: mark it as a draft, which Outlook then opens for sending.
    """
    message = EmailMessage(_POLICY)
    message["From"] = Address(one_line(mail.sender_name), addr_spec=mail.sender)
    message["To"] = Address(one_line(mail.recipient_name), addr_spec=mail.recipient)
    message["Subject"] = one_line(mail.subject).replace("=?", "= ?")  # else it would be read as a word of RFC 2047
    message["Date"] = format_datetime(sent_at)
    message["Message-ID"] = mail.message_id
    if unsent:
        message["X-Unsent"] = "1"
    message.set_content("\n".join(map(one_line, mail.text.splitlines())) + "\n")
    assert mail.attachment.isascii(), mail.attachment
    message.add_attachment(mail.paper, maintype="application", subtype="pdf", filename=mail.attachment)
    message.set_boundary(f"=_{hashlib.sha256(mail.message_id.encode()).hexdigest()[:_ID_DIGITS]}")
    assert recipient_in(message) == mail.recipient
    return message


def recipient_in(message: EmailMessage) -> str:
    """The one address that a message goes to; there is never a second one."""
    addresses = [
        address for name in ("To", "Cc", "Bcc") for header in message.get_all(name, ()) for address in header.addresses
    ]
    assert len(addresses) == 1, f"{len(addresses)} recipients"
    return str(addresses[0].addr_spec)


def one_line(text: str) -> str:
    """A text without anything that ends a line or cannot be encoded; runs of spaces become one.

    >>> one_line("Acme\\r\\nBcc: x@y.example")
    'Acme Bcc: x@y.example'
    """
    return " ".join("".join(" " if unicodedata.category(sign) in _NOT_ON_A_LINE else sign for sign in text).split())


def _address(address: Address) -> str:
    name = address.display_name
    if not name:
        return f"<{address.addr_spec}>"
    if _is_plain(name) and len(name) <= _LONGEST_QUOTED:
        escaped = name.replace("\\", r"\\").replace('"', r"\"")
        return f'"{escaped}"\r\n <{address.addr_spec}>'
    return f"{_encoded(name, len('From: '))}\r\n <{address.addr_spec}>"


def _encoded(text: str, begins_at: int) -> str:
    """A text as it may stand in any header: words of RFC 2047, unless it is plain and short."""
    if _is_plain(text) and begins_at + len(text) <= _LONGEST_LINE:
        return text
    longest = _LONGEST_LINE - begins_at
    return Header(text, "utf-8", maxlinelen=longest).encode(linesep="\r\n", maxlinelen=longest)


def _is_plain(text: str) -> bool:
    return text.isascii() and "=?" not in text
