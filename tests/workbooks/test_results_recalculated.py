"""LibreOffice reckons the totals by itself and comes to the figures that arxl wrote beside the formulas."""

from __future__ import annotations

import datetime as dt
import random
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from arxl.errors import Amount
from arxl.locale import wording
from arxl.tables.result import Cell, ResultColumn, ResultTable, Shows
from arxl.tables.schema import Company
from arxl.workbook.dashboard import Dashboard
from arxl.workbook.results import Results, Sheet, is_arxls, write_results

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
DECIMALS = {"EUR": 2, "KRW": 0, "KWD": 3, "RON": 2}

RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""


def amounts(chance: random.Random, currencies: list[str]) -> list[Cell]:
    return [
        Amount(Decimal(chance.randrange(-(10**12), 10**12)).scaleb(-DECIMALS[currency]), currency)
        for currency in currencies
    ]


def made_up_results() -> Results:
    chance = random.Random(2)
    currencies = [chance.choice(sorted(DECIMALS)) for _ in range(700)]
    aging = ResultTable(
        "Aging",
        (
            ResultColumn("customer", "Customer ID", Shows.TEXT, [f"=C{nth}" for nth in range(len(currencies))]),
            ResultColumn("currency", "Currency", Shows.TEXT, currencies),
            ResultColumn("balance", "Balance", Shows.AMOUNT, amounts(chance, currencies), totalled=True),
            ResultColumn("overdue", "Overdue", Shows.AMOUNT, amounts(chance, currencies), totalled=True),
        ),
    )
    buckets = ResultTable(
        "Aging",
        (
            ResultColumn("bucket", "Bucket", Shows.LABEL, ["Not due", "Overdue", "Disputed"]),
            *(ResultColumn(c, c, Shows.AMOUNT, amounts(chance, [c] * 3), totalled=True) for c in sorted(DECIMALS)),
        ),
    )
    none = ResultTable("Top 10 overdue", (ResultColumn("name", "Name", Shows.TEXT, []),))
    return Results(
        Company("made-up", "Made-Up Foods", "EUR"),
        dt.date(2026, 10, 31),
        Dashboard((), ResultTable("Key figures", (ResultColumn("figure", "Figure", Shows.LABEL, []),)), buckets, none),
        (Sheet(aging),),
    )


def without_cached_values(source: Path, target: Path) -> int:
    """A copy of the workbook whose formulas have no value; how many there are."""
    removed = 0
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content, count = re.subn(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
                removed += count
            copy.writestr(name, content)
    return removed


def opened_and_saved(source: Path, folder: Path) -> Path:
    """What LibreOffice makes of a workbook when it opens, recalculates and saves it."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(RECALCULATE_ALWAYS, encoding="utf-8")
    command = [
        str(SOFFICE),
        f"-env:UserInstallation={profile.parent.as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(folder / "saved"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / "saved" / source.name


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_comes_to_the_same_totals(tmp_path: Path) -> None:
    path, bare = tmp_path / "r.xlsx", tmp_path / "bare.xlsx"
    write_results(path, made_up_results(), wording("en"))
    removed = without_cached_values(path, bare)
    saved = opened_and_saved(bare, tmp_path)

    formulas = openpyxl.load_workbook(path)
    ours = openpyxl.load_workbook(path, data_only=True)
    theirs = openpyxl.load_workbook(saved, data_only=True)
    compared = 0
    for sheet in formulas.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            assert theirs[sheet.title][cell.coordinate].value == ours[sheet.title][cell.coordinate].value
            compared += 1
    assert compared == removed == 4 * 2 + 4
    assert theirs["Aging"]["A6"].value == "=C1", "a text is a text for LibreOffice too"
    assert [table for sheet in theirs.worksheets for table in sheet.tables] == ["ARXL_Aging"]
    assert is_arxls(saved)
