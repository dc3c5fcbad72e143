"""What comes back is told apart in words: the thirteen cases, and everything else that a customer can do to a file."""

from __future__ import annotations

import datetime as dt
import subprocess
import zlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from arxl.errors import Severity, refused, sentence
from arxl.papers import examiner, returned
from arxl.papers.findings import Examined, Finding
from arxl.papers.returned import certificates_in, examined, number_in
from papers import signing
from papers.signing import CUSTOMER, person, signed

CUSTOMERS = person(CUSTOMER)
PINNED = {CUSTOMERS.certificate.fingerprint}


class InThisProcess:
    """The examiner without its child, for tests that examine hundreds of files."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> InThisProcess:
        return self

    def __exit__(self, *error: object) -> None:
        """There is no process to end."""

    def contents(self, content: bytes, issued: int = 0) -> returned._Contents:
        try:
            return returned._contents_of(examiner.examine({"issued": issued}, [content])[0])
        except Exception as error:
            raise refused(
                "", sentence("the PDF cannot be read: {reason}.", reason=str(error)), sentence("…")
            ) from error


def here(content: bytes, issued: bytes | None = None, pinned: set[str] = PINNED) -> Examined:
    """The finding, made in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(returned, "_Examiner", InThisProcess)
        return examined(content, signing.issued() if issued is None else issued, pinned, CUSTOMER)


def told(content: bytes) -> Examined:
    """The finding, made as it is for users."""
    return examined(content, signing.issued(), PINNED, CUSTOMER)


def countersigned() -> bytes:
    return signed(signing.issued(), CUSTOMERS)


THIRTEEN = {
    "as issued": (lambda: signing.issued(), Finding.NOT_SIGNED),
    "countersigned": (countersigned, Finding.SIGNED),
    "another signer": (lambda: signed(signing.issued(), person("Other Person")), Finding.SIGNED_BY_ANOTHER),
    "another issuer, same name": (lambda: signed(signing.issued(), person(CUSTOMER, 2)), Finding.SIGNED_BY_NAMESAKE),
    "a byte turned": (lambda: signing.flipped(signing.issued(), 3000), Finding.BYTES_CHANGED),
    "saved anew": (lambda: signing.saved_anew(signing.issued()), Finding.SAVED_ANEW),
    "white box": (lambda: signing.with_white_box(signing.issued()), Finding.CHANGED),
    "white box, then signed": (
        lambda: signed(signing.with_white_box(signing.issued()), CUSTOMERS),
        Finding.CHANGED_BEFORE_SIGNING,
    ),
    "signed, then white box": (lambda: signing.with_white_box(countersigned()), Finding.CHANGED_AFTER_SIGNING),
    "a comment": (lambda: signing.with_comment(signing.issued()), Finding.COMMENTED),
    "another statement": (lambda: signing.issued("ST-2026-00009"), Finding.ANOTHER_STATEMENT),
    "printed to PDF": (lambda: signing.printed_anew(signing.issued()), Finding.WITHOUT_SEAL),
    "sealed by another": (
        lambda: signed(signing.Seal(person("Somebody Else")).on(signing.plain(), signing.ISSUED_ON), CUSTOMERS),
        Finding.SEALED_BY_ANOTHER,
    ),
}


@pytest.mark.parametrize("case", THIRTEEN)
def test_each_of_the_thirteen_cases_has_its_own_words(case):
    made, finding = THIRTEEN[case]
    found = told(made())
    assert (found.finding, str(found.fact)) == (finding, str(here(made()).fact)), "the child tells what it finds here"
    assert "{" not in str(found.fact) + str(found.remedy)
    assert found.authority_proved == (case == "countersigned")


def test_no_two_of_the_thirteen_are_told_alike():
    findings = [finding for _, finding in THIRTEEN.values()]
    facts = {str(here(made()).fact) for made, _ in THIRTEEN.values()}
    assert len(set(findings)) == len(facts) == 13


def test_who_signed_when_and_with_what_is_told():
    found = told(countersigned())
    assert found.is_signed
    assert found.signed_on == dt.date(2026, 11, 9)
    assert found.fingerprint == CUSTOMERS.certificate.fingerprint
    assert found.signer == f"{CUSTOMER} (test certificate, made by arxl, proves nothing to a third party)"
    assert found.is_test
    assert found.number == "ST-2026-00004"
    assert found.told("copy.pdf").severity is Severity.WARNING
    assert told(signing.issued()).told("copy.pdf").severity is Severity.FAULT


def test_a_customer_without_a_certificate_on_file_is_signed_with_authority_unproved():
    found = here(countersigned(), pinned=set())
    assert found.finding is Finding.SIGNED_UNKNOWN
    assert found.is_signed
    assert not found.authority_proved
    assert found.fingerprint in str(found.remedy)


def test_two_directors_sign_and_both_must_be_on_file():
    second = person("Director")
    both = signed(countersigned(), second, field="SecondSignature", new_field=True)
    assert here(both).finding is Finding.SIGNED_BY_SEVERAL
    assert here(both, pinned=PINNED | {second.certificate.fingerprint}).finding is Finding.SIGNED
    assert here(both).signer.count(";") == 1


def test_a_seller_who_signs_for_the_customer_proves_nothing():
    own = person("Distribuție Țiglă & Șuruburi S.R.L.")
    twice = signed(signing.issued(), own)
    assert here(twice).finding is Finding.SIGNED_BY_SELLER
    assert here(twice, pinned={own.certificate.fingerprint}).finding is Finding.SIGNED_BY_SELLER


