"""Stories of copies that come back: matched, filed, confirmed by a person, or kept from counting, each in its words."""

from __future__ import annotations

import datetime as dt
import random
import threading
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from unittest.mock import patch

import pytest
from PIL import Image

from arxl.errors import ArxlError, Refused, WrongUsage
from arxl.hosts.review.desk import Desk
from arxl.hosts.review.page import page_of
from arxl.hosts.review.server import ReviewServer
from arxl.jobs.countersign import Confirmation, confirm, file_copies, match_by_hand
from arxl.jobs.export import statements_folder
from arxl.jobs.opened import OpenedBook, open_book
from arxl.jobs.returned import Returned, returned
from arxl.register.copies import copies_folder
from papers.drawn_scans import Paper, drawn_scan

from .story import CommandLine, Story

TRADE = """
    customer C-1, Seal On File: yes, Name: Tienda Uno
    customer C-2
    signatory Owner of C-1 for C-1, Role: owner, Valid From: 2026-01-01
    2026-03-01 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-03-31
    2026-03-10 delivery INV-2 to C-2 of 90.00, Due Date: 2026-05-20
"""
FIRST, SECOND = "ST2026-00001", "ST2026-00002"
TODAY = dt.date(2026, 4, 9)


@pytest.fixture
def issued(story: Story) -> Story:
    story.tells(TRADE)
    story.issues("2026-03", "2026-04-02")
    return story


def scan(story: Story, number: str, file: Path, customer: str = "signature", **fixed: object) -> Path:
    """A scan of an issued statement, signed as told."""
    (paper,) = statements_folder(story.path, "2026-03").glob(f"{number}*.pdf")
    drawn = drawn_scan(
        Paper.of(number, paper.read_bytes()),
        random.Random(number),
        **{"inks": {"seller": "both", "customer": customer}, "mode": "flat", "over_code": "nothing", "dirt": "clean"}
        | {"dpi": 200, "grey": False}
        | fixed,
    )
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(drawn.jpeg(80))
    return file


def opened(story: Story) -> OpenedBook:
    return open_book(story.path, {}, TODAY)


def came_back(story: Story, *paths: Path) -> Returned:
    """What came back, filed."""
    found = returned(opened(story), paths)
    file_copies(opened(story), found.copies, TODAY)
    return found


def told(found: Returned) -> str:
    return "\n".join(str(fault) for copy in found.copies for fault in copy.faults)


def agreed(number: str = FIRST, **changed: object) -> Confirmation:
    said = {"answer": "signed", "date": dt.date(2026, 4, 8), "signatory": "Owner of C-1", "sealed": False}
    return Confirmation(**{"number": number, "figure": "", "by": "Accountant"} | said | changed)


def test_a_scan_is_matched_filed_and_only_a_person_makes_it_an_agreement(issued: Story, tmp_path: Path) -> None:
    found = came_back(issued, scan(issued, FIRST, tmp_path / "in" / "scan.jpg"))
    (copy,) = found.copies
    assert (copy.statement.number, copy.proposal, copy.faults) == (FIRST, "signed by both", ())
    assert opened(issued).history.replies == ()
    assert issued.on("2026-04-09").statuses == {FIRST: "returned", SECOND: "issued"}
    (filed,) = copies_folder(opened(issued).register_file).iterdir()
    assert filed.read_bytes() == copy.path.read_bytes()
    assert filed.stem == copy.digest
    confirm(opened(issued), agreed(copy=copy.digest), TODAY)
    assert issued.on("2026-04-09").statuses[FIRST] == "agreed"
    assert opened(issued).history.replies[0].copy == copy.digest


def test_the_whole_folder_upside_down_unsigned_and_illegible(issued: Story, tmp_path: Path, arxl: CommandLine) -> None:
    folder = tmp_path / "in"
    scan(issued, FIRST, folder / "a.jpg", mode="upside down")
    scan(issued, SECOND, folder / "b.jpg", "nothing")
    Image.new("RGB", (800, 1100), "white").save(folder / "c.png")
    (folder / "d.pdf").write_bytes(b"%PDF-1.7 nothing")
    (folder / "notes.txt").write_text("no scan")
    answer = arxl("countersign", issued.path, folder, "--format", "json")
    assert answer.status == 1  # a file cannot be read
    assert "d.pdf: the scan cannot be read" in answer.err
    said = answer.json
    assert {one["number"]: one["proposal"] for one in said["copies"]} == {
        FIRST: "signed by both",
        SECOND: "not signed by the customer",
    }
    (unmatched,) = said["unmatched"]
    assert "c.png p. 1: no code can be read on the page" in unmatched["remark"]


