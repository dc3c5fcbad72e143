"""A mail server for tests, on this computer alone: it takes mails, and misbehaves with the recipients it is told to.

with PostOffice() as office:
    office.refuses["gone@dealer.example"] = "550 5.1.1 no such user"
    …
    office.taken  # what was handed over, and to whom
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import ssl
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "localhost"

logging.getLogger("mail.log").disabled = True  # the server's own account of what tests do to it


@dataclass(frozen=True)
class Taken:
    """A mail that the server took: the envelope's recipients, and what was in it."""

    to: tuple[str, ...]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        """Read by Python's own parser."""
        found = message_from_bytes(self.content, policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found


class PostOffice:
    """The server. Attributes map a recipient to what happens to mails for it.

    Attributes:
        refuses: its answer to RCPT.
        refuses_data: its answer to the mail itself.
        drops_before, drops_after: breaks the connection at DATA, or once it has the mail.
        slow_before, slow_after: seconds that the answer to RCPT, or to the mail, takes.
        at_data: called when a mail is there and before it is answered.
        connections: how many there were.
    """

    def __init__(self, *, tls: ssl.SSLContext | None = None, implicit: bool = False, password: str = "") -> None:
        self._tls, self._implicit, self._password = tls, implicit, password
        self.refuses: dict[str, str] = {}
        self.refuses_data: dict[str, str] = {}
        self.drops_before: set[str] = set()
        self.drops_after: set[str] = set()
        self.slow_before: dict[str, float] = {}
        self.slow_after: dict[str, float] = {}
        self.at_data: Callable[[str], None] = lambda _: None
        self.taken: list[Taken] = []
        self.connections = 0
        self._sessions: list[SMTP] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> PostOffice:
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    @property
    def settings(self) -> dict[str, str]:
        """Rows of the Policy sheet that name this server."""
        security = "none" if self._tls is None else "tls" if self._implicit else "starttls"
        return {"mail_server": HOST, "mail_port": str(self.port), "mail_security": security, "mail_seconds": "10"}

    def closes(self) -> None:
        """Take no further connection."""
        self._loop.call_soon_threadsafe(self._server.close)

    def hangs_up(self) -> None:
        """Break every connection that is open."""

        async def abort() -> None:
            for session in self._sessions:
                if session.transport is not None:
                    session.transport.abort()

        asyncio.run_coroutine_threadsafe(abort(), self._loop).result(10)

    async def _listen(self) -> asyncio.Server:
        ssl_context = self._tls if self._implicit else None
        return await self._loop.create_server(self._protocol, "127.0.0.1", 0, ssl=ssl_context)

    async def _close(self) -> None:
        self._server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _protocol(self) -> SMTP:
        self.connections += 1
        logins: dict[str, Any] = {}
        if self._password:
            logins = {
                "authenticator": self._authenticate,
                "auth_required": True,
                "auth_require_tls": self._tls is not None,
            }
            if self._implicit:
                logins["auth_require_tls"] = False  # aiosmtpd counts STARTTLS alone as TLS
        starttls = None if self._implicit else self._tls
        with warnings.catch_warnings(action="ignore"):  # it would rather have STARTTLS than TLS from the beginning
            session = _Session(self, hostname=HOST, tls_context=starttls, loop=self._loop, **logins)
        self._sessions.append(session)
        return session

    def _authenticate(self, *given: Any) -> AuthResult:
        data = given[-1]
        right = isinstance(data, LoginPassword) and data.password.decode() == self._password
        answer = None if right else "535 5.7.8 wrong name or password"
        return AuthResult(success=right, handled=False, message=answer)

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        await asyncio.sleep(self.slow_before.get(address, 0))
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        to = envelope.rcpt_tos[0]
        self.at_data(to)
        if to in self.refuses_data:
            return self.refuses_data[to]
        assert isinstance(envelope.content, bytes)
        self.taken.append(Taken(tuple(envelope.rcpt_tos), envelope.content))
        await asyncio.sleep(self.slow_after.get(to, 0))
        if to in self.drops_after:
            server.transport.abort()
        return f"250 OK queued as {len(self.taken)}"


class _Session(SMTP):
    """One connection; it can break between the recipient and the mail."""

    def __init__(self, office: PostOffice, **settings: Any) -> None:
        super().__init__(office, **settings)
        self._office = office

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if set(self.envelope.rcpt_tos) & self._office.drops_before:
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


def tls_context(folder: Path, name: str = HOST) -> tuple[ssl.SSLContext, Path]:
    """A self-made certificate for a host's name: the server's side of TLS, and the file that vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    maker = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test mail server")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(maker)
        .issuer_name(maker)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    chain, secret = folder / "server.pem", folder / "server.key"
    chain.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, secret)
    return context, chain
