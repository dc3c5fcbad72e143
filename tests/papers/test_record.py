"""The record in a stored paper is the whole statement: what comes back is what was issued."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfWriter

from arxl.errors import Refused
from arxl.locale import LANGUAGES
from arxl.papers.record import copy_in, copy_of, record_of
from arxl.practices.incentive import QuarterRebate
from arxl.practices.statement_words import Copy, Issue
from arxl.tables.buckets import bucket_labels


def as_shown(company):
    """What a paper says of the seller; its currency, country and language are not on it."""
    return replace(company, currency="", country="", language="en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stored_paper_gives_back_its_statement(language, printer, account, issue, company):
    issued = issue(account(language, 9))
    assert copy_in(printer.paper(*issued), "ST") == Copy(issued, as_shown(company))


def test_a_record_keeps_drafts_ages_of_documents_and_debts_the_other_way_round(account, company):
    labels = bucket_labels((15, 45), "document")
    draft = account("ro", 3, number="", aging_labels=labels, aging_minor=(0, 5, 0, -7), closing_minor=-12_345)
    assert copy_of(record_of(Issue(draft), company)) == Copy(Issue(draft), as_shown(company))


def test_a_record_keeps_rebates_and_the_companys_own_words(account, company):
    rebates = (QuarterRebate("2026-Q3", 500_000, 10_000, claimed=True), QuarterRebate("2026-Q4", 90, 0, "INV-7", 9))
    issued, own = Issue(account("es", 2, rebates=rebates)), {"Stamp": "Sello aquí"}
    assert copy_of(record_of(issued, company, own)) == Copy(issued, as_shown(company), own)


def test_a_paper_of_an_earlier_arxl_is_still_read(account, company):
    issued = Issue(account("ko", 4))
    record = record_of(issued, company)
    for later in ("rebates", "wording", "closing_in_words", "corrects"):
        del record[later]
    assert copy_of(record) == Copy(issued, as_shown(company))


@pytest.mark.parametrize("attached", [None, b"{}", b"not json", b'{"currency": "EUR"}'])
def test_a_paper_without_a_record_is_refused_by_name(attached):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if attached is not None:
        writer.add_attachment("statement.json", attached)
    paper = io.BytesIO()
    writer.write(paper)
    with pytest.raises(Refused, match=r"ST2026-00007: the stored paper carries no record"):
        copy_in(paper.getvalue(), "ST2026-00007")
