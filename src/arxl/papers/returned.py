"""What a customer sends back by file: the statement that was issued, unchanged, and who signed it (practice B4).

Two things are asked first, and no library answers them: does the file begin with the very bytes that were issued, and
is the certificate that signed one of those pinned for the customer? A chain of issuers accepts anyone whom an issuer
accepts; a fingerprint accepts one key. Nothing is fetched: examining a file years later gives the same answer.

Whatever comes back has one finding, told in a sentence; only a person confirms a statement.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from arxl.confined.child import Child, Told
from arxl.errors import Fault, Refused, Sentence, Severity, refused, sentence

MOST_BYTES = 64 << 20
_MEMORY_BYTES = 1 << 30
_SECONDS = 60.0
_EXAMINER = "arxl.papers.examiner"


class Finding(StrEnum):
    """What came back."""

    SIGNED = "signed"
    SIGNED_BY_ANOTHER = "signed by another"
    SIGNED_BY_NAMESAKE = "signed by a namesake"
    SIGNED_UNKNOWN = "signed, no certificate on file"
    SIGNED_OUT_OF_TIME = "signed, certificate out of time"
    SIGNED_BY_SEVERAL = "signed by several"
    SIGNED_BY_SELLER = "signed by the seller"
    SIGNED_WEAKLY = "signed weakly"
    SIGNATURE_BROKEN = "signature broken"
    NOT_SIGNED = "not signed"
    COMMENTED = "commented"
    CHANGED = "changed"
    CHANGED_BEFORE_SIGNING = "changed before signing"
    CHANGED_AFTER_SIGNING = "changed after signing"
    BYTES_CHANGED = "bytes changed"
    CUT_OFF = "cut off"
    SAVED_ANEW = "saved anew"
    WITHOUT_SEAL = "without seal"
    ANOTHER_STATEMENT = "another statement"
    SEALED_BY_ANOTHER = "sealed by another"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too large"
    NO_PDF = "no PDF"
    UNREADABLE = "unreadable"


UNPROVED = frozenset(
    {
        Finding.SIGNED_BY_ANOTHER,
        Finding.SIGNED_BY_NAMESAKE,
        Finding.SIGNED_UNKNOWN,
        Finding.SIGNED_OUT_OF_TIME,
        Finding.SIGNED_BY_SEVERAL,
    }
)
"""The statement is unchanged and somebody signed it: *signed, authority unproved*."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in a returned file.

    Attributes:
        finding: one of all that can come back.
        fact: the finding as a sentence.
        remedy: what to do.
        signer: names on the certificates that signed, in the order of signing; "" where nobody did.
        fingerprint: SHA-256 of the signer's certificate (of the first where there are several), or "".
        signed_on: the day that the signature itself claims; None where it claims none, or nobody signed.
        number: of the statement that the file says it is; "" where it does not say. It proves nothing.
        is_test: the signer's certificate was made by arxl, and proves nothing to a third party.
    """

    finding: Finding
    fact: Sentence
    remedy: Sentence
    signer: str = ""
    fingerprint: str = ""
    signed_on: dt.date | None = None
    number: str = ""
    is_test: bool = False

    @property
    def is_signed(self) -> bool:
        """Whether it is the statement as issued, with a signature that is whole."""
        return self.finding is Finding.SIGNED or self.finding in UNPROVED

    @property
    def authority_proved(self) -> bool:
        """Whether a certificate that is pinned for the customer signed it."""
        return self.finding is Finding.SIGNED

    def told(self, place: str) -> Fault:
        """The finding for a list: a warning where a person may still accept it, else a fault."""
        severity = Severity.WARNING if self.is_signed else Severity.FAULT
        return Fault(place, self.fact, self.remedy, severity)


def examined(returned: bytes, issued: bytes, pinned: Collection[str], customer: str = "") -> Examined:
    """What came back of a statement, in a word and a sentence.

    Args:
        returned: the file that came back. It is a stranger's: it is parsed in a child process with limits.
        issued: the statement's exact bytes, from the register.
        pinned: fingerprints of the customer's certificates, as `certificate.pins` reads them.
        customer: the customer's name; a certificate of that name that is not pinned is told as such.
    """
    early = _before_parsing(returned, issued)
    if early is not None:
        return early
    try:
        with _Examiner("") as child:
            ours, _ = child.ask({"issued": 0}, [issued])  # first: a hostile file may take the child over
            whole = len(issued) if returned.startswith(issued) else 0
            found, _ = child.ask({"issued": whole}, [returned])
    except Refused as error:
        return _unreadable(error.faults[0], returned, issued)
    if found["encrypted"]:
        return _told(Finding.ENCRYPTED)
    seller = next((one["fingerprint"] for one in ours["signatures"]), "")
    if whole:
        return _of_issued(found, seller, frozenset(pinned), customer)
    return _of_other(found, returned, issued, seller)


def number_in(returned: bytes, place: str) -> str:
    """The number of the statement that a returned PDF says it is, so that its bytes can be looked up; "" for none.

    Anybody can write a number into a file: `examined` is what proves it.

    Raises:
        Refused: the file is too large, or breaks its reader.
    """
    if len(returned) > MOST_BYTES:
        large = _too_large(returned)
        raise refused(place, large.fact, large.remedy)
    with _Examiner(place) as child:
        found, _ = child.ask({"issued": 0}, [returned])
    return str(found.get("number", ""))


class _Examiner(Child):
    """The process that parses a returned PDF."""

    def __init__(self, name: str) -> None:
        super().__init__(name, _EXAMINER, _MEMORY_BYTES, _SECONDS)

    def _unreadable(self, reason: str) -> Told:
        return (
            sentence("the PDF cannot be read: {reason}.", reason=reason),
            sentence("Ask the customer to send the statement again, signed and saved in their PDF reader."),
        )

    def _late(self, seconds: float) -> Told:
        return (
            sentence("reading the PDF takes more than {seconds} seconds.", seconds=round(seconds)),
            sentence("Take it for a scan: print the page, or ask the customer for the signed statement again."),
        )

    def _broken(self, megabytes: int) -> Told:
        return (
            sentence("reading the PDF takes more than {found} MB of memory, or breaks the reader.", found=megabytes),
            sentence("Take it for a scan: print the page, or ask the customer for the signed statement again."),
        )


def _before_parsing(returned: bytes, issued: bytes) -> Examined | None:
    """What can be said without looking into the file; None where it has to be parsed."""
    if len(returned) > MOST_BYTES:
        return _too_large(returned)
    if b"%PDF-" not in returned[:1024]:
        return _told(Finding.NO_PDF)
    if returned == issued:
        return _told(Finding.NOT_SIGNED)
    if issued.startswith(returned) and not returned.rstrip().endswith(b"%%EOF"):
        return _told(Finding.CUT_OFF, missing=len(issued) - len(returned))
    return None


def _too_large(returned: bytes) -> Examined:
    return _told(Finding.TOO_LARGE, found=len(returned) >> 20, most=MOST_BYTES >> 20)


def _unreadable(broken: Fault, returned: bytes, issued: bytes) -> Examined:
    """A file that breaks its reader: a damaged copy of ours, or anything."""
    return _damaged(returned, issued) or Examined(Finding.UNREADABLE, broken.fact, broken.remedy)


def _of_issued(found: Mapping[str, Any], seller: str, pinned: frozenset[str], customer: str) -> Examined:
    """The finding on a file that begins with the statement as it was issued."""
    signatures = [one for one in found["signatures"] if not one["is_issued"]]
    finding = _change(found["changed"]) if not signatures else _around(signatures, seller)
    finding = finding or _signer(signatures, pinned, customer)
    return _told(finding, signatures, found["number"])


def _change(changed: str) -> Finding:
    """What was done to a statement that nobody signed."""
    return {"nothing": Finding.NOT_SIGNED, "comments": Finding.COMMENTED}.get(changed, Finding.CHANGED)


def _around(signatures: list[dict[str, Any]], seller: str) -> Finding | None:
    """What is wrong with signatures, whoever made them."""
    if not all(one["whole"] for one in signatures):
        return Finding.SIGNATURE_BROKEN
    if any(one["before"] != "nothing" for one in signatures):
        return Finding.CHANGED_BEFORE_SIGNING
    if any(one["after"] != "nothing" for one in signatures):
        return Finding.CHANGED_AFTER_SIGNING
    if any(one["weak"] for one in signatures):
        return Finding.SIGNED_WEAKLY
    if any(one["fingerprint"] == seller for one in signatures):
        return Finding.SIGNED_BY_SELLER
    return None


def _signer(signatures: list[dict[str, Any]], pinned: frozenset[str], customer: str) -> Finding:
    """Whose signatures they are, each of them whole."""
    strangers = [one for one in signatures if one["fingerprint"] not in pinned]
    if strangers and len(signatures) > 1:
        return Finding.SIGNED_BY_SEVERAL
    if strangers and not pinned:
        return Finding.SIGNED_UNKNOWN
    if strangers:
        names = {_bare(name) for name in strangers[0]["names"]}
        return Finding.SIGNED_BY_NAMESAKE if _bare(customer) in names else Finding.SIGNED_BY_ANOTHER
    return Finding.SIGNED if all(one["in_time"] for one in signatures) else Finding.SIGNED_OUT_OF_TIME


def _of_other(found: Mapping[str, Any], returned: bytes, issued: bytes, seller: str) -> Examined:
    """The finding on a file that does not begin with the statement as it was issued."""
    signatures = found["signatures"]
    whole = [one for one in signatures if one["whole"]]
    if any(one["fingerprint"] == seller for one in whole):
        return _told(Finding.ANOTHER_STATEMENT, whole, found["number"])
    damaged = _damaged(returned, issued)
    if damaged is not None and any(one["fingerprint"] == seller for one in signatures):
        return damaged
    if whole:
        return _told(Finding.SEALED_BY_ANOTHER, whole, found["number"])
    if signatures:
        return _told(Finding.SAVED_ANEW, number=found["number"])
    if damaged is not None and not issued.startswith(returned):
        return damaged
    return _told(Finding.WITHOUT_SEAL, number=found["number"])


def _damaged(returned: bytes, issued: bytes) -> Examined | None:
    """A copy in which bytes were changed in place: most are where they were."""
    length = min(len(returned), len(issued))
    differ = np.flatnonzero(np.frombuffer(returned, np.uint8, length) != np.frombuffer(issued, np.uint8, length))
    if len(differ) == 0 or 2 * (length - len(differ)) < len(issued):
        return None
    return _told(Finding.BYTES_CHANGED, count=len(differ), first=int(differ[0]) + 1)


def _told(
    finding: Finding, signatures: Collection[Mapping[str, Any]] = (), number: str = "", **values: object
) -> Examined:
    """The finding with its sentence, its gaps filled from the signatures."""
    first = next(iter(signatures), None)
    signer = "; ".join(dict.fromkeys(str(one["subject"]) for one in signatures))
    if first is not None:
        days = {name: _day(first[name]) for name in ("valid_from", "valid_until", "signed_on")}
        values = {"signer": signer, "issuer": first["issuer"], "fingerprint": first["fingerprint"], **days, **values}
    fact, remedy = _SAID[finding]
    return Examined(
        finding,
        _filled(fact, {"number": number or "?", **values}),
        _filled(remedy, values),
        signer,
        str(first["fingerprint"]) if first else "",
        _day(first["signed_on"]) if first else None,
        number,
        any(one["is_test"] for one in signatures),
    )


def _filled(said: Sentence, values: Mapping[str, object]) -> Sentence:
    """A sentence with those values that it has gaps for."""
    return Sentence(said.text, {name: value for name, value in values.items() if f"{{{name}}}" in said.text})


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _bare(name: str) -> str:
    """A name without what writers of certificates change: width and case of letters, signs, spaces."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


