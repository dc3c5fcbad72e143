"""Stories of due dates (A3): far ahead, and moved off days that are not worked."""

from __future__ import annotations

from .story import Story


def test_long_terms_meet_the_holidays_of_the_year_in_which_they_end(story: Story) -> None:
    story.tells("""
        company Country, Value: ES
        2026-04-09 delivery INV-1 to C-1 of 100.00, Terms: NET 998
        2026-04-09 delivery INV-2 to C-1 of 100.00, Terms: MONTHLY 25/25+31
        2026-04-09 delivery INV-3 to C-1 of 100.00, Terms: NET 998, Due Date: 2029-01-01
    """)
    assert story.on("2026-04-30").due == {"INV-1": "2029-01-01", "INV-2": "2028-12-25", "INV-3": "2029-01-01"}
    moved = story.on("2026-04-30", due_roll="following").due
    assert moved == {"INV-1": "2029-01-02", "INV-2": "2028-12-26", "INV-3": "2029-01-01"}


def test_a_year_that_was_typed_wrongly_still_answers(story: Story) -> None:
    story.tells("""
        company Country, Value: KR
        0226-04-09 delivery INV-1 to C-1 of 100.00, Terms: NET 30
        9999-12-30 delivery INV-2 to C-1 of 100.00, Terms: NET 998
        2026-04-02 delivery INV-3 to C-1 of 100.00, Terms: NET 30
    """)
    assert story.on("2026-05-31", due_roll="following").due["INV-3"] == "2026-05-04"
