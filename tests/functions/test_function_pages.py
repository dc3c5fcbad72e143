"""docs/functions.md is what the catalogue says."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from arxl.functions.catalogue import CATALOGUE, function_named
from arxl.tables.schema import TABLES, columns_of

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def pages() -> ModuleType:
    """tools/function_pages.py."""
    spec = importlib.util.spec_from_file_location("function_pages", CHECKOUT / "tools" / "function_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_current(pages: ModuleType) -> None:
    assert (CHECKOUT / pages.PAGE).read_text("utf-8") == pages.functions_page(), "run: make generated"


def test_the_page_holds_every_argument_and_every_example(pages: ModuleType) -> None:
    page = pages.functions_page()
    for function in CATALOGUE:
        _, _, section = page.partition(f"\n## ARXL_{function.name}\n")
        section, _, _ = section.partition("\n## ")
        for argument in function.arguments:
            assert f"| `{argument.name}` |" in section
        for example in function.examples:
            assert f"`{pages.formula(function, example)}`" in section
    for table in {argument.table for function in CATALOGUE for argument in function.arguments if argument.table}:
        assert all(column.header in page for column in columns_of(TABLES[table]).values())


def test_formulas_are_what_a_spreadsheet_program_reads(pages: ModuleType) -> None:
    due_date = function_named("DUE_DATE")
    assert pages.formula(due_date, due_date.examples[0]) == '=ARXL_DUE_DATE(DATE(2026,1,31), "NET 30")'
    aging = function_named("AGING")
    assert pages.formula(aging, aging.examples[0]) == '=ARXL_AGING(Deliveries, Receipts, DATE(2026,10,20), , , "EUR")'
