"""The register answers what was put into it, and refuses what does not follow."""

import datetime as dt
import hashlib
import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace

import pytest

from arxl.errors import Cancelled, Fault, Refused, sentence
from arxl.pulse import heard_by
from arxl.register import backup
from arxl.register.backup import back_up
from arxl.register.chain import digest_of, verify
from arxl.register.entries import EntryKind
from arxl.register.location import register_path
from arxl.register.store import CODE_KEY_BYTES, Register, history_at
from arxl.tables.history import NO_HISTORY, FiledCopy, IssuedPaper, Reply, Sending, SendingOutcome, StatedLine

DAY = dt.date(2026, 11, 4)


def refusal(caught) -> str:
    (fault,) = caught.value.faults
    assert caught.value.status == 3
    return str(fault)


def test_history_is_what_was_issued_closed_and_decided(filled, company, second_clerk, decision):
    history = history_at(filled, company)
    assert history.statements[0] == second_clerk.statement("ST2026-00001", "C-1")[0]
    assert history.statements[1] == second_clerk.statement("ST2026-00002", "C-2")[0]
    assert [s.number for s in history.statements] == [f"ST2026-0000{i}" for i in (1, 2, 3, 4)]
    assert history.statements[2].opening_minor == history.statements[0].closing_minor
    assert history.closed_months == ("2026-10", "2026-11")
    assert history.decisions == (decision,)


def test_entries_can_be_proved_with_a_hash_function_alone(filled, open_register, company):
    previous = hashlib.sha256(f"arxl register\n{company}".encode()).hexdigest()
    with closing(sqlite3.connect(filled)) as raw:
        for seq, kind, day, body, before, this in raw.execute("SELECT * FROM entries ORDER BY seq"):
            assert before == previous
            text = "\n".join([str(seq), kind, day, before, body])
            assert this == hashlib.sha256(text.encode()).hexdigest()
            previous = this
        assert raw.execute("SELECT * FROM head").fetchall() == [(company, 7, previous)]
    with open_register(create=False) as register:
        entries = list(register.entries())
    assert [entry.seq for entry in entries] == [1, 2, 3, 4, 5, 6, 7]
    assert [entry.kind for entry in entries[2:4]] == [EntryKind.CLOSED_MONTH, EntryKind.STATEMENT]
    assert entries[0].body["customer"] == "C-1"
    assert entries[0].recorded_on == dt.date(2026, 11, 4)
    assert entries[-1].hash == previous == verify(filled).head


def test_papers_come_back_byte_for_byte(filled, open_register, second_clerk):
    issued, paper = second_clerk.statement("ST2026-00001", "C-1")
    with open_register(create=False) as register:
        assert register.paper(issued.digest) == paper
        with pytest.raises(Refused) as caught:
            register.paper("0" * 64)
    assert refusal(caught).startswith(f"{filled.name}: there is no paper 000")


def test_a_book_without_a_register_has_no_history(path, company):
    assert history_at(path, company) is NO_HISTORY
    with pytest.raises(Refused, match="there is no register in") as caught:
        Register.at(path, company, create=False)
    assert refusal(caught).endswith("Issue the first statements, or correct register_path on the Policy sheet.")
    assert not path.exists()


def test_making_it_leaves_nothing_else_in_the_folder(open_register, path):
    open_register().close()
    assert [found.name for found in path.parent.iterdir()] == [path.name]
    assert verify(path).fault is None
    assert verify(path).entries == 0


def test_it_writes_as_durably_as_promised(open_register):
    with open_register() as register:
        settings = {
            pragma: register._open().execute(f"PRAGMA {pragma}").fetchone()[0]
            for pragma in ("journal_mode", "synchronous", "fullfsync")
        }
    assert settings == {"journal_mode": "delete", "synchronous": 3, "fullfsync": 1}


def test_numbers_run_through_the_year_and_begin_anew(open_register, clerk):
    with open_register() as register:
        with register.transaction() as writing:
            taken = [writing.next_number(2026) for _ in range(3)]
            for number, customer in zip(taken, "ABC", strict=True):
                writing.issue(*clerk.statement(number, customer, "2026-12"))
        with register.transaction() as writing:
            assert clerk.issue(writing, "A", "2027-01").number == "ST2027-00001"
            assert clerk.issue(writing, "B", "2027-01").number == "ST2027-00002"
    assert taken == ["ST2026-00001", "ST2026-00002", "ST2026-00003"]