def test_the_same_statement_twice_and_a_file_that_is_filed_already(issued: Story, tmp_path: Path) -> None:
    one = scan(issued, FIRST, tmp_path / "in" / "one.jpg")
    other = scan(issued, FIRST, tmp_path / "in" / "two.jpg", "both")
    assert "the same statement comes in two.jpg, too" in told(came_back(issued, one, other))
    assert "this file is filed already" in told(came_back(issued, one))
    later = scan(issued, FIRST, tmp_path / "in" / "three.jpg", "stamp")
    assert f"a copy of {FIRST} is filed already: one.jpg, two.jpg" in told(came_back(issued, later))
    assert len(opened(issued).history.copies) == 3


def test_the_old_version_of_a_corrected_statement_is_said_to_be_old(issued: Story, tmp_path: Path) -> None:
    old = scan(issued, FIRST, tmp_path / "in" / "old.jpg")
    issued.tells("2026-03-05 delivery INV-3 to C-1 of 30.00")
    issued.corrects(FIRST, "2026-04-08")
    assert f"it is the old version: {FIRST} was corrected by ST2026-00003" in told(came_back(issued, old))


def test_another_register_of_the_same_numbers_is_not_ours(issued: Story, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    theirs = Story(tmp_path / "elsewhere").tells(TRADE)
    theirs.issues("2026-03", "2026-04-02")
    found = came_back(issued, scan(theirs, FIRST, tmp_path / "in" / "theirs.jpg"))
    assert found.copies == ()
    assert "this register did not print it so" in str(found.unmatched[0].fault)


def test_a_page_is_missing(story: Story, tmp_path: Path) -> None:
    story.tells("customer C-1")
    story.tells("\n".join(f"2026-03-{day:02} delivery INV-{day} to C-1 of 10.00" for day in range(1, 31)) * 1)
    story.tells("\n".join(f"2026-03-{day:02} delivery INX-{day} to C-1 of 10.00" for day in range(1, 31)))
    story.issues("2026-03", "2026-04-02")
    (copy,) = came_back(story, scan(story, FIRST, tmp_path / "in" / "last.jpg")).copies
    assert copy.missing
    assert any("is missing" in str(fault) for fault in copy.faults)


def test_a_page_without_a_code_is_matched_by_hand(issued: Story, tmp_path: Path) -> None:
    Image.new("RGB", (800, 1100), "white").save(tmp_path / "blank.png")
    found = came_back(issued, tmp_path / "blank.png")
    page = found.unmatched[0]
    assert match_by_hand(opened(issued), page.path, (1,), FIRST, TODAY) is not None
    assert match_by_hand(opened(issued), page.path, (1,), FIRST, TODAY) is None
    assert issued.on("2026-04-09").statuses[FIRST] == "returned"
    with pytest.raises(WrongUsage, match="there is no statement ST2026-00077"):
        match_by_hand(opened(issued), page.path, (1,), "ST2026-00077", TODAY)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"by": " "}, "nobody is named who confirms"),
        ({"answer": "perhaps"}, '"perhaps" is no answer'),
        ({"date": dt.date(2026, 4, 1)}, "is not between the issue of 2026-04-02 and today"),
        ({"date": dt.date(2026, 4, 10)}, "is not between the issue of 2026-04-02 and today"),
        ({"signatory": "somebody"}, "somebody is no signatory of C-1 on 2026-04-08"),
        ({"answer": "differs", "figure": "lots"}, '"lots" is no amount in EUR'),
        ({"number": "ST2026-00009"}, "there is no statement ST2026-00009"),
    ],
)
def test_what_a_person_types_is_looked_at(issued: Story, changed: dict[str, object], said: str) -> None:
    with pytest.raises(ArxlError, match=said):
        confirm(opened(issued), agreed(**changed), TODAY)
    assert opened(issued).history.replies == ()


def test_page_and_sheet_make_one_record_and_a_second_that_contradicts_is_refused(issued: Story) -> None:
    issued.tells(f"2026-04-08 decision signed for C-1, Value: Owner of C-1, Reference: {FIRST}, By: Accountant")
    confirm(opened(issued), agreed(), TODAY)
    assert opened(issued).history.replies == ()  # the row says it
    for other in ({"answer": "refused"}, {"date": dt.date(2026, 4, 7)}, {"answer": "differs", "date": TODAY}):
        with pytest.raises(Refused, match=f"statement {FIRST} is recorded as"):
            confirm(opened(issued), agreed(**other), TODAY)
    assert opened(issued).history.replies == ()


