"""Stories of the rebate (A4): earned by paying on the agreed day, shown on the statement, claimed by a credit note."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from .story import Story

MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04")


@pytest.fixture
def prompt(story: Story) -> Story:
    """C-1 has 2 % and pays on the day."""
    return story.tells("""
        customer C-1, Rebate %: 2%, Name: Hotel Mar
        2026-01-05 delivery INV-1 to C-1 of 1000.00
        2026-02-04 receipt R-1 from C-1 of 1000.00
        2026-02-20 delivery INV-2 to C-1 of 500.00
        2026-03-22 receipt R-2 from C-1 of 500.00
    """)


def said(story: Story, tmp_path: Path, month: str) -> str:
    """What the statement of a month says, once those before it are issued."""
    for earlier in MONTHS[: MONTHS.index(month) + 1]:
        (statement,) = story.issues(earlier, f"{earlier[:5]}{int(earlier[5:]) + 1:02}-03")
    (paper,) = tmp_path.rglob(f"{statement.number} *.pdf")
    document = pypdfium2.PdfDocument(paper)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def test_the_statement_says_what_is_earned_so_far(prompt: Story, tmp_path: Path) -> None:
    assert "Rebate of 2026-Q1 earned so far: 20.00 EUR." in said(prompt, tmp_path, "2026-02")
    assert "Rebate of 2026-Q1 earned so far: 30.00 EUR." in said(prompt, tmp_path, "2026-03")


def test_what_nobody_has_credited_is_said_until_a_credit_note_claims_it(prompt: Story, tmp_path: Path) -> None:
    assert "Rebate of 2026-Q1 earned so far: 30.00 EUR." in said(prompt, tmp_path, "2026-03")
    prompt.tells("2026-04-05 delivery INV-3 to C-1 of 10.00")
    assert "Rebate of 2026-Q1: 30.00 EUR, not credited yet." in said(prompt, tmp_path, "2026-04")


def test_a_claimed_rebate_is_a_credit_note_and_no_longer_a_promise(prompt: Story, tmp_path: Path) -> None:
    prompt.tells("""
        2026-04-02 credit CN-1 to C-1 of 30.00, Reason: rebate 2026-Q1
        2026-04-05 delivery INV-3 to C-1 of 10.00
    """)
    april = said(prompt, tmp_path, "2026-04")
    assert "CN-1" in april
    assert "Rebate of 2026-Q1" not in april


def test_one_late_item_forfeits_the_quarter_and_the_statement_names_it(prompt: Story, tmp_path: Path) -> None:
    prompt.changes("R-2", Date="2026-03-30")  # due on the 22nd
    assert "Rebate of 2026-Q1 forfeited: INV-2 is 8 days late." in said(prompt, tmp_path, "2026-03")


def test_another_patience_is_a_row_of_policy(prompt: Story, tmp_path: Path) -> None:
    prompt.changes("R-2", Date="2026-03-30").tells("policy rebate_late_days, Value: 8")
    assert "Rebate of 2026-Q1 earned so far: 20.00 EUR." in said(prompt, tmp_path, "2026-03")


def test_a_customer_without_a_rebate_reads_nothing_of_it(story: Story, tmp_path: Path) -> None:
    story.tells("2026-01-05 delivery INV-1 to C-1 of 1000.00")
    assert "Rebate" not in said(story, tmp_path, "2026-01")
