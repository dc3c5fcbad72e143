"""What the guard refuses, each with its sentence; and what it lets pass."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from arxl.errors import Refused
from arxl.workbook.guard import LIMITS, Limits, read_content
from arxl.workbook.package import inspected
from workbooks.packages import CONTENT_TYPES, package, packed, parts_of, sheet_xml

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GOOD = package('<row r="2"><c r="D2"><v>12.5</v></c></row>')


def refusal(content: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(Refused) as caught:
        inspected("book.xlsx", content, limits)
    (fault,) = caught.value.faults
    assert fault.place == "book.xlsx"
    return str(fault.fact)


def zipped(*members: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two members of one name are what is tested
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def test_a_good_workbook_passes_and_gives_its_parts():
    passed = inspected("book.xlsx", GOOD, LIMITS)
    assert b"Document No" in passed.part("xl/worksheets/sheet1.xml")
    assert passed.part("XL/Worksheets/Sheet1.xml") == passed.part("xl/worksheets/sheet1.xml")
    assert passed.part("xl/none.xml") == b""


@pytest.mark.parametrize(
    ("content", "fact"),
    [
        (OLE + bytes(600), "the file is a workbook of the old format (.xls)."),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "the workbook is password protected."),
        (b"%PDF-1.7 ...", "the file is a PDF, no workbook that can be read."),
        (b"<html><table><tr><td>1</td></tr></table></html>", "the file is a web page, not a workbook."),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "the file is XML, not a workbook."),
        ("<?xml version='1.0'?><Workbook/>".encode("utf-16"), "the file is XML, not a workbook."),
        (b"Customer,Date,Amount\nC-1,2026-01-01,5\n", "the file is plain text, not a workbook."),
        (b"\x00\x01\x02\x03", "the file is not a workbook."),
        (GOOD[:-40], "the workbook is damaged or not complete."),
        (GOOD[:200], "the workbook is damaged or not complete."),
        (packed({"a.txt": "hello"}), "the file is an archive, but not an Excel workbook."),
        (zipped(), "the file is an archive, but not an Excel workbook."),
        (
            packed({"mimetype": "application/vnd.oasis", "content.xml": "<a/>"}),
            "the file is an OpenDocument file (.ods).",
        ),
        (
            packed({"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.bin": "x"}),
            "the file is a binary workbook (.xlsb).",
        ),
    ],
)
def test_other_kinds_of_files_are_named(content, fact):
    assert refusal(content) == fact


def test_a_part_that_does_not_inflate_is_damage():
    content = bytearray(GOOD)
    info = zipfile.ZipFile(io.BytesIO(GOOD)).getinfo("xl/worksheets/sheet1.xml")
    content[info.header_offset + 60 : info.header_offset + 90] = bytes(30)
    assert refusal(bytes(content)) == "the workbook is damaged or not complete."


@pytest.mark.parametrize(
    "second", ["xl/worksheets/sheet1.xml", "XL/worksheets/SHEET1.xml", "xl\\worksheets\\sheet1.xml"]
)
def test_two_parts_of_one_name_are_refused(second):
    parts = [(name, text.encode()) for name, text in parts_of({"S": sheet_xml("")}).items()]
    assert "two parts named" in refusal(zipped(*parts, (second, b"<evil/>")))


def test_an_encrypted_archive_is_refused():
    content = bytearray(GOOD)
    at = content.rfind(b"PK\x01\x02")
    flags = struct.unpack_from("<H", content, at + 8)[0]
    struct.pack_into("<H", content, at + 8, flags | 1)
    assert refusal(bytes(content)) == "the workbook's archive is encrypted."


def test_too_many_parts_are_refused():
    parts = {**parts_of({"S": sheet_xml("")}), **{f"junk{n}.txt": "" for n in range(20)}}
    assert refusal(packed(parts), replace(LIMITS, members=15)) == "the workbook has 25 parts; at most 15 are read."


def test_inflated_bytes_are_counted():
    parts = {**parts_of({"S": sheet_xml("")}), "xl/media/a.bin": bytes(3 << 20)}
    assert "inflates to more than" in refusal(packed(parts), replace(LIMITS, inflated_bytes=1 << 20))


def test_a_ratio_of_a_bomb_is_refused():
    parts = {**parts_of({"S": sheet_xml("")}), "xl/sharedStrings.xml": "<sst>" + " " * (8 << 20) + "</sst>"}
    assert "inflates to more than" in refusal(packed(parts), replace(LIMITS, ratio_from_bytes=4 << 20))


def test_what_the_archive_declares_is_not_believed():
    """A member that says it holds 10 bytes, and inflates to 8 MB."""
    content = bytearray(packed({**parts_of({"S": sheet_xml("")}), "xl/sharedStrings.xml": " " * (8 << 20)}))
    at = content.rfind(b"PK\x01\x02")
    struct.pack_into("<I", content, at + 24, 10)
    assert "inflates to more than" in refusal(bytes(content), replace(LIMITS, inflated_bytes=4 << 20))


def test_the_name_of_a_part_hides_nothing():
    parts = parts_of({"S": '<!DOCTYPE x [<!ENTITY a "lol">]>' + sheet_xml("")})
    parts["xl/picture.png"] = parts.pop("xl/worksheets/sheet1.xml")
    assert 'the part "xl/picture.png" declares a document type' in refusal(packed(parts))
    parts["xl/picture.png"] = sheet_xml('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert 'the sheet "picture.png" reaches to row 1048576' in refusal(packed(parts))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "part",
    ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "_rels/.rels", "[Content_Types].xml", "docProps/core.xml"],
)
def test_a_document_type_declaration_is_refused_in_every_part(part, encoding):
    declaration = '<?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE x [<!ENTITY a "lol">]><x/>'
    parts: dict[str, str | bytes] = {**parts_of({"S": sheet_xml("")})}
    parts[part] = declaration.encode(encoding)
    said = refusal(packed(parts))
    assert "declares a document type" in said or "not an Excel workbook" in said
    assert part == "[Content_Types].xml" or "declares a document type" in said


def test_the_word_doctype_in_a_cell_is_no_declaration():
    inspected("book.xlsx", package('<row r="2"><c r="A2" t="inlineStr"><is><t>&lt;!DOCTYPE</t></is></c></row>'), LIMITS)


def test_a_stray_cell_far_away_is_refused():
    stray = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert refusal(package(stray)) == (
        'the sheet "sheet1.xml" reaches to row 1048576 and column 16384: that is more than 40000000 cells.'
    )


def test_a_long_narrow_sheet_and_a_short_wide_one_pass():
    inspected("book.xlsx", package('<row r="1048576"><c r="Z1048576"><v>1</v></c></row>'), LIMITS)
    inspected("book.xlsx", package('<row r="2"><c r="XFD2"><v>1</v></c></row>'), LIMITS)
    inspected("book.xlsx", package('<row r="200000"><c r="AZ200000"><v>1</v></c></row>'), LIMITS)


def test_merged_ranges_are_listed_up_to_a_limit():
    merges = "<mergeCells>{}</mergeCells>".format("".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(2, 7)))
    passed = inspected("book.xlsx", package("", merges), LIMITS)
    assert passed.merges["xl/worksheets/sheet1.xml"] == ("A2:B2", "A3:B3", "A4:B4", "A5:B5", "A6:B6")
    assert "more than 4 merged ranges" in refusal(package("", merges), replace(LIMITS, merges=4))


def test_a_file_that_openpyxl_writes_passes():
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    inspected("book.xlsx", file.getvalue(), LIMITS)


def test_files_that_cannot_be_read_are_refused(tmp_path):
    def refused(path, limits=LIMITS):
        with pytest.raises(Refused) as caught:
            read_content(path, limits)
        return str(caught.value)

    empty = tmp_path / "empty.xlsx"
    empty.touch()
    large = tmp_path / "large.xlsx"
    large.write_bytes(bytes(3 << 20))
    assert refused(tmp_path / "none.xlsx") == "none.xlsx: there is no such file. Check the name and the folder."
    assert refused(tmp_path).endswith("this is not a file. Name a workbook or a CSV file.")
    assert refused(empty) == "empty.xlsx: the file is empty. Take the last good copy of it."
    assert "the file has 3 MB; at most 1 MB are read." in refused(large, replace(LIMITS, file_bytes=1 << 20))
