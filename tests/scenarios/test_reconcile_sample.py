"""Customers of the sample company send their books: as their language writes them, with mistakes put in."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from arxl.jobs.opened import OpenedBook, open_book
from arxl.jobs.reconcile import Asked, reconcile
from arxl.jobs.start import write_sample
from arxl.kernels.money import decimal_of, exponent_of
from arxl.locale import wording
from arxl.practices.line_matching import Status
from arxl.practices.reconciliation import accounts_of
from arxl.practices.statement import ledger_lines
from arxl.tables.history import StatedLine

AS_OF = dt.date(2026, 10, 31)
FIRST = dt.date(2026, 6, 1)
HEADS = {
    "en": "Date;Doc No;Invoice No;Description;Debit;Credit",
    "es": "Fecha;Asiento;N.º factura;Concepto;Debe;Haber",
    "ro": "Dată;Nr. document;Factură;Explicații;Debit;Credit",
    "ko": "일자;전표번호;세금계산서번호;적요;차변;대변",
    "zh_CN": "日期;凭证号;发票号;摘要;借方;贷方",
    "zh_TW": "日期;傳票號碼;發票號碼;摘要;借方金額;貸方金額",
}
OPENING = {
    "en": "Opening balance", "es": "Saldo anterior", "ro": "Sold precedent", "ko": "전기이월", "zh_CN": "期初余额",
    "zh_TW": "前期結轉",
}  # fmt: skip
CUSTOMERS = ("ES-01", "ES-09", "KR-03", "KR-05", "CN-06", "CN-01", "TW-04", "RO-05", "RO-07", "RO-13")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> OpenedBook:
    path = tmp_path_factory.mktemp("sample") / "Sample Distribution.xlsx"
    write_sample(path)
    return open_book(path, {}, AS_OF, history=False)


class TheirBooks:
    """The customer's ledger of suppliers, from ours."""

    def __init__(self, language: str, currency: str) -> None:
        self.words, self.language, self.currency = wording(language), language, currency
        self.rows = [HEADS[language]]
        self.count = 0

    def amount(self, minor: int) -> str:
        value: Decimal = decimal_of(abs(minor), exponent_of(self.currency))
        return self.words.amount(value)

    def enters(self, day: dt.date, reference: str, minor: int, text: str) -> None:
        self.count += 1
        debit, credit = ("", self.amount(minor)) if minor > 0 else (self.amount(minor), "")
        date = self.words.date(day)
        self.rows.append(f"{date};JE-{5000 + self.count};{reference};{text};{debit};{credit}")

    def opens(self, minor: int) -> None:
        debit, credit = ("", self.amount(minor)) if minor >= 0 else (self.amount(minor), "")
        self.rows.append(f"{self.words.date(FIRST)};;;{OPENING[self.language]};{debit};{credit}")


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_what_is_put_in_is_found(customer: str, sample: OpenedBook, tmp_path: Path):
    chance = random.Random(customer)
    row = sample.book.customers.customer.tolist().index(customer)
    currency = accounts_of(sample.position, customer)[0]
    ours = ledger_lines(sample.position)[customer, currency]
    books = TheirBooks(sample.book.customers.language[row], currency)
    books.opens(sum(line.amount_minor for line in ours if line.date < FIRST))
    inside = sorted((line for line in ours if line.date >= FIRST), key=lambda line: (line.date, line.document))
    invoices = [line for line in inside if line.kind == "invoice" and line.date < dt.date(2026, 10, 10)]
    missing, wrong, twice = chance.sample(invoices, 3)
    for line in inside:
        enter(books, line, missing, wrong, twice)
    books.enters(dt.date(2026, 9, 9), "BONUS 3", -777 * 10 ** exponent_of(currency), "bonus")
    theirs = tmp_path / "theirs.csv"
    theirs.write_text("\n".join(books.rows), encoding="utf-8")
    asked = Asked(currency=currency, ends=AS_OF)
    done = reconcile(sample, customer, theirs, asked)
    (account,) = done.accounts
    found = Counter((step.what, step.difference_minor) for step in account.bridge)
    assert [fault for fault in done.faults if fault.severity.value == "fault"] == []
    assert found == Counter(
        [
            (Status.ONLY_OURS.value, -missing.amount_minor),
            (Status.DIFFERS.value, 900),
            (Status.TWICE_WITH_THEM.value, twice.amount_minor),
            (Status.ONLY_THEIRS.value, -777 * 10 ** exponent_of(currency)),
        ]
    )
    assert account.theirs.balance_minor - account.ours.balance_minor == sum(
        minor * count for (_, minor), count in found.items()
    )


def enter(books: TheirBooks, line: StatedLine, missing: StatedLine, wrong: StatedLine, twice: StatedLine) -> None:
    """One line of ours in their books."""
    if line is missing:
        return
    minor = line.amount_minor + (900 if line is wrong else 0)
    invoice = line.kind in ("invoice", "debit note", "credit note")
    later = line.date + dt.timedelta(days=1)
    for _ in range(2 if line is twice else 1):
        reference = line.document if invoice else ""
        books.enters(later, reference, minor, "goods" if invoice else f"bank {line.against}")
