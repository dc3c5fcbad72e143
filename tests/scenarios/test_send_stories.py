"""Stories of sending: who gets what, what is never sent twice, and what a server that misbehaves leaves behind (B4)."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import threading
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path
from unittest.mock import patch

import pytest

from arxl.errors import Cancelled, Refused
from arxl.jobs.errands import papers_named, papers_of_month
from arxl.jobs.opened import open_book
from arxl.jobs.progress import Progress
from arxl.jobs.send import MOST_BREAKS, mail_folder, send
from arxl.jobs.sent import SentPapers
from arxl.register.chain import digest_of, verify
from arxl.register.store import Register, history_at
from arxl.tables.history import History, IssuedPaper
from keyrings_for_tests import MemoryKeyring, using
from post_office import HOST, PostOffice, Taken, tls_context

from .story import CommandLine, Story

NOON = dt.datetime(2026, 10, 6, 12, tzinfo=dt.UTC)
ANA, BOB, CHO = "ana@casa.example", "bob@shop.example", "cho@hanok.example"


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with PostOffice() as office:
        yield office


@pytest.fixture
def issued(story: Story) -> Story:
    """Three customers with a statement of September each: ST2026-00001 to -00003."""
    story.tells(
        f"""
        company Name, Value: Dealer Supplies
        company E-mail, Value: books@supplies.example
        customer C-1, Name: Casa Ana, E-mail: {ANA}, Language: es
        customer C-2, Name: Bob's Shop, E-mail: {BOB}, Language: en
        customer C-3, Name: 한옥, E-mail: {CHO}, Language: ko
        2026-09-05 delivery INV-1 to C-1 of 100.00
        2026-09-06 delivery INV-2 to C-2 of 250.00
        2026-09-07 delivery INV-3 to C-3 of 75.50
        """
    )
    story.issues("2026-09", "2026-10-05")
    return story


class Sender:
    """Runs the job on a book, through a post office."""

    def __init__(self, story: Story, office: PostOffice) -> None:
        self.story, self.office = story, office

    def __call__(self, *numbers: str, now: dt.datetime = NOON, drafts: Path | None = None, **more: str) -> SentPapers:
        opened = open_book(self.story.path, self.office.settings | more, now.date())
        papers = papers_named(opened.history, numbers) if numbers else papers_of_month(opened.history, None)
        return send(opened, papers, now, drafts)

    @property
    def history(self) -> History:
        return history_at(self.register, "dealer-supplies")

    @property
    def register(self) -> Path:
        return self.story.path.parent / "dealer-supplies.arxl"


@pytest.fixture
def sends(issued: Story, office: PostOffice) -> Sender:
    return Sender(issued, office)


def states(sent: SentPapers) -> list[str]:
    return [row.state.value for row in sent.rows]


def told(sent: SentPapers) -> str:
    return "\n".join(map(str, sent.faults))


def pdfs(taken: Taken) -> list[bytes]:
    attachments = taken.message.iter_attachments()
    return [part.get_content() for part in attachments if part.get_content_type() == "application/pdf"]


# --- everything goes well ------------------------------------------------------------------------------------------


def test_each_customer_gets_its_own_statement_and_nobody_else_does(sends: Sender, office: PostOffice) -> None:
    sent = sends()
    assert (states(sent), told(sent)) == (["sent"] * 3, "")
    assert [mail.to for mail in office.taken] == [(ANA,), (BOB,), (CHO,)]
    assert office.connections == 1
    for mail, statement in zip(office.taken, sends.history.statements, strict=True):
        (paper,) = pdfs(mail)
        assert hashlib.sha256(paper).hexdigest() == statement.digest
        assert [address.addr_spec for address in mail.message["To"].addresses] == list(mail.to)
        assert statement.number in mail.message["Subject"]
        assert mail.message["Date"].datetime == NOON
    outcomes = [(outcome.outcome, outcome.detail) for outcome in sends.history.outcomes]
    assert outcomes == [("sent", f"250 OK queued as {nth}") for nth in (1, 2, 3)]
    assert verify(sends.register).fault is None


def test_what_is_sent_is_not_sent_again(sends: Sender, office: PostOffice) -> None:
    sends()
    again = sends()
    assert states(again) == ["sent"] * 3
    assert "2026-10-06; it is not sent again" in str(again.rows[0].detail[0])
    assert len(office.taken) == 3
    assert office.connections == 1


def test_one_number_is_sent_alone(sends: Sender, office: PostOffice) -> None:
    sends("st2026-00002")
    assert [mail.to for mail in office.taken] == [(BOB,)]


def test_a_mail_speaks_the_language_of_its_customer(sends: Sender, office: PostOffice) -> None:
    sends()
    texts = [mail.message.get_body().get_content() for mail in office.taken]
    assert "100,00 €" in texts[0]
    assert "15/10/2026" in texts[0]
    assert "250.00 EUR" in texts[1]
    assert "75.50 EUR" in texts[2]
    assert "2026-10-15" in texts[2]


def test_another_paper_goes_by_its_number_and_not_with_the_month(sends: Sender, office: PostOffice) -> None:
    content = b"%PDF-1.7 a slip"
    with Register.at(sends.register, "dealer-supplies", create=False) as register, register.transaction() as writing:
        number = writing.next_paper_number("RS", 2026)
        slip = IssuedPaper("receipt slip", number, "C-2", "EUR", "R-1", NOON.date(), "slip.pdf", digest_of(content))
        writing.keep(slip, content)
    sends()
    assert len(office.taken) == 3
    assert states(sends("rs2026-00001")) == ["sent"]
    (mail,) = office.taken[3:]
    assert (mail.to, pdfs(mail), mail.message["Subject"]) == ((BOB,), [content], "Receipt slip RS2026-00001")
    assert states(sends("RS2026-00001")) == ["sent"]
    assert len(office.taken) == 4


# --- servers that say no -------------------------------------------------------------------------------------------


def test_a_refused_recipient_does_not_stop_the_others_and_is_tried_again(sends: Sender, office: PostOffice) -> None:
    office.refuses[ANA] = "550 5.1.1 no such user here"
    sent = sends()
    assert states(sent) == ["refused", "sent", "sent"]
    assert "550 5.1.1 no such user here" in told(sent)
    assert "Customers!" in told(sent)
    office.refuses.clear()
    assert states(sends()) == ["sent"] * 3
    assert len(office.taken) == 3
    ids = [sending.message_id for sending in sends.history.sendings]
    assert len(set(ids)) == 4


@pytest.mark.parametrize("answer", ["554 5.7.1 looks like spam", "452 4.2.2 mailbox full"])
def test_a_mail_that_the_server_has_and_refuses_is_refused(sends: Sender, office: PostOffice, answer: str) -> None:
    office.refuses_data[BOB] = answer
    sent = sends()
    assert states(sent) == ["sent", "refused", "sent"]
    assert answer in told(sent)
    assert ("Run the command again later" in told(sent)) == answer.startswith("4")


# --- connections that break ----------------------------------------------------------------------------------------


def test_a_break_before_the_mail_is_handed_over_is_no_doubt(sends: Sender, office: PostOffice) -> None:
    office.drops_before.add(BOB)
    sent = sends()
    assert states(sent) == ["sent", "refused", "sent"]
    assert "broke before the mail" in told(sent)
    office.drops_before.clear()
    assert states(sends()) == ["sent"] * 3
    assert [mail.to for mail in office.taken] == [(ANA,), (CHO,), (BOB,)]


@pytest.mark.parametrize("misbehaving", ["drops_after", "slow_after"])
def test_a_mail_without_an_answer_is_in_doubt_and_waits_for_a_person(
    sends: Sender, office: PostOffice, misbehaving: str
) -> None:
    if misbehaving == "drops_after":
        office.drops_after.add(BOB)
    else:
        office.slow_after[BOB] = 30
    sent = sends(mail_seconds="1")
    assert states(sent) == ["sent", "in doubt", "sent"]
    assert "ST2026-00002" in told(sent)
    again = sends()
    assert states(again) == ["sent", "in doubt", "sent"]
    assert "it is not sent again" in told(again)
    assert [mail.to for mail in office.taken] == [(ANA,), (BOB,), (CHO,)]


def test_a_server_too_slow_to_take_a_recipient_is_left(sends: Sender, office: PostOffice) -> None:
    office.slow_before[BOB] = 30
    sent = sends(mail_seconds="1")
    assert states(sent) == ["sent", "refused", "sent"]
    assert "no answer in time" in told(sent)


def test_three_breaks_in_a_row_end_the_run(story: Story, office: PostOffice) -> None:
    story.tells("company E-mail, Value: books@supplies.example")
    for nth in range(1, 6):
        story.tells(f"customer C-{nth}, E-mail: c{nth}@shop.example\n2026-09-05 delivery INV-{nth} to C-{nth} of 10.00")
        office.drops_after.add(f"c{nth}@shop.example")
    story.issues("2026-09", "2026-10-05")
    sends = Sender(story, office)
    sent = sends()
    assert states(sent) == ["in doubt"] * MOST_BREAKS + ["to send"] * 2
    assert "3 mails in a row" in told(sent)


def test_a_server_that_goes_away_in_between_leaves_the_rest_to_be_sent(issued: Story) -> None:
    with PostOffice() as office:
        sends = Sender(issued, office)
        office.drops_before.add(ANA)
        opened = open_book(issued.path, office.settings, NOON.date())
        papers = papers_of_month(opened.history, "2026-09")
        office.drops_after.add(BOB)
        office.at_data = lambda _: office.closes()
        sent = send(opened, papers, NOON)
    assert states(sent) == ["refused", "in doubt", "to send"]
    assert "cannot be reached" in told(sent)
    assert [one.outcome for one in sends.history.outcomes] == ["refused"]


# --- what people decide --------------------------------------------------------------------------------------------


def doubted(sends: Sender) -> None:
    sends.office.drops_after.add(BOB)
    sends()
    sends.office.drops_after.clear()


def test_not_sent_allows_one_more_attempt_under_a_new_id(sends: Sender, office: PostOffice) -> None:
    doubted(sends)
    sends.story.tells("2026-10-07 decision not sent, Customer ID: C-2, Reference: ST2026-00002, By: Ana")
    later = NOON + dt.timedelta(days=2)
    assert states(sends(now=later)) == ["sent"] * 3
    assert states(sends(now=later)) == ["sent"] * 3
    assert [mail.to for mail in office.taken] == [(ANA,), (BOB,), (CHO,), (BOB,)]
    first, second = (mail.message["Message-ID"] for mail in office.taken if mail.to == (BOB,))
    assert first != second
    (recorded,) = sends.history.decisions
    assert (recorded.kind, recorded.reference) == ("not sent", "ST2026-00002")


def test_one_row_takes_back_one_attempt(sends: Sender, office: PostOffice) -> None:
    doubted(sends)
    sends.story.tells("2026-10-06 decision not sent, Reference: ST2026-00002")
    doubted(sends)
    assert states(sends()) == ["sent", "in doubt", "sent"]
    assert len([mail for mail in office.taken if mail.to == (BOB,)]) == 2


def test_a_row_before_the_attempt_takes_nothing_back(sends: Sender) -> None:
    sends.story.tells("2026-10-05 decision not sent, Reference: ST2026-00002")
    doubted(sends)
    assert states(sends()) == ["sent", "in doubt", "sent"]


def test_a_row_that_would_take_back_what_is_still_to_be_sent_is_refused(sends: Sender, office: PostOffice) -> None:
    sends.story.tells("2026-10-06 decision not sent, Reference: ST2026-00002")
    sent = sends()
    assert states(sent) == ["sent", "to send", "sent"]
    assert "takes nothing back" in told(sent)
    assert states(sends(now=NOON + dt.timedelta(days=1))) == ["sent"] * 3
    assert len(office.taken) == 3


def test_sent_settles_the_doubt_and_has_the_last_word_of_its_day(sends: Sender, office: PostOffice) -> None:
    doubted(sends)
    sends.story.tells(
        "2026-10-07 decision sent, Reference: ST2026-00002\n2026-10-07 decision not sent, Reference: ST2026-00002"
    )
    assert states(sends(now=NOON + dt.timedelta(days=3))) == ["sent"] * 3
    assert len(office.taken) == 3


def test_a_mail_that_came_back_is_sent_again_after_a_decision(sends: Sender, office: PostOffice) -> None:
    sends()
    sends.story.tells("2026-10-08 decision not sent, Reference: ST2026-00001, Reason: mailbox closed")
    assert states(sends(now=NOON + dt.timedelta(days=3))) == ["sent"] * 3
    assert [mail.to for mail in office.taken[3:]] == [(ANA,)]


def test_a_changed_decision_stops_the_run(sends: Sender, office: PostOffice) -> None:
    doubted(sends)
    sends.story.tells("2026-10-07 decision not sent, Reference: ST2026-00002, Reason: asked by phone")
    sends(now=NOON + dt.timedelta(days=2))
    sends.story.changes_decision("not sent", Reason="never asked")
    with pytest.raises(Exception, match="recorded otherwise"):
        sends(now=NOON + dt.timedelta(days=3))


def test_a_corrected_statement_is_not_sent(sends: Sender, office: PostOffice) -> None:
    with Register.at(sends.register, "dealer-supplies", create=False) as register, register.transaction() as writing:
        old = next(one for one in register.history().statements if one.number == "ST2026-00002")
        paper = b"%PDF-1.7 corrected"
        new = replace(
            old,
            number=writing.next_number(2026),
            corrects=old.number,
            opening_minor=old.closing_minor,
            carried=(),
            lines=(),
            file="corrected.pdf",
            digest=digest_of(paper),
        )
        writing.issue(new, paper)
    sent = sends()
    assert states(sent) == ["sent", "to send", "sent", "sent"]
    assert "Corrected by ST2026-00004" in str(sent.rows[1].detail[0])
    assert [mail.to for mail in office.taken] == [(ANA,), (CHO,), (BOB,)]


# --- drafts --------------------------------------------------------------------------------------------------------


def test_drafts_open_as_mails_with_exactly_the_register_s_paper(sends: Sender, tmp_path: Path) -> None:
    sent = sends(drafts=tmp_path / "drafts")
    assert states(sent) == ["drafted"] * 3
    for statement in sends.history.statements:
        content = (tmp_path / "drafts" / f"{statement.number}.eml").read_bytes()
        mail = Taken((), content)
        assert mail.message["X-Unsent"] == "1"
        (paper,) = pdfs(mail)
        assert hashlib.sha256(paper).hexdigest() == statement.digest
        (name,) = [part.get_filename() for part in mail.message.iter_attachments()]
        assert name == f"{statement.number}.pdf"
        assert content.isascii()
        assert max(map(len, content.splitlines())) <= 998
    assert sends.office.connections == 0


def test_a_draft_is_not_sent_by_the_way_and_a_person_says_what_became_of_it(
    sends: Sender, office: PostOffice, tmp_path: Path
) -> None:
    sends(drafts=tmp_path)
    assert states(sends()) == ["drafted"] * 3
    sends.story.tells(
        "2026-10-06 decision sent, Reference: ST2026-00001\n2026-10-06 decision not sent, Reference: ST2026-00002"
    )
    assert states(sends()) == ["sent", "sent", "drafted"]
    assert [mail.to for mail in office.taken] == [(BOB,)]


def test_a_draft_that_was_begun_is_written_again_under_its_id(sends: Sender, tmp_path: Path) -> None:
    sends(drafts=tmp_path)
    (before,) = {sending.message_id for sending in sends.history.sendings if sending.number == "ST2026-00001"}
    sends.story.tells("2026-10-06 decision not sent, Reference: ST2026-00001")
    with patch("arxl.jobs.send.save_safely", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        sends("ST2026-00001", drafts=tmp_path)
    assert states(sends("ST2026-00001")) == ["in doubt"]
    assert states(sends("ST2026-00001", drafts=tmp_path)) == ["drafted"]
    mail = message_from_bytes((tmp_path / "ST2026-00001.eml").read_bytes(), policy=policy.default)
    assert mail["Message-ID"] == sends.history.sendings[-1].message_id != before
    assert len(sends.history.sendings) == 4


def test_a_book_without_a_server_writes_drafts_beside_it(issued: Story, arxl: CommandLine) -> None:
    said = arxl("send", issued.path, "--format", "json")
    assert (said.status, said.json["way"]) == (0, "draft")
    assert Path(said.json["folder"]) == mail_folder(issued.path)
    assert sorted(path.name for path in mail_folder(issued.path).iterdir()) == [
        f"ST2026-0000{nth}.eml" for nth in (1, 2, 3)
    ]


# --- the command ---------------------------------------------------------------------------------------------------


def with_server(office: PostOffice) -> list[str]:
    return [word for key, value in office.settings.items() for word in ("--set", f"{key}={value}")]


def test_a_dry_run_says_what_would_go_and_leaves_no_trace(
    issued: Story, office: PostOffice, arxl: CommandLine, tmp_path: Path
) -> None:
    register = tmp_path / "dealer-supplies.arxl"
    before, names = register.read_bytes(), sorted(path.name for path in tmp_path.iterdir())
    said = arxl("send", issued.path, "--dry-run", *with_server(office), "--format", "json")
    assert said.status == 0
    rows = said.json["sendings"]
    assert [(row["to"], row["state"], row["tried"]) for row in rows] == [
        (ANA, "to send", False),
        (BOB, "to send", False),
        (CHO, "to send", False),
    ]
    assert all(row["number"] in row["subject"] and row["bytes"] > 10_000 for row in rows)
    assert register.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert office.connections == 0


def test_the_command_lists_faults_and_ends_with_one(issued: Story, office: PostOffice, arxl: CommandLine) -> None:
    issued.tells("customer C-4, Name: Nobody\n2026-10-02 delivery INV-4 to C-4 of 5.00")
    issued.issues("2026-10", "2026-11-02")
    office.refuses[ANA] = "550 gone"
    said = arxl("send", issued.path, *with_server(office))
    assert said.status == 1
    assert "Customers!" in said.err
    assert "customer C-4 has no e-mail address" in said.err
    assert "ST2026-00004: the mail server refuses the mail to ana@casa.example: 550 gone." in said.err
    assert "2 sent, 1 refused, 1 left as they were." in said.err
    assert "ST2026-00007" in said.out


def test_doubts_are_listed(issued: Story, office: PostOffice, arxl: CommandLine) -> None:
    office.drops_after.add(BOB)
    assert arxl("send", issued.path, "ST2026-00002", *with_server(office)).status == 1
    said = arxl("send", issued.path, "--in-doubt", "--format", "json")
    assert said.status == 0
    (row,) = said.json["rows"]
    assert (row["number"], row["customer"], row["to"], row["way"]) == ("ST2026-00002", "C-2", BOB, "smtp")
    today = dt.date.today()
    issued.tells(f"{today} decision sent, Reference: ST2026-00002")
    assert arxl("send", issued.path, "--in-doubt", "--format", "json").json["rows"] == []


def test_numbers_and_a_month_are_wrong_usage(issued: Story, arxl: CommandLine) -> None:
    assert arxl("send", issued.path, "ST2026-00001", "--month", "2026-09").status == 2
    assert arxl("send", issued.path, "ST2026-00099").status == 2
    said = arxl("send", issued.path, "--month", "2026-08")
    assert (said.status, "no statement of the month is issued" in said.err) == (3, True)


# --- stopping, and two at once -------------------------------------------------------------------------------------


def test_whoever_stops_is_heard_between_two_mails(sends: Sender, office: PostOffice) -> None:
    opened = open_book(sends.story.path, office.settings, NOON.date())
    progress = Progress(wish=lambda: len(office.taken) == 2)
    with pytest.raises(Cancelled):
        send(opened, papers_of_month(opened.history, None), NOON, progress=progress)
    assert [one.outcome for one in sends.history.outcomes] == ["sent", "sent"]
    assert states(sends()) == ["sent"] * 3
    assert len(office.taken) == 3


def test_two_runs_at_once_send_once(issued: Story, office: PostOffice) -> None:
    """Both opened the book before either sent."""
    books = [open_book(issued.path, office.settings, NOON.date()) for _ in range(2)]
    start = threading.Barrier(2)
    results: list[SentPapers] = []

    def run(index: int) -> None:
        papers = papers_of_month(books[index].history, None)
        start.wait()
        results.append(send(books[index], papers, NOON))

    threads = [threading.Thread(target=run, args=(index,)) for index in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 2
    assert sorted(mail.to for mail in office.taken) == [(ANA,), (BOB,), (CHO,)]
    history = Sender(issued, office).history
    assert len(history.sendings) == len(history.outcomes) == 3


def test_without_a_sender_nothing_begins(story: Story, office: PostOffice) -> None:
    story.tells(f"customer C-1, E-mail: {ANA}\n2026-09-05 delivery INV-1 to C-1 of 10.00")
    story.issues("2026-09", "2026-10-05")
    with pytest.raises(Refused, match="no e-mail address to send from"):
        Sender(story, office)()
    assert office.connections == 0


# --- the password --------------------------------------------------------------------------------------------------


def test_a_password_from_standard_input_logs_in_over_tls(
    issued: Story, arxl: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, authority = tls_context(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    keyring = MemoryKeyring()
    with using(keyring), PostOffice(tls=context, password="päss word") as office:
        account = [*with_server(office), "--set", "mail_user=books"]
        said = arxl("send", issued.path, *account)
        assert (said.status, "arxl mail password" in said.err) == (3, True)
        monkeypatch.setattr("sys.stdin", io.StringIO("päss word\n"))
        said = arxl("mail", "password", issued.path, *account)
        assert (said.status, "päss" in said.out + said.err) == (0, False)
        assert keyring.written == {("arxl", f"books@{HOST}"): "päss word"}
        assert arxl("send", issued.path, *account).status == 0
        assert len(office.taken) == 3
    for file in tmp_path.rglob("*"):
        assert file.is_dir() or "päss word".encode() not in file.read_bytes()
