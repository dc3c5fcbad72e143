"""The add-in and workbooks with macros, read back part by part; what a workbook held before is still there."""

from __future__ import annotations

import datetime as dt
import io
import os
import posixpath
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
import xlsxwriter
from pyopenvba import ExcelFile

from arxl.hosts.excel.build import addin, macro_workbook, vba_sources
from arxl.hosts.excel.package import unpacked
from arxl.jobs.start import new_book
from arxl.locale import LANGUAGES, wording

ROOT = Path(__file__).parents[3]
Parts = dict[str, bytes]

TOUCHED = {"[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"}


def workbook(sheets: int = 3, *, chart_sheet: bool = False) -> bytes:
    """A workbook with what makers of workbooks like: formats, a table, a chart, a picture, a protected tab colour."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for place in range(sheets):
            sheet = book.add_worksheet(f"Deliveries {place}")
            sheet.write_row("A1", ["Customer ID", "Date", "Amount"])
            sheet.write_row("A2", [f"C-{place}", None, 100.5 + place])
            sheet.write_datetime("B2", dt.datetime(2026, 1, 31), day)
            sheet.write_formula("D2", "=C2*2", None, 201 + 2 * place)
            sheet.add_table("A1:C2", {"columns": [{"header": text} for text in ("Customer ID", "Date", "Amount")]})
            if place % 2:
                sheet.set_tab_color("red")
                sheet.fit_to_pages(1, 0)
        if chart_sheet:
            chart = book.add_chart({"type": "column"})
            chart.add_series({"values": "='Deliveries 0'!$C$2:$C$2"})
            book.add_chartsheet("Chart").set_chart(chart)
    return stream.getvalue()


def relationships(parts: Parts) -> list[tuple[str, str, str]]:
    """Of every relationship in a package: the part that names it, its kind, the part that it names."""
    found = []
    for name, content in parts.items():
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            for each in ElementTree.fromstring(content):
                target = each.attrib["Target"]
                if each.get("TargetMode") != "External":
                    joined = target[1:] if target.startswith("/") else posixpath.join(folder, target)
                    found.append((name, each.attrib["Type"].rpartition("/")[2], posixpath.normpath(joined)))
    return found


def content_type(parts: Parts, name: str) -> str:
    types = ElementTree.fromstring(parts["[Content_Types].xml"])
    for each in types:
        if each.get("PartName") == f"/{name}":
            return each.attrib["ContentType"]
    return next(each.attrib["ContentType"] for each in types if each.get("Extension") == name.rpartition(".")[2])


def assert_whole(parts: Parts) -> None:
    """Every part is well-formed, has a type, and is reached; every relationship reaches a part; no id is used twice."""
    related = relationships(parts)
    for name, content in parts.items():
        assert content_type(parts, name) if name != "[Content_Types].xml" else True
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(content)
        if name.endswith(".rels"):
            ids = re.findall(rb'\bId="([^"]+)"', content)
            assert len(ids) == len(set(ids)), name
    assert {target for _, _, target in related} == {
        name for name in parts if name != "[Content_Types].xml" and not name.endswith(".rels")
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_addin_is_a_whole_package_with_project_and_ribbon(language: str):
    parts = unpacked(addin(language))
    assert_whole(parts)
    assert content_type(parts, "xl/workbook.xml") == "application/vnd.ms-excel.addin.macroEnabled.main+xml"
    assert content_type(parts, "xl/vbaProject.bin") == "application/vnd.ms-office.vbaProject"
    assert ("_rels/.rels", "extensibility", "customUI/customUI14.xml") in relationships(parts)
    assert ("xl/_rels/workbook.xml.rels", "vbaProject", "xl/vbaProject.bin") in relationships(parts)


def test_a_second_reader_finds_the_same_sources_and_nothing_wrong(tmp_path: Path):
    for name, content in {"arxl.xlam": addin("en"), "book.xlsm": macro_workbook(workbook(), "en")}.items():
        (tmp_path / name).write_bytes(content)
        with ExcelFile(tmp_path / name) as read:
            assert read.validate() == []
            calls = "ActiveWorkbook" if name == "arxl.xlam" else "ThisWorkbook"
            for module, code in vba_sources(wording("en"), calls).items():
                assert read.get_module(module).replace("\r\n", "\n").partition("\n")[2] == code


def lost(name: str, before: bytes, after: bytes) -> set[tuple[tuple[str, str], ...]]:
    """Entries of content types or relationships that are there no more."""
    entries = [{tuple(sorted(each.attrib.items())) for each in ElementTree.fromstring(xml)} for xml in (before, after)]
    if name == "[Content_Types].xml":  # the workbook says now that it holds macros
        return {each for each in entries[0] - entries[1] if ("PartName", "/xl/workbook.xml") not in each}
    return entries[0] - entries[1]


def assert_kept(xlsx: bytes, xlsm: bytes) -> None:
    """Every part of the workbook is in the one with macros as it was, but for code names."""
    before, after = unpacked(xlsx), unpacked(xlsm)
    assert_whole(after)
    assert content_type(after, "xl/workbook.xml") == "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    for name, content in before.items():
        if name in TOUCHED:
            assert not lost(name, content, after[name])
        else:
            unnamed = re.sub(rb' codeName="\w+"', b"", after[name])
            assert content in (unnamed, unnamed.replace(b"<sheetPr/>", b"", 1)), name


def documents_of(xlsm: bytes, path: Path) -> list[str]:
    path.write_bytes(xlsm)
    with ExcelFile(path) as read:
        assert read.validate() == []
        return [name for name in read.module_names() if not name.startswith("Arxl")]


@pytest.mark.parametrize(("sheets", "chart_sheet"), [(1, False), (3, True), (100, False)])
def test_a_workbook_keeps_every_part_as_it_was(sheets: int, chart_sheet: bool, tmp_path: Path):
    xlsx = workbook(sheets, chart_sheet=chart_sheet)
    xlsm = macro_workbook(xlsx, "en")
    assert_kept(xlsx, xlsm)
    expected = ["ThisWorkbook", *(f"Sheet{place}" for place in range(1, sheets + 1))]
    expected += [f"Chart{sheets + 1}"] if chart_sheet else []
    assert documents_of(xlsm, tmp_path / "book.xlsm") == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_to_start_from_keeps_all_that_it_is_made_of(language: str, tmp_path: Path):
    new_book(tmp_path / "book.xlsx", language)
    xlsx = (tmp_path / "book.xlsx").read_bytes()
    xlsm = macro_workbook(xlsx, language)
    assert_kept(xlsx, xlsm)
    assert (
        len(documents_of(xlsm, tmp_path / "book.xlsm"))
        == len(openpyxl.load_workbook(tmp_path / "book.xlsx").sheetnames) + 1
    )


def test_openpyxl_reads_the_same_cells_before_and_after():
    xlsx = workbook()
    read = [
        [
            [cell.value for cell in row]
            for sheet in openpyxl.load_workbook(io.BytesIO(book))
            for row in sheet.iter_rows()
        ]
        for book in (xlsx, macro_workbook(xlsx, "ko"))
    ]
    assert read[0] == read[1]
    assert read[0][1][0] == "C-0"


def test_code_names_that_are_there_stay_and_new_ones_avoid_them():
    parts = unpacked(workbook(3))
    parts["xl/worksheets/sheet3.xml"] = parts["xl/worksheets/sheet3.xml"].replace(
        b"<dimension", b'<sheetPr codeName="sheet1"/><dimension', 1
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    after = unpacked(macro_workbook(stream.getvalue(), "en"))
    names = [re.search(rb'codeName="(\w+)"', after[f"xl/worksheets/sheet{at}.xml"])[1] for at in (1, 2, 3)]  # type: ignore[index]
    assert names == [b"Sheet4", b"Sheet2", b"sheet1"]


def test_a_workbook_whose_extension_bin_is_something_else_is_refused():
    parts = unpacked(workbook(1))
    types = parts["[Content_Types].xml"]
    settings = b'<Default Extension="bin" ContentType="application/vnd.printerSettings"/><Override'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in {**parts, "[Content_Types].xml": types.replace(b"<Override", settings, 1)}.items():
            package.writestr(name, content)
    with pytest.raises(ValueError, match="bin"):
        macro_workbook(stream.getvalue(), "en")


def test_the_same_sources_give_the_same_bytes_whatever_the_hash_seed():
    code = (
        "import hashlib, sys; from arxl.hosts.excel.build import addin, macro_workbook;"
        "xlsx = sys.stdin.buffer.read();"
        "print(*(hashlib.sha256(made).hexdigest() for made in (addin('ko'), macro_workbook(xlsx, 'ro'))))"
    )
    xlsx = workbook(2)
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=xlsx,
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Seoul"))
    }
    assert len(printed) == 1


def test_nothing_built_names_this_machine():
    here = [str(ROOT).encode(), str(Path.home()).encode() + b"/", sys.prefix.encode()]
    for content in unpacked(addin("en")).values():
        assert not [path for path in here if len(path) > 2 and path in content]
