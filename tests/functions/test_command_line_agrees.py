"""A function over the sheets of the sample book says what the command line says of the file."""

from __future__ import annotations

from collections import defaultdict

import pytest

from arxl.jobs.sample import SAMPLE_AS_OF
from arxl.practices.statement_words import KINDS

from .sample_sheets import SampleSheets, sample_sheets, spoiled

MONTHS = ("2025-05", "2026-03", "2026-10")
EARLIER = SAMPLE_AS_OF.replace(year=2026, month=3, day=14)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SampleSheets:
    return sample_sheets(tmp_path_factory.mktemp("sample"))


def amount(text: str | None) -> float:
    return float(text or 0)


@pytest.mark.parametrize("as_of", [SAMPLE_AS_OF, EARLIER], ids=str)
def test_aging(sample: SampleSheets, as_of: object) -> None:
    said = sample.command("aging", "--as-of", as_of)
    rows = sample.answer("AGING", as_of)[1:]
    buckets = len(said["buckets"])
    assert [
        (row["customer"], row["currency"], [*map(amount, row["buckets"])], amount(row["unapplied"]))
        for row in said["rows"]
    ] == [(row[0], row[2], list(row[3 : 3 + buckets]), row[3 + buckets]) for row in rows]


@pytest.mark.parametrize("as_of", [SAMPLE_AS_OF, EARLIER], ids=str)
def test_balances_and_unapplied_cash(sample: SampleSheets, as_of: object) -> None:
    said = sample.command("aging", "--as-of", as_of)["rows"]
    for name, heading, key in (("BALANCE", "Balance", "balance"), ("UNAPPLIED", "Unapplied cash", "unapplied")):
        expected = {(row["customer"], row["currency"]): amount(row[key]) for row in said if amount(row[key])}
        rows = sample.rows(name, as_of)
        assert {(row["Customer ID"], row["Currency"]): row[heading] for row in rows} == expected
        by_customer = defaultdict(dict)
        for (customer, currency), value in expected.items():
            by_customer[customer][currency] = value
        ids = [row[0] for row in sample.sheets["Customers"][1:]]
        cells = sample.answer(name, as_of, customer=[[customer] for customer in ids])
        for customer, (cell,) in zip(ids, cells, strict=True):
            held = by_customer[customer]
            if set(held) <= {"EUR"}:
                assert cell == held.get("EUR", 0.0)
            else:
                assert [part.split()[-1] for part in cell.split(", ")] == sorted(held)


@pytest.mark.parametrize("as_of", [SAMPLE_AS_OF, EARLIER], ids=str)
def test_open_items(sample: SampleSheets, as_of: object) -> None:
    said = sample.command("allocate", "--as-of", as_of)["open"]
    expected = [
        (
            *(row[key] for key in ("customer", "currency", "document", "due_date")),
            amount(row["amount"]),
            amount(row["open"]),
        )
        for row in said
    ]
    keys = ("Customer ID", "Currency", "Document No", "Due Date", "Amount", "Open")
    rows = [
        tuple(str(v) if k == "Due Date" else v for k, v in row.items() if k in keys)
        for row in sample.rows("OPEN_ITEMS", as_of)
    ]
    assert rows == expected
    customer = said[0]["customer"]
    own = sample.rows("OPEN_ITEMS", as_of, customer=customer)
    assert [row["Document No"] for row in own] == [row["document"] for row in said if row["customer"] == customer]


@pytest.mark.parametrize("month", MONTHS)
def test_statements(sample: SampleSheets, month: str) -> None:
    said = sample.command("statements", "--month", month)["statements"]
    told = statements(sample.rows("STATEMENT", SAMPLE_AS_OF, month=month))
    assert told == [expected(each) for each in said]
    some = {each["customer"] for each in said[:40:7]}
    for customer in some:
        alone = statements(sample.rows("STATEMENT", SAMPLE_AS_OF, month=month, customer=customer))
        assert alone == [expected(each) for each in said if each["customer"] == customer]


def expected(said: dict) -> tuple:
    """A statement of the command line's JSON."""
    movements = [
        (
            *(move["date"], move["document"], KINDS[move["kind"]]),
            *("earlier period" if move["earlier_period"] else "", amount(move["amount"]), amount(move["balance"])),
        )
        for move in said["movements"]
    ]
    return said["customer"], said["currency"], amount(said["opening"]), movements, amount(said["closing"])


def statements(rows: list[dict]) -> list[tuple]:
    """The statements that stand in the rows of STATEMENT, taken apart at their opening balances."""
    found: list[tuple] = []
    for row in rows:
        assert row["Number"] == "Draft"
        if row["Kind"] == "Opening balance":
            movements: list[tuple] = []
            opening = row["Balance"]
        elif row["Kind"] == "Closing balance":
            found.append((row["Customer ID"], row["Currency"], opening, movements, row["Balance"]))
        else:
            head = (str(row["Date"]), row["Document No"], row["Kind"], row["Period"])
            movements.append((*head, row["Amount"], row["Balance"]))
    return found


def test_check(sample: SampleSheets) -> None:
    far = SAMPLE_AS_OF.replace(year=2031)
    assert sample.answer("CHECK", SAMPLE_AS_OF) == (("Nothing is wrong.",),)
    assert sample.command("check", "--as-of", SAMPLE_AS_OF)["faults"] == []
    cells = {"Deliveries!A5": None, "Deliveries!C9": "soon", "Receipts!B4": "X-99", "Orders!C2": far}
    broken = spoiled(sample, {**cells, "Supply Rules!A3": "phase of the moon", "Customers!K2": "F"})
    said = broken.command("check", "--as-of", SAMPLE_AS_OF)["faults"]
    rows = broken.answer("CHECK", SAMPLE_AS_OF)[1:]
    assert len(said) > 4
    assert sorted(each["severity"] for each in said)[0] != "warning", "some keep their row out"
    # a range has the argument's name; its rows count from its first cell, as those of these sheets do
    names = {"Deliveries": "deliveries", "Receipts": "receipts", "Customers": "customers", "Orders": "orders"}
    names |= {"Supply Rules": "rules", "Decisions": "decisions"}
    found = {(row[0], *row[1:]) for row in rows}
    assert found == {
        (place.replace(sheet, names[sheet], 1), each["severity"], each["fact"], each["remedy"])
        for each in said
        for place, sheet in [(each["place"], each["place"].split("!")[0])]
    }


def test_supply_levels_are_those_that_orders_meet(sample: SampleSheets) -> None:
    levels = {row["Customer ID"]: row["Level"] for row in sample.rows("SUPPLY", SAMPLE_AS_OF)}
    orders = sample.rows("CAN_SHIP", SAMPLE_AS_OF)
    assert orders
    answers = {0: "yes", 1: "yes", 2: "reduced", 3: "reduced", 4: "prepaid only", 5: "no", 6: "no"}
    for order in orders:
        assert order["Level"] == levels[order["Customer ID"]], "an open order is in the exposure already"
        if not order["Deposit"]:
            assert order["Can ship"] == answers[order["Level"]]