_AGAIN = sentence("Ask the customer to sign the statement that was sent, and to save it, without printing it.")
_COMPARE = sentence(
    "Compare the fingerprint with the customer by telephone; if it is theirs, write it into the column Certificate of "
    "Customers: {fingerprint}"
)

_SAID: Mapping[Finding, Told] = {
    Finding.SIGNED: (
        sentence("the statement is unchanged and signed by {signer}, whose certificate is on file."),
        sentence("Confirm it."),
    ),
    Finding.SIGNED_BY_ANOTHER: (
        sentence("the statement is unchanged and signed, authority unproved: {signer} is not the customer on file."),
        _COMPARE,
    ),
    Finding.SIGNED_BY_NAMESAKE: (
        sentence(
            "the statement is unchanged and signed, authority unproved: the certificate bears the customer's name, "
            "and is not the one on file. It was issued by {issuer}."
        ),
        _COMPARE,
    ),
    Finding.SIGNED_UNKNOWN: (
        sentence(
            "the statement is unchanged and signed by {signer}, authority unproved: no certificate of the customer is "
            "on file."
        ),
        _COMPARE,
    ),
    Finding.SIGNED_OUT_OF_TIME: (
        sentence(
            "the statement is unchanged and signed, authority unproved: the certificate of {signer} was valid from "
            "{valid_from} to {valid_until}, and the signature is of {signed_on}."
        ),
        sentence("Ask the customer for a signature by a certificate that is valid."),
    ),
    Finding.SIGNED_BY_SEVERAL: (
        sentence(
            "the statement is unchanged and signed by several, authority unproved: {signer}. Not all of their "
            "certificates are on file."
        ),
        sentence("Compare their fingerprints with the customer, and write them into the column Certificate."),
    ),
    Finding.SIGNED_BY_SELLER: (
        sentence("in the customer's place it is signed by the seller's own certificate, {signer}."),
        _AGAIN,
    ),
    Finding.SIGNED_WEAKLY: (
        sentence("the signature of {signer} uses a key or a digest that can be forged."),
        sentence("Ask the customer for a signature with SHA-256, by a P-256 key or RSA of 2048 bits or more."),
    ),
    Finding.SIGNATURE_BROKEN: (
        sentence("the signature of {signer} is broken: it is not of this file, or the file was changed after it."),
        _AGAIN,
    ),
    Finding.NOT_SIGNED: (sentence("it is the statement as it was issued; the customer has not signed it."), _AGAIN),
    Finding.COMMENTED: (
        sentence("notes were put on the pages of the statement; nobody signed it."),
        sentence("Read the notes: the customer may differ. Ask for a signed statement without them."),
    ),
    Finding.CHANGED: (sentence("the pages of the statement were changed after it was issued; nobody signed it."), _AGAIN),
    Finding.CHANGED_BEFORE_SIGNING: (
        sentence("the statement was changed after it was issued, before {signer} signed it."),
        _AGAIN,
    ),
    Finding.CHANGED_AFTER_SIGNING: (sentence("the statement was changed after {signer} had signed it."), _AGAIN),
    Finding.BYTES_CHANGED: (
        sentence("the file is a damaged copy of the statement: {count} bytes differ, the first of them byte {first}."),
        _AGAIN,
    ),
    Finding.CUT_OFF: (sentence("the end of the file is missing: {missing} bytes of the statement issued."), _AGAIN),
    Finding.SAVED_ANEW: (
        sentence("the statement was saved anew by a program that breaks its seal."),
        _AGAIN,
    ),
    Finding.WITHOUT_SEAL: (
        sentence("the file bears no signature at all: it was printed to PDF or scanned."),
        sentence("Take it for a scan, if it is signed by hand; otherwise ask for the signed file."),
    ),
    Finding.ANOTHER_STATEMENT: (
        sentence("the seal is genuine, and of another statement: {number}."),
        sentence("Examine the file against that statement."),
    ),
    Finding.SEALED_BY_ANOTHER: (
        sentence("the file is not the one that was issued: in place of the seller's seal it bears that of {signer}."),
        _AGAIN,
    ),
    Finding.ENCRYPTED: (
        sentence("the PDF is encrypted, which breaks the seal."),
        sentence("Ask the customer for the statement that was sent, signed and without a password."),
    ),
    Finding.TOO_LARGE: (
        sentence("the file has {found} MB; a returned statement has at most {most} MB."),
        sentence("Ask the customer for the signed statement alone."),
    ),
    Finding.NO_PDF: (
        sentence("the file is no PDF."),
        sentence("Name the signed PDF; a picture or a scan goes the way of scans."),
    ),
}
"""Finding -> fact and remedy; UNREADABLE has its own from the reader."""
