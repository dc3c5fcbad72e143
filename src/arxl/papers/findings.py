"""What can come back of a statement that went out as a sealed PDF, each with its sentence (practice B4).

A finding is what a person reads before they confirm anything; none confirms by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from arxl.errors import Fault, Sentence, Severity, sentence
from arxl.papers.certificate import Certificate


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
    SIGNED_UNSEALED = "signed, but issued without a seal"
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


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature in a returned file.

    Attributes:
        certificate: of the signer.
        names: that the signer goes by.
        signed_on: the day that the signature claims.
        whole: it covers its whole version of the file, and is the signer's.
        weak: its key or its digest can be forged.
        in_time: the certificate was valid on that day.
        is_issued: it belongs to the statement as it was issued: the seal.
        before: what had changed since the issue when it was made: "nothing", "comments" or "pages".
        after: what changed later.
    """

    certificate: Certificate
    names: tuple[str, ...]
    signed_on: dt.date | None
    whole: bool
    weak: bool
    in_time: bool
    is_issued: bool
    before: str
    after: str


def told(finding: Finding, signatures: Sequence[Signature] = (), number: str = "", **values: object) -> Examined:
    """The finding with its sentence, the gaps filled from the signatures that it is about."""
    signer = "; ".join(dict.fromkeys(one.certificate.subject for one in signatures))
    first = signatures[0] if signatures else None
    values = {"number": number or "?", **values}
    if first is not None:
        own = first.certificate
        values |= {"signer": signer, "issuer": own.issuer, "fingerprint": own.fingerprint}
        values |= (
            {"first": own.valid_from, "last": own.valid_until, "day": first.signed_on} if not first.in_time else {}
        )
    fact, remedy = (Sentence(said.text, _gaps(said, values)) for said in _SAID[finding])
    return Examined(
        finding,
        fact,
        remedy,
        signer,
        first.certificate.fingerprint if first else "",
        first.signed_on if first else None,
        number,
        any(one.certificate.is_test for one in signatures),
    )


def _gaps(said: Sentence, values: Mapping[str, object]) -> Mapping[str, object]:
    """Those of the values that a sentence has gaps for."""
    return {name: value for name, value in values.items() if f"{{{name}}}" in said.text}


_AGAIN = sentence("Ask the customer to sign the statement that was sent, and to save it, without printing it.")
_COMPARE = sentence(
    "Compare the fingerprint {fingerprint} with the customer by telephone; if it is theirs, write it into the column "
    "Certificate of Customers."
)

_SAID: Mapping[Finding, tuple[Sentence, Sentence]] = {
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
            "{first} to {last}, and the signature is of {day}."
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
    Finding.SIGNED_UNSEALED: (
        sentence(
            "the statement went out without a seal: what was put on its pages before {signer} signed cannot be told."
        ),
        sentence("Take it for a scan: compare its pages. To have signatures examined, seal what is issued."),
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
    Finding.CHANGED: (
        sentence("the pages of the statement were changed after it was issued; nobody signed it."),
        _AGAIN,
    ),
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
