"""Stories of a report of some: its rows, its files, and the faults that both tell, asked for on the command line."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
import vobject

from .story import Answer, CommandLine, Story

TUESDAY = "2026-10-13"
KINDS = [("work-list", "pdf"), ("work-list", "ics"), ("dashboard", "pdf")]


@pytest.fixture
def trade(story: Story) -> Story:
    """Three late customers of two salespeople; nothing is wrong."""
    return story.tells("""
        company Country, Value: ES
        customer C-1, Name: First Shop, Salesperson: Ana
        customer C-2, Name: Second Hotel, Salesperson: Ana
        customer C-3, Name: Third Bar, Salesperson: Ben
        2026-07-01 delivery INV-1 to C-1 of 1000.00, Due Date: 2026-08-01
        2026-07-01 delivery INV-2 to C-2 of 900.00, Due Date: 2026-08-01
        2026-07-01 delivery INV-3 to C-3 of 800.00, Due Date: 2026-08-01
    """)


@pytest.fixture
def rateless(trade: Story) -> Story:
    """The same, and a customer whose debt no rate turns into the company's currency."""
    trade.tells("customer C-4, Name: Fourth Inn, Currency: USD, Salesperson: Ben")
    return trade.tells("2026-07-01 delivery INV-4 to C-4 of 700.00 USD, Due Date: 2026-08-01")


def asked(arxl: CommandLine, story: Story, report: str, kind: str, *more: object) -> Answer:
    """A report in a format; the file of the format stands in a folder of its own."""
    where = () if kind in ("text", "json") else ("-o", story.path.parent / "out" / f"{report}.{kind}")
    (story.path.parent / "out").mkdir(exist_ok=True)
    return arxl(report, story.path, "--as-of", TUESDAY, "--format", kind, *where, *more)


def page_of(story: Story, report: str) -> str:
    with pypdfium2.PdfDocument(story.path.parent / "out" / f"{report}.pdf") as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


# --- faults -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("report", "kind"), KINDS)
def test_a_file_tells_the_faults_that_its_sheets_tell(
    rateless: Story, arxl: CommandLine, report: str, kind: str
) -> None:
    table, file = asked(arxl, rateless, report, "text"), asked(arxl, rateless, report, kind)
    assert "USD" in table.err
    assert (file.status, file.err) == (table.status, table.err) == (1, table.err)
    assert file.out.startswith("Written: ")


@pytest.mark.parametrize(("report", "kind"), KINDS)
@pytest.mark.parametrize("words", [(), ("--set", "faulty_rows=leave-out")], ids=["stop", "leave out"])
def test_so_it_does_where_the_book_has_faults_besides(
    rateless: Story, arxl: CommandLine, report: str, kind: str, words: tuple[str, ...]
) -> None:
    rateless.tells("2026-07-01 delivery INV-5 to C-1 of 10.005")
    table, file = asked(arxl, rateless, report, "text", *words), asked(arxl, rateless, report, kind, *words)
    assert "10.005" in table.err
    assert "USD" in table.err
    assert (file.status, sorted(file.err.splitlines())) == (1, sorted(table.err.splitlines()))


@pytest.mark.parametrize(("report", "kind"), KINDS)
def test_a_file_of_a_clean_book_is_done(trade: Story, arxl: CommandLine, report: str, kind: str) -> None:
    assert (asked(arxl, trade, report, kind).status, asked(arxl, trade, report, kind).err) == (0, "")


# --- filters ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "shown", "hidden"),
    [
        (("--customer", "C-1"), ("First Shop",), ("Second Hotel", "Third Bar")),
        (("--salesperson", "Ana"), ("First Shop", "Second Hotel"), ("Third Bar",)),
        (("--salesperson", "Ben", "--customer", "C-1"), (), ("First Shop", "Second Hotel", "Third Bar")),
    ],
)
@pytest.mark.parametrize("report", ["work-list", "dashboard"])
def test_a_page_holds_whom_it_is_asked_about(
    trade: Story,
    arxl: CommandLine,
    report: str,
    words: tuple[str, ...],
    shown: tuple[str, ...],
    hidden: tuple[str, ...],
) -> None:
    assert asked(arxl, trade, report, "pdf", *words).status == 0
    page = page_of(trade, report)
    assert all(name in page for name in shown)
    assert not any(name in page for name in hidden)


def test_the_page_of_the_dashboard_says_what_of_it_is_whose(trade: Story, arxl: CommandLine) -> None:
    asked(arxl, trade, "dashboard", "pdf")
    assert "of the whole book" not in page_of(trade, "dashboard")
    asked(arxl, trade, "dashboard", "pdf", "--salesperson", "Ana")
    page = " ".join(page_of(trade, "dashboard").split())
    assert "Lists are of Ana alone; figures and charts are of the whole book." in page
    assert "2,700.00" in page, "what the whole book has open"
    assert "Customers with a supply level: 2." in page


def test_calendars_are_of_whom_is_asked_for(trade: Story, arxl: CommandLine) -> None:
    assert asked(arxl, trade, "work-list", "ics", "--customer", "C-2").status == 0
    (file,) = (trade.path.parent / "out" / "work-list.ics").iterdir()
    assert file.name == "Ana.ics"
    calls = [event.summary.value for event in vobject.readOne(file.read_text("utf-8")).vevent_list]
    assert len(calls) == 1
    assert "Second Hotel" in calls[0]


def test_a_part_never_takes_the_place_of_the_whole(trade: Story, arxl: CommandLine) -> None:
    for report, kind in KINDS:
        for words in ((), ("--salesperson", "Ana"), ("--salesperson", "Ana", "--customer", "C-1")):
            assert arxl(report, trade.path, "--as-of", TUESDAY, "--format", kind, *words).status == 0
    beside = {path.name for path in trade.path.parent.iterdir()} - {trade.path.name}
    wholes = (
        (f"Book – work list {TUESDAY}", ".pdf"),
        (f"Book – work list {TUESDAY}", ""),
        (f"Book – dashboard {TUESDAY}", ".pdf"),
    )
    parts = ("", " – Ana", " – C-1, Ana")
    assert beside == {f"{whole}{part}{ending}" for whole, ending in wholes for part in parts}


def test_calendars_of_nobody_write_nothing_and_say_so(trade: Story, arxl: CommandLine) -> None:
    assert asked(arxl, trade, "work-list", "ics", "--salesperson", "Zoe").out == "Nothing to write.\n"


def test_what_is_of_the_whole_book_is_said_beside_the_tables(trade: Story, arxl: CommandLine, tmp_path: Path) -> None:
    said = "Of the whole book, since they name nobody: Figures, Aging trend, Cash expected."
    assert said not in asked(arxl, trade, "dashboard", "text").out
    assert asked(arxl, trade, "dashboard", "text", "--customer", "C-1").out.startswith(said)
    as_json = asked(arxl, trade, "dashboard", "json", "--customer", "C-1")
    assert [row["customer"] for row in as_json.json["top_10_overdue"]] == ["C-1"]
    assert (as_json.status, as_json.err) == (0, f"{said}\n")
    for kind in ("csv", "xlsx"):
        assert asked(arxl, trade, "dashboard", kind, "--customer", "C-1").err == f"{said}\n"