def test_a_number_taken_and_not_issued_undoes_the_transaction(open_register, clerk, path):
    with open_register() as register:
        with pytest.raises(Refused) as caught, register.transaction() as writing:
            assert clerk.issue(writing).number < writing.next_number(2026)
        assert refusal(caught) == (
            f"{path.name}: number ST2026-00002 was taken and not issued; nothing is recorded. "
            "Issue all statements of the run, or none."
        )
        assert register.history() == NO_HISTORY


def test_an_exception_undoes_the_transaction_and_the_register_goes_on(open_register, clerk, second_clerk):
    with open_register() as register:

        def fail_half_way() -> None:
            with register.transaction() as writing:
                issued = clerk.issue(writing)
                assert register.history().statements == (issued,)
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail_half_way()
        assert register.history() == NO_HISTORY
        with register.transaction() as writing:
            assert writing.next_number(2026) == "ST2026-00001"
            writing.issue(*second_clerk.statement("ST2026-00001"))
        with pytest.raises(RuntimeError):
            writing.close_month("2026-10", DAY)


def test_a_register_goes_on_from_what_it_wrote_and_proves_again_what_another_wrote(open_register, clerk, monkeypatch):
    proofs: list[Register] = []
    entries = Register.entries
    monkeypatch.setattr(Register, "entries", lambda register: proofs.append(register) or entries(register))
    with open_register() as mine, open_register() as theirs:
        numbers = []
        for register in (mine, mine, theirs, theirs, mine, mine):
            with register.transaction() as writing:
                numbers.append(clerk.issue(writing, f"C-{len(numbers)}").number)
        assert numbers == [f"ST2026-0000{nth}" for nth in range(1, 7)]
        assert proofs == [mine, theirs, mine]


def test_what_was_undone_is_not_gone_on_from(open_register, clerk, path):
    with open_register() as register:
        with register.transaction() as writing:
            clerk.issue(writing, "C-1")
        with suppress(ZeroDivisionError), register.transaction() as writing:
            clerk.issue(writing, "C-2")
            raise ZeroDivisionError
        with register.transaction() as writing:
            assert clerk.issue(writing, "C-3").number == "ST2026-00002"
    assert verify(path).fault is None


def test_quiet_accounts_are_frozen_with_the_month(open_register, path):
    lines = (
        StatedLine("invoice", "INV-1", "", dt.date(2026, 8, 1), 500),
        StatedLine("receipt", "R-1", "", dt.date(2026, 8, 9), -500),
    )
    with open_register() as register:
        with register.transaction() as writing:
            writing.close_month("2026-10", DAY, {("C-9", "EUR"): lines, ("C-10", "EUR"): ()})
        assert dict(register.history().quiet_accounts) == {("C-9", "EUR"): lines, ("C-10", "EUR"): ()}
        with pytest.raises(Refused) as caught, register.transaction() as writing:
            writing.close_month("2026-11", DAY, {("C-9", "EUR"): lines[:1]})
    assert "C-9 has a balance of 500 (in the smallest unit of EUR) and no statement." in refusal(caught)
    assert verify(path).fault is None


def test_a_later_closing_keeps_what_an_earlier_one_froze(open_register):
    with open_register() as register:
        with register.transaction() as writing:
            writing.close_month("2026-10", DAY, {("C-9", "EUR"): ()})
        with register.transaction() as writing:
            writing.close_month("2026-11", DAY)
        assert dict(register.history().quiet_accounts) == {("C-9", "EUR"): ()}


ORDER = "Issue months in their order; what is dated in an earlier one shows in the next statement."


@pytest.mark.parametrize(
    ("customer", "month", "said"),
    [
        (
            "C-1",
            "2026-12",
            "C-1 has a statement of 2026-12 in RON: ST2026-00005. What changed since then shows in the next statement.",
        ),
        (
            "C-2",
            "2026-10",
            f"2026-10 comes before 2026-12, which is in the register. {ORDER}",
        ),
        ("C-3", "2026-13", '"2026-13" is not a month. Write it as 2026-10.'),
    ],
)
def test_a_statement_that_does_not_follow_is_refused(filled, open_register, clerk, customer, month, said):
    with open_register(create=False) as register:
        with register.transaction() as writing:
            clerk.issue(writing, "C-1", "2026-12")
        before = register.history()
        issued, paper = clerk.statement("ST2026-00006", customer, "2026-12")
        with pytest.raises(Refused) as caught, register.transaction() as writing:
            writing.issue(replace(issued, month=month), paper)
        assert refusal(caught) == f"{filled.name}: {said}"
        assert register.history() == before


