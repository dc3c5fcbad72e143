"""The road from a cell on Windows: through xlwings' own server and `call_udf`, over stand-ins for pywin32."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path, PureWindowsPath
from typing import Any

from arxl.functions.catalogue import CATALOGUE, PREFIX, Given
from arxl.hosts.excel.build import vba_sources
from arxl.hosts.excel.connection import connection, connection_path, dll_names, server_command
from arxl.hosts.excel.udfs import unreadable
from arxl.locale import LANGUAGES, wording

ROOT = Path(__file__).parents[3]
NOT_AVAILABLE = -2146826246
MISSING = {"missing": True}


def windows(*arguments: str, given: str = "") -> list[Any]:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests/hosts/excel/windows.py"), *arguments],
        input=given,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""},
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def answers(*calls: dict[str, Any]) -> list[Any]:
    return windows("calls", given="\n".join(map(json.dumps, calls)))


def as_input(value: object) -> object:
    match value:
        case Given(rows=rows):
            return {"cells": [[as_input(cell) for cell in row] for row in rows]}
        case dt.date():
            return {"day": value.isoformat()}
        case _:
            return value


def as_output(value: object) -> object:
    """A value as it arrives: a day is a datetime in COM's time zone, rows are lists; one row of many cells is flat."""
    match value:
        case tuple():
            rows = [[as_output(cell) for cell in row] for row in value]
            if len(rows) > 1:
                return rows
            return rows[0] if len(rows[0]) > 1 else rows[0][0]
        case dt.date():
            return f"{value.isoformat()} 00:00:00+00:00"
        case None:
            return ""
        case _:
            return value


def test_every_example_of_the_catalogue_comes_through():
    examples = [(function, example) for function in CATALOGUE for example in function.examples]
    found = answers(
        *(
            {
                "name": f"{PREFIX}{function.name}",
                "arguments": [MISSING if value is None else as_input(value) for value in example.arguments]
                + [MISSING] * (len(function.arguments) - len(example.arguments)),
            }
            for function, example in examples
        )
    )
    for (function, example), answer in zip(examples, found, strict=True):
        assert answer == as_output(example.value), function.name


def test_cells_come_as_excel_gives_them():
    column = {"cells": [[{"day": "2026-01-05"}], [None], [{"error": NOT_AVAILABLE}], [46027.0], ["5 Jan 2026"], [True]]}
    (found,) = answers({"name": "ARXL_DUE_DATE", "arguments": [column, "NET 30"]})
    day = "2026-02-04 00:00:00+00:00"
    assert [found[0], found[1], found[3], found[4]] == [[day], [""], [day], [day]]
    assert "#N/A" in found[2][0]
    assert found[5][0].startswith("date: ")


def test_serial_numbers_count_as_the_workbook_of_the_range_counts():
    call = {"name": "ARXL_DUE_DATE", "arguments": [{"cells": [[44565.0]]}, "NET 30"]}
    found = answers({**call, "epoch_1904": True}, {**call, "epoch_1904": False})
    assert found == ["2026-02-04 00:00:00+00:00", "2022-02-03 00:00:00+00:00"]


def test_sentences_are_in_the_language_of_the_company():
    company = [["Key", "Value"], ["company_id", "ACME"], ["language", "es"]]
    call = {"name": "ARXL_BUCKET", "arguments": [{"cells": [[{"day": "2026-10-20"}]]}, {"day": "2026-10-20"}, MISSING]}
    assert answers(call, {**call, "company": company}) == ["Not due", "No vencido"]


def test_cells_that_excel_does_not_hand_over_are_told_in_the_language_of_the_company():
    call = {"name": "ARXL_DUE_DATE", "arguments": [{"busy": True}, "NET 30"]}
    found = answers(*({**call, "company": [["Key", "Value"], ["language", language]]} for language in LANGUAGES))
    assert found == [
        f"{words.say(fault.fact)} {words.say(fault.remedy)}"
        for words in map(wording, LANGUAGES)
        for fault in [unreadable(RuntimeError("Call was rejected by callee."))]
    ]


def test_a_button_reaches_its_macro_with_the_active_workbook():
    ((name, book, said),) = windows("press", "month_end")
    assert (name, said) == ("month_end", "")
    assert book.endswith("Book.xlsx")


def test_what_install_writes_is_what_the_vba_reads():
    program, folder = (
        PureWindowsPath(r"C:\Program Files\arxl\Scripts\pythonw.exe"),
        PureWindowsPath(r"C:\Program Files\arxl"),
    )
    written = connection(program, folder)
    assert written.startswith(b"\xff\xfe")
    first, second, command = written.decode("utf-16").split("\n")
    assert [first, second] == [str(folder / name) for name in dll_names()]
    assert command == server_command(program)
    # cmd takes the first and the last quote away, and runs what is between
    assert command.startswith(f'cmd.exe /K ""{program}" -P -c "')
    assert command.endswith('""')
    assert compile(command.split('-c "')[1][:-2].replace("$(CLSID)", "x"), "command", "exec")
    assert "\n" not in command


def test_the_vba_looks_where_install_writes_and_names_the_same_libraries():
    code = vba_sources(wording("en"), "ActiveWorkbook")["ArxlPython"]
    addins = PureWindowsPath(r"C:\Users\Ana\AppData\Roaming\Microsoft\AddIns")
    below = code.split('CONNECTION As String = "')[1].split('"')[0].lstrip("\\")
    found = PureWindowsPath(*addins.parts[: -below.count("..")], *PureWindowsPath(below).parts[below.count("..") :])
    assert found == connection_path({"APPDATA": r"C:\Users\Ana\AppData\Roaming"})
    assert all(f'Lib "{name}"' in code for name in dll_names())
