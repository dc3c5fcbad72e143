"""The grammar of A3: everything it can say reads back, everything else is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arxl.tables.terms import NotTerms, Terms, TermsKind, parse_terms

day_counts = st.integers(0, 999)
months_days = st.integers(1, 31)
terms_without_discount = st.one_of(
    st.just(Terms(TermsKind.COD)),
    st.builds(Terms, st.sampled_from([TermsKind.NET, TermsKind.EOM]), days=day_counts),
    st.builds(
        Terms, st.just(TermsKind.MONTHLY), close_day=months_days, pay_day=months_days, later_months=st.integers(0, 12)
    ),
    st.builds(Terms, st.just(TermsKind.BATCH), batches=st.integers(1, 99), days=day_counts),
    st.builds(Terms, st.just(TermsKind.SOLD), sold_percent=st.integers(1, 100), days=day_counts),
)
discounts = st.tuples(st.integers(1, 999_999), day_counts)


@given(terms_without_discount)
def test_terms_read_back_from_what_they_write(terms: Terms) -> None:
    assert parse_terms(str(terms)) == terms


@given(terms_without_discount, discounts, st.sampled_from(["", " ", ", "]), st.booleans())
def test_a_discount_stands_in_front(terms: Terms, discount: tuple[int, int], between: str, lower: bool) -> None:
    ppm, within = discount
    text = f"{ppm / 10_000:.4f}/{within}{between}{terms}"
    read = parse_terms(text.lower() if lower else text)
    assert (read.discount_ppm, read.discount_days) == (ppm, within)
    assert parse_terms(str(read)) == read
    assert replace(read, discount_ppm=0, discount_days=0) == terms


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("net30", "NET 30"),
        ("N/30", "NET 30"),
        ("30 days", "NET 30"),
        ("30 días", "NET 30"),
        ("30 zile", "NET 30"),
        ("30일", "NET 30"),
        ("30天", "NET 30"),
        ("30", "NET 30"),
        ("ＮＥＴ　３０", "NET 30"),
        ("eom+10", "EOM 10"),
        ("EOM", "EOM 0"),
        ("货到付款", "COD"),
        ("Contra reembolso", "COD"),
        ("due on receipt", "COD"),
        ("2/10, n/30", "2/10 NET 30"),
        ("2,5%/7 EOM 10", "2.5/7 EOM 10"),
        ("monthly 25 / 5 + 1", "MONTHLY 25/5+1"),
        ("MONTHLY 25/5+0", "MONTHLY 25/5"),
        ("Sold 80%/60", "SOLD 80/60"),
    ],
)
def test_what_people_write_instead(text: str, same: str) -> None:
    assert str(parse_terms(text)) == same


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "NET", "NET -3", "NET 1000", "NET 30 EOM", "30 EOM", "月结30天", "MONTHLY 0/5", "MONTHLY 25/32"),
        *("MONTHLY 25", "BATCH 0/45", "BATCH 1", "SOLD 0/60", "SOLD 101/60", "2/10", "0/10 NET 30", "100/10 NET 30"),
    ],
)
def test_what_is_not_certain_is_refused(text: str) -> None:
    with pytest.raises(NotTerms) as caught:
        parse_terms(text)
    assert f'"{text}"' in str(caught.value.fact)
    assert "NET 30" in str(caught.value.remedy)