def test_a_closed_month_stays_closed(filled, open_register, clerk):
    with open_register(create=False) as register:
        with pytest.raises(Refused, match="2026-11 is closed already"), register.transaction() as writing:
            writing.issue(*clerk.statement("ST2026-00005", "C-3", "2026-11"))
        with pytest.raises(Refused, match="2026-11 is closed already"), register.transaction() as writing:
            writing.close_month("2026-11", DAY)
        with pytest.raises(Refused, match="2026-10 comes before 2026-11"), register.transaction() as writing:
            writing.close_month("2026-10", DAY)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"number": "ST2026-00006"}, 'number "ST2026-00006" stands where ST2026-00005 follows'),
        ({"number": "ST2026-00004"}, 'number "ST2026-00004" stands where ST2026-00005 follows'),
        ({"number": "ST2026-000005"}, "stands where ST2026-00005 follows"),
        ({"number": "5"}, "stands where ST0000-00001 follows"),
        ({"opening_minor": 1}, "goes from 1 to"),
        ({"closing_minor": 1}, "lead from 24800 to 36850 (in the smallest unit of RON)"),
        ({"digest": "0" * 64}, "has another digest than its entry"),
        ({"file": "half \ud83d"}, "holds half a sign, which no file can keep"),
    ],
)
def test_a_statement_that_is_wrong_in_itself_is_refused(filled, open_register, clerk, change, said):
    issued, paper = clerk.statement("ST2026-00005", "C-1", "2026-12")
    with open_register(create=False) as register:
        with pytest.raises(Refused) as caught, register.transaction() as writing:
            writing.issue(replace(issued, **change), paper)
        assert said in refusal(caught)
        with register.transaction() as writing:
            writing.issue(issued, paper)
    assert verify(filled).fault is None


def test_only_texts_whole_numbers_flags_and_dates_enter(open_register, decision):
    with open_register() as register:
        for value in (700.0, dt.datetime(2026, 1, 1)):
            with pytest.raises(TypeError, match="has no place in an entry"), register.transaction() as writing:
                writing.record(replace(decision, until=value), DAY)
        assert register.history() == NO_HISTORY


def test_another_company_is_refused(filled, company):
    with pytest.raises(Refused) as caught:
        Register.at(filled, "Hotel Sur", create=True)
    assert refusal(caught) == (
        f'{filled.name}: the register belongs to company "{company}", the book to "Hotel Sur". '
        "Correct the ID on the Company sheet, or register_path on the Policy sheet."
    )


@pytest.mark.parametrize(
    ("pragma", "said"),
    [
        ("application_id = 7", "this is not a register of arxl."),
        ("user_version = 2", "the register has format 2; this arxl reads 1. Update arxl."),
        ("user_version = 0", "the file is damaged: format 0."),
    ],
)
def test_a_foreign_or_later_file_is_refused(filled, company, pragma, said):
    with closing(sqlite3.connect(filled)) as raw:
        raw.execute(f"PRAGMA {pragma}")
    with pytest.raises(Refused) as caught:
        Register.at(filled, company, create=True)
    assert said in refusal(caught)
    assert said in str(verify(filled).fault)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty. Restore the register from a backup"),
        (b"PK\x03\x04 this is a workbook" * 100, "this is not a register of arxl."),
    ],
)
def test_what_is_no_register_is_refused_and_left_alone(path, company, content, said):
    path.write_bytes(content)
    with pytest.raises(Refused) as caught:
        Register.at(path, company, create=True)
    assert said in refusal(caught)
    assert said in str(verify(path).fault)
    assert path.read_bytes() == content


def test_a_folder_of_that_name_and_a_missing_folder_are_refused(path, company, tmp_path):
    path.mkdir()
    with pytest.raises(Refused, match="there is no register in"):
        Register.at(path, company, create=True)
    with pytest.raises(Refused, match=r"there is no folder .*nowhere\. Make the folder"):
        Register.at(register_path(tmp_path / "nowhere", company), company, create=True)


@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE entries SET body = '{}' WHERE seq = 1",
        "DELETE FROM entries WHERE seq = 7",
        "INSERT INTO entries SELECT 9, kind, recorded_on, body, hash, hash FROM entries WHERE seq = 7",
        "INSERT OR REPLACE INTO entries SELECT 7, kind, recorded_on, body, previous, hash FROM entries WHERE seq = 1",
        "UPDATE papers SET bytes = x'00'",
        "DELETE FROM papers",
        "INSERT OR REPLACE INTO papers SELECT digest, x'00' FROM papers",
        "UPDATE head SET entries = 6",
        "UPDATE head SET company = 'X'",
        "DELETE FROM head",
        "INSERT INTO head SELECT * FROM head",
    ],
)
def test_the_guards_stop_a_mistake(filled, attempt):
    whole = verify(filled)
    with closing(sqlite3.connect(filled, isolation_level=None)) as raw, pytest.raises(sqlite3.IntegrityError):
        raw.execute(attempt)
    assert verify(filled) == whole


