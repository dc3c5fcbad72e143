"""The way to the mail server: encrypted, one message at a time, and a plain word about what became of it (practice B4).

A message is *handed over* from its first byte after DATA on. What breaks before that, the server has not taken; what
breaks after it and before the server's answer is in doubt, and nobody here can know better. Nothing is said to a server
in plain text, unless it is on this computer and Policy says so: no encryption, no mail.

A certificate is verified against those that the system trusts; a company's own authority is named to OpenSSL, and so to
arxl, by the variable SSL_CERT_FILE.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from enum import Enum
from types import TracebackType
from typing import NamedTuple

from arxl.errors import Refused, Sentence, refused, sentence
from arxl.papers.mail import one_line, recipient_in

THIS_COMPUTER = ("localhost", "127.0.0.1", "::1")
_NAMELESS = "[127.0.0.1]"  # what mail programs say to EHLO: the name of this computer is nobody's business
_MOST_OF_AN_ANSWER = 300
_LOGGED_IN, _GO_AHEAD = 235, 354
_GOODBYE = 421
_NOT_TLS = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "HTTP_REQUEST")  # as versions of OpenSSL put it
_BEGINS_WITH_POINT = re.compile(rb"^\.", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Server:
    """Where the mail goes.

    Attributes:
        security: starttls, tls or none.
        user: "" logs nobody in.
        seconds: how long an answer is waited for.
    """

    host: str
    port: int
    security: str
    user: str
    seconds: int

    @property
    def place(self) -> str:
        """As a refusal names it."""
        return f"{self.host}:{self.port}"


class Fate(Enum):
    """What became of a message."""

    TAKEN = "taken"
    REFUSED = "refused for good"
    REFUSED_NOW = "refused for now"
    NOT_HANDED_OVER = "the connection broke before it was handed over"
    IN_DOUBT = "handed over, and no answer came"


class Delivery(NamedTuple):
    """What became of a message, and the server's own words."""

    fate: Fate
    answer: str


