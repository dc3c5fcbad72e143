"""Stories of debts that lapse, of what proves them, and of the file that goes to counsel."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from arxl.jobs.dossier import write_dossier
from arxl.register.copies import copies_folder
from arxl.register.store import Register
from arxl.tables.history import FiledCopy, IssuedPaper

from .story import CommandLine, Story

TRADE = """
    company Country, Value: TW
    customer C-1, Name: One, Contract No: K-1, Contract Signed On: 2025-01-02
    customer C-2, Country: Spania, Contract No: K-2, Contract Signed On: 2025-01-02, Contract Valid Until: 2026-04-30
    customer C-3, Name: Three, Country: HU
    signatory Owner of C-1 for C-1, Role: owner, Valid From: 2026-01-01
    2026-03-01 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-03-31, Note Signed On: 2026-03-02, Note File: 1.jpg
    2026-03-05 delivery INV-2 to C-1 of 300.00, Due Date: 2026-04-10
    2026-03-10 delivery INV-3 to C-2 of 90.00, Due Date: 2026-05-20, Note Signed On: yes
    2026-03-11 delivery INV-4 to C-3 of 70.00, Due Date: 2026-05-20
"""
SIGNED = "2026-04-08 decision signed for C-1, Value: Owner of C-1, Reference: ST2026-00001, By: Accountant"
LATER = "2028-06-30"


def test_a_customer_without_any_currency_is_left_out_and_said_so(story: Story, arxl: CommandLine) -> None:
    story.tells("""
        company Country, Value: TW
        customer C-1, Name: One
        customer C-2, Name: Two
        2026-03-01 delivery INV-1 to C-1 of 1000.00 TWD
    """).changes_company("Currency", "")
    said = arxl("evidence", story.path, "--as-of", LATER, "--format", "json")
    assert (said.status, said.err) == (0, "")
    assert {row["customer"]: row["currency"] for row in said.json["rows"]} == {"C-1": "TWD", "C-2": "TWD"}
    story.tells("2026-03-01 delivery INV-2 to C-1 of 10.00 USD")
    said = arxl("evidence", story.path, "--as-of", LATER, "--format", "json")
    assert said.status == 1
    assert said.err.splitlines() == [
        "C-2: the customer has no currency, and neither has the company: it is left out. Write its currency on the "
        "sheet Customers, or the company's on the sheet Company.",
        "Company: the company has no currency, and the book has none or several: nothing says in which to add up. "
        "Write the currency on the Company sheet; or use --set currency=EUR, in a function its argument currency.",
    ]
    assert {row["customer"] for row in said.json["rows"]} == {"C-1"}


@pytest.fixture
def issued(story: Story) -> Story:
    story.tells(TRADE)
    story.issues("2026-03", "2026-04-02")
    return story


def limits(arxl: CommandLine, story: Story, *words: object) -> dict[str, tuple[str | None, str]]:
    """Document -> the last day of the claim, and why, in the order of the report."""
    rows = arxl("limitation", story.path, "--format", "json", *words).json["rows"]
    return {row["document"]: (row["lapses_on"], row["why"][0]) for row in rows}


# --- limitation -----------------------------------------------------------------------------------------------------


def test_the_clock_runs_from_the_due_date_by_the_customers_country(issued: Story, arxl: CommandLine) -> None:
    assert limits(arxl, issued, "--as-of", "2026-06-30", "--within", "60") == {
        "INV-1": ("2028-03-31", "Due on 2026-03-31; nothing restarted it."),
        "INV-2": ("2028-04-10", "Due on 2026-04-10; nothing restarted it."),
        "INV-3": ("2031-05-20", "Due on 2026-05-20; nothing restarted it."),
        "INV-4": (None, "No date: limitation_years on the sheet Policy has no years for HU."),
    }


def test_only_what_lapses_soon_is_listed_largest_first(issued: Story, arxl: CommandLine) -> None:
    assert list(limits(arxl, issued, "--as-of", "2027-10-10")) == ["INV-1", "INV-2", "INV-4"]
    assert list(limits(arxl, issued, "--as-of", "2027-10-09")) == ["INV-1", "INV-4"]


def test_a_signature_restarts_what_the_statement_lists_and_nothing_newer(issued: Story, arxl: CommandLine) -> None:
    issued.tells(f"{SIGNED}\n2026-04-03 delivery INV-5 to C-1 of 50.00, Due Date: 2026-04-04")
    found = limits(arxl, issued, "--as-of", "2026-06-30", "--within", "60")
    assert found["INV-1"] == ("2028-04-08", "Owner of C-1 signed statement ST2026-00001 on 2026-04-08.")
    assert found["INV-2"] == ("2028-04-10", "Due on 2026-04-10; nothing restarted it.")  # signed before it was due
    assert found["INV-5"] == ("2028-04-04", "Due on 2026-04-04; nothing restarted it.")


def test_an_unproved_signature_restarts_nothing(issued: Story, arxl: CommandLine) -> None:
    issued.tells(SIGNED.replace("Owner of C-1", "somebody"))
    assert limits(arxl, issued, "--as-of", "2026-06-30", "--within", "60")["INV-1"][0] == "2028-03-31"


def test_a_part_payment_restarts_where_the_country_says_so(issued: Story, arxl: CommandLine) -> None:
    issued.tells("2026-06-01 receipt R-1 from C-1 of 400.00")
    found = limits(arxl, issued, "--as-of", "2026-06-30", "--within", "60")
    assert found["INV-1"] == ("2028-06-01", "Receipt R-1 paid 400.00 EUR of it on 2026-06-01.")
    assert found["INV-2"][0] == "2028-04-10"
    rows = arxl("limitation", issued.path, "--as-of", "2028-01-01", "--format", "json").json["rows"]
    assert rows[0]["restarts_by"] == ["A signed statement that lists it.", "A part payment."]
    words = ("--set", "part_payment_restarts=ES", "--as-of", "2026-06-30", "--within", "60")
    assert limits(arxl, issued, *words)["INV-1"][0] == "2028-03-31"


def test_a_receipt_that_bounced_restarts_nothing(issued: Story, arxl: CommandLine) -> None:
    issued.tells("2026-06-01 receipt R-1 from C-1 of 400.00, Bounced On: 2026-06-10")
    assert limits(arxl, issued, "--as-of", "2026-06-05", "--within", "60")["INV-1"][0] == "2028-06-01"
    assert limits(arxl, issued, "--as-of", "2026-06-30", "--within", "60")["INV-1"][0] == "2028-03-31"


def test_what_has_lapsed_is_revived_by_a_decision_alone(issued: Story, arxl: CommandLine) -> None:
    issued.tells("2028-04-01 receipt R-1 from C-1 of 400.00")
    (row, *_) = arxl("limitation", issued.path, "--as-of", "2028-04-01", "--format", "json").json["rows"]
    assert row["document"] == "INV-2"  # it still runs; what has lapsed stands behind it
    rows = arxl("limitation", issued.path, "--as-of", LATER, "--format", "json").json["rows"]
    (lapsed,) = [row for row in rows if row["document"] == "INV-1"]
    assert (lapsed["lapses_on"], lapsed["days_left"]) == ("2028-03-31", -91)
    assert lapsed["restarts_by"] == ['Lapsed: only a decision "limitation revived".']
    issued.tells("2028-05-05 decision limitation revived for C-1, Reference: INV-1, By: Counsel")
    found = limits(arxl, issued, "--as-of", LATER, "--within", "60")
    assert found["INV-1"] == ("2030-05-05", "Revived by decision of Counsel on 2028-05-05.")


def test_a_missing_rate_is_a_fault_and_the_report_is_there_all_the_same(issued: Story, arxl: CommandLine) -> None:
    issued.tells("2026-03-20 delivery INV-9 to C-1 of 5000.00 USD, Due Date: 2026-03-25")
    said = arxl("limitation", issued.path, "--as-of", "2028-01-01", "--format", "json")
    assert [row["document"] for row in said.json["rows"]] == ["INV-1", "INV-2", "INV-9", "INV-4"]
    assert said.status == 1
    assert "there is no rate for USD" in said.err
    issued.tells("2026-01-01 rate USD, Rate: 0.9")
    assert next(iter(limits(arxl, issued, "--as-of", "2028-01-01"))) == "INV-9"


def test_a_wrong_number_of_months_is_told_by_its_option(issued: Story, arxl: CommandLine) -> None:
    said = arxl("limitation", issued.path, "--within", "soon")
    assert said.status == 2
    assert said.err.startswith("--within: ")


# --- evidence -------------------------------------------------------------------------------------------------------


def proofs(arxl: CommandLine, story: Story, day: str, *words: object) -> dict[str, dict[str, object]]:
    rows = arxl("evidence", story.path, "--as-of", day, "--format", "json", *words).json["rows"]
    return {row["customer"]: row for row in rows}


def test_every_file_says_what_it_lacks_worst_exposure_first(issued: Story, arxl: CommandLine) -> None:
    found = proofs(arxl, issued, "2026-06-30")
    assert {customer: row["missing"] for customer, row in found.items()} == {
        "C-1": [
            "Open deliveries without a signed note: 1 of 2 (INV-2).",
            "Statement ST2026-00001 is not signed.",
        ],
        "C-2": [
            "The contract expired on 2026-04-30.",
            "Signed notes without a file: 1 (INV-3).",
            "Statement ST2026-00002 is not signed.",
            "Neither a signatory nor a registered seal is on file.",
        ],
        "C-3": [
            "No signed contract.",
            "Open deliveries without a signed note: 1 of 1 (INV-4).",
            "Statement ST2026-00003 is not signed.",
            "Neither a signatory nor a registered seal is on file.",
        ],
    }
    assert [row["contract"] for row in found.values()] == ["valid", "expired", "none"]


def test_the_score_weighs_contract_notes_statement_and_signatory(issued: Story, arxl: CommandLine) -> None:
    # 25 for the contract, 35 × 1000/1300 for the notes, 10 for the signatory
    assert proofs(arxl, issued, "2026-06-30")["C-1"]["score"] == round(25 + 35 * 1000 / 1300 + 10) == 62
    issued.tells(SIGNED.replace("Owner of C-1", "somebody"))
    assert proofs(arxl, issued, "2026-06-30")["C-1"]["score"] == 77
    assert "nothing on file shows that whoever signed it might" in str(proofs(arxl, issued, "2026-06-30")["C-1"])
    issued.changes_decision("signed", Value="Owner of C-1")
    assert proofs(arxl, issued, "2026-06-30")["C-1"]["score"] == 92
    assert proofs(arxl, issued, "2026-06-30", "--set", "evidence_notes=0")["C-1"]["score"] == 100
    nothing = [f"evidence_{part}=0" for part in ("contract", "notes", "statement", "signatory")]
    assert (
        proofs(arxl, issued, "2026-06-30", *(word for key in nothing for word in ("--set", key)))["C-1"]["score"]
        is None
    )


def test_what_is_settled_needs_no_signed_note(issued: Story, arxl: CommandLine) -> None:
    issued.tells("2026-04-09 receipt R-1 from C-1 of 300.00, Applies To: INV-2")
    row = proofs(arxl, issued, "2026-06-30")["C-1"]
    assert (row["notes"], row["notes_signed"], row["notes_share"]) == (1, 1, "1.0000")


def test_a_customer_without_a_document_has_a_file_too(issued: Story, arxl: CommandLine) -> None:
    issued.tells("customer C-4, Name: Four")
    row = proofs(arxl, issued, "2026-06-30")["C-4"]
    assert (row["balance"], row["status"], row["missing"][0]) == ("0.00", "none", "No signed contract.")
    said = arxl("evidence", issued.path, "--as-of", "2026-06-30")
    assert "no delivery is open" in said.out
    assert "76.9%" in said.out


# --- the dossier ----------------------------------------------------------------------------------------------------


def file_copy(story: Story, number: str, content: bytes, ending: str, pages: tuple[int, ...] = (1,)) -> Path:
    """File a copy that came back, as the job for scans does."""
    opened = story.on("2026-06-30").opened
    digest = hashlib.sha256(content).hexdigest()
    folder = copies_folder(opened.register_file)
    folder.mkdir(exist_ok=True)
    path = folder / f"{digest}{ending}"
    path.write_bytes(content)
    day = dt.date(2026, 4, 9)
    register = Register.at(opened.register_file, opened.book.company.id, create=False)
    with register, register.transaction() as writing:
        writing.record(FiledCopy(digest, path.name, number, pages, f"scan{ending}", day), day)
    return path


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (600, 850), (250, 240, 200)).save(file, "JPEG")
    return file.getvalue()


def written(story: Story, customer: str, day: str = "2026-06-30") -> tuple[pypdfium2.PdfDocument, bytes]:
    done = write_dossier(story.on(day).opened, customer)
    content = done.path.read_bytes()
    return pypdfium2.PdfDocument(content), content


def bookmarks(pdf: pypdfium2.PdfDocument) -> dict[str, int]:
    return {mark.get_title(): mark.get_dest().get_index() for mark in pdf.get_toc()}


def text_of(pdf: pypdfium2.PdfDocument, page: int) -> str:
    return pdf[page].get_textpage().get_text_range()


def attachments(pdf: pypdfium2.PdfDocument) -> dict[str, bytes]:
    found = [pdf.get_attachment(nth) for nth in range(pdf.count_attachments())]
    return {one.get_name(): bytes(one.get_data()) for one in found}


@pytest.fixture
def proved(issued: Story) -> Story:
    issued.tells(
        f"""
        {SIGNED}
        2026-05-02 receipt R-1 from C-1 of 100.00
        2026-05-09 receipt R-2 from C-1 of 200.00, Method: cheque, Bounced On: 2026-05-20
        2026-05-04 contact call for C-1 of 500.00, By: Anna, Outcome: wants to pay, Promised On: 2026-05-15
        2026-06-01 decision notice sent for C-1, By: Anna, Reason: interest
        """
    )
    return issued


def test_a_dossier_has_the_exact_papers_behind_bookmarks(proved: Story) -> None:
    file_copy(proved, "ST2026-00001", picture(), ".jpg")
    pdf, _ = written(proved, "C-1")
    marks = bookmarks(pdf)
    assert [title for title in marks if not title.startswith("Annex")] == [
        *("Customer file", "Signatories", "Deliveries", "Open Items", "Statements", "Bounced receipts", "Contacts"),
        *("Promises", "Reminders and notices"),
    ]
    annexes = [title for title in marks if title.startswith("Annex ")]
    assert annexes == ["Annex 1: Statement ST2026-00001", "Annex 2: Copy of statement ST2026-00001 that came back"]
    opened = proved.on("2026-06-30").opened
    (statement, *_) = opened.history.statements
    with Register.at(opened.register_file, opened.book.company.id, create=False) as register:
        paper = register.paper(statement.digest)
    original = pypdfium2.PdfDocument(paper)
    first, second = marks[annexes[0]], marks[annexes[1]]
    assert second == first + len(original) + 1
    assert len(pdf) == second + 2
    for page in range(len(original)):
        assert text_of(pdf, first + 1 + page) == text_of(original, page)
        drawn, shown = (one[at].render().to_numpy() for one, at in ((original, page), (pdf, first + 1 + page)))
        assert (drawn == shown).all()
    kept = attachments(pdf)
    assert kept[statement.file] == paper
    assert picture() in kept.values()


def test_a_dossier_says_what_is_owed_with_interest_and_until_when(proved: Story) -> None:
    proved.tells("2026-01-01 decision notice sent for C-2, By: Anna")
    pdf, _ = written(proved, "C-1")
    said = json.loads(attachments(pdf)["dossier.json"])["tables"]
    (owed,) = said["Summary"]
    assert (owed["balance"], owed["lapses_on"]) == ("1200.00", "2028-04-10")
    assert [(row["document"], row["open"], row["lapses_on"]) for row in said["Open Items"]] == [
        ("INV-1", "900.00", "2028-05-02"),
        ("INV-2", "300.00", "2028-04-10"),
    ]
    (statement,) = said["Statements"]
    assert statement["events"] == ["2026-04-02: issued", "2026-04-08: signed, Owner of C-1"]
    assert [row["receipt"] for row in said["Bounced receipts"]] == ["R-2"]
    assert [(row["promised"], row["received"], row["verdict"]) for row in said["Promises"]] == [
        ("500.00", "0.00", "broken")
    ]
    assert [(row["kind"], row["by"]) for row in said["Reminders and notices"]] == [("notice sent", "Anna")]
    assert "C-1" in text_of(pdf, 0)
    assert "1,200.00" in text_of(pdf, 0)


def test_a_dossier_counts_interest_from_the_notice(proved: Story, arxl: CommandLine) -> None:
    (proved.path / "Interest Rates.csv").write_text("Date,Interest Rate\n2026-01-01,10%\n")
    pdf, _ = written(proved, "C-1")
    said = json.loads(attachments(pdf)["dossier.json"])["tables"]
    days = (dt.date(2026, 6, 30) - dt.date(2026, 6, 1)).days
    (owed,) = said["Summary"]
    by_document = [round(minor * days / 3650) for minor in (90_000, 30_000)]
    assert owed["interest"] == f"{sum(by_document) / 100:.2f}"
    assert len(said["Interest"]) == 2
    assert arxl("dossier", proved.path, "C-1", "--as-of", "2026-06-30").status == 0


def test_the_same_dossier_has_the_same_bytes(proved: Story) -> None:
    file_copy(proved, "ST2026-00001", picture(), ".jpg")
    assert written(proved, "C-1")[1] == written(proved, "C-1")[1]


def test_a_copy_that_is_gone_or_cannot_be_read_is_said_to_be_so(proved: Story, arxl: CommandLine) -> None:
    gone = file_copy(proved, "ST2026-00001", picture(), ".jpg")
    gone.unlink()
    file_copy(proved, "ST2026-00001", b"%PDF-1.7 and nothing more", ".pdf")
    said = arxl("dossier", proved.path, "C-1", "--as-of", "2026-06-30", "-o", proved.path.parent / "C-1.pdf")
    assert said.status == 1
    assert "the copy of statement ST2026-00001 is gone" in said.err
    pdf = pypdfium2.PdfDocument((proved.path.parent / "C-1.pdf").read_bytes())
    marks = bookmarks(pdf)
    copies = [page for title, page in marks.items() if "came back" in title]
    assert "is gone" in text_of(pdf, copies[0])
    assert "cannot be read" in text_of(pdf, copies[1])
    assert b"%PDF-1.7 and nothing more" in attachments(pdf).values()


def test_a_strangers_pdf_reaches_the_dossier_as_pictures_alone(proved: Story) -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    document.new_page(842, 595)
    file = io.BytesIO()
    document.save(file)
    file_copy(proved, "ST2026-00001", file.getvalue(), ".pdf", pages=(2,))
    pdf, _ = written(proved, "C-1")
    page = bookmarks(pdf)["Annex 2: Copy of statement ST2026-00001 that came back"]
    assert len(pdf) == page + 2
    assert [type(one).__name__ for one in pdf[page + 1].get_objects() if isinstance(one, pypdfium2.PdfImage)]


def test_letters_and_slips_are_annexes_too(proved: Story) -> None:
    opened = proved.on("2026-06-30").opened
    with Register.at(opened.register_file, opened.book.company.id, create=False) as register:
        paper = register.paper(opened.history.statements[0].digest)
        with register.transaction() as writing:
            number = writing.next_paper_number("LT", 2026)
            day = dt.date(2026, 6, 2)
            digest = hashlib.sha256(paper + b"\n").hexdigest()
            letter = IssuedPaper("letter", number, "C-1", "EUR", "last notice", day, f"{number}.pdf", digest)
            writing.keep(letter, paper + b"\n")
    pdf, _ = written(proved, "C-1")
    assert "Annex 2: letter LT2026-00001" in bookmarks(pdf)
    assert "LT2026-00001" in text_of(pdf, bookmarks(pdf)["Reminders and notices"])


@pytest.mark.parametrize("language", ["es", "ro", "ko", "zh_CN", "zh_TW"])
def test_a_dossier_is_in_the_companys_language(proved: Story, language: str) -> None:
    proved.tells(f"company Company Language, Value: {language}")
    pdf, _ = written(proved, "C-1")
    assert len(bookmarks(pdf)) == 12 - 1  # nine sections, their annexes, one statement
    assert "C-1" in text_of(pdf, 0)


def test_a_customer_of_whom_nothing_is_known_has_a_dossier_too(story: Story, arxl: CommandLine) -> None:
    story.tells("2026-03-01 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-03-31")
    said = arxl("dossier", story.path, "C-1", "--as-of", "2026-06-30")
    assert said.status == 0
    (file,) = story.path.parent.glob("*dossier C-1 2026-06-30.pdf")
    assert "Annexes" not in bookmarks(pypdfium2.PdfDocument(file))
    assert arxl("dossier", story.path, "C-9", "--as-of", "2026-06-30").status == 2
