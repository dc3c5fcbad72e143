"""What the VBA says and what it does not: it passes on, and Excel's own limits hold."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from arxl.functions.catalogue import CATALOGUE, PREFIX
from arxl.hosts.buttons import ALL_BUTTONS
from arxl.hosts.excel.build import committed, vba_sources
from arxl.hosts.excel.described import LONGEST, argument_text
from arxl.hosts.excel.literals import literal, returned
from arxl.hosts.excel.wrappers import UDFS, macro_name
from arxl.locale import LANGUAGES, wording

ROOT = Path(__file__).parents[3]
LINE_LIMIT, CONTINUATIONS, MODULE_LIMIT = 1_023, 24, 64_000
KEYWORDS = r"\b(For|Each|Do|While|Wend|Loop|Select|Case|GoSub|Mod|Xor|Imp|Eqv)\b"
ARITHMETIC = re.compile(r"[-+*/\\^]")
WHOLE = re.compile(r" _\n\s*")


def statements(code: str) -> list[str]:
    """The statements of a module: lines joined, texts and comments emptied."""
    lines = [re.sub(r'"(?:[^"]|"")*"', '""', line) for line in WHOLE.sub(" ", code).split("\n")]
    return [line.partition("'")[0].strip() for line in lines if line.partition("'")[0].strip()]


def vba_text(lines: list[str]) -> str:
    """What a VBA expression of texts and ChrW says."""
    parts = re.findall(r'"((?:[^"]|"")*)"|ChrW\((\d+)\)', "\n".join(lines))
    units = b"".join(
        int(number).to_bytes(2, "little") if number else text.replace('""', '"').encode("utf-16-le")
        for text, number in parts
    )
    return units.decode("utf-16-le")


@pytest.mark.parametrize("module", vba_sources(wording("en"), "ActiveWorkbook"))
def test_vba_passes_on_and_nothing_more(module: str):
    for statement in statements(vba_sources(wording("en"), "ActiveWorkbook")[module]):
        assert not re.search(KEYWORDS, statement), statement
        assert not ARITHMETIC.search(re.sub(r"\bConst \w+ As Long = -1$", "", statement)), statement


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_and_no_module_is_longer_than_vba_takes(language: str):
    for code in vba_sources(wording(language), "ThisWorkbook").values():
        assert max(map(len, code.split("\n"))) <= LINE_LIMIT
        assert code.isascii()
        for statement in re.findall(r"(?:.* _\n)+", code):
            assert statement.count(" _\n") <= CONTINUATIONS
        for procedure in re.split(r"^End (?:Sub|Function)$", code, flags=re.MULTILINE):
            assert len(procedure) < MODULE_LIMIT


@pytest.mark.parametrize("text", ["", "plain", 'so "quoted"', "Año € 한국어 応 𝄞", "x" * 500, "한" * 200])
def test_a_text_in_vba_is_the_text(text: str):
    assert vba_text([literal(text)]) == text
    lines = list(returned("Said", text))
    assert vba_text(lines) == text
    assert all(line.lstrip().startswith("Said = ") and len(line) <= 130 + len(text) for line in lines)
    assert [line for line in lines[1:] if not line.lstrip().startswith("Said = Said & ")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_excel_is_told_of_every_function_and_argument_in_the_language(language: str):
    words = wording(language)
    code = vba_sources(words, "ActiveWorkbook")["ArxlDescriptions"]
    texts = {
        name: vba_text(body.split("\n"))
        for name, body in re.findall(r"Private Function (T\d+)\(\) As String\n(.*?)\nEnd Function", code, re.DOTALL)
    }
    assert all(len(text) <= LONGEST for text in texts.values())
    for function in CATALOGUE:
        call = re.search(
            rf'Macro:=book & "{PREFIX}{function.name}", Description:=(T\d+), Category:="ARXL",'
            r" ArgumentDescriptions:=Array\(([T\d, ]*)\)",
            WHOLE.sub(" ", code),
        )
        assert call is not None, function.name
        assert texts[call[1]] == words.text(function.summary)
        assert [texts[name] for name in call[2].split(", ")] == [
            argument_text(argument, words) for argument in function.arguments
        ]
        assert f"    Describe_{function.name} book\n" in code


def test_every_button_has_a_macro():
    code = vba_sources(wording("en"), "ActiveWorkbook")["ArxlButtons"]
    for button in ALL_BUTTONS:
        assert f'Public Sub {macro_name(button.macro)}()\n    ArxlPython.Press "{button.macro}"\nEnd Sub' in code


@pytest.fixture(scope="module")
def by_xlwings() -> dict[str, str]:
    """Function -> the VBA that xlwings' own generator makes of `udfs`, over stand-ins for pywin32."""
    return {name: generated(name) for name in ("arxl.xlam", "Book.xlsm")}


def generated(workbook: str) -> str:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests/hosts/excel/windows.py"), "wrappers", workbook],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""},
    )
    return WHOLE.sub(" ", done.stdout)


def parameters(code: str, name: str) -> list[str]:
    """What a function's parameters are, each with its Optional."""
    found = re.search(rf"Function {name}\(([^)]*)\)", code)
    assert found is not None, name
    return [" ".join(each.split()) for each in found[1].split(",")]


def call(code: str, name: str) -> list[str]:
    """What a function gives to CallUDF."""
    found = re.search(rf"{name} = \S+\.CallUDF\((.*), (\w+), Application\.Caller\)", code)
    assert found is not None, name
    module, function, array = re.split(r",\s*", found[1], maxsplit=2)
    return [module, function, re.sub(r"\s+", "", array), found[2]]


@pytest.mark.parametrize(("workbook", "calls"), [("arxl.xlam", "ActiveWorkbook"), ("Book.xlsm", "ThisWorkbook")])
def test_the_wrappers_are_those_of_xlwings_own_generator(by_xlwings: dict[str, str], workbook: str, calls: str):
    theirs, ours = by_xlwings[workbook], WHOLE.sub(" ", vba_sources(wording("en"), calls)["ArxlFunctions"])
    for function in CATALOGUE:
        name = f"{PREFIX}{function.name}"
        assert parameters(ours, name) == parameters(theirs, name)
        assert call(ours, name) == call(theirs, name)
        assert call(ours, name)[0] == f'"{UDFS}"'
    assert len(re.findall(r"^Public Function ", ours, re.MULTILINE)) == len(
        re.findall(r"^Function ", theirs, re.MULTILINE)
    )


def test_what_is_committed_is_what_the_addin_holds():
    files = committed()
    for name, code in vba_sources(wording("en"), "ActiveWorkbook").items():
        assert files[f"{name}.bas"].decode() == code
    assert {"arxl.xlam", "customUI14.xml", *(f"icons/{button.macro}.png" for button in ALL_BUTTONS)} < set(files)