def test_issued_sent_returned_agreed(issued: Story, tmp_path: Path, arxl: CommandLine) -> None:
    issued.changes_customer("C-1", **{"E-mail": "accounts@c-1.example"})
    issued.tells("company E-mail, Value: seller@dealer.example")
    drafts = tmp_path / "mails"
    assert arxl("send", issued.path, FIRST, "--draft", drafts).status == 0
    assert len(list(drafts.glob("*.eml"))) == 1
    assert issued.on("2026-04-05").statuses[FIRST] == "issued"  # a draft is not sent by itself
    issued.tells(f"2026-04-03 decision sent for C-1, Reference: {FIRST}, By: Accountant")
    assert issued.on("2026-04-05").statuses[FIRST] == "sent"
    (copy,) = came_back(issued, scan(issued, FIRST, tmp_path / "in" / "scan.jpg")).copies
    assert issued.on("2026-04-09").statuses[FIRST] == "returned"
    confirm(opened(issued), agreed(copy=copy.digest), TODAY)
    said = arxl("register", "show", issued.path, FIRST, "--format", "json").json["history"]
    assert [line["status"] for line in said if line["status"] != "drafted"] == ["issued", "sent", "signed", "returned"]


def test_differs_then_corrected_then_agreed(issued: Story, tmp_path: Path) -> None:
    came_back(issued, scan(issued, FIRST, tmp_path / "in" / "differs.jpg"))
    confirm(opened(issued), agreed(answer="differs", figure="900.00", signatory=""), TODAY)
    assert issued.on("2026-04-09").statuses[FIRST] == "differs"
    issued.tells("2026-03-20 credit CR-1 to C-1 of 100.00, Applies To: INV-1")
    corrected = issued.corrects(FIRST, "2026-04-09")
    assert corrected.closing_minor == 90_000
    (copy,) = came_back(issued, scan(issued, corrected.number, tmp_path / "in" / "agreed.jpg")).copies
    confirm(opened(issued), agreed(corrected.number, date=TODAY, copy=copy.digest), TODAY)
    assert issued.on("2026-04-09").statuses == {FIRST: "corrected", SECOND: "issued", corrected.number: "agreed"}


# --- the page in the browser ---------------------------------------------------------------------------------------


def test_the_page_shows_what_came_back_and_records_what_is_typed(issued: Story, tmp_path: Path) -> None:
    scan(issued, FIRST, tmp_path / "in" / "a <b>.jpg")
    Image.new("RGB", (800, 1100), "white").save(tmp_path / "in" / "blank.png")
    found = came_back(issued, tmp_path / "in")
    server = ReviewServer(Desk(opened(issued), found, TODAY))
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()

    def page(path: str = "", **form: str) -> str:
        data = urllib.parse.urlencode(form).encode() if form else None
        with urllib.request.urlopen(server.address + path, data, timeout=30) as answer:
            assert "script" not in answer.headers["Content-Security-Policy"]
            return answer.read().decode()

    shown = page()
    assert FIRST in shown
    assert "a &lt;b&gt;.jpg" in shown
    assert shown.count("<img") == 4  # page, two boxes, the page without a code
    assert "Owner of C-1 (owner)" in shown
    assert "nobody is named who confirms" in page("copy/0", answer="signed", date="2026-04-08", by="")
    done = page("copy/0", answer="signed", date="2026-04-08", signatory="Owner of C-1", by="Accountant")
    assert "Recorded: signed, 2026-04-08, by Accountant." in done
    assert SECOND in page("page/0", number=SECOND)
    assert issued.on("2026-04-09").statuses == {FIRST: "agreed", SECOND: "returned"}
    for path in ("copy/7", "copy/x", "elsewhere/0"):
        with pytest.raises(urllib.error.HTTPError):
            page(path, answer="signed")
    page("done", yes="1")
    thread.join(10)
    assert not thread.is_alive()


def test_the_server_answers_its_own_page_alone(issued: Story) -> None:
    server = ReviewServer(Desk(opened(issued), Returned((), (), ()), TODAY))
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    root = server.address[: server.address.index("/", 8)]
    asked = [
        urllib.request.Request(f"{root}/"),
        urllib.request.Request(server.address, headers={"Host": "evil.example"}),
        urllib.request.Request(f"{server.address}done", b"x=1", headers={"Origin": "http://evil.example"}),
        urllib.request.Request(f"{server.address}done", b"x" * (65 << 10)),
    ]
    for request in asked:
        with pytest.raises((urllib.error.URLError, ConnectionError)):
            urllib.request.urlopen(request, timeout=30)
    assert thread.is_alive()
    urllib.request.urlopen(f"{server.address}done", b"x=1", timeout=30)
    thread.join(10)