@pytest.mark.parametrize(("first", "days"), [(dt.date(2024, 1, 1), 365), (dt.date(2026, 12, 1), 365)])
def test_a_certificate_that_was_over_or_not_begun_leaves_authority_unproved(first, days):
    signer = signing.homemade(CUSTOMER, first=first, days=days)
    found = here(signed(signing.issued(), signer), pinned={signer.certificate.fingerprint})
    assert found.finding is Finding.SIGNED_OUT_OF_TIME
    assert "2026-11-09" in str(found.fact)
    assert str(first) in str(found.fact)


def test_keys_and_digests_that_can_be_forged_are_told():
    weak = signing.weak_person()
    short_key = signed(signing.issued(), weak)
    old_digest = signed(signing.issued(), CUSTOMERS, digest="sha1")
    assert here(short_key, pinned={weak.certificate.fingerprint}).finding is Finding.SIGNED_WEAKLY
    assert here(old_digest).finding is Finding.SIGNED_WEAKLY


def test_a_file_that_was_changed_under_its_signature_is_broken():
    whole, end = countersigned(), len(signing.issued())
    assert here(signing.flipped(whole, whole.index(b"(pyHanko", end) + 2)).finding is Finding.SIGNATURE_BROKEN


def test_files_that_are_none_of_ours():
    assert told(signing.encrypted(signing.issued())).finding is Finding.ENCRYPTED
    assert here(b"PK\x03\x04 a workbook").finding is Finding.NO_PDF
    assert here(b"%PDF-1.7\nnothing more").finding is Finding.UNREADABLE
    assert here(b"%PDF-1.7\n" + bytes(returned.MOST_BYTES)).finding is Finding.TOO_LARGE
    assert here(signing.issued()[:-300]).finding is Finding.CUT_OFF
    assert here(signing.plain()).finding is Finding.WITHOUT_SEAL


def test_a_signature_on_a_statement_that_went_out_without_a_seal_proves_no_page():
    plain = signing.plain()
    for before in (plain, signing.with_white_box(plain)):
        found = here(signed(before, CUSTOMERS, field="Signature1", new_field=True), plain)
        assert found.finding is Finding.SIGNED_UNSEALED
        assert not found.is_signed
    assert here(signing.with_comment(plain), plain).finding is Finding.COMMENTED
    assert here(signing.with_white_box(plain), plain).finding is Finding.CHANGED


def test_another_document_written_behind_the_issued_one_is_not_signed():
    """The file begins with the bytes issued, and shows other figures: its versions leave the issued one out."""
    behind = signing.replaced_behind(signing.issued(), signing.plain("ST-2026-00077"))
    grown = signing.with_comment(signing.with_comment(behind))
    attack = signed(grown, CUSTOMERS, field="Mine", new_field=True)
    assert attack.startswith(signing.issued())
    shown = examiner.examine({"issued": 0}, [attack])[0]
    assert shown["number"] == "ST-2026-00077", "the attack works in a reader"
    assert [one["whole"] for one in shown["signatures"]] == [True]
    assert here(attack).finding is Finding.CHANGED


def test_what_a_signature_shows_on_the_page_may_not_change_after_it():
    changed = signing.with_other_appearance(countersigned())
    assert not here(changed).is_signed


@settings(max_examples=60)
@given(st.floats(0, 1, exclude_max=True), st.integers(0, 7))
@example(0.0, 0)
@example(0.9999, 0)
def test_any_bit_turned_in_the_issued_part_is_found(where, bit):
    issued = signing.issued()
    at = int(where * len(issued))
    assert not here(signing.flipped(issued, at, bit)).is_signed
    found = here(signing.flipped(countersigned(), at, bit))
    assert not found.is_signed
    assert found.finding in (Finding.BYTES_CHANGED, Finding.SEALED_BY_ANOTHER, Finding.NO_PDF)


@settings(max_examples=80)
@given(st.floats(0, 1, exclude_max=True), st.integers(0, 7))
def test_any_bit_turned_behind_the_issued_part_leaves_no_other_signature(where, bit):
    """What a signature does not cover is its own digits: zeros behind them, and capitals among them, mean nothing."""
    whole, issued = countersigned(), len(signing.issued())
    at = issued + int(where * (len(whole) - issued))
    found = here(signing.flipped(whole, at, bit))
    digits = whole.index(b"/Contents", issued)
    covered = not digits < at < whole.index(b">", digits)
    assert not (found.is_signed and covered)
    if found.is_signed:
        assert found.fingerprint == CUSTOMERS.certificate.fingerprint


def test_a_file_that_inflates_without_end_is_one_sentence():
    bomb = zlib.compress(bytes(1 << 30), 9)
    body = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/AcroForm 3 0 R>>\nendobj\n"
    start = len(body)
    stream = b"3 0 obj\n<</Type/XRef/Size 4/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length %d>>\nstream\n" % len(bomb)
    file = body + stream + bomb + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
    assert told(file).finding is Finding.UNREADABLE


def test_the_number_that_a_file_claims_says_where_to_look():
    assert number_in(countersigned(), "copy.pdf") == "ST-2026-00004"
    assert number_in(signing.printed_anew(signing.issued()), "copy.pdf") == ""


def test_the_certificates_of_a_signed_file_are_the_sellers_and_the_customers():
    found = certificates_in(countersigned(), "copy.pdf")
    assert [one.fingerprint for one in found] == [signing.seller().certificate.fingerprint, *PINNED]


def test_a_second_program_finds_both_signatures_whole(tmp_path):
    program = signing.program("pdfsig")
    file = tmp_path / "both.pdf"
    file.write_bytes(countersigned())
    said = subprocess.run([program, file], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid.") == 2
    assert CUSTOMER in said


def test_nothing_is_written_to_logs(caplog):
    with caplog.at_level(0):
        here(signing.with_white_box(countersigned()))
        here(signing.flipped(signing.issued(), 200))
    assert [record for record in caplog.records if record.name.startswith("pyhanko")] == []
