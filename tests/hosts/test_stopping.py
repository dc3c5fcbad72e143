"""The wish to stop a macro: Esc in Excel on Windows (its library stands in), and the clock that spares the program."""

from __future__ import annotations

from itertools import count
from types import SimpleNamespace

import pytest

from arxl.hosts.open_book import stopping
from arxl.hosts.open_book.stopping import EscapeKey, Wish, token_of

EXCEL, OTHER = 77, 99
DOWN, PRESSED_SINCE, UP = 0x8001, 0x0001, 0


class Windows:
    """What Windows answers: the state of the key at each question, and whose window is in front."""

    def __init__(self, *states: int, front: int = EXCEL) -> None:
        self._states, self.front = iter(states), front

    def GetAsyncKeyState(self, key: int) -> int:  # noqa: N802 (Windows' name)
        assert key == 0x1B
        return next(self._states)

    def GetForegroundWindow(self) -> int:  # noqa: N802
        return self.front


def test_escape_counts_from_the_beginning_of_the_run() -> None:
    key = EscapeKey(EXCEL, Windows(PRESSED_SINCE, UP, UP, DOWN))
    assert [key.wanted() for _ in range(3)] == [False, False, True]


def test_a_short_press_between_two_questions_counts() -> None:
    assert EscapeKey(EXCEL, Windows(UP, PRESSED_SINCE)).wanted()


def test_escape_in_another_program_does_not_count() -> None:
    assert not EscapeKey(EXCEL, Windows(UP, DOWN, front=OTHER)).wanted()


@pytest.mark.parametrize(("platform", "engine", "known"), [
    ("win32", "excel", True), ("win32", "libreoffice", False), ("darwin", "excel", False), ("linux", "excel", False),
])  # fmt: skip
def test_only_excel_on_windows_has_a_key(platform: str, engine: str, known: bool, monkeypatch) -> None:
    monkeypatch.setattr(stopping.sys, "platform", platform)
    windll = SimpleNamespace(user32=Windows(UP, DOWN))
    monkeypatch.setattr(stopping.ctypes, "windll", windll, raising=False)
    token = token_of(SimpleNamespace(engine=SimpleNamespace(name=engine), hwnd=EXCEL))
    assert (token is not None) is known
    assert token is None or token.wanted()


class Counted:
    def __init__(self, answers: list[bool]) -> None:
        self.answers, self.asked = answers, 0

    def wanted(self) -> bool:
        self.asked += 1
        return self.answers[min(self.asked, len(self.answers)) - 1]


def test_the_program_is_asked_ten_times_a_second_however_often_the_job_asks() -> None:
    token = Counted([False])
    ticks = count()
    wish = Wish(token, clock=lambda: next(ticks) / 1000)
    assert not any(wish.wanted() for _ in range(1000))
    assert 9 <= token.asked <= 10


def test_a_wish_once_heard_stays() -> None:
    ticks = count()
    wish = Wish(Counted([True, False]), clock=lambda: float(next(ticks)))
    assert wish.wanted()
    assert wish.wanted()


def test_a_wish_needs_no_program() -> None:
    wish = Wish(None)
    assert not wish.wanted()
    wish.stop()
    assert wish.wanted()