class MailLine:
    """A connection to the mail server, made when it is first needed and again after it broke. A context manager."""

    def __init__(self, server: Server, password: str) -> None:
        self._server, self._password = server, password
        self._line: smtplib.SMTP | None = None

    def __enter__(self) -> MailLine:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        line, self._line = self._line, None
        if line is not None:
            with suppress(OSError, smtplib.SMTPException):
                line.quit()
            line.close()

    def make_ready(self) -> None:
        """Have a connection that answers: what has gone to sleep is made anew.

        Raises:
            Refused: the server cannot be reached, offers no encryption, shows a certificate that nobody vouches for,
                or does not let the user in.
        """
        if self._line is not None:
            with suppress(OSError, smtplib.SMTPException):
                if self._line.noop()[0] // 100 == 2:
                    return
            self._drop()
        self._line = _connected(self._server, self._password)

    def deliver(self, message: EmailMessage) -> Delivery:
        """Hand a message over; `make_ready` comes first, since what fails here counts as an attempt."""
        line = self._line
        assert line is not None, "make_ready first"
        sender, to, content = _sender_in(message), recipient_in(message), message.as_bytes()
        handed_over = False
        try:
            no = _first_no(line, sender, to, len(content))
            if no is not None:
                return self._declined(*no)
            handed_over = True
            line.send(_BEGINS_WITH_POINT.sub(b"..", content) + b".\r\n")
            code, answer = line.getreply()
        except (OSError, smtplib.SMTPException) as problem:
            self._drop()
            return Delivery(Fate.IN_DOUBT if handed_over else Fate.NOT_HANDED_OVER, _said(problem))
        if code // 100 == 2:
            return Delivery(Fate.TAKEN, _words_of(code, answer))
        if code // 100 in (4, 5):
            return self._declined(code, answer)
        self._drop()
        return Delivery(Fate.IN_DOUBT, _words_of(code, answer))

    def _declined(self, code: int, answer: bytes) -> Delivery:
        """The server's no; the connection is made ready for the next message, or given up."""
        assert self._line is not None
        try:
            if code == _GOODBYE or self._line.rset()[0] // 100 != 2:
                self._drop()
        except (OSError, smtplib.SMTPException):
            self._drop()
        return Delivery(Fate.REFUSED if code // 100 == 5 else Fate.REFUSED_NOW, _words_of(code, answer))

    def _drop(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()


def _first_no(line: smtplib.SMTP, sender: str, to: str, size: int) -> tuple[int, bytes] | None:
    """The server's first answer that keeps the message from being handed over; None where it waits for it."""
    code, answer = line.mail(sender, [f"size={size}"] if line.has_extn("size") else [])
    if code // 100 == 2:
        code, answer = line.rcpt(to)
    if code // 100 == 2:
        code, answer = line.docmd("DATA")
        if code == _GO_AHEAD:
            return None
    return code, answer


def _connected(server: Server, password: str) -> smtplib.SMTP:
    _refuse_plain_text(server)
    line = None
    try:
        line = _open(server)
        _log_in(line, server, password)
        ready, line = line, None
        return ready
    except ssl.SSLCertVerificationError as problem:
        raise _untrusted(server, problem) from problem
    except ssl.SSLError as problem:
        raise _not_encrypted(server, sentence("no encrypted connection: {reason}.", reason=_said(problem))) from problem
    except (OSError, smtplib.SMTPException) as problem:
        raise refused(
            server.place,
            sentence("the mail server cannot be reached: {reason}.", reason=_said(problem)),
            sentence("Look at the network, and at mail_server and mail_port on the Policy sheet."),
        ) from problem
    finally:
        if line is not None:
            line.close()


def _open(server: Server) -> smtplib.SMTP:
    seconds = max(server.seconds, 1)
    if server.security == "tls":
        context = ssl.create_default_context()
        line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, _NAMELESS, timeout=seconds, context=context)
    else:
        line = smtplib.SMTP(server.host, server.port, _NAMELESS, timeout=seconds)
    try:
        line.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            if not line.has_extn("starttls"):
                raise _not_encrypted(server, sentence("the mail server offers no encryption (STARTTLS)."))
            line.starttls(context=ssl.create_default_context())
            line.ehlo_or_helo_if_needed()
    except BaseException:
        line.close()
        raise
    return line


def _log_in(line: smtplib.SMTP, server: Server, password: str) -> None:
    if not server.user:
        return
    try:
        if f"{server.user}{password}".isascii():
            line.login(server.user, password)
        else:
            _log_in_beyond_ascii(line, server.user, password)
    except smtplib.SMTPAuthenticationError as problem:
        raise refused(
            server.place,
            sentence(
                "the mail server does not let {user} in: {answer}.",
                user=server.user,
                answer=_words_of(problem.smtp_code, problem.smtp_error),
            ),
            sentence("Write the password again with arxl mail password, or correct mail_user on the Policy sheet."),
        ) from problem
    except smtplib.SMTPNotSupportedError as problem:
        raise refused(
            server.place,
            sentence("the mail server has no login for {user}: {reason}.", user=server.user, reason=_said(problem)),
            sentence("Correct mail_user, or leave it blank where the server wants none."),
        ) from problem


def _log_in_beyond_ascii(line: smtplib.SMTP, user: str, password: str) -> None:
    """By PLAIN, which is UTF-8 (RFC 4616): smtplib takes ASCII alone."""
    if "PLAIN" not in line.esmtp_features.get("auth", "").upper().split():
        raise smtplib.SMTPNotSupportedError("its logins take no signs beyond ASCII")
    login = b64encode(f"\0{user}\0{password}".encode()).decode("ascii")
    code, answer = line.docmd("AUTH", f"PLAIN {login}")
    if code != _LOGGED_IN:
        raise smtplib.SMTPAuthenticationError(code, answer)


def _refuse_plain_text(server: Server) -> None:
    if server.security == "none" and server.host.casefold() not in THIS_COMPUTER:
        raise _not_encrypted(
            server,
            sentence("without encryption arxl sends to no server but one on this computer (mail_security none)."),
        )


def _not_encrypted(server: Server, fact: Sentence) -> Refused:
    return refused(
        server.place,
        fact,
        sentence("Set mail_security on the Policy sheet: starttls, mostly on port 587, or tls, mostly on port 465."),
    )


def _untrusted(server: Server, problem: ssl.SSLCertVerificationError) -> Refused:
    return refused(
        server.place,
        sentence("the certificate of the mail server is not trusted: {reason}.", reason=problem.verify_message),
        sentence(
            "Ask whoever runs the server; a company's own authority is named by the environment variable SSL_CERT_FILE."
        ),
    )


def _sender_in(message: EmailMessage) -> str:
    (sender,) = message["From"].addresses
    return str(sender.addr_spec)


def _words_of(code: int, answer: bytes | str) -> str:
    """The server's answer on one line, as it goes into the register."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return one_line(f"{code} {text}")[:_MOST_OF_AN_ANSWER].rstrip(". ")


def _said(problem: Exception) -> str:
    """What the system says of a broken connection."""
    if isinstance(problem, smtplib.SMTPResponseException):
        return _words_of(problem.smtp_code, problem.smtp_error)
    if isinstance(problem, TimeoutError) or "timed out" in str(problem):
        return "no answer in time"
    if isinstance(problem, smtplib.SMTPServerDisconnected | ConnectionResetError | BrokenPipeError):
        return "the server closed the connection"
    if isinstance(problem, ssl.SSLError) and problem.reason in _NOT_TLS:
        return "this port speaks no TLS"
    reason = getattr(problem, "reason", None) or getattr(problem, "strerror", None) or str(problem)
    return one_line(str(reason) or type(problem).__name__)[:_MOST_OF_AN_ANSWER].rstrip(". ")
