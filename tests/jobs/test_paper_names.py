"""File names out of customer ids: of any text, unique whatever the case, short enough."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from arxl.jobs.paper_names import LONGEST_BYTES, names_of

ODD = st.text(st.characters(codec=None), min_size=1, max_size=120) | st.sampled_from(
    ["A/1", "A:1", "a1", "A1", "CON", "nul", "x.", "x ", "..", "C-7", "é", "e\u0301", "客" * 90, "\ud800"]
)


@given(st.lists(ODD, unique=True, max_size=12))
def test_names_differ_by_more_than_case_and_fit_into_a_path(customers: list[str]) -> None:
    names = names_of(customers)
    assert set(names) == set(customers)
    seen = {unicodedata.normalize("NFC", name).casefold() for name in names.values()}
    assert len(seen) == len(customers)
    for name in names.values():
        assert 0 < len(name.encode()) <= LONGEST_BYTES
        assert not set(name) & set('\\/:*?"<>|\0\r\n\t')
        assert name == name.strip(". ")


@given(st.lists(ODD, unique=True, min_size=1, max_size=8), st.randoms())
def test_the_order_of_customers_does_not_matter(customers, random):
    shuffled = random.sample(customers, len(customers))
    assert names_of(customers) == names_of(shuffled)


def test_a_plain_id_is_its_own_name():
    assert names_of(["C-7", "客户 12", "0007"]) == {"C-7": "C-7", "客户 12": "客户 12", "0007": "0007"}
