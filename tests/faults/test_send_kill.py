"""A sending run is killed while the mail server has the mail in its hands: in doubt, and never sent twice."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from arxl.hosts.cli import main
from arxl.register.chain import verify
from arxl.register.store import history_at
from arxl.tables.history import History
from post_office import PostOffice
from scenarios.story import Story

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal of POSIX")

CUSTOMERS = ("C-1", "C-2", "C-3")


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with PostOffice() as office:
        yield office


@pytest.fixture
def story(tmp_path: Path) -> Story:
    story = Story(tmp_path)
    story.tells("company E-mail, Value: books@supplies.example")
    for customer in CUSTOMERS:
        story.tells(f"customer {customer}, E-mail: {address_of(customer)}")
        story.tells(f"2026-09-05 delivery INV-{customer} to {customer} of 10.00")
    story.issues("2026-09", "2026-10-05")
    return story


def address_of(customer: str) -> str:
    return f"{customer.lower()}@shop.example"


def words(story: Story, office: PostOffice) -> list[str]:
    settings = [word for key, value in office.settings.items() for word in ("--set", f"{key}={value}")]
    return ["send", str(story.path), *settings]


def run(story: Story, office: PostOffice) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "arxl", *words(story, office)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def history(story: Story) -> History:
    register = story.path.parent / "dealer-supplies.arxl"
    assert verify(register).fault is None
    return history_at(register, "dealer-supplies")


def sent_to(office: PostOffice) -> list[str]:
    return [to for mail in office.taken for to in mail.to]


def test_killed_with_a_mail_at_the_server(story: Story, office: PostOffice, capsys: pytest.CaptureFixture[str]) -> None:
    victim = address_of("C-2")

    def kill(to: str) -> None:
        if to == victim:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()

    office.at_data = kill
    process = run(story, office)
    process.communicate(timeout=300)
    assert process.returncode == -signal.SIGKILL
    office.at_data = lambda _: None
    known = history(story)
    assert [one.number for one in known.sendings] == ["ST2026-00001", "ST2026-00002"]
    assert [one.outcome for one in known.outcomes] == ["sent"]

    # The second run sends what is left, and leaves alone what is in doubt.
    assert main(words(story, office)) == 1
    assert "ST2026-00002: it was about to be sent to c-2@shop.example" in capsys.readouterr().err
    assert main(words(story, office)) == 1
    assert sent_to(office) == [address_of("C-1"), victim, address_of("C-3")]

    # A person has looked, and writes that it did not arrive.
    story.tells(f"{dt.date.today()} decision not sent, Reference: ST2026-00002, By: Ana")
    assert main(words(story, office)) == 0
    assert main(words(story, office)) == 0
    assert sent_to(office)[3:] == [victim]
    ids = [one.message_id for one in history(story).sendings]
    assert len(ids) == len(set(ids)) == 4


def test_four_runs_at_once_send_each_mail_once(story: Story, office: PostOffice) -> None:
    """Whoever meets another run at the same mail leaves it alone, and says so where its end is not known yet."""
    for process in [run(story, office) for _ in range(4)]:
        _, err = process.communicate(timeout=300)
        assert process.returncode in (0, 1, 3), err
        assert "Traceback" not in err
    assert main(words(story, office)) == 0
    assert sorted(sent_to(office)) == [address_of(customer) for customer in CUSTOMERS]
    known = history(story)
    assert len(known.sendings) == len(known.outcomes) == 3
