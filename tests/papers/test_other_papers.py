"""Letters, receipt slips, terms sheets and delivery notes are read back: what people see, and what machines find.

Every figure is written a second time by hand from the rows of the book.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from arxl.errors import Amount, Faulty
from arxl.kernels.money import exponent_of
from arxl.locale import LANGUAGES, wording
from arxl.locale.amount_words import amount_in_words
from arxl.papers.delivery_note import NotePrinter
from arxl.papers.letter import LetterPrinter
from arxl.papers.record import attachment
from arxl.papers.slip import SlipPrinter
from arxl.papers.terms import TermsPrinter
from arxl.practices.contract_terms import contract_terms
from arxl.practices.delivery_note import delivery_note
from arxl.practices.dunning_level import DunningLevel
from arxl.practices.interest import interest_of
from arxl.practices.letters import Correspondence, Letter, without_disputed
from arxl.practices.open_account import open_accounts
from arxl.practices.receipt_slip import receipt_slip
from arxl.practices.receivables import Receivables
from arxl.practices.supply import supply_levels
from arxl.tables.book import book_of
from arxl.tables.history import NO_HISTORY
from arxl.tables.policy import InterestPolicy, ReminderPolicy
from arxl.tables.ranges import table_of_range
from arxl.tables.raw import RawBook

from .conftest import COMPANY, CUSTOMERS

DAY = dt.date(2026, 10, 31)
UNITS = {"EUR": 1, "RON": 5, "KRW": 1500, "CNY": 8, "TWD": 35}
INVOICES = {  # number -> date, due date, whole units of money
    "INV-1": (dt.date(2026, 8, 1), dt.date(2026, 8, 31), 1200),
    "INV-2": (dt.date(2026, 9, 20), dt.date(2026, 10, 20), 750),
    "INV-3": (dt.date(2026, 10, 1), DAY, 333),
    "INV-4": (dt.date(2026, 10, 6), dt.date(2026, 11, 5), 410),
    "INV-D": (dt.date(2026, 7, 1), dt.date(2026, 7, 31), 9999),  # disputed
}
PAID = 500  # of INV-1


@dataclass(frozen=True)
class Desk:
    """A customer of a language, its account, and the printers."""

    language: str
    name: str = ""

    @property
    def customer(self) -> str:
        return CUSTOMERS[self.language][0]

    @property
    def currency(self) -> str:
        return CUSTOMERS[self.language][3]

    def money(self, units: int) -> Amount:
        """Whole units of money, in the currency's usual size."""
        value = Decimal(units * UNITS[self.currency])
        return Amount(value.quantize(Decimal(1).scaleb(-exponent_of(self.currency))), self.currency)

    @cached_property
    def books(self) -> Receivables:
        customer, name, address, currency, _ = CUSTOMERS[self.language]
        rows = [
            [
                number,
                customer,
                date,
                due,
                float(self.money(units).value),
                currency,
                "yes" if number == "INV-D" else None,
            ]
            for number, (date, due, units) in INVOICES.items()
        ]
        headers = ["Document No", "Customer ID", "Date", "Due Date", "Amount", "Currency", "Disputed On"]
        tables = (
            table_of_range(
                "Customers",
                [
                    ["Customer ID", "Name", "Address", "Language", "Terms", "Credit Limit", "Currency", "Rebate %"],
                    [customer, self.name or name, address, self.language, "2/10 BATCH 1/45", 5000, currency, 2],
                ],
            ),
            table_of_range("Deliveries", [headers, *rows]),
            table_of_range(
                "Receipts",
                [
                    ["Receipt No", "Customer ID", "Date", "Amount", "Currency", "Method"],
                    ["R-1", customer, dt.date(2026, 10, 30), float(self.money(PAID).value), currency, "transfer"],
                ],
            ),
            table_of_range("Interest Rates", [["Date", "Interest Rate"], [dt.date(2026, 1, 1), 0.0975]]),
            table_of_range("Signatories", [["Customer ID", "Name", "Role"], [customer, "Ștefan 김 鑫", "director"]]),
        )
        return Receivables(book_of(RawBook("Book", tables), {"currency": "EUR", "company_id": "acme"}, DAY))

    @cached_property
    def letters(self) -> Correspondence:
        books, policy = self.books, InterestPolicy()
        position = books.application.position_at(DAY)
        levels, undisputed = (
            supply_levels(books.application, standing, books.book, NO_HISTORY, books.supply_policy)
            for standing in (position, without_disputed(position))
        )
        interest = interest_of(position, books.book, NO_HISTORY, policy)
        return Correspondence(books.book, interest, levels, lambda: undisputed, ReminderPolicy(), policy, DAY)

    def letter(self, level: DunningLevel) -> Letter:
        account = open_accounts(self.letters.interest.position)[self.customer, self.currency]
        return replace(self.letters.letter(account, level), number="LT2026-00007")

    def printed(self, kind: str, theme: Path | None = None) -> bytes:
        """A paper of each kind; letters by their level."""
        position, book = self.letters.interest.position, self.books.book
        match kind:
            case "slip":
                return SlipPrinter(COMPANY, theme).paper(receipt_slip(position, book, "R-1"))
            case "terms":
                return TermsPrinter(COMPANY, theme).paper(contract_terms(book, NO_HISTORY, self.customer, DAY))
            case "note":
                return NotePrinter(COMPANY, theme).paper(delivery_note(position, book, "INV-4"))
            case _:
                company = replace(COMPANY, language="en") if kind == "counsel" else COMPANY
                return LetterPrinter(company, "Advocate\n1 Court Lane", theme).paper(self.letter(DunningLevel(kind)))


