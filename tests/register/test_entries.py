"""Every record has one text, and the text leads back to the record."""

import datetime as dt
import json

from hypothesis import given
from hypothesis import strategies as st

from arxl.register.entries import ClosedMonth, QuietAccount, body_of, canonical, kind_of, record_of
from arxl.tables.history import (
    Claim,
    CodeKey,
    FiledCopy,
    IssuedPaper,
    IssuedStatement,
    RecordedDecision,
    Reply,
    Sending,
    SendingOutcome,
    StatedLine,
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
dates = st.dates()
amounts = st.integers(-(10**15), 10**15)
lines = st.builds(StatedLine, texts, texts, texts, dates, amounts)
claims = st.lists(st.builds(Claim, texts, texts), max_size=3).map(tuple)
accounts = st.builds(QuietAccount, texts, texts, st.lists(lines, max_size=3).map(tuple))
records = st.one_of(
    st.builds(
        IssuedStatement,
        *(texts, texts, texts, texts, dates, dates, amounts, amounts),
        *(st.lists(lines, max_size=3).map(tuple), st.lists(lines, max_size=3).map(tuple)),
        *(texts, texts, texts),
    ),
    st.builds(IssuedPaper, texts, texts, texts, texts, texts, dates, texts, texts, claims),
    st.builds(Sending, texts, texts, texts, texts, texts, dates),
    st.builds(SendingOutcome, texts, texts, texts, dates),
    st.builds(FiledCopy, texts, texts, texts, st.lists(st.integers(1, 99), max_size=3).map(tuple), texts, dates),
    st.builds(Reply, texts, texts, dates, texts, st.booleans(), st.none() | amounts, texts, texts),
    st.builds(CodeKey, texts),
    st.builds(ClosedMonth, texts, st.lists(accounts, max_size=3).map(tuple)),
    st.builds(RecordedDecision, dates, texts, texts, texts, texts, texts, texts, st.none() | dates),
)


@given(records)
def test_the_text_of_a_record_leads_back_to_it(record):
    text = canonical(body_of(record))
    body = json.loads(text.encode("utf-8"))
    assert record_of(kind_of(record), body) == record
    assert canonical(body) == text
    assert "\n" not in text


def test_the_text_is_what_the_practice_says():
    record = RecordedDecision(dt.date(2026, 11, 3), "C-2", "signed", "", "agrees", "Țiriac", "盖章", None)
    assert canonical(body_of(record)) == (
        '{"by":"Țiriac","customer":"C-2","date":"2026-11-03","kind":"signed","reason":"盖章","reference":"",'
        '"until":null,"value":"agrees"}'
    )


def test_a_paper_that_was_recorded_before_letters_kept_their_claims_is_read():
    paper = IssuedPaper("letter", "LT2026-00001", "C-1", "EUR", "late-soft", dt.date(2026, 9, 2), "a.pdf", "0" * 64)
    body = body_of(paper)
    del body["claims"]
    assert record_of(kind_of(paper), body) == paper
