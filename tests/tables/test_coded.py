"""Codes give back their texts; numbers rank as their natural keys sort."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from arxl.tables.cells import objects
from arxl.tables.coded import coded
from arxl.tables.names import natural_key, natural_ranks

words = st.sampled_from(["", "a", "b", "ab", "C-1", "C-10"])
shaped = st.tuples(st.sampled_from("AB"), st.integers(0, 120)).map(lambda pair: f"{pair[0]}-{pair[1]:03d}/x")
numbers = st.one_of(shaped, st.from_regex(r"[AB]?-?[0-9]{0,3}[/٣]?[0-9]?", fullmatch=True))


@given(st.lists(words))
def test_codes_give_back_the_texts(texts: list[str]) -> None:
    distinct, code = coded(objects(texts))
    assert [distinct[place] for place in code.tolist()] == texts
    assert distinct == list(dict.fromkeys(texts))


@given(st.lists(words))
def test_codes_among_known_texts(texts: list[str]) -> None:
    known = ["C-10", "ab", "b", "", "a", "C-1"]
    found = coded(objects(texts), objects(known))
    assert found.texts == known
    assert [known[place] for place in found.code.tolist()] == texts


@given(st.one_of(st.lists(shaped), st.lists(shaped, unique=True).map(sorted), st.lists(numbers)))
def test_ranks_are_the_places_among_sorted_natural_keys(texts: list[str]) -> None:
    order = sorted(set(map(natural_key, texts)))
    assert natural_ranks(objects(texts)).tolist() == [order.index(natural_key(text)) for text in texts]