KINDS = (*map(str, DunningLevel), "slip", "terms", "note")
RECORDS = {"slip": "receipt-slip.json", "terms": "contract-terms.json", "note": "delivery-note.json"}


def text_of(paper: bytes) -> str:
    """All text, on one line."""
    document = pypdfium2.PdfDocument(paper)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def by_hand(amount: Amount, language: str) -> str:
    """An amount written the slow way: digit by digit from the right."""
    whole, _, decimals = f"{amount.value:f}".partition(".")
    comma, point = {"es": ".,", "ro": ".,"}.get(language, ",.")
    digits = ""
    for place, digit in enumerate(reversed(whole)):
        digits = digit + (comma if place and place % 3 == 0 else "") + digits
    return digits + (point + decimals if decimals else "")


def day_by_hand(day: dt.date, language: str) -> str:
    pattern = {"es": "%d/%m/%Y", "ro": "%d.%m.%Y", "zh_TW": "%Y/%m/%d"}.get(language, "%Y-%m-%d")
    return day.strftime(pattern)


@pytest.fixture(scope="module")
def desk() -> Callable[..., Desk]:
    made: dict[tuple[str, ...], Desk] = {}
    return lambda *which: made.setdefault(which, Desk(*which))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", [level for level in DunningLevel if level != "counsel"])
def test_a_letter_shows_what_it_is_about_in_figures_and_words(language, level, desk):
    customer = desk(language)
    text = text_of(customer.printed(level))
    open_units = {"INV-1": 1200 - PAID, "INV-2": 750, "INV-3": 333, "INV-4": 410}
    wanted = {"before-due": ["INV-4"], "due": ["INV-3"]}.get(level, ["INV-1", "INV-2"])
    for number in INVOICES:
        assert (number in text) is (number in wanted)
    for number in wanted:
        date, due, units = INVOICES[number]
        row = (date, due, abs((DAY - due).days), units, open_units[number])
        after = text[text.index(number) :][:160]
        assert day_by_hand(row[0], language) in after
        assert day_by_hand(row[1], language) in after
        assert f" {row[2]} " in after
        assert f"{by_hand(customer.money(row[3]), language)} {by_hand(customer.money(row[4]), language)}" in after
    total = customer.money(sum(open_units[number] for number in wanted))
    assert by_hand(total, language) in text
    assert squeezed(amount_in_words(total, language)) in squeezed(text)
    assert "LT2026-00007" in text
    assert "IBAN RO49" in text
    assert "+40 268 555 010" in text
    assert squeezed(wording(language).text("Signature")) not in squeezed(text) or level in (
        "interest", "suspension", "last-notice",
    )  # fmt: skip


def squeezed(text: str) -> str:
    """Without spaces: lines break anywhere in Chinese and Korean, and long words are broken by the page."""
    return "".join(text.split()).replace("\u200b", "")


def test_a_notice_of_interest_says_rate_and_day(desk):
    text = text_of(desk("en").printed("interest"))
    assert "simple interest of 9.75% a year on its open amount, day by day (ACT/365)" in text
    assert "INV-1 2026-08-01 2026-08-31 61 2026-10-31" in text


def test_a_notice_of_suspension_says_what_is_held_back_why_and_what_lifts_it(desk):
    text = text_of(desk("en").printed("suspension"))
    assert "No goods are delivered." in text
    assert "Why – INV-1 is 61 days past due; 700.00 EUR of it is open." in text
    assert "INV-D" not in text
    assert "What lifts the restriction – Receipt of 1,450.00 EUR." in text


def test_the_last_notice_names_its_day_and_what_follows(desk):
    text = text_of(desk("en").printed("last-notice"))
    assert "Please settle it by 2026-11-14." in text
    assert "If it is still open on 2026-11-15, we hand the matter to our counsel." in text


