"""A LibreOffice for the macros and the engine under them, one for all tests of a process."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from arxl.jobs.sample import SAMPLE_COMPANY, SAMPLE_POLICY, sample_rows
from arxl.workbook.template import write_template
from office import Office

OpenBook = Callable[..., Any]


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """The program."""
    with Office() as running:
        yield running


@pytest.fixture(scope="session")
def app(office: Office) -> Any:
    """The program as xlwings sees it."""
    from arxl.hosts.libreoffice import engine

    return engine.connect(office.address)


@pytest.fixture
def opened(office: Office, app: Any) -> Iterator[OpenBook]:
    """Opens workbooks, and closes them after the test."""
    from arxl.hosts.libreoffice import engine

    documents = []

    def open_book(path: Path | str, **properties: Any) -> Any:
        documents.append(office.open(path, **properties))
        return engine.book_of(documents[-1], app)

    yield open_book
    for document in documents:
        document.close(True)


@pytest.fixture
def blank(opened: OpenBook) -> Any:
    """A new workbook."""
    return opened("private:factory/scalc")


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the sample company, before any month is closed."""
    path = tmp_path_factory.mktemp("sample") / "Sample.xlsx"
    write_template(path, SAMPLE_COMPANY.language, sample_rows(), SAMPLE_POLICY, SAMPLE_COMPANY)
    return path


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path) -> Path:
    """A copy of it, in a folder of its own."""
    return Path(shutil.copy(sample_file, tmp_path / "Sample.xlsx"))
