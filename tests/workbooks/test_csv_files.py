"""CSV as accountants' programs write it: any encoding, any delimiter, and text that stays text."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arxl.errors import Refused, Severity
from arxl.workbook.encodings import decoded
from arxl.workbook.read import read_raw

ENGLISH = "Document No,Customer ID,Date,Amount\nINV-1,C-1,2026-01-05,100.00\nINV-2,C-2,2026-01-06,200.50\n"


@pytest.fixture
def file(tmp_path):
    def write(content, name="Deliveries.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def rows_of(raw):
    (table,) = raw.tables
    return [list(cells) for cells in zip(*(column.cells.tolist() for column in table.columns), strict=True)]


def refusal(path):
    with pytest.raises(Refused) as caught:
        read_raw(path)
    return str(caught.value)


def test_a_file_of_deliveries(file):
    raw = read_raw(file(ENGLISH, "anything.csv"))
    (table,) = raw.tables
    assert (raw.name, table.table, table.sheet, table.is_text) == ("anything", "Deliveries", "anything", True)
    assert table.rows.tolist() == [2, 3]
    assert [column.letters for column in table.columns] == ["A", "B", "C", "D"]
    assert rows_of(raw)[0] == ["INV-1", "C-1", "2026-01-05", "100.00"]
    assert raw.notes == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_delimiter_and_line_end(file, delimiter, line_end):
    content = ENGLISH.replace(",", delimiter).replace("\n", line_end)
    assert rows_of(read_raw(file(content)))[1] == ["INV-2", "C-2", "2026-01-06", "200.50"]


def test_excels_own_hint_at_the_delimiter(file):
    raw = read_raw(file("sep=;\r\n" + ENGLISH.replace(",", ";")))
    assert raw.tables[0].rows.tolist() == [3, 4]
    assert rows_of(raw)[0][3] == "100.00"


def test_decimal_commas_beside_semicolons(file):
    raw = read_raw(file("Cod client;Data;Suma\nC-1;5,1,2026;1.234,50\nC-2;6,1,2026;2,00\n"))
    assert rows_of(raw) == [["C-1", "5,1,2026", "1.234,50"], ["C-2", "6,1,2026", "2,00"]]


def test_quotes_line_breaks_and_formulas_are_text(file):
    raw = read_raw(file('Customer,Date,Amount,Remark\n"A, B ""C""",2026-01-05,5,"two\nlines"\n=1+1,2026-01-06,6,@x\n'))
    assert rows_of(raw) == [
        ['A, B "C"', "2026-01-05", "5", "two\nlines"],
        ["=1+1", "2026-01-06", "6", "@x"],
    ]
    assert raw.tables[0].rows.tolist() == [2, 3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_needs_no_note(file, encoding):
    raw = read_raw(file("客户编号,日期,金额\n北京商店,2026-01-05,100\n".encode(encoding)))
    assert rows_of(raw) == [["北京商店", "2026-01-05", "100"]]
    assert raw.notes == ()


@pytest.mark.parametrize(
    ("encoding", "named", "text"),
    [
        ("cp1252", "Windows-1252", "Código de cliente;Fecha;Importe\nCafé Muñoz;05/01/2026;100,00\n"),
        ("cp1252", "Windows-1252", "Customer ID;Date;Amount\nCafé Muñoz;05/01/2026;100,00\n"),
        ("cp1250", "Windows-1250", "Cod client;Dată;Sumă\nBăcănia Ştefan;05.01.2026;100,00\n"),
        ("gb18030", "GB 18030", "客户编号,日期,金额\n北京商店,2026-01-05,100\n"),
        ("gb18030", "GB 18030", "Customer ID,Date,Amount\n上海的大酒店有限公司,2026-01-05,100\n"),
        ("big5", "Big5", "客戶編號,日期,金額\n臺北商店,2026-01-05,100\n"),
        ("big5", "Big5", "Customer ID,Date,Amount\n高雄大飯店股份有限公司,2026-01-05,100\n"),
        ("cp949", "EUC-KR", "거래처코드,날짜,금액\n서울상회,2026-01-05,100\n"),
        ("cp949", "EUC-KR", "Customer ID,Date,Amount\n서울상회 주식회사,2026-01-05,100\n"),
    ],
)
def test_national_encodings_are_told_and_said(file, encoding, named, text):
    raw = read_raw(file(text.encode(encoding)))
    first = text.splitlines()[1].replace(";", ",", 2).split(",", 2)
    assert rows_of(raw) == [first]
    (note,) = raw.notes
    assert note.severity is Severity.WARNING
    assert named in str(note)


def test_bytes_that_are_no_text_are_refused(file):
    assert "text in no encoding that is known" in refusal(file(b"\xff\xfea\0b\0\0\xd8,"))
    assert "the file is named as CSV, but is a workbook." in refusal(file(b"PK\x03\x04" + bytes(50)))
    assert "the file is a PDF, not CSV." in refusal(file(b"%PDF-1.4"))
    assert "the file is empty." in refusal(file(b""))


def test_a_row_with_too_many_cells_is_a_fault_and_left_out(file):
    raw = read_raw(file(ENGLISH + "INV-3,C-3,2026-01-07,1,200.00\nINV-4,C-4,2026-01-08,300.00,,\n"))
    assert [row[0] for row in rows_of(raw)] == ["INV-1", "INV-2", "INV-4"]
    assert raw.tables[0].rows.tolist() == [2, 3, 5]
    (fault,) = raw.notes
    assert fault.severity is Severity.FAULT
    assert str(fault) == (
        "Deliveries!4: the row has 5 cells; the headers are 4."
        " Put the cell that holds the delimiter between quotation marks."
    )


def test_a_short_row_ends_in_blank_cells(file):
    assert rows_of(read_raw(file(ENGLISH + "INV-3,C-3\n")))[2] == ["INV-3", "C-3", None, None]


def test_titles_and_blank_lines_above_the_headers(file):
    raw = read_raw(file("ACME Ltd\n\nOpen invoices,,as of 2026-01-31\n" + ENGLISH))
    assert raw.tables[0].header_row == 4
    assert raw.tables[0].rows.tolist() == [5, 6]


def test_a_folder_is_a_book(tmp_path):
    (tmp_path / "Livrări.csv").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "receipts.tsv").write_text("Receipt No\tClient\tDate\tAmount\nR-1\tC-1\t2026-02-01\t50\n")
    (tmp_path / "Policy.csv").write_text("buckets,30\n")
    (tmp_path / "notes.txt").write_text("call on Monday\n")
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    raw = read_raw(tmp_path)
    assert raw.name == tmp_path.name
    assert sorted((table.table, table.sheet) for table in raw.tables) == [
        ("Deliveries", "Livrări"),
        ("Policy", "Policy"),
        ("Receipts", "receipts"),
    ]
    (note,) = raw.notes
    assert "not read, because neither name nor headers are those of a table: notes." in str(note)


