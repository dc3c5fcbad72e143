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


def test_the_page_of_the_dashboard_says_the_currency_of_statements(trade: Story, arxl: CommandLine) -> None:
    trade.issues("2026-08", "2026-09-02")
    assert asked(arxl, trade, "dashboard", "pdf").status == 0
    page = page_of(trade, "dashboard")
    _, outstanding = page.split("Statements outstanding")
    assert [amount in outstanding for amount in ("1,000.00 EUR", "900.00 EUR", "800.00 EUR")] == [True] * 3


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


def test_the_customers_of_no_salesperson_are_asked_for_by_an_empty_name(trade: Story, arxl: CommandLine) -> None:
    trade.tells("customer C-4, Name: Fourth Inn")
    trade.tells("2026-07-01 delivery INV-4 to C-4 of 700.00, Due Date: 2026-08-01")
    assert asked(arxl, trade, "dashboard", "pdf", "--salesperson", "").status == 0
    page = " ".join(page_of(trade, "dashboard").split())
    assert "Fourth Inn" in page
    assert "First Shop" not in page
    assert "Lists are of customers without a salesperson alone" in page
    for report, kind in KINDS:
        assert arxl(report, trade.path, "--as-of", TUESDAY, "--format", kind, "--salesperson", "").status == 0
    assert {path.name for path in trade.path.parent.glob("Book – *")} == {
        f"Book – dashboard {TUESDAY} – Without a salesperson.pdf",
        f"Book – work list {TUESDAY} – Without a salesperson.pdf",
        f"Book – work list {TUESDAY} – Without a salesperson",
    }


@pytest.mark.parametrize("report", ["dashboard", "desk"])
def test_the_top_ten_are_the_first_ten_of_those_asked_for(trade: Story, arxl: CommandLine, report: str) -> None:
    for number in range(10, 25):
        trade.tells(f"customer B-{number}, Name: Large {number}, Salesperson: Ben")
        trade.tells(f"2026-07-01 delivery BIG-{number} to B-{number} of {number}000.00, Due Date: 2026-08-01")
    top = asked(arxl, trade, report, "json").json["top_10_overdue"]
    assert [row["customer"] for row in top] == [f"B-{number}" for number in range(24, 14, -1)]
    of_ana = asked(arxl, trade, report, "json", "--salesperson", "Ana").json["top_10_overdue"]
    assert [row["customer"] for row in of_ana] == ["C-1", "C-2"]
    if report == "dashboard":
        asked(arxl, trade, report, "pdf", "--salesperson", "Ana")
        assert "First Shop" in page_of(trade, report)


def test_what_names_salespeople_is_not_said_to_name_nobody(trade: Story, arxl: CommandLine) -> None:
    said = asked(arxl, trade, "desk", "json", "--customer", "C-1").err.splitlines()
    (whole,) = (line for line in said if line.startswith("Of the whole book, since they name nobody: "))
    (sellers,) = (line for line in said if line.startswith("Not of one customer, since they name salespeople alone: "))
    assert "Figures" in whole
    assert "Commission" not in whole
    assert "Commission" in sellers
    of_ana = asked(arxl, trade, "desk", "json", "--customer", "C-1", "--salesperson", "Ana").err
    assert sellers in of_ana


@pytest.mark.parametrize("report", ["dashboard", "work-list"])
def test_a_page_bears_the_whole_name_of_a_folder(trade: Story, arxl: CommandLine, report: str) -> None:
    folder = trade.path.rename(trade.path.with_name("Trade 1.2"))
    assert arxl(report, folder, "--as-of", TUESDAY, "--format", "pdf").status == 0
    assert folder.with_name(f"Trade 1.2 – {report.replace('-', ' ')} {TUESDAY}.pdf").exists()


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


@pytest.fixture
def desk(trade: Story) -> Story:
    """The same with a promise and an order of everybody."""
    for customer in ("C-1", "C-2", "C-3"):
        trade.tells(f"2026-10-01 contact call to {customer} of 50.00, Promised On: 2026-10-20")
        trade.tells(f"2026-10-01 order O-{customer} from {customer} of 30.00, Status: confirmed")
    return trade


@pytest.mark.parametrize("report", ["reminders", "promises", "orders"])
def test_a_report_by_customer_says_the_salesperson_of_each(desk: Story, arxl: CommandLine, report: str) -> None:
    tables = asked(arxl, desk, report, "json").json
    del tables["as_of"]
    everybody = {"C-1": "Ana", "C-2": "Ana", "C-3": "Ben"}
    for rows in tables.values():
        assert {row["customer"]: row["salesperson"] for row in rows} == everybody
    of_ana = asked(arxl, desk, report, "json", "--salesperson", "Ana")
    assert (of_ana.status, of_ana.err) == (0, "")
    assert [{row["customer"] for row in of_ana.json[key]} for key in tables] == [{"C-1", "C-2"}] * len(tables)


@pytest.mark.parametrize("report", ["rebates", "interest", "debts", "reviews", "dashboard", "desk"])
@pytest.mark.parametrize(
    ("words", "customers"),
    [
        (("--salesperson", "Ana"), {"C-1", "C-2"}),
        (("--customer", "C-3"), {"C-3"}),
        (("--salesperson", "Ana", "--customer", "C-3"), set()),
    ],
)
def test_no_row_of_another_customer_is_left_in_any_table(
    desk: Story, arxl: CommandLine, report: str, words: tuple[str, ...], customers: set[str]
) -> None:
    tables = asked(arxl, desk, report, "json", *words).json
    del tables["as_of"]
    found = {row["customer"] for rows in tables.values() for row in rows if "customer" in row}
    assert found <= customers
    if report in ("debts", "dashboard", "desk"):
        assert found == customers


@pytest.mark.parametrize(
    ("report", "words", "options"),
    [
        ("recovery", ("--customer", "C-1"), ["--customer"]),
        ("recovery", ("--salesperson", "Ana", "--customer", "C-1"), ["--customer", "--salesperson"]),
        ("commission", ("--customer", "C-1", "--salesperson", "Ana"), ["--customer"]),
        ("targets", ("--customer", "C-1"), ["--customer"]),
    ],
)
@pytest.mark.parametrize("kind", ["text", "json", "csv", "xlsx"])
def test_an_option_that_would_do_nothing_is_refused(
    desk: Story, arxl: CommandLine, report: str, words: tuple[str, ...], options: list[str], kind: str
) -> None:
    answer = asked(arxl, desk, report, kind, *words)
    assert (answer.status, answer.out) == (2, "")
    heading = {"--customer": "Customer ID", "--salesperson": "Salesperson"}
    assert answer.err.splitlines() == [
        f'{option}: the report {report} has no column "{heading[option]}". Run it without {option}.'
        for option in options
    ]


@pytest.mark.parametrize("report", ["commission", "targets"])
def test_salespeople_are_told_apart_where_no_customer_is(desk: Story, arxl: CommandLine, report: str) -> None:
    for name in ("Ana", "Ben"):
        desk.tells(f"salesperson {name}\ntarget 2026-10 for {name} of 500.00\n2026-10-12 diary {name}, Task: calls")
    tables = asked(arxl, desk, report, "json", "--salesperson", "Ana").json
    del tables["as_of"]
    assert {row["salesperson"] for rows in tables.values() for row in rows} == {"Ana"}