def test_readers_go_on_while_somebody_writes(filled, open_register, clerk):
    with open_register() as writer, open_register(wait_seconds=0.1) as reader:
        before = reader.history()
        with writer.transaction() as writing:
            for customer in range(300):  # more than SQLite's cache holds
                issued, paper = clerk.statement(writing.next_number(2026), f"N-{customer}", "2026-12")
                paper += bytes(20_000)
                writing.issue(replace(issued, digest=hashlib.sha256(paper).hexdigest()), paper)
            assert reader.history() == before
            assert verify(filled).fault is None
        assert len(reader.history().statements) == len(before.statements) + 300


def test_a_locked_register_is_a_sentence(filled, open_register):
    said = f"{filled.name}: another program keeps the register locked. Close it, then run the command again."
    with open_register(wait_seconds=0.05) as register, closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refused) as caught, register.transaction():
            pass
        assert refusal(caught) == said
        assert len(register.history().statements) == 4
        other.execute("ROLLBACK")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Refused) as caught:
            register.history()
        assert refusal(caught) == said
        other.execute("ROLLBACK")
        with register.transaction() as writing:
            writing.close_month("2026-12", DAY)


def test_a_register_in_write_ahead_mode_comes_back_to_the_journal(filled, open_register):
    with closing(sqlite3.connect(filled)) as raw:
        assert raw.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    open_register(create=False).close()
    with closing(sqlite3.connect(filled)) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_after_a_write_that_failed_the_register_is_closed(filled, open_register, clerk):
    with open_register(create=False) as register:
        register._open().execute("PRAGMA max_page_count = 1")  # SQLite's own way to be out of space
        issued, _ = clerk.statement("ST2026-00005", "C-1", "2026-12")
        paper = bytes(100_000)
        issued = replace(issued, digest=hashlib.sha256(paper).hexdigest())

        def go_on_regardless() -> None:
            with register.transaction() as writing:
                with pytest.raises(Refused, match="the disk is full; the register takes no entry"):
                    writing.issue(issued, paper)
                writing.close_month("2026-12", DAY)

        with pytest.raises(Refused, match=r"the register is closed\. Run the command again"):
            go_on_regardless()
        with pytest.raises(Refused, match="the register is closed"):
            register.history()
    assert verify(filled).entries == 7
    with open_register(create=False) as register, register.transaction() as writing:
        writing.issue(issued, paper)
    assert verify(filled).fault is None


# --- papers, sendings, copies, replies -----------------------------------------------------------------------------

SENT_ON = dt.date(2026, 12, 7)


def slip(number: str, content: bytes = b"%PDF slip") -> IssuedPaper:
    return IssuedPaper("receipt slip", number, "C-1", "RON", "R-1", SENT_ON, f"{number}.pdf", digest_of(content))


def test_papers_have_series_of_their_own_and_are_kept_byte_for_byte(filled, open_register):
    with open_register() as register:
        with register.transaction() as writing:
            numbers = [writing.next_paper_number("RS", 2026), writing.next_paper_number("RS", 2026)]
            letter = writing.next_paper_number("LT", 2026)
            for number in (*numbers, letter):
                writing.keep(slip(number, number.encode()), number.encode())
        assert numbers == ["RS2026-00001", "RS2026-00002"]
        assert letter == "LT2026-00001"
        assert register.paper(digest_of(b"RS2026-00002")) == b"RS2026-00002"
        assert [paper.number for paper in register.history().papers] == [*numbers, letter]
    assert verify(filled).fault is None


def test_what_was_sent_filed_and_answered_comes_back_as_it_was_recorded(filled, open_register):
    sending = Sending("<1@x>", "ST2026-00001", "C-1", "a@b.example", "smtp", SENT_ON)
    outcome = SendingOutcome("<1@x>", "sent", "250 ok", SENT_ON)
    copy = FiledCopy("ab" * 32, f"{'ab' * 32}.pdf", "ST2026-00001", (1, 3), "scan.pdf", SENT_ON)
    reply = Reply("ST2026-00001", "signed", SENT_ON, "Ana", True, None, "Accountant", copy.digest)
    with open_register() as register, register.transaction() as writing:
        for record in (sending, outcome, copy, reply):
            writing.record(record, SENT_ON)
        history = register.history()
    assert (history.sendings, history.outcomes, history.copies, history.replies) == (
        (sending,),
        (outcome,),
        (copy,),
        (reply,),
    )


