"""Tables on a terminal: numbers and ids are whole, whatever its width, and what is left out is said."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from arxl.errors import Amount, sentence
from arxl.hosts.cli.drawing import _fit, _Screen
from arxl.tables.result import ResultColumn, ResultTable, Shows, with_currencies
from scenarios.story import Story

AMOUNTS = st.decimals(-(10**12), 10**12, places=2, allow_nan=False)


def table(rows: list[tuple[str, str, Decimal]], nothing: int = 0) -> ResultTable:
    customers, names, amounts = zip(*rows, strict=True)
    cells = [Amount(amount, "EUR") for amount in amounts]
    zeros = [Amount(Decimal("0.00"), "EUR")] * len(rows)
    return ResultTable(
        "Aging",
        (
            ResultColumn("customer", "Customer ID", Shows.TEXT, customers),
            ResultColumn("name", "Name", Shows.TEXT, names),
            ResultColumn("open", "Open balance of the day", Shows.AMOUNT, cells, totalled=True),
            *(ResultColumn(f"zero{n}", f"Nothing {n}", Shows.AMOUNT, zeros, totalled=True) for n in range(nothing)),
            ResultColumn("why", "Reasons", Shows.SENTENCES, [(sentence("It is late by many days."),)] * len(rows)),
        ),
    )


def drawn(shown: ResultTable, room: int) -> tuple[str, list[str]]:
    text = io.StringIO()
    remarks = _fit(_Screen(file=text, highlight=False), shown, room)
    return text.getvalue(), remarks


IDS = st.text("ABC-1290", min_size=1, max_size=12)
NAMES = st.sampled_from(["虚构商贸虚构商贸虚构商贸", "Distribuție Ficțiune Sud", "", "x"])


@given(st.lists(st.tuples(IDS, NAMES, AMOUNTS), min_size=1, max_size=4), st.integers(1, 140), st.integers(0, 3))
def test_amounts_and_ids_are_never_cut_or_folded(rows, room, nothing):
    text, remarks = drawn(table(rows, nothing), room)
    words = text.split()
    for customer, _, amount in rows:
        assert customer in words
        assert f"{amount:,f}" in words or not amount
    if any(amount for *_, amount in rows):
        assert f"{sum(amount for *_, amount in rows):,f}" in words
    if max(map(cell_len, text.splitlines())) > room:
        assert any("run over" in remark for remark in remarks)
    if "Nothing" not in text and nothing:
        assert any("Nothing 0" in remark for remark in remarks)


def test_a_wide_table_is_drawn_as_it_is():
    assert drawn(table([("C-1", "Ana", Decimal("10.00"))], 1), 200)[1] == []


def test_a_currency_goes_with_the_amounts_that_it_is_said_of():
    names = ResultColumn("name", "Name", Shows.TEXT, ["Distribuciones Muestra"])
    overdue = ResultColumn("overdue", "Overdue", Shows.AMOUNT, [Amount(Decimal(0), "EUR")])
    limit = ResultColumn("limit", "Credit Limit", Shows.AMOUNT, [Amount(Decimal(0), "RON")])
    some = ResultColumn("open", "Open", Shows.AMOUNT, [Amount(Decimal(5), "EUR")])
    text, _ = drawn(with_currencies(ResultTable("Supply", (names, overdue, limit))), 10)
    assert "EUR" not in text
    assert "RON" not in text
    text, _ = drawn(with_currencies(ResultTable("Supply", (names, some, limit))), 10)
    assert "EUR" in text
    assert "RON" not in text


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
@pytest.mark.parametrize("columns", [80, 120])
def test_aging_on_a_terminal_shows_all_ids_and_amounts(story: Story, columns: int) -> None:
    story.tells("2026-09-05 delivery INV-1 to CUSTOMER-0001 of 12345678.90\n2025-09-06 delivery INV-2 to C-2 of 40.00")
    shown = on_terminal(story.path, columns)
    assert {"CUSTOMER-0001", "12,345,678.90", "12,345,718.90", "40.00"} <= set(shown.split())


def on_terminal(book: Path, columns: int) -> str:
    import fcntl
    import pty
    import struct
    import termios

    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    words = [sys.executable, "-m", "arxl", "aging", str(book), "--as-of", "2026-10-31"]
    variables = {**os.environ, "TERM": "xterm", "COLUMNS": str(columns)}
    with subprocess.Popen(words, stdout=inner, stderr=subprocess.DEVNULL, env=variables) as running:
        os.close(inner)
        said = b""
        while chunk := _read(outer):
            said += chunk
        running.wait()
    os.close(outer)
    return re.sub(r"\x1b\[[0-9;?]*\w", "", said.decode())


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux tells the end of a terminal so
        return b""


@pytest.mark.parametrize("room", [10, 80])
def test_that_there_is_nothing_is_said_on_one_line(room):
    text, _ = drawn(ResultTable("Contacts", (ResultColumn("date", "Date", Shows.DATE, ()),)), room)
    assert [line.strip() for line in text.splitlines()] == ["Date", "(none)"]
