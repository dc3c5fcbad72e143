"""Stories of what cannot be printed: the cell is named, and no number is lost over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from arxl.errors import Faulty
from arxl.jobs.draft import drafted

from .story import Story

UNICORN = "\N{UNICORN FACE}"


@pytest.fixture
def hotel(story: Story) -> Story:
    return story.tells("""
        customer C-1, Name: Hotel Mar
        2026-01-05 delivery INV-1 to C-1 of 1000.00
    """)


def test_check_names_cell_and_character(hotel: Story) -> None:
    hotel.changes_customer("C-1", Name=f"Hotel {UNICORN}")
    assert hotel.on("2026-01-31").faults == [
        f'Customers!B2: no font shows the character {UNICORN} (U+1F984) of "Hotel {UNICORN}".'
        " Write it with other characters."
    ]


def test_issuing_takes_no_number_before_every_name_can_be_printed(hotel: Story) -> None:
    hotel.tells(f"""
        customer C-2, Name: Zum {UNICORN}
        2026-01-07 delivery INV-2 to C-2 of 20.00
    """)
    with pytest.raises(Faulty, match=r"Customers!B3: no font shows"):
        hotel.issues("2026-01", "2026-02-02")
    hotel.changes_customer("C-2", Name="Zum Einhorn")
    assert [statement.number for statement in hotel.issues("2026-01", "2026-02-02")] == ["ST2026-00001", "ST2026-00002"]


def test_drafts_on_paper_are_refused_for_the_same_cell(hotel: Story, tmp_path: Path) -> None:
    hotel.changes("INV-1", Document_No=f"INV-{UNICORN}")
    with pytest.raises(Faulty, match=r"Deliveries!B2: no font shows"):
        drafted(hotel.on("2026-01-31").opened, "2026-01", tmp_path / "drafts")


def test_whom_no_statement_goes_to_may_be_called_anything(hotel: Story) -> None:
    hotel.tells(f"customer C-2, Name: Zum {UNICORN}")
    (statement,) = hotel.issues("2026-01", "2026-02-02")
    assert statement.number == "ST2026-00001"
    assert len(hotel.on("2026-01-31").faults) == 1  # check lists it all the same


def test_the_cell_is_the_one_in_which_the_text_was_written(hotel: Story) -> None:
    hotel.changes_customer("C-1", Legal_Name=f"Mar {UNICORN} S.L.", Address=f"Calle 1\n28001 {UNICORN}")
    places = [fault.split(":")[0] for fault in hotel.on("2026-01-31").faults]
    assert places == ["Customers!C2", "Customers!D2"]


def test_a_book_without_a_sheet_of_customers_has_its_fault_where_the_customer_is_named(story: Story) -> None:
    story.tells(f"2026-01-05 delivery INV-1 to C-{UNICORN} of 1000.00")
    (fault,) = story.on("2026-01-31").faults
    assert fault.startswith(f"Deliveries!C2: no font shows the character {UNICORN}")


@pytest.mark.parametrize(
    "name", ["Ștefănescu", "주식회사 한빛상사", "深圳市鑫源贸易有限公司", "e\u0301te\u0301", "①㈜㎡"]
)
def test_what_the_fonts_show_passes(hotel: Story, name: str) -> None:
    hotel.changes_customer("C-1", Name=name)
    assert hotel.on("2026-01-31").faults == []
    assert len(hotel.issues("2026-01", "2026-02-02")) == 1
