"""Customers' accounts as they come: six languages, titles, totals, sides, several sheets and currencies."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from arxl.errors import Refused, Severity
from arxl.tables.their_account import Conventions, TheirAccount, TheirFile
from arxl.tables.their_reading import their_file
from arxl.workbook.their_file import read_their_file

Rows = Sequence[Sequence[Any]]


def read(path: Path, **said: Any) -> TheirFile:
    sheets, notes = read_their_file(path)
    found = their_file(path.name, sheets, Conventions(**{"currencies": ("EUR",), **said}))
    return TheirFile(found.accounts, (*notes, *found.faults))


def workbook(folder: Path, sheets: dict[str, Rows], *merged: str, hidden: Sequence[str] = ()) -> Path:
    book = openpyxl.Workbook()
    book.remove(book["Sheet"])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cells in merged:
            sheet.merge_cells(cells)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    path = folder / "their ledger.xlsx"
    book.save(path)
    return path


def csv_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "theirs.csv"
    path.write_bytes(text.encode(encoding))
    return path


def one(found: TheirFile) -> TheirAccount:
    assert [str(fault) for fault in found.faults if fault.severity is Severity.FAULT] == []
    (account,) = found.accounts
    return account


def lines(account: TheirAccount) -> list[tuple[str, str, int]]:
    return [(line.date.isoformat(), line.reference, line.amount_minor) for line in account.lines]


HEADERS = {
    "en": ("Posting date", "Voucher No", "Supplier invoice", "Description", "Debit", "Credit", "Balance"),
    "es": ("Fecha", "N.º asiento", "N.º factura", "Concepto", "Debe", "Haber", "Saldo"),
    "ro": ("Dată", "Nr. document", "Nr. factură furnizor", "Explicații", "Rulaj debitor", "Rulaj creditor", "Sold"),
    "ko": ("전표일자", "전표번호", "세금계산서번호", "적요", "차변", "대변", "잔액"),
    "zh_CN": ("日期", "凭证字号", "发票号码", "摘要", "借方金额", "贷方金额", "余额"),
    "zh_TW": ("日期", "傳票號碼", "發票號碼", "摘要", "借方金額", "貸方金額", "餘額"),
}
OPENINGS = {
    "en": "Balance brought forward", "es": "Saldo anterior a 01/10/2026", "ro": "Sold inițial", "ko": "전기이월",
    "zh_CN": "期初余额", "zh_TW": "前期結轉",
}  # fmt: skip
TOTALS = {"en": "Total", "es": "Sumas", "ro": "Total rulaje", "ko": "합계", "zh_CN": "本月合计", "zh_TW": "本月合計"}


@pytest.mark.parametrize("language", HEADERS)
def test_a_ledger_of_suppliers_in_each_language(language, tmp_path):
    rows = [
        ("Auxiliary ledger", None, None, "Made-Up Provisions"),
        (),
        HEADERS[language],
        (None, None, None, OPENINGS[language], None, None, 1500.0),
        (dt.date(2026, 10, 2), "JE 1", "INV-7", "goods", None, 1000.0, 2500.0),
        (),
        (dt.date(2026, 10, 13), "JE 2", None, "transfer", 1500.0, None, 1000.0),
        (None, None, None, TOTALS[language], 1500.0, 1000.0, None),
    ]
    account = one(read(workbook(tmp_path, {"2026": rows})))
    assert lines(account) == [("2026-10-02", "INV-7", -100000), ("2026-10-13", "JE 2", 150000)]
    assert account.lines[0].voucher == "JE 1"
    assert account.lines[0].place == "[their ledger.xlsx]2026!F5"
    assert (account.opening_minor, account.gap_minor, account.in_two_columns) == (-150000, 0, True)


TEXT_LEDGER = """Extras de cont;;;;
Perioada: 01.10.2026 - 31.10.2026;;Moneda: RON;;
Data;Document;Explicații;Debit;Credit
01.10.2026;;Sold precedent;;1.200,00
03.10.2026;FV 0012;marfă;;2.345,60
25.10.2026;OP 9;plată;1.200,00;
;;Sold final;;2.345,60
"""


def test_text_numbers_dates_period_and_currency_of_a_title(tmp_path):
    account = one(read(csv_file(tmp_path, TEXT_LEDGER), currencies=("EUR", "RON")))
    assert account.currency == "RON"
    assert lines(account) == [("2026-10-03", "FV 0012", -234560), ("2026-10-25", "OP 9", 120000)]
    assert (account.opening_minor, account.gap_minor) == (-120000, 0)
    assert (account.begins, account.ends) == (dt.date(2026, 10, 1), dt.date(2026, 10, 31))


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp949", "일자,전표번호,적요,차변,대변\n2026-10-02,JE-1,상품 매입,,\"1,000\"\n2026-10-03,JE-2,지급,400,\n"),
        ("gb18030", "日期,凭证号,摘要,借方,贷方\n2026年10月2日,JE-1,采购,,\"1,000\"\n2026年10月3日,JE-2,付款,400,\n"),
        ("cp1252", "Fecha;Asiento;Concepto;Débito;Crédito\n02/10/2026;JE-1;género;;1000\n13/10/2026;JE-2;giro;400;\n"),
        ("utf-16", "Date\tDoc No\tDetails\tDr\tCr\n2026-10-02\tJE-1\tgoods\t\t1000\n2026-10-03\tJE-2\tpaid\t400\t\n"),
    ],
)  # fmt: skip
def test_encodings_and_delimiters(encoding, text, tmp_path):
    account = one(read(csv_file(tmp_path, text, encoding), currencies=("KRW",)))
    assert [line[1:] for line in lines(account)] == [("JE-1", -1000), ("JE-2", 400)]


def test_sides_in_letters_and_beside_amounts(tmp_path):
    by_column = [
        ("Date", "Reference", "D/C", "Amount"),
        (dt.date(2026, 10, 2), "INV-7", "C", 1000.0),
        (dt.date(2026, 10, 9), "P-1", "D", 400.0),
    ]
    account = one(read(workbook(tmp_path, {"S": by_column})))
    assert [line[2] for line in lines(account)] == [-100000, 40000]
    assert account.in_two_columns
    beside = (
        "Date,Reference,Debit,Credit,Balance\n2026-10-02,INV-7,,1000.00,1000.00 CR\n2026-10-09,P-1,400.00,,600.00Cr\n"
    )
    account = one(read(csv_file(tmp_path, beside)))
    assert [line[2] for line in lines(account)] == [-100000, 40000]
    assert account.opening_minor == 0


def test_one_amount_keeps_its_sign(tmp_path):
    rows = [
        ("Date", "Invoice", "Amount (EUR)"),
        (dt.date(2026, 10, 2), "INV-7", 1000.0),
        (dt.date(2026, 10, 9), "P-1", "(400.00)"),
    ]
    account = one(read(workbook(tmp_path, {"S": rows}), currencies=("EUR", "USD")))
    assert (account.currency, account.in_two_columns, account.opening_minor) == ("EUR", False, None)
    assert [line[2] for line in lines(account)] == [100000, -40000]


def test_headings_over_two_rows(tmp_path):
    rows = [
        ("Date", "Document", "Description", "Movements", None, "Balance"),
        (None, None, None, "Debit", "Credit", None),
        (dt.date(2026, 10, 2), "INV-7", "goods", None, 1000.0, 1000.0),
        (dt.date(2026, 10, 9), "P-1", "paid", 400.0, None, 600.0),
    ]
    merged = "A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"
    account = one(read(workbook(tmp_path, {"S": rows}, *merged)))
    assert [line[2] for line in lines(account)] == [-100000, 40000]
    assert account.opening_minor == 0


def test_several_sheets_go_on_from_each_other_and_others_are_named(tmp_path):
    head = ("Date", "Document", "Debit", "Credit", "Balance")
    september = [head, (dt.date(2026, 9, 2), "INV-1", None, 500.0, 500.0)]
    october = [
        head,
        (None, "Opening balance", None, None, 500.0),
        (dt.date(2026, 10, 2), "INV-2", None, 300.0, 800.0),
        (dt.date(2026, 10, 5), "P-1", 500.0, None, 300.0),
    ]
    sheets = {"Oct": october, "Cover": [("Dear Sirs",)], "Sep": september, "Old": october}
    found = read(workbook(tmp_path, sheets, hidden=["Old"]))
    account = one(found)
    assert [line[1] for line in lines(account)] == ["INV-1", "INV-2", "P-1"]
    assert (account.opening_minor, account.gap_minor) == (0, 0)
    said = [str(fault) for fault in found.faults]
    assert any("Cover" in text for text in said)
    assert any("Old" in text and "hidden" in text for text in said)


def test_several_currencies_are_several_accounts(tmp_path):
    rows = [
        ("Date", "Document", "Currency", "Debit", "Credit"),
        (dt.date(2026, 10, 2), "INV-1", "EUR", None, 500.0),
        (dt.date(2026, 10, 3), "INV-2", "US$", None, 70.0),
        (dt.date(2026, 10, 4), "INV-3", "Lei", None, 9.5),
    ]
    found = read(workbook(tmp_path, {"S": rows}), currencies=("EUR", "USD"))
    assert [(account.currency, lines(account)[0][1]) for account in found.accounts] == [
        ("EUR", "INV-1"), ("RON", "INV-3"), ("USD", "INV-2"),
    ]  # fmt: skip


def test_newest_first_and_pages_that_carry_forward(tmp_path):
    rows = [
        ("Date", "Document", "Debit", "Credit", "Balance"),
        (dt.date(2026, 10, 9), "P-1", 400.0, None, 850.0),
        (None, "Carried forward", None, None, 1250.0),
        ("Date", "Document", "Debit", "Credit", "Balance"),
        (None, "Brought forward", None, None, 1250.0),
        (dt.date(2026, 10, 3), "INV-8", None, 250.0, 1250.0),
        (dt.date(2026, 10, 2), "INV-7", None, 900.0, 1000.0),
    ]
    account = one(read(workbook(tmp_path, {"S": rows})))
    assert len(account.lines) == 3
    assert (account.opening_minor, account.gap_minor) == (-10000, 0)


def test_rows_that_somebody_has_sorted_still_add_up(tmp_path):
    head = ("Date", "Document", "Debit", "Credit", "Balance")
    rows = [(dt.date(2026, 10, 2 + nth), f"INV-{nth}", None, 100.0 + nth, 700 + 100 * (nth + 1) + sum(range(nth + 1)))
            for nth in range(6)]  # fmt: skip
    for nth in range(8):
        shuffled = random.Random(nth).sample(rows, len(rows))
        (tmp_path / str(nth)).mkdir()
        account = one(read(workbook(tmp_path / str(nth), {"S": [head, *shuffled]})))
        assert (account.opening_minor, account.gap_minor) == (-70000, 0)


def test_a_file_that_does_not_add_up_is_told_where(tmp_path):
    rows = [
        ("Date", "Document", "Debit", "Credit", "Balance"),
        (dt.date(2026, 10, 2), "INV-7", None, 900.0, 900.0),
        (dt.date(2026, 10, 3), "INV-8", None, 250.0, 1200.0),
        (dt.date(2026, 10, 9), "P-1", 400.0, None, 800.0),
        (None, "Closing balance", None, None, 801.0),
    ]
    found = read(workbook(tmp_path, {"S": rows}))
    account = one(found)
    assert account.gap_minor == -5100
    assert [fault.place.rpartition("!")[2] for fault in found.faults] == ["D3", "B5"]


def test_a_reading_with_its_own_names_for_columns(tmp_path):
    rows = [("When", "What", "Minus", "Plus"), (dt.date(2026, 10, 2), "INV-7", None, 900.0)]
    path = workbook(tmp_path, {"S": rows})
    with pytest.raises(Refused, match="no row heads an account"):
        read(path)
    named = {"date": "when", "reference": "What", "debit": "Minus", "credit": "Plus"}
    assert lines(one(read(path, columns=named))) == [("2026-10-02", "INV-7", -90000)]


FAULTS = {
    "D3": ("no date", (None, "INV-8", "goods", 5.0)),
    "A3": ('"soon" is no date', ("soon", "INV-8", "goods", 5.0)),
    "D3 ": ('"many" is no number', (dt.date(2026, 10, 3), "INV-8", "goods", "many")),
    "D3  ": ("3 decimals", (dt.date(2026, 10, 3), "INV-8", "goods", 1.005)),
}


@pytest.mark.parametrize("place", FAULTS)
def test_what_cannot_be_read_is_a_fault_with_its_cell(place, tmp_path):
    said, row = FAULTS[place]
    rows = [("Date", "Document", "Text", "Credit"), (dt.date(2026, 10, 2), "INV-7", "goods", 9.0), row]
    found = read(workbook(tmp_path, {"S": rows}))
    (fault,) = [fault for fault in found.faults if fault.severity is Severity.FAULT]
    assert said in str(fault)
    assert fault.place == f"[their ledger.xlsx]S!{place.strip() if said != 'no date' else 'A3'}"
    assert [line.reference for line in found.accounts[0].lines] == ["INV-7"]


def test_dates_of_two_readings_are_one_fault(tmp_path):
    found = read(csv_file(tmp_path, "Date,Document,Credit\n03/04/2026,INV-7,5\n05/04/2026,INV-8,6\n"))
    (fault,) = [fault for fault in found.faults if fault.severity is Severity.FAULT]
    assert "can be read as" in str(fault)
    account = one(read(csv_file(tmp_path, "Date,Document,Credit\n03/04/2026,INV-7,5\n"), date_order="dmy"))
    assert lines(account) == [("2026-04-03", "INV-7", -500)]


def test_an_account_in_no_currency_is_asked_for(tmp_path):
    path = csv_file(tmp_path, "Date,Document,Credit\n2026-04-03,INV-7,5\n")
    (fault,) = read(path, currencies=("EUR", "USD")).faults
    assert "nothing says the currency" in str(fault)
    assert one(read(path, currencies=("EUR", "USD"), currency="USD")).currency == "USD"


def test_whatever_the_file_it_is_read_or_refused_in_words(tmp_path):
    """Rows cut, doubled and mixed up: what comes out has a place and a whole amount, or there is a sentence."""
    chance = random.Random(4)
    base = TEXT_LEDGER.splitlines()
    for nth in range(150):
        rows = [chance.choice(base) for _ in range(chance.randrange(1, 12))]
        cells = [row.split(";") for row in rows]
        for row in cells:
            if chance.random() < 0.3:
                row[chance.randrange(len(row))] = chance.choice(("", "x", "1,5", "=1+1", "31.02.2026", "#N/A", "CR"))
        (tmp_path / str(nth)).mkdir()
        path = csv_file(tmp_path / str(nth), "\n".join(";".join(row) for row in cells))
        try:
            found = read(path, currencies=("EUR", "RON"))
        except Refused:
            continue
        for account in found.accounts:
            assert account.begins <= account.ends or not account.lines
            assert all(line.place.startswith("[theirs.csv]theirs!") for line in account.lines)