def test_the_key_of_the_codes_is_made_once(filled, open_register):
    with open_register() as register:
        assert register.history().code_key == ""
        keys = set()
        for _ in range(3):
            with register.transaction() as writing:
                keys |= {writing.code_key(SENT_ON), writing.code_key(SENT_ON)}
        assert keys == {register.history().code_key}
    assert len(bytes.fromhex(keys.pop())) == CODE_KEY_BYTES
    assert verify(filled).entries == 8


@pytest.mark.parametrize(
    ("records", "said"),
    [
        ([Sending("<1@x>", "ST2026-00009", "C-1", "a@b", "smtp", SENT_ON)], "nothing is issued under the number"),
        ([Sending("<1@x>", "ST2026-00001", "C-1", "a@b", "smtp", SENT_ON)] * 2, "message <1@x> is recorded already"),
        ([SendingOutcome("<1@x>", "sent", "", SENT_ON)], "no message <1@x> waits for its outcome"),
        ([FiledCopy("d", "d.pdf", "ST2026-00001", (1,), "s.pdf", SENT_ON)] * 2, "is filed already"),
        ([Reply("ST2027-00001", "signed", SENT_ON, "", False, None, "", "")], "nothing is issued under the number"),
    ],
)
def test_what_is_about_nothing_or_comes_twice_is_refused(filled, open_register, records, said):
    with open_register() as register, register.transaction() as writing:
        for record in records[:-1]:
            writing.record(record, SENT_ON)
        with pytest.raises(Refused, match=said):
            writing.record(records[-1], SENT_ON)


def test_an_outcome_is_recorded_once(filled, open_register):
    outcome = SendingOutcome("<1@x>", "sent", "", SENT_ON)
    with open_register() as register, register.transaction() as writing:
        writing.record(Sending("<1@x>", "ST2026-00001", "C-1", "a@b", "smtp", SENT_ON), SENT_ON)
        writing.record(outcome, SENT_ON)
        with pytest.raises(Refused, match="waits for its outcome"):
            writing.record(outcome, SENT_ON)


def test_a_backup_of_the_day_can_take_the_place_of_the_register(filled, company, open_register, clerk):
    made = back_up(filled, SENT_ON)
    assert made.name == f"{filled.stem} backup 2026-12-07.arxl"
    assert verify(made) == verify(filled)
    with open_register() as register, register.transaction() as writing:
        writing.code_key(SENT_ON)
    assert back_up(filled, SENT_ON) == made
    assert verify(made).entries == verify(filled).entries == 8
    assert sorted(path.name for path in filled.parent.iterdir()) == sorted((filled.name, made.name))
    os.replace(made, filled)
    assert history_at(filled, company).code_key


class Listener:
    """Counts beats, and stops the work at one of them."""

    def __init__(self, stop_at: int = 0) -> None:
        self.beats, self._stop_at = 0, stop_at

    def __call__(self) -> None:
        self.beats += 1
        if self.beats == self._stop_at:
            raise Cancelled(Fault("", sentence("The work was stopped."), sentence("Start it again.")))


def test_a_backup_can_be_stopped_while_it_is_copied_and_proved(filled, monkeypatch):
    monkeypatch.setattr(backup, "_PAGES", 1)
    with heard_by(proving := Listener()):
        verify(filled)
    with heard_by(backing := Listener()):
        made = back_up(filled, SENT_ON)
    with closing(sqlite3.connect(filled)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    assert proving.beats > 0
    assert backing.beats - proving.beats >= pages > 1
    made.unlink()
    for stop_at in range(1, backing.beats + 1):
        with pytest.raises(Cancelled), heard_by(Listener(stop_at)):
            back_up(filled, SENT_ON)
        assert [path.name for path in filled.parent.iterdir()] == [filled.name]
    assert verify(back_up(filled, SENT_ON)) == verify(filled)


def test_a_broken_register_is_not_backed_up(filled, unguarded):
    with unguarded(filled) as connection:
        connection.execute("DELETE FROM papers")
    with pytest.raises(Refused, match="paper of ST2026-00001 is missing"):
        back_up(filled, SENT_ON)
    assert [path.name for path in filled.parent.iterdir()] == [filled.name]