def test_the_policy_file_maps_headers(tmp_path):
    (tmp_path / "list.csv").write_text("Kunde,Tag,Betrag\nC-1,2026-01-05,100\n")
    (tmp_path / "Policy.csv").write_text(
        "Key,Value\nmap.Deliveries.Customer ID,Kunde\nmap.Deliveries.Date,Tag\nmap.Deliveries.Amount,Betrag\n"
    )
    assert {table.table for table in read_raw(tmp_path).tables} == {"Deliveries", "Policy"}


def test_an_empty_folder_and_a_file_without_tables(tmp_path, file):
    (tmp_path / "empty").mkdir()
    assert "the folder holds no CSV file." in refusal(tmp_path / "empty")
    assert "no table found. The sheets are: prices (Item, Price)." in refusal(file("Item,Price\nTea,5\n", "prices.csv"))
    assert "there is no such file." in refusal(tmp_path / "none.csv")


_words = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12).map(str.strip)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(_words, min_size=3, max_size=3), min_size=1, max_size=12),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_whatever_is_written_reads_back(tmp_path_factory, records, delimiter, encoding, quoting):
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, quoting=quoting)
    writer.writerows([["Customer ID", "Date", "Amount"], *records])
    path = tmp_path_factory.mktemp("csv") / "Deliveries.csv"
    path.write_bytes(file.getvalue().encode(encoding))
    assert rows_of(read_raw(path)) == [[cell or None for cell in record] for record in records]


@given(st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=60))
def test_utf8_is_always_utf8(text):
    assert decoded("x.csv", ("a" + text).encode()) == ("a" + text, [])
