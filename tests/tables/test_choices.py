"""Choices, yes and no, and totals in six languages."""

from __future__ import annotations

import pytest

from arxl.tables.choices import _SYNONYMS, choice_named, is_total, yes_or_no
from arxl.tables.schema import TABLES, Customers, Deliveries, Receipts, columns_of

KINDS = columns_of(Deliveries)["kind"].choices
METHODS = columns_of(Receipts)["method"].choices
TYPES = columns_of(Customers)["type"].choices


WORDS = {
    KINDS: {
        "invoice": "Factură | 세금계산서 | 發票 | Delivery",
        "debit note": "nota de débito | Notă de debit",
        "opening": "期初余额 | SOLD INIȚIAL | 이월",
    },
    METHODS: {"transfer": "Virament | 계좌이체 | 匯款", "bill": "어음 | Pagaré", "cheque": "支票 | Check | Cec"},
    TYPES: {"dealer": "대리점 | 经销商", "shop": "Tienda | Magazin", "hotel": "酒店 | 호텔"},
}


@pytest.mark.parametrize("choices", WORDS)
def test_six_languages(choices: tuple[str, ...]) -> None:
    for choice, words in WORDS[choices].items():
        assert {choice_named(word, choices) for word in words.split(" | ")} == {choice}


def test_no_word_stands_for_two_choices_of_one_column() -> None:
    for table in TABLES.values():
        for column in columns_of(table).values():
            words = [word for choice in column.choices for word in _SYNONYMS.get(choice, {choice})]
            assert len(words) == len(set(words)), column.header


def test_every_choice_is_its_own_word() -> None:
    for table in TABLES.values():
        for column in columns_of(table).values():
            assert [choice_named(choice.upper(), column.choices) for choice in column.choices] == list(column.choices)


def test_yes_and_no() -> None:
    assert [yes_or_no(text) for text in ("Yes", "DA", "Sí", "예", "是", "✓")] == [True] * 6
    assert [yes_or_no(text) for text in ("No", "nu", "아니오", "否", "無", "FALSE")] == [False] * 6
    assert yes_or_no("2026-01-05") is None


@pytest.mark.parametrize(
    "text", ["Total", "TOTAL:", "Suma totală", "Totaal", "合计：", "소계", "總計", "Total C-77", "C-77 Total"]
)
def test_totals(text: str) -> None:
    assert is_total(text)


@pytest.mark.parametrize("text", ["Totalgaz", "C-77", "", "Summer sale"])
def test_no_totals(text: str) -> None:
    assert not is_total(text)
