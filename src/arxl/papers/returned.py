"""What a customer sends back by file: the statement that was issued, unchanged, and who signed it (practice B4).

Two things are asked first, and no library answers them: does the file begin with the very bytes that were issued, and
is the certificate that signed one of those pinned for the customer? A chain of issuers accepts anyone whom an issuer
accepts; a fingerprint accepts one key. Nothing is fetched: examining a file years later gives the same answer.

Whatever comes back has one finding, told in a sentence; only a person confirms a statement.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from arxl.confined.child import Child, Told
from arxl.errors import Refused, refused, sentence
from arxl.papers.certificate import Certificate
from arxl.papers.findings import Examined, Finding, Signature, told

MOST_BYTES = 64 << 20
_MEMORY_BYTES = 1 << 30
_SECONDS = 60.0
_EXAMINER = "arxl.papers.examiner"


def examined(returned: bytes, issued: bytes, pinned: Collection[str], customer: str = "") -> Examined:
    """What came back of a statement, in a word and a sentence.

    Args:
        returned: the file that came back. It is a stranger's: it is parsed in a child process with limits.
        issued: the statement's exact bytes, from the register.
        pinned: fingerprints of the customer's certificates, as `tables.fingerprints.pins` reads a cell.
        customer: the customer's name; a certificate of that name that is not pinned is told as such.
    """
    early = _before_parsing(returned, issued)
    if early is not None:
        return early
    begins_so = returned.startswith(issued)
    try:
        with _Examiner("") as child:
            ours = child.contents(issued)  # first: a hostile file may take the child over
            theirs = child.contents(returned, len(issued) if begins_so else 0)
    except Refused as error:
        broken = error.faults[0]
        return _damaged(returned, issued) or Examined(Finding.UNREADABLE, broken.fact, broken.remedy)
    if theirs.encrypted:
        return told(Finding.ENCRYPTED)
    seller = next((one.certificate.fingerprint for one in ours.signatures), "")
    if begins_so:
        return _of_issued(theirs, seller, frozenset(pinned), customer)
    return _of_other(theirs, returned, issued, seller)


def number_in(returned: bytes, place: str) -> str:
    """The number of the statement that a returned PDF says it is, so that its bytes can be looked up; "" for none.

    Anybody can write a number into a file: `examined` is what proves it.

    Raises:
        Refused: the file is too large, or breaks its reader.
    """
    return _contents(returned, place).number


def certificates_in(signed: bytes, place: str) -> tuple[Certificate, ...]:
    """The certificates that signed a PDF, in the order of signing; () for none. Whether they did is not asked.

    Raises:
        Refused: the file is too large, or breaks its reader.
    """
    return tuple(one.certificate for one in _contents(signed, place).signatures)


@dataclass(frozen=True, slots=True)
class _Contents:
    """What the child found in a file."""

    encrypted: bool
    signatures: tuple[Signature, ...] = ()
    changed: str = ""
    number: str = ""


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

    def contents(self, content: bytes, issued: int = 0) -> _Contents:
        """What is in a PDF, of which the first `issued` bytes are the statement as it was issued.

        Raises:
            Refused: the child broke down or took too long, or it cannot read the file.
        """
        answer, _ = self.ask({"issued": issued}, [content])
        try:
            return _contents_of(answer)
        except (LookupError, TypeError, ValueError, AttributeError) as error:  # a child that was taken over
            raise refused("", *self._broken(_MEMORY_BYTES >> 20)) from error


def _contents_of(answer: Mapping[str, Any]) -> _Contents:
    if answer["encrypted"]:
        return _Contents(encrypted=True)
    signatures = tuple(_signature_of(one) for one in answer["signatures"])
    return _Contents(False, signatures, str(answer["changed"]), str(answer["number"]))


def _signature_of(record: Mapping[str, Any]) -> Signature:
    signed_on = record["signed_on"]
    return Signature(
        certificate=Certificate.of_record(record["certificate"]),
        names=tuple(map(str, record["names"])),
        signed_on=dt.date.fromisoformat(signed_on) if signed_on else None,
        whole=record["whole"] is True,
        weak=record["weak"] is not False,
        in_time=record["in_time"] is True,
        is_issued=record["is_issued"] is True,
        before=str(record["before"]),
        after=str(record["after"]),
    )


def _contents(content: bytes, place: str) -> _Contents:
    if len(content) > MOST_BYTES:
        large = _too_large(content)
        raise refused(place, large.fact, large.remedy)
    with _Examiner(place) as child:
        return child.contents(content)


def _before_parsing(returned: bytes, issued: bytes) -> Examined | None:
    """What can be said without looking into the file; None where it has to be parsed."""
    if len(returned) > MOST_BYTES:
        return _too_large(returned)
    if b"%PDF-" not in returned[:1024]:
        return told(Finding.NO_PDF)
    if returned == issued:
        return told(Finding.NOT_SIGNED)
    if issued.startswith(returned) and not returned.rstrip().endswith(b"%%EOF"):
        return told(Finding.CUT_OFF, missing=len(issued) - len(returned))
    return None


def _too_large(returned: bytes) -> Examined:
    return told(Finding.TOO_LARGE, found=len(returned) >> 20, most=MOST_BYTES >> 20)


def _of_issued(theirs: _Contents, seller: str, pinned: frozenset[str], customer: str) -> Examined:
    """The finding on a file that begins with the statement as it was issued."""
    signatures = [one for one in theirs.signatures if not one.is_issued]
    if not signatures:
        changes = {"nothing": Finding.NOT_SIGNED, "comments": Finding.COMMENTED}
        return told(changes.get(theirs.changed, Finding.CHANGED), number=theirs.number)
    if not seller:
        return told(Finding.SIGNED_UNSEALED, signatures, theirs.number)
    finding = _flaw(signatures, seller) or _signer(signatures, pinned, customer)
    return told(finding, signatures, theirs.number)


def _flaw(signatures: Sequence[Signature], seller: str) -> Finding | None:
    """What is wrong with signatures, whoever made them."""
    if not all(one.whole for one in signatures):
        return Finding.SIGNATURE_BROKEN
    if any(one.before != "nothing" for one in signatures):
        return Finding.CHANGED_BEFORE_SIGNING
    if any(one.after != "nothing" for one in signatures):
        return Finding.CHANGED_AFTER_SIGNING
    if any(one.weak for one in signatures):
        return Finding.SIGNED_WEAKLY
    if any(one.certificate.fingerprint == seller for one in signatures):
        return Finding.SIGNED_BY_SELLER
    return None


def _signer(signatures: Sequence[Signature], pinned: frozenset[str], customer: str) -> Finding:
    """Whose signatures they are, each of them whole."""
    strangers = [one for one in signatures if one.certificate.fingerprint not in pinned]
    if strangers and len(signatures) > 1:
        return Finding.SIGNED_BY_SEVERAL
    if strangers and not pinned:
        return Finding.SIGNED_UNKNOWN
    if strangers:
        is_namesake = any(_is_same(name, customer) for name in strangers[0].names)
        return Finding.SIGNED_BY_NAMESAKE if is_namesake else Finding.SIGNED_BY_ANOTHER
    return Finding.SIGNED if all(one.in_time for one in signatures) else Finding.SIGNED_OUT_OF_TIME


def _of_other(theirs: _Contents, returned: bytes, issued: bytes, seller: str) -> Examined:
    """The finding on a file that does not begin with the statement as it was issued."""
    whole = [one for one in theirs.signatures if one.whole]
    damaged = _damaged(returned, issued)
    if damaged is not None and _differs_little(returned, issued):  # what no seal covers is its own digits' padding
        return damaged
    if any(one.certificate.fingerprint == seller for one in whole):
        return told(Finding.ANOTHER_STATEMENT, whole, theirs.number)
    if damaged is not None and any(one.certificate.fingerprint == seller for one in theirs.signatures):
        return damaged
    if whole:
        return told(Finding.SEALED_BY_ANOTHER, whole, theirs.number)
    if theirs.signatures:
        return told(Finding.SAVED_ANEW, number=theirs.number)
    if damaged is not None and len(returned) >= len(issued):  # without its seal a statement is shorter
        return damaged
    return told(Finding.WITHOUT_SEAL, number=theirs.number)


def _damaged(returned: bytes, issued: bytes) -> Examined | None:
    """A copy in which bytes were changed in place: most are where they were."""
    length = min(len(returned), len(issued))
    differ = np.flatnonzero(np.frombuffer(returned, np.uint8, length) != np.frombuffer(issued, np.uint8, length))
    if len(differ) == 0 or 2 * (length - len(differ)) < len(issued):
        return None
    return told(Finding.BYTES_CHANGED, count=len(differ), first=int(differ[0]) + 1)


_FEW_BYTES = 64  # two statements under two seals differ in more


def _differs_little(returned: bytes, issued: bytes) -> bool:
    length = min(len(returned), len(issued))
    differ = np.frombuffer(returned, np.uint8, length) != np.frombuffer(issued, np.uint8, length)
    return len(returned) >= len(issued) and int(np.count_nonzero(differ)) <= _FEW_BYTES


_CUT_NAME = 12  # letters: a certificate's name has room for 64 bytes, so a long one may be a beginning


def _is_same(name: str, customer: str) -> bool:
    """Whether a certificate bears the customer's name, or as much of it as there was room for.

    >>> _is_same("ACME, S.R.L.", "Acme SRL"), _is_same("Acme", "Acme SRL"), _is_same("", "")
    (True, False, False)
    """
    shorter, longer = sorted((_bare(name), _bare(customer)), key=len)
    return shorter != "" and (shorter == longer or (len(shorter) >= _CUT_NAME and longer.startswith(shorter)))


def _bare(name: str) -> str:
    """A name without what writers of certificates change: width and case of letters, signs, spaces."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in plain if sign.isalnum())