def test_the_page_is_in_the_companys_language(issued: Story, tmp_path: Path) -> None:
    issued.tells("company Language, Value: ko")
    found = returned(opened(issued), [scan(issued, FIRST, tmp_path / "in" / "a.jpg")])
    page = page_of(Desk(opened(issued), found, TODAY), "/token/")
    assert '<html lang="ko">' in page
    assert "Record" not in page


def test_the_sheet_shows_thumbnails(issued: Story, tmp_path: Path, arxl: CommandLine) -> None:
    import openpyxl

    scan(issued, FIRST, tmp_path / "in" / "a.jpg")
    out = tmp_path / "copies.xlsx"
    assert arxl("countersign", issued.path, tmp_path / "in", "--format", "xlsx", "-o", out).status == 0
    sheet = openpyxl.load_workbook(out).active
    assert [cell.value for cell in sheet[2]][:2] == ["a.jpg", FIRST]
    assert len(sheet._images) == 3


# --- what must not happen on the page ------------------------------------------------------------------------------


def test_a_form_that_comes_twice_files_no_other_page(issued: Story, tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        Image.new("RGB", (800, 1100), "white").save(tmp_path / name)
    Image.new("RGB", (801, 1100), "white").save(tmp_path / "b.png")
    desk = Desk(opened(issued), came_back(issued, tmp_path / "a.png", tmp_path / "b.png"), TODAY)
    desk.match(0, {"number": FIRST})
    assert list(desk.unmatched) == [1]
    with pytest.raises(KeyError):
        desk.match(0, {"number": FIRST})
    assert [copy.came_as for copy in opened(issued).history.copies] == ["a.png"]


def test_a_copy_that_is_signed_after_all_can_be_confirmed_on_the_page(issued: Story, tmp_path: Path) -> None:
    came_back(issued, scan(issued, FIRST, tmp_path / "in" / "differs.jpg"))
    confirm(opened(issued), agreed(answer="differs", figure="900.00", signatory="", date=dt.date(2026, 4, 7)), TODAY)
    desk = Desk(opened(issued), came_back(issued, scan(issued, FIRST, tmp_path / "in" / "signed.jpg", "both")), TODAY)
    assert 'name="signatory"' in page_of(desk, "/token/")
    desk.answer(0, {"answer": "signed", "date": "2026-04-08", "signatory": "Owner of C-1", "by": "Accountant"})
    assert issued.on("2026-04-09").statuses[FIRST] == "agreed"


def test_a_file_that_was_replaced_meanwhile_is_not_filed(issued: Story, tmp_path: Path) -> None:
    path = scan(issued, FIRST, tmp_path / "in" / "scan.jpg")
    found = returned(opened(issued), [path])
    scan(issued, SECOND, path)
    with pytest.raises(Refused, match="the file is another one than was looked at"):
        file_copies(opened(issued), found.copies, TODAY)
    assert opened(issued).history.copies == ()


def test_a_figure_that_comes_later_is_kept_and_a_third_that_contradicts_is_told(issued: Story) -> None:
    confirm(opened(issued), agreed(answer="differs", signatory=""), TODAY)
    confirm(opened(issued), agreed(answer="differs", signatory="", figure="900.00"), TODAY)
    assert [reply.figure_minor for reply in opened(issued).history.replies] == [None, 90_000]
    with pytest.raises(Refused, match="is recorded as differs"):
        confirm(opened(issued), agreed(answer="differs", signatory="", figure="950.00"), TODAY)


def test_a_second_copy_does_not_make_the_agreement_younger(issued: Story, tmp_path: Path, arxl: CommandLine) -> None:
    came_back(issued, scan(issued, FIRST, tmp_path / "in" / "one.jpg"))
    confirm(opened(issued), agreed(), TODAY)
    came_back(issued, scan(issued, FIRST, tmp_path / "in" / "two.jpg", "both"))
    rows = arxl("register", "list", issued.path, "--as-of", "2026-04-20", "--format", "json").json["rows"]
    assert [(row["status"], row["since"]) for row in rows] == [("agreed", "2026-04-08"), ("no reply", "2026-04-13")]


def test_a_copy_that_cannot_be_filed_leaves_nothing_behind(issued: Story, tmp_path: Path) -> None:
    found = returned(opened(issued), [scan(issued, FIRST, tmp_path / "in" / "scan.jpg")])
    with patch("os.replace", side_effect=OSError(28, "No space left on device")), pytest.raises(Refused):
        file_copies(opened(issued), found.copies, TODAY)
    assert list(copies_folder(opened(issued).register_file).iterdir()) == []
