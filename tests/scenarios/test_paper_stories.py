"""Stories of single papers: reminded, noticed, cut off, paid in part, thanked; each paper is kept once."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pypdfium2
import pytest

from arxl.errors import Faulty, Refused, WrongUsage
from arxl.hosts.cli.arguments import LETTERS
from arxl.jobs import papers
from arxl.jobs.letters import letters as write_letters
from arxl.jobs.paper_issue import Printed
from arxl.papers.record import attachment
from arxl.practices.dunning_level import DunningLevel
from arxl.register.store import Register

from .story import CommandLine, Story

DEALER = """
    customer C-1, Name: Harbour Hotel, Terms: NET 30, Salesperson: Sales East
    company Phone, Value: 555 010
    company Bank, Value: IBAN XX00
"""
TWO_DELIVERIES = """
    2024-01-01 delivery INV-1 to C-1 of 1000.00
    2024-01-11 delivery INV-2 to C-1 of 500.00
"""


def letters(story: Story, day: str, *who: str, issue: bool = False, today: str = "", level: str = "") -> list[Printed]:
    opened = story.on(day).opened
    asked = DunningLevel(level) if level else None
    return list(write_letters(opened, dt.date.fromisoformat(today or day), *who, level=asked, issue=issue))


def slips(story: Story, day: str, receipt: str, *, issue: bool = False) -> Printed:
    (done,) = papers.slip(story.on(day).opened, dt.date.fromisoformat(day), receipt, issue=issue)
    return done


def said(printed: Printed) -> str:
    """The text of a paper, on one line."""
    document = pypdfium2.PdfDocument(printed.file)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def levels(story: Story, *days: str) -> list[str]:
    return [letters(story, day, "C-1")[0].subject for day in days]


def issued(story: Story) -> list[tuple[str, str, str]]:
    """Number, subject and day of every paper in the register."""
    opened = story.on("2024-12-31").opened
    return [(paper.number, paper.subject, paper.issued_on.isoformat()) for paper in opened.history.papers]


def test_a_debt_walks_through_the_letters(story):
    story.tells(DEALER + TWO_DELIVERIES)
    # due 31 January and 10 February
    days = ("2024-01-24", "2024-01-31", "2024-02-01", "2024-02-15", "2024-03-17", "2024-04-01")
    assert levels(story, *days) == ["before-due", "due", "late-soft", "late-firm", "suspension", "last-notice"]
    with pytest.raises(Refused, match="nothing that is open and undisputed calls for a letter on 2024-01-23"):
        letters(story, "2024-01-23", "C-1")


def test_each_letter_speaks_of_its_own_items_and_of_what_follows(story):
    story.tells(DEALER + TWO_DELIVERIES)
    soon = said(letters(story, "2024-01-24", "C-1")[0])
    assert "INV-1 Invoice 2024-01-01 2024-01-31 7 1,000.00 1,000.00" in soon
    assert "INV-2" not in soon
    firm = said(letters(story, "2024-02-15", "C-1")[0])
    assert "Total 1,500.00 In words: one thousand five hundred euros" in firm
    assert "Please settle it by 2024-02-22." in firm
    # suspension is reached on day 46 of INV-1, the letters of interest having no rate
    assert "If it is still open on 2024-03-17, we may have to restrict deliveries." in firm
    assert "please call Sales East · 555 010" in firm
    assert "IBAN XX00" in firm


def test_what_is_disputed_or_paid_is_in_no_letter(story):
    story.tells(f"""{DEALER}{TWO_DELIVERIES}
        2024-01-20 receipt R-1 from C-1 of 400.00
        2023-12-01 delivery INV-D to C-1 of 77.00, Disputed On: 2024-01-02
        2023-12-02 delivery INV-P to C-1 of 55.00
        2024-01-02 receipt R-P from C-1 of 55.00, Applies To: INV-P""")
    text = said(letters(story, "2024-02-15", "C-1")[0])
    assert "INV-D" not in text
    assert "INV-P" not in text
    assert "1,000.00 600.00" in text
    assert "Total 1,100.00" in text


def test_a_notice_of_interest_runs_from_its_own_date_and_later_ones_say_what_it_came_to(story):
    story.tells(f"{DEALER}{TWO_DELIVERIES}policy interest_grace_days, Value: 3")
    with pytest.raises(Faulty, match="there is no interest rate for EUR"):
        letters(story, "2024-03-02", "C-1", level="interest")
    (story.path / "Interest Rates.csv").write_text("Date,Interest Rate\n2024-01-01,10%\n", "utf-8")
    assert levels(story, "2024-03-02") == ["interest"]
    (notice,) = letters(story, "2024-03-02", "C-1", issue=True, today="2024-03-04")
    assert "31 2024-03-07 – 1,000.00" in said(notice)  # the letter's date, and three days of grace
    story.tells("2024-03-04 decision notice sent for C-1")
    later = said(letters(story, "2024-03-27", "C-1", level="interest")[0])
    assert "56 2024-03-07 5.48 1,000.00" in later  # 1,000 · 10 % · 20 / 365
    assert "46 2024-03-07 2.74 500.00" in later
    assert "Up to 2024-03-27 the interest comes to 8.22 EUR" in later


def test_a_suspension_names_its_grounds_but_not_the_grade_nor_what_people_decided(story):
    story.tells(f"""customer C-1, Name: Harbour Hotel, Grade: E
        {TWO_DELIVERIES}
        2024-03-01 decision override for C-1 of 5, By: Owner, Reason: gossip, Until: 2024-12-31""")
    text = said(letters(story, "2024-03-20", "C-1")[0])
    assert "Notice of supply suspension" in text
    assert "No goods are delivered." in text
    assert "INV-1 is 49 days past due; 1,000.00 EUR of it is open." in text
    assert "gossip" not in text
    assert "grade" not in text.casefold()


def test_a_level_without_ground_gives_way(story):
    story.tells(DEALER + TWO_DELIVERIES)
    story.tells("2024-03-01 decision override for C-1 of 1, By: Owner, Reason: an old friend, Until: 2024-12-31")
    assert levels(story, "2024-03-20") == ["late-firm"]
    with pytest.raises(Refused, match="the supply level is 1: nothing is suspended"):
        letters(story, "2024-03-20", "C-1", level="suspension")


def test_a_letter_is_issued_once_a_day_and_its_file_comes_back(story):
    story.tells(DEALER + TWO_DELIVERIES)
    (first,) = letters(story, "2024-02-15", "C-1", issue=True)
    kept = first.file.read_bytes()
    assert (first.number, first.subject, first.issued) == ("LT2024-00001", "late-firm", True)
    first.file.unlink()
    (again,) = letters(story, "2024-02-15", "C-1", issue=True)
    assert (again.number, again.issued) == ("LT2024-00001", False)
    assert again.file.read_bytes() == kept
    with pytest.raises(Refused, match=r"letter LT2024-00001 \(late-firm\) is of today"):
        letters(story, "2024-02-15", "C-1", issue=True, level="last-notice")
    (next_day,) = letters(story, "2024-02-16", "C-1", issue=True)
    assert next_day.number == "LT2024-00002"
    assert issued(story) == [
        ("LT2024-00001", "late-firm", "2024-02-15"),
        ("LT2024-00002", "late-firm", "2024-02-16"),
    ]


def test_all_customers_at_a_level_get_theirs_in_one_run(story):
    story.tells(f"""{DEALER}{TWO_DELIVERIES}
        customer C-2
        customer C-3
        2024-01-01 delivery INV-8 to C-2 of 20.00
        2024-02-10 delivery INV-9 to C-3 of 30.00""")
    (early,) = letters(story, "2024-02-15", "C-2", issue=True, level="last-notice")
    done = letters(story, "2024-02-15", issue=True, level="late-firm")
    # C-3 is at no level; C-2 has its letter of today
    assert [(one.customer, one.number, one.subject, one.issued) for one in done] == [
        ("C-1", "LT2024-00002", "late-firm", True),
        ("C-2", early.number, "last-notice", False),
    ]
    with pytest.raises(Refused, match="calls for the letter interest on 2024-02-15"):
        letters(story, "2024-02-15", level="interest")


def test_a_part_payment_is_thanked_for_and_its_rest_named(story):
    story.tells(f"{DEALER}{TWO_DELIVERIES}2024-02-05 receipt R-1 from C-1 of 1200.00, Method: cheque")
    slip = slips(story, "2024-02-05", "R-1", issue=True)
    text = said(slip)
    assert slip.number == "RS2024-00001"
    assert "In words: one thousand two hundred euros" in text
    assert "Received by cheque on 2024-02-05 from Harbour Hotel, with thanks." in text
    assert "INV-1 Invoice 2024-01-01 2024-01-31 1,000.00 1,000.00 – 0.00" in text
    assert "Of INV-2, 300.00 EUR stays open; it is due on 2024-02-10." in text
    assert "Promise for the rest We pay by promised by" in text


def test_a_discount_and_money_on_account_stand_on_the_slip(story):
    story.tells(f"""{DEALER}
        2024-01-01 delivery INV-1 to C-1 of 1000.00, Terms: 2/10 NET 30
        2024-01-09 receipt R-1 from C-1 of 990.00""")
    text = said(slips(story, "2024-01-09", "R-1"))
    assert "1,000.00 980.00 20.00 0.00" in text
    assert "10.00 EUR of this receipt stays on your account for later deliveries." in text
    assert "Nothing is open on the account." in text
    assert "Promise" not in text


def test_a_cheque_in_hand_settles_nothing_yet(story):
    story.tells(f"{DEALER}{TWO_DELIVERIES}2024-02-05 receipt R-1 from C-1 of 1200.00, Clears On: 2024-02-20")
    text = said(slips(story, "2024-02-05", "R-1"))
    assert "It clears on 2024-02-20; until then it settles nothing." in text
    assert "What it settled" not in text
    assert "Total open 1,500.00" in text
    letter = said(letters(story, "2024-02-15", "C-1")[0])
    assert "Cheques and bills in hand, not yet cleared and not yet deducted: 1,200.00 EUR." in letter


def test_a_receipt_has_one_slip_for_ever(story):
    story.tells(f"{DEALER}{TWO_DELIVERIES}2024-02-05 receipt R-1 from C-1 of 1200.00")
    first = slips(story, "2024-02-05", "R-1", issue=True)
    story.tells("2024-02-06 receipt R-2 from C-1 of 300.00")
    again = slips(story, "2024-03-01", "R-1", issue=True)
    assert (again.number, again.issued, again.file) == (first.number, False, first.file)
    assert slips(story, "2024-03-01", "R-2", issue=True).number == "RS2024-00002"
    story.changes("R-1", Amount="1150.00")
    with pytest.raises(Refused, match=r"RS2024-00001 says 1200.00; the book says 1150.00"):
        slips(story, "2024-03-01", "R-1", issue=True)


def test_terms_are_issued_anew_only_when_they_change(story):
    story.tells(DEALER)
    asked = {"today": dt.date(2024, 3, 1), "customer": "C-1", "issue": True}
    (first,) = papers.terms(story.on("2024-03-01").opened, **asked)
    (again,) = papers.terms(story.on("2024-04-01").opened, **asked | {"today": dt.date(2024, 4, 1)})
    assert [first.number, again.number, again.issued] == ["TS2024-00001", "TS2024-00001", False]
    story.tells("policy return_days, Value: 5")
    (changed,) = papers.terms(story.on("2024-04-01").opened, **asked | {"today": dt.date(2024, 4, 1)})
    assert (changed.number, changed.issued) == ("TS2024-00002", True)
    text = said(changed)
    assert "A delivery is settled within 30 days of its date." in text
    assert "No limit is agreed." in text
    assert "8 days past due Orders are delivered up to 50 % of their amount, with fewer lines." in text
    assert "The customer returns one copy within 5 days" in text


def test_a_note_under_batch_terms_lists_what_is_open_before(story):
    story.tells("""customer C-1, Name: Harbour Hotel, Terms: BATCH 1/45
        2024-01-01 delivery INV-1 to C-1 of 1000.00
        2024-01-20 delivery INV-2 to C-1 of 500.00, Goods: 20 boxes of tea""")
    (note,) = papers.note(story.on("2024-01-10").opened, dt.date(2024, 1, 20), "INV-2", issue=True)
    text = said(note)
    assert note.number == "DN2024-00001"
    assert "1 20 boxes of tea" in text
    assert "In words: five hundred euros" in text
    assert "Due on 2024-03-05 at the latest, 45 days after delivery." in text
    assert "The previous delivery is to be settled before the next." in text
    assert "INV-1 2024-01-01 2024-01-20 1,000.00 Total 1,000.00" in text
    assert "Received by (full name)" in text


def test_papers_are_kept_byte_for_byte_with_their_figures(story):
    story.tells(f"{DEALER}{TWO_DELIVERIES}2024-02-05 receipt R-1 from C-1 of 1200.00")
    slip = slips(story, "2024-02-05", "R-1", issue=True)
    opened = story.on("2024-02-05").opened
    with Register.at(opened.register_file, "dealer-supplies", create=False) as register:
        (kept,) = register.history().papers
        assert register.paper(kept.digest) == slip.file.read_bytes()
    record = json.loads(attachment(slip.file.read_bytes(), "receipt-slip.json"))
    assert (record["number"], record["amount"], record["open"]) == ("RS2024-00001", "1200.00", "300.00")


def test_the_command_line_writes_drafts_and_issues(story: Story, arxl: CommandLine, tmp_path: Path):
    story.tells(f"{DEALER}{TWO_DELIVERIES}2024-02-05 receipt R-1 from C-1 of 1200.00")
    draft = arxl("paper", "letter", story.path, "C-1", "--as-of", "2024-02-15", "-o", tmp_path / "out")
    assert draft.status == 0
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["draft letter C-1 EUR late-soft.pdf"]
    assert "draft of a letter (late-soft)" in draft.out
    assert not story.on("2024-02-15").opened.register_file.exists()
    asked = ("paper", "slip", story.path, "R-1", "--as-of", "2024-02-05", "--issue", "--format", "json")
    (first,), (again,) = arxl(*asked).json["papers"], arxl(*asked).json["papers"]
    assert first["issued"]
    assert again == first | {"issued": False}
    assert Path(first["file"]).is_file()


def test_wrong_wishes_are_answered_by_sentences(story: Story, arxl: CommandLine):
    story.tells(DEALER + TWO_DELIVERIES)
    for words, status, told in (
        (("letter",), 2, "neither a customer nor a level is named."),
        (("letter", "C-9"), 2, "C-9: the book has no customer of this id."),
        (("terms", "C-9"), 2, "C-9: the book has no customer of this id."),
        (("slip", "R-9"), 2, "R-9: the book has no receipt of this number."),
        (("note", "INV-9"), 2, "INV-9: the book has no delivery of this number."),
        (("letter", "C-1", "--as-of", "2024-01-02"), 3, "nothing that is open and undisputed calls for a letter"),
    ):
        answer = arxl("paper", words[0], story.path, *words[1:])
        assert (answer.status, told in answer.err) == (status, True), answer.err


def test_the_levels_of_the_command_line_are_those_of_the_practice():
    assert tuple(DunningLevel) == LETTERS


def test_a_returned_delivery_has_no_note(story):
    story.tells(f"{DEALER}2024-01-05 delivery RET-1 to C-1 of -20.00")
    with pytest.raises(Refused, match="no delivery of goods"):
        papers.note(story.on("2024-01-10").opened, dt.date(2024, 1, 10), "RET-1")
    with pytest.raises(WrongUsage):
        papers.terms(story.on("2024-01-10").opened, dt.date(2024, 1, 10), "C-2")