def test_counsel_is_told_the_debtor_what_is_disputed_and_what_is_not_to_be_done(desk):
    text = text_of(desk("en").printed("counsel"))
    assert "Counsel Advocate 1 Court Lane" in text
    assert "Debtor Harbour Street Hotel & Restaurant Supplies Ltd." in text
    assert "Disputed by the debtor, and no part of this assignment: 9,999.00 EUR." in text
    assert "lawful means only" in text
    unnamed = LetterPrinter(COMPANY).paper(desk("en").letter(DunningLevel.COUNSEL))
    assert "_" * 20 in text_of(unnamed).replace(" ", "").replace("\u200b", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slip_says_what_it_settled_and_names_the_rest(language, desk):
    customer = desk(language)
    text = text_of(customer.printed("slip"))
    received, rest = customer.money(PAID), customer.money(1200 - PAID)
    assert squeezed(amount_in_words(received, language)) in squeezed(text)
    settled = text[text.index("INV-1") :][:160]
    figures = [by_hand(amount, language) for amount in (customer.money(1200), received)]
    assert f"{figures[0]} {figures[1]} – {by_hand(rest, language)}" in settled
    stays = sum(units for _, _, units in INVOICES.values()) - PAID
    assert by_hand(customer.money(stays), language) in text
    assert wording(language).value(rest) in text  # the sentence of the rest


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_terms_sheet_says_limit_discount_rebate_interest_and_who_signs(language, desk):
    customer = desk(language)
    text = text_of(customer.printed("terms"))
    limit = Amount(Decimal(5000).quantize(customer.money(1).value), customer.currency)
    assert wording(language).value(limit) in text
    assert squeezed(amount_in_words(limit, language)) in squeezed(text)
    assert "2/10 BATCH 1/45" in text
    assert {"es": "9,75", "ro": "9,75"}.get(language, "9.75") in text
    assert squeezed("Ștefan 김 鑫") in squeezed(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_says_amount_due_date_and_what_is_open_before(language, desk):
    customer = desk(language)
    text = text_of(customer.printed("note"))
    assert wording(language).value(customer.money(410)) in text
    assert squeezed(amount_in_words(customer.money(410), language)) in squeezed(text)
    assert day_by_hand(dt.date(2026, 11, 5), language) in text
    for number in ("INV-1", "INV-2", "INV-3", "INV-D"):
        assert number in text


def test_a_note_under_batch_terms_says_the_previous_delivery_comes_first(desk):
    text = text_of(desk("en").printed("note"))
    assert "The previous delivery is to be settled before the next." in text
    assert "Due on 2026-11-05 at the latest, 30 days after delivery." in text


@pytest.mark.parametrize("kind", KINDS)
def test_the_record_for_machines_says_the_same(kind, desk):
    customer = desk("ko")
    record = json.loads(attachment(customer.printed(kind), RECORDS.get(kind, "letter.json")))
    assert (record["customer"], record["currency"]) == (customer.customer, customer.currency)
    if kind == "slip":
        assert Decimal(record["amount"]) == sum(Decimal(line["settled"]) for line in record["settled"])
        assert Decimal(record["open"]) == sum(Decimal(item["open"]) for item in record["open_items"])
    elif kind == "note":
        assert Decimal(record["amount"]) == customer.money(410).value
    elif kind == "terms":
        assert (record["terms"], record["rebate_percent"], record["interest_rate"]) == (
            "2/10 BATCH 1/45",
            "2.0",
            "0.0975",
        )
    else:
        assert record["level"] == kind
        assert Decimal(record["total"]) == sum(Decimal(item["open"]) for item in record["items"])


@pytest.mark.parametrize("kind", ["late-firm", "slip", "terms", "note"])
def test_the_same_paper_has_the_same_bytes_and_is_pdf_a(kind, desk, tmp_path):
    paper = desk("ro").printed(kind)
    assert paper == Desk("ro").printed(kind)
    reader = PdfReader(io.BytesIO(paper))
    assert reader.xmp_metadata is not None
    assert b"<pdfaid:part>3</pdfaid:part>" in reader.xmp_metadata.stream.get_data()
    if shutil.which("qpdf"):
        file = tmp_path / "paper.pdf"
        file.write_bytes(paper)
        assert subprocess.run(["qpdf", "--check", file], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("kind", ["late-firm", "slip", "terms", "note"])
def test_a_name_that_no_font_shows_is_told_and_nothing_is_printed(kind):
    with pytest.raises(Faulty, match=r"no font shows the character .* \(U\+1F9FE\)"):
        Desk("en", "Receipts 🧾 Ltd.").printed(kind)


@pytest.mark.parametrize("kind", ["suspension", "slip", "terms", "note"])
def test_letter_paper_and_own_words(kind, desk, tmp_path):
    (tmp_path / "theme.typ").write_text(
        '#let paper = "us-letter"\n#let wording = (en: ("Stamp": "Company seal"))\n', "utf-8"
    )
    paper = desk("en").printed(kind, tmp_path)
    page = pypdfium2.PdfDocument(paper)[0]
    assert [round(side) for side in page.get_size()] == [612, 792]
    assert "Company seal" in text_of(paper)
    assert [round(side) for side in pypdfium2.PdfDocument(desk("en").printed(kind))[0].get_size()] == [595, 842]


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_is_marked(kind, desk):
    customer = desk("es")
    if kind in RECORDS:
        assert "BORRADOR" in text_of(customer.printed(kind))
    else:
        printer = LetterPrinter(replace(COMPANY, language="es"))
        assert "BORRADOR" in text_of(printer.paper(replace(customer.letter(DunningLevel(kind)), number="")))
        assert "BORRADOR" not in text_of(printer.paper(customer.letter(DunningLevel(kind))))
