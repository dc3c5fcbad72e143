"""What cannot be read, or is read with a remark: files of another kind, hostile ones, sheets that look alike."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import openpyxl
from openpyxl.chartsheet import Chartsheet

from arxl.errors import Fault
from arxl.workbook.guard import LIMITS, Limits, read_content
from arxl.workbook.ranges import claims_of
from arxl.workbook.read import read_raw
from errors.scene import scene
from workbooks.packages import CONTENT_TYPES, RELATIONS, package, packed, parts_of, sheet_xml
from workbooks.packages import HEADERS as HEADER_ROW

HEADERS = ("Document No", "Customer ID", "Date", "Amount")
ONE_ROW = '<row r="2"><c r="D2"><v>12.5</v></c></row>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def of_file(folder: Path, content: bytes, name: str = "Book.xlsx", limits: Limits = LIMITS) -> Iterable[Fault]:
    """What reading a file with this content says."""
    path = folder / name
    path.write_bytes(content)
    return read_raw(path, {}, limits).notes


def of_sheets(folder: Path, sheets: Mapping[str, tuple[tuple[object, ...], ...]], *hidden: str) -> Iterable[Fault]:
    """What reading a workbook of these sheets says."""
    book = openpyxl.Workbook()
    book.remove(book["Sheet"])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    return of_workbook(folder, book)


def of_workbook(folder: Path, book: openpyxl.Workbook) -> Iterable[Fault]:
    """What reading a workbook that openpyxl writes says."""
    file = io.BytesIO()
    book.save(file)
    return of_file(folder, file.getvalue())


def deliveries() -> openpyxl.Workbook:
    """A good workbook of one delivery."""
    book = openpyxl.Workbook()
    sheet = book["Sheet"]
    sheet.title = "Deliveries"
    sheet.append(HEADERS)
    sheet.append(("INV-1", "C-1", "2026-01-05", 12.5))
    return book


# --- files ---------------------------------------------------------------------------------------------------------


@scene("The file is not there")
def no_file(folder: Path) -> Iterable[Fault]:
    return read_raw(folder / "Book.xlsx").notes


@scene("The file does not open")
def file_does_not_open(folder: Path) -> Iterable[Fault]:
    with patch.object(Path, "read_bytes", side_effect=PermissionError(13, "Permission denied")):
        return of_file(folder, package(ONE_ROW))


@scene("A folder where a file belongs")
def no_plain_file(folder: Path) -> Iterable[Fault]:
    path = folder / "Book.xlsx"
    path.mkdir()
    read_content(path, LIMITS)
    return ()


@scene("The file is empty")
def empty_file(folder: Path) -> Iterable[Fault]:
    return of_file(folder, b"")


@scene("The file is too large")
def large_file(folder: Path) -> Iterable[Fault]:
    return of_file(folder, bytes(3 << 20), limits=replace(LIMITS, file_bytes=1 << 20))


@scene("A workbook of the old format")
def old_format(folder: Path) -> Iterable[Fault]:
    return of_file(folder, OLE + bytes(600))


@scene("A workbook with a password")
def password(folder: Path) -> Iterable[Fault]:
    return of_file(folder, OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"))


@scene("A PDF under the name of a workbook")
def pdf(folder: Path) -> Iterable[Fault]:
    return of_file(folder, b"%PDF-1.7 ...")


@scene("A web page under the name of a workbook")
def web_page(folder: Path) -> Iterable[Fault]:
    return of_file(folder, b"<html><table><tr><td>1</td></tr></table></html>")


@scene("XML under the name of a workbook")
def xml(folder: Path) -> Iterable[Fault]:
    return of_file(folder, b"<?xml version='1.0'?><Workbook/>")


@scene("Text under the name of a workbook")
def text(folder: Path) -> Iterable[Fault]:
    return of_file(folder, b"Customer,Date,Amount\nC-1,2026-01-01,5\n")


@scene("Bytes that are nothing known")
def nothing_known(folder: Path) -> Iterable[Fault]:
    return of_file(folder, b"\x00\x01\x02\x03")


@scene("Half a workbook")
def half_a_workbook(folder: Path) -> Iterable[Fault]:
    return of_file(folder, package(ONE_ROW)[:-40])


@scene("An archive that holds no workbook")
def archive(folder: Path) -> Iterable[Fault]:
    return of_file(folder, packed({"letter.txt": "hello"}))


@scene("An OpenDocument file")
def open_document(folder: Path) -> Iterable[Fault]:
    return of_file(folder, packed({"mimetype": "application/vnd.oasis", "content.xml": "<a/>"}))


@scene("A binary workbook")
def binary_workbook(folder: Path) -> Iterable[Fault]:
    return of_file(folder, packed({"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.bin": "x"}))


# --- hostile and overgrown workbooks -------------------------------------------------------------------------------


@scene("A workbook of too many parts")
def many_parts(folder: Path) -> Iterable[Fault]:
    parts = {**parts_of({"S": sheet_xml("")}), **{f"junk{n}.txt": "" for n in range(20)}}
    return of_file(folder, packed(parts), limits=replace(LIMITS, members=15))


@scene("A workbook of too many sheets")
def many_sheets(folder: Path) -> Iterable[Fault]:
    sheets = parts_of({f"S{n}": sheet_xml("") for n in range(4)})
    return of_file(folder, packed(sheets), limits=replace(LIMITS, sheets=3))


@scene("An encrypted archive")
def encrypted_archive(folder: Path) -> Iterable[Fault]:
    content = bytearray(package(ONE_ROW))
    at = content.rfind(b"PK\x01\x02")
    struct.pack_into("<H", content, at + 8, struct.unpack_from("<H", content, at + 8)[0] | 1)
    return of_file(folder, bytes(content))


@scene("Two parts of one name")
def two_parts_of_one_name(folder: Path) -> Iterable[Fault]:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, part in (*parts_of({"S": sheet_xml("")}).items(), ("xl/worksheets/sheet1.xml", "<evil/>")):
            made.writestr(name, part)
    return of_file(folder, file.getvalue())


@scene("A workbook that inflates without end")
def bomb(folder: Path) -> Iterable[Fault]:
    parts = {**parts_of({"S": sheet_xml("")}), "xl/media/a.bin": bytes(3 << 20)}
    return of_file(folder, packed(parts), limits=replace(LIMITS, inflated_bytes=1 << 20))


@scene("A part that declares a document type")
def document_type(folder: Path) -> Iterable[Fault]:
    parts = parts_of({"S": sheet_xml("")})
    parts["xl/sharedStrings.xml"] = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol">]><sst/>'
    return of_file(folder, packed(parts))


@scene("A stray cell in the last corner of a sheet")
def stray_cell(folder: Path) -> Iterable[Fault]:
    return of_file(folder, package('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))


@scene("Merged cells without number")
def many_merges(folder: Path) -> Iterable[Fault]:
    merges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(2, 7))
    content = package("", f"<mergeCells>{merges}</mergeCells>")
    return of_file(folder, content, limits=replace(LIMITS, merges=4))


@scene("A workbook whose XML is no workbook's")
def unreadable(folder: Path) -> Iterable[Fault]:
    parts = {**parts_of({"Deliveries": sheet_xml(ONE_ROW)}), "xl/workbook.xml": "<workbook><sheets><broken"}
    return of_file(folder, packed(parts))


@scene("A workbook that takes too long")
def too_long(folder: Path) -> Iterable[Fault]:
    return of_file(folder, package(ONE_ROW), limits=replace(LIMITS, seconds=0))


# --- tables --------------------------------------------------------------------------------------------------------


@scene("No sheet is a table")
def no_table(folder: Path) -> Iterable[Fault]:
    return of_sheets(folder, {"Notes": (("Remember", "the milk"),), "Plan": (("Year", "Goal"), (2026, 5))})


@scene("Every sheet is empty")
def empty_sheets(folder: Path) -> Iterable[Fault]:
    return of_sheets(folder, {"Sheet1": ()})


@scene("Two sheets look like one table")
def two_of_one(folder: Path) -> Iterable[Fault]:
    rows = (("Invoice No", "Customer ID", "Due Date", "Date", "Amount"), ("INV-1", "C-1", None, "2026-01-05", 5))
    return of_sheets(folder, {"North": rows, "South": rows})


@scene("A hidden sheet that counts by its name")
def hidden(folder: Path) -> Iterable[Fault]:
    rows = (HEADERS, ("INV-1", "C-1", "2026-01-05", 5))
    return of_sheets(folder, {"Deliveries": rows, "Receipts": (HEADERS, ("R-1", "C-1", "2026-01-05", 5))}, "Receipts")


@scene("A hidden sheet that counts only by its looks")
def hidden_look(folder: Path) -> Iterable[Fault]:
    rows = (HEADERS, ("INV-1", "C-1", "2026-01-05", 5))
    paid = (("Receipt No", "Customer ID", "Date", "Amount", "Bounced On"), ("R-1", "C-1", "2026-01-05", 5, None))
    return of_sheets(folder, {"Deliveries": rows, "Old": paid}, "Old")


@scene("A second sheet looks like a table that has its sheet")
def passed_over(folder: Path) -> Iterable[Fault]:
    rows = (("Invoice No", "Customer ID", "Due Date", "Date", "Amount"), ("INV-1", "C-1", None, "2026-01-05", 5))
    return of_sheets(folder, {"Deliveries": rows, "Copy": rows})


@scene("A sheet that is no table")
def unread(folder: Path) -> Iterable[Fault]:
    rows = (HEADERS, ("INV-1", "C-1", "2026-01-05", 5))
    return of_sheets(folder, {"Deliveries": rows, "Notes": (("Remember", "the milk"),)})


@scene("A sheet that is a chart")
def chart(folder: Path) -> Iterable[Fault]:
    book = deliveries()
    book._sheets.append(Chartsheet(parent=book, title="Chart"))  # openpyxl's own way refuses one without a chart
    return of_workbook(folder, book)


@scene("Cells merged over several rows")
def merged(folder: Path) -> Iterable[Fault]:
    book = deliveries()
    book["Deliveries"].append(("INV-2", None, "2026-01-06", 7))
    book["Deliveries"].merge_cells("B2:B3")
    return of_workbook(folder, book)


def outlined(kind: str) -> Iterable[Fault]:
    """What the outline of a workbook says whose only sheet is of this kind."""
    sheet = {"name": "Second", "kind": kind, "owned": False, "rows": [], "tables": []}
    return claims_of({"sheets": [sheet]}, {}, {})[1]


@scene("A sheet of old macros")
def macro_sheet(folder: Path) -> Iterable[Fault]:
    return outlined("xlMacrosheet")


@scene("A sheet that is a dialog")
def dialog_sheet(folder: Path) -> Iterable[Fault]:
    return outlined("dialogsheet")


@scene("A sheet that is only named")
def sheet_only_named(folder: Path) -> Iterable[Fault]:
    return outlined("")


@scene("A workbook that refers to others")
def linked(folder: Path) -> Iterable[Fault]:
    parts = parts_of({"Deliveries": sheet_xml(HEADER_ROW + ONE_ROW)})
    link = f'<Relationship Id="rId9" Type="{RELATIONS}/externalLink" Target="externalLinks/externalLink1.xml"/>'
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>", f"{link}</Relationships>"
    )
    parts["xl/externalLinks/externalLink1.xml"] = "<externalLink/>"
    return of_file(folder, packed(parts))


@scene("A workbook that breaks the reader")
def breaks_the_reader(folder: Path) -> Iterable[Fault]:
    last_cell = (
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'  # the parser allocates the whole grid, and aborts
    )
    return of_file(folder, package(last_cell), limits=replace(LIMITS, grid_cells=1 << 40, memory_bytes=2 << 30))


# --- CSV -----------------------------------------------------------------------------------------------------------

CSV = b"Document No,Customer ID,Date,Amount\nINV-1,C-1,2026-01-05,5\n"


@scene("A workbook under the name of a CSV file")
def workbook_as_csv(folder: Path) -> Iterable[Fault]:
    return of_file(folder, package(ONE_ROW), "Deliveries.csv")


@scene("A PDF under the name of a CSV file")
def pdf_as_csv(folder: Path) -> Iterable[Fault]:
    return of_file(folder, b"%PDF-1.7 ...", "Deliveries.csv")


@scene("A folder without a CSV file")
def folder_without_csv(folder: Path) -> Iterable[Fault]:
    (folder / "Book").mkdir()
    return read_raw(folder / "Book").notes


@scene("A CSV file with a cell larger than any cell")
def endless_cell(folder: Path) -> Iterable[Fault]:
    return of_file(folder, CSV + b'INV-2,C-1,2026-01-06,"' + b"x" * 200_000, "Deliveries.csv")


@scene("A CSV row with more cells than headers")
def ragged_row(folder: Path) -> Iterable[Fault]:
    return of_file(folder, CSV + b"INV-2,C-1,2026-01-06,1,200\n", "Deliveries.csv")


@scene("A CSV file in another encoding")
def other_encoding(folder: Path) -> Iterable[Fault]:
    text = "Nº de factura,Código de cliente,Fecha,Importe\nF-1,Peña,2026-01-05,5\n"
    return of_file(folder, text.encode("cp1252"), "Facturas.csv")


@scene("A CSV file in no encoding")
def no_encoding(folder: Path) -> Iterable[Fault]:
    return of_file(folder, b"\xff\xfe" + b"D\x00o\x00c\x00\xd8", "Deliveries.csv")
