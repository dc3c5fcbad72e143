"""The mail as bytes: one recipient, one PDF, and no name that becomes a header (practice B4)."""

from __future__ import annotations

import datetime as dt
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.utils import getaddresses

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from arxl.locale import LANGUAGES, wording
from arxl.papers.mail import Mail, message_id_of, message_of, one_line, recipient_in
from arxl.practices.sending_words import said_of
from arxl.tables.history import IssuedPaper, IssuedStatement
from arxl.tables.schema import Company

SENT_AT = dt.datetime(2026, 11, 3, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
PAPER = b"%PDF-1.7\n" + bytes(range(256)) * 40
MAIL = Mail(
    message_id="<abc.1@supplies.example>",
    sender="books@supplies.example",
    sender_name="Dealer Supplies",
    recipient="ana@casa.example",
    recipient_name="Casa Ana",
    subject="Statement",
    text="Hello\n",
    attachment="ST2026-00001.pdf",
    paper=PAPER,
)


def written(mail: Mail, *, unsent: bool = False) -> bytes:
    return message_of(mail, SENT_AT, unsent=unsent).as_bytes()


def parsed(content: bytes) -> EmailMessage:
    found = message_from_bytes(content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def as_old_programs_read(content: bytes) -> Message:
    """By the parser that knows RFC 2047 and nothing newer."""
    return message_from_bytes(content, policy=policy.compat32)


def decoded(header: object) -> str:
    return str(make_header(decode_header(str(header))))


NAMES = st.text(max_size=90)
HOSTILE = (
    "Acme\r\nBcc: spy@x.example",
    'Casa "Ana", spy@x.example',
    "华山, spy@x.example; <spy@x.example>",
    "山" * 200,
    "x" * 300,
    "=?utf-8?q?spy=40x=2Eexample?=",
    "a\\",
    "é\u2028Bcc: spy@x.example",
    "\ud800half",
    "",
)


def hostile(test):
    for name in HOSTILE:
        test = example(name)(test)
    return test


@hostile
@given(NAMES)
def test_a_name_is_a_name_and_nothing_else(name: str) -> None:
    content = written(MAIL._replace(recipient_name=name, sender_name=name, subject=name, text=name))
    names = [header for header, _ in as_old_programs_read(content).items()]
    assert sorted(names) == ["Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To"]
    for header, address in (("To", MAIL.recipient), ("From", MAIL.sender)):
        ((shown, found),) = getaddresses([str(as_old_programs_read(content)[header])])
        assert found == address
        assert one_line(decoded(shown)) == one_line(name)
        (modern,) = parsed(content)[header].addresses
        assert modern.addr_spec == address
    assert decoded(as_old_programs_read(content)["Subject"]).replace("\r\n", "") == one_line(name).replace("=?", "= ?")
    assert recipient_in(parsed(content)) == MAIL.recipient


@hostile
@given(NAMES)
def test_lines_are_ascii_and_short_enough_for_every_server(name: str) -> None:
    content = written(MAIL._replace(recipient_name=name, sender_name=name, subject=name, text=name))
    assert content.isascii()
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")


@given(st.binary(min_size=1, max_size=3000))
def test_the_pdf_arrives_byte_for_byte(paper: bytes) -> None:
    message = parsed(written(MAIL._replace(paper=paper)))
    (attachment,) = message.iter_attachments()
    assert (attachment.get_content_type(), attachment.get_filename()) == ("application/pdf", MAIL.attachment)
    assert attachment.get_content() == paper


def test_the_same_mail_has_the_same_bytes_and_a_draft_says_that_it_is_one() -> None:
    assert written(MAIL) == written(MAIL)
    assert parsed(written(MAIL, unsent=True))["X-Unsent"] == "1"
    assert "X-Unsent" not in parsed(written(MAIL))
    assert parsed(written(MAIL))["Date"].datetime == SENT_AT


def test_an_id_depends_on_company_number_and_attempt() -> None:
    ids = {
        message_id_of(company, number, attempt, "books@supplies.example")
        for company in ("acme", "Țuțea & fii")
        for number in ("ST2026-00001", "ST2026-00002")
        for attempt in (1, 2)
    }
    assert len(ids) == 8
    assert all(one.endswith("@supplies.example>") and one.isascii() for one in ids)


def test_a_second_recipient_is_a_mistake_that_stops() -> None:
    message = message_of(MAIL, SENT_AT)
    message["Cc"] = "spy@x.example"
    with pytest.raises(AssertionError, match="2 recipients"):
        recipient_in(message)


def statement(closing_minor: int, currency: str = "EUR") -> IssuedStatement:
    return IssuedStatement(
        number="ST2026-00007",
        customer="C-1",
        currency=currency,
        month="2026-10",
        issued_on=dt.date(2026, 11, 3),
        return_by=dt.date(2026, 11, 13),
        opening_minor=0,
        closing_minor=closing_minor,
        carried=(),
        lines=(),
        file="",
        digest="",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_six_languages_survive_the_way(language: str) -> None:
    words = wording(language)
    for minor in (123_456, -5_000, 0):
        said = said_of(statement(minor), "Casa Ana 한옥 華山", Company(id="acme", name="Țuțea"), words)
        message = parsed(written(MAIL._replace(subject=said.subject, text=said.text)))
        assert message["Subject"] == said.subject
        body = message.get_body()
        assert body is not None
        assert body.get_content().replace("\r\n", "\n") == said.text
        assert "ST2026-00007" in said.subject
        assert words.month("2026-10") in said.subject
        assert words.date(dt.date(2026, 11, 13)) in said.text
        assert "{" not in said.subject + said.text


def test_other_papers_name_what_they_are() -> None:
    slip = IssuedPaper("receipt slip", "RS2026-00001", "C-1", "EUR", "R-1", dt.date(2026, 11, 3), "", "")
    said = said_of(slip, "Casa Ana", Company(id="acme"), wording("en"))
    assert said.subject == "Receipt slip RS2026-00001"
    assert "receipt slip RS2026-00001 of 2026-11-03" in said.text
