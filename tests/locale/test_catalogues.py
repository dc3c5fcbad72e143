"""Every message of src/ is translated into five languages, and the committed files are what the sources say."""

from __future__ import annotations

import gettext
import importlib.util
import io
from pathlib import Path
from types import ModuleType

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def catalogues() -> ModuleType:
    """tools/catalogues.py."""
    spec = importlib.util.spec_from_file_location("catalogues", CHECKOUT / "tools" / "catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def current(catalogues: ModuleType) -> tuple[dict[Path, bytes], list[str]]:
    return catalogues.files()


def test_every_message_is_translated_with_the_same_gaps(current):
    assert current[1] == []


def test_the_committed_catalogues_are_current(current):
    translations = {path: content for path, content in current[0].items() if path.suffix != ".pot"}
    stale = [path.parts[-3:] for path, content in translations.items() if path.read_bytes() != content]
    assert stale == [], "run: python tools/catalogues.py"


def test_the_files_name_no_day_and_nobody(current):
    for path, content in current[0].items():
        if path.suffix != ".mo":
            assert b"Date:" not in content
            assert b"Translator" not in content


def test_a_message_of_a_module_is_collected(catalogues: ModuleType):
    messages = {message.id for message in catalogues.spoken(catalogues.collected())}
    assert {"Not due", "{first}–{last} days", "Statement of account"} <= messages


@pytest.mark.parametrize(
    ("english", "translated", "told"),
    [
        ("Balance", "", "not translated: Balance"),
        ("{day} is late.", "{dia} va tarde.", "other gaps than in English: {dia} va tarde."),
        ("{day} is late.", "{day} llega tarde.", None),
        ("share in %", "parte en %", None),
    ],
)
def test_what_a_translator_forgets_is_told(catalogues: ModuleType, english: str, translated: str, told: str | None):
    catalogue = catalogues.ReproducibleCatalog("es")
    catalogue.add(english, translated)
    assert catalogues.shortcomings(catalogue) == ([f"es: {told}"] if told else [])


def test_gettext_reads_what_is_compiled(catalogues: ModuleType):
    catalogue = catalogues.ReproducibleCatalog("ko")
    catalogue.add("Balance", "잔액")
    compiled = catalogues.mo_bytes(catalogue)
    assert gettext.GNUTranslations(io.BytesIO(compiled)).gettext("Balance") == "잔액"
    assert compiled == catalogues.mo_bytes(catalogue)
