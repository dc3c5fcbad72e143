"""A button that is pressed in LibreOffice runs its macro on the document of its window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from arxl.hosts.libreoffice.button_files import MACRO, STOP
from arxl_in_calc import office_with_arxl
from office import Office


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with office_with_arxl() as office:
        yield office


@pytest.fixture
def document(office: Office, sample: Path) -> Iterator[Any]:
    opened = office.open(sample, macros="always")
    yield opened
    opened.close(True)


def press(office: Office, document: Any, address: str) -> None:
    """What LibreOffice does when a button of the toolbar is pressed."""
    helper = office.context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.DispatchHelper", office.context
    )
    helper.executeDispatch(document.CurrentController.Frame, address, "", 0, ())


def test_age_writes_its_sheet_and_stop_is_heard_when_nothing_runs(office: Office, document: Any) -> None:
    before = document.Sheets.getElementNames()
    press(office, document, STOP)
    assert document.Sheets.getElementNames() == before
    press(office, document, f"{MACRO}age")
    assert set(document.Sheets.getElementNames()) - set(before) == {"Aging"}


def test_a_button_that_finds_no_arxl_harms_nothing(sample: Path, tmp_path: Path) -> None:
    with office_with_arxl((str(tmp_path / "nowhere"),)) as lost:
        document = lost.open(sample, macros="always")
        before = document.Sheets.getElementNames()
        press(lost, document, f"{MACRO}age")
        assert document.Sheets.getElementNames() == before
        document.close(True)
