"""Stories of a command that was typed wrongly: it says so and does nothing."""

from __future__ import annotations

import pytest

from .story import CommandLine, Story


@pytest.fixture
def book(story: Story) -> Story:
    return story.tells("2026-01-05 delivery INV-1 to C-1 of 1000.00, Terms: NET 30")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--set", "nosuch=1"), '--set: no setting is called "nosuch". Remove the row, or correct its key.\n'),
        (("--set", "bukets=30"), '--set: no setting is called "bukets". The nearest key is buckets.\n'),
        (("--map", "Deliveries.Terms=Cond"), 'names the header "Cond", which Deliveries does not have.'),
        (("--map", "Deliveries.Foo=Terms"), 'no setting is called "map.Deliveries.Foo".'),
        (("--set", "buckets=40000"), "it takes at most 30 rising whole numbers from 1 to 36500"),
        (("--set", "tolerance=1e12"), "an amount from 0, below 1,000,000,000,000. Correct the value.\n"),
        (("--as-of", "1899-12-31"), '"1899-12-31" is not from 1900 to 2999. Correct the year.'),
        (("--as-of", "3000-01-01"), '"3000-01-01" is not from 1900 to 2999. Correct the year.'),
        (("--as-of", "31.12.2026"), "Write it as 2026-10-31."),
    ],
)
def test_aging_asked_wrongly(book: Story, arxl: CommandLine, words: tuple[str, str], said: str) -> None:
    answer = arxl("aging", book.path, *words)
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err


@pytest.mark.parametrize("month", ["1899-12", "3000-01", "0001-01", "9999-12"])
def test_a_month_of_no_calendar(book: Story, arxl: CommandLine, month: str) -> None:
    answer = arxl("statements", book.path, "--month", month)
    assert (answer.status, answer.out) == (2, "")
    assert f'"{month}" is not from 1900 to 2999. Correct the year.' in answer.err


@pytest.mark.parametrize("month", ["1900-01", "2999-12"])
def test_the_first_and_the_last_month_answer(book: Story, arxl: CommandLine, month: str) -> None:
    assert arxl("statements", book.path, "--month", month).status == 0


@pytest.mark.parametrize("day", ["1900-01-01", "2999-12-31"])
@pytest.mark.parametrize("command", ["aging", "supply", "allocate", "check"])
def test_the_first_and_the_last_day_answer(book: Story, arxl: CommandLine, command: str, day: str) -> None:
    bounds = [
        word
        for setting in ("release_days=366", "future_days=36500", "return_days=36500", "bounce_memory_days=36500")
        for word in ("--set", setting)
    ]
    assert arxl(command, book.path, "--as-of", day, *bounds).status == 0
