"""The way to the mail server: encrypted to somebody whom the system vouches for, or not at all (practice B4)."""

from __future__ import annotations

import datetime as dt
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from arxl.errors import Refused
from arxl.papers.mail import message_of
from arxl.papers.smtp import Fate, MailLine, Server
from papers.test_mail import MAIL
from post_office import HOST, PostOffice, tls_context

NOON = dt.datetime(2026, 11, 3, 12, tzinfo=dt.UTC)
PASSWORD = "correct horse"


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's certificate that this computer trusts."""
    context, authority = tls_context(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    return context


@pytest.fixture(params=["starttls", "tls"])
def safe(request: pytest.FixtureRequest, trusted: ssl.SSLContext) -> Iterator[PostOffice]:
    with PostOffice(tls=trusted, implicit=request.param == "tls", password=PASSWORD) as office:
        yield office


def server(office: PostOffice, user: str = "", security: str = "", seconds: int = 10) -> Server:
    return Server(HOST, office.port, security or office.settings["mail_security"], user, seconds)


def sent(where: Server, password: str = "", text: str = "Hello\n") -> Fate:
    with MailLine(where, password) as line:
        line.make_ready()
        return line.deliver(message_of(MAIL._replace(text=text), NOON)).fate


def test_a_mail_goes_encrypted_and_with_a_login(safe: PostOffice) -> None:
    assert sent(server(safe, user="books"), PASSWORD) is Fate.TAKEN
    (taken,) = safe.taken
    assert taken.message["Message-ID"] == MAIL.message_id


def test_a_wrong_password_is_said_and_nothing_is_sent(safe: PostOffice) -> None:
    with pytest.raises(Refused, match="does not let books in: 535"):
        sent(server(safe, user="books"), "wrong")
    assert safe.taken == []


def test_a_password_beyond_ascii_logs_in_and_a_wrong_one_does_not(trusted: ssl.SSLContext) -> None:
    with PostOffice(tls=trusted, password="contraseña 암호") as office:
        assert sent(server(office, user="books"), "contraseña 암호") is Fate.TAKEN
        with pytest.raises(Refused, match="does not let books in: 535"):
            sent(server(office, user="books"), "contraseña")


def test_a_server_that_wants_a_login_refuses_whoever_brings_none(safe: PostOffice) -> None:
    assert sent(server(safe)) is Fate.REFUSED
    assert safe.taken == []


def test_a_server_without_starttls_gets_nothing_in_plain_text() -> None:
    with PostOffice() as office:
        with pytest.raises(Refused, match="offers no encryption"):
            sent(server(office, user="books", security="starttls"), PASSWORD)
        assert office.taken == []


def test_tls_to_a_port_that_speaks_plainly_is_refused() -> None:
    with PostOffice() as office, pytest.raises(Refused, match="no encrypted connection"):
        sent(server(office, security="tls"))


@pytest.mark.parametrize("implicit", [False, True])
def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path, implicit: bool) -> None:
    context, _ = tls_context(tmp_path)
    with PostOffice(tls=context, implicit=implicit) as office:
        with pytest.raises(Refused, match=r"is not trusted: self.signed certificate"):
            sent(server(office))
        assert office.taken == []


def test_a_certificate_of_another_host_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, authority = tls_context(tmp_path, "mail.other.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    with PostOffice(tls=context) as office:
        with pytest.raises(Refused, match="Hostname mismatch"):
            sent(server(office))
        assert office.taken == []


def test_no_encryption_is_for_this_computer_alone() -> None:
    with pytest.raises(Refused, match="without encryption arxl sends to no server but one on this computer"):
        sent(Server("mail.other.example", 25, "none", "", 1))


def test_a_server_that_is_not_there_is_said_to_be_so() -> None:
    with PostOffice() as office:
        gone = server(office)
    with pytest.raises(Refused, match="cannot be reached"):
        sent(gone)


def test_a_server_without_logins_is_said_to_have_none() -> None:
    with PostOffice() as office, pytest.raises(Refused, match="has no login for books"):
        sent(server(office, user="books"), PASSWORD)


def test_lines_that_begin_with_a_point_arrive_as_they_were() -> None:
    text = ".\n..\n.hidden\nend\n"
    with PostOffice() as office:
        assert sent(server(office), text=text) is Fate.TAKEN
        body = office.taken[0].message.get_body()
        assert body is not None
        assert body.get_content().replace("\r\n", "\n") == text


def test_a_connection_that_fell_asleep_is_made_anew() -> None:
    with PostOffice() as office, MailLine(server(office), "") as line:
        for number in range(2):
            line.make_ready()
            assert line.deliver(message_of(MAIL, NOON)).fate is Fate.TAKEN
            office.hangs_up()
            assert office.connections == number + 1
        line.make_ready()
        assert office.connections == 3


def test_the_line_is_kept_for_the_next_mail_after_a_refusal() -> None:
    with PostOffice() as office, MailLine(server(office), "") as line:
        office.refuses[MAIL.recipient] = "550 no"
        line.make_ready()
        assert line.deliver(message_of(MAIL, NOON)) == (Fate.REFUSED, "550 no")
        office.refuses[MAIL.recipient] = "421 closing"
        line.make_ready()
        assert line.deliver(message_of(MAIL, NOON)).fate is Fate.REFUSED_NOW
        assert office.connections == 1
        office.refuses.clear()
        line.make_ready()
        assert line.deliver(message_of(MAIL, NOON)).fate is Fate.TAKEN
        assert office.connections == 2
