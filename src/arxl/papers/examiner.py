"""The child process that examines a returned PDF: a stranger's file, whose parser may crash or never come back.

It tells what is in the file and judges nothing: signatures with their certificates, whether each is whole, and what
changed before and after it. `papers.returned` is the other end.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from typing import Any

from cryptography import x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, SuspiciousModification
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from arxl.confined.frames import Frame
from arxl.confined.inside import limit_itself, serve
from arxl.papers.certificate import certificate_of, is_weak, is_weak_hash, names_of
from arxl.papers.record import claimed_number

NOTHING, COMMENTS, PAGES = "nothing", "comments", "pages"
"""What changed between two versions of a file, beyond signatures: nothing, notes upon the pages, anything else."""


def examine(message: dict[str, Any], buffers: list[bytes]) -> Frame:
    """What a PDF holds.

    Args:
        message: `issued`: so many first bytes are the statement as it was issued; 0 where they are not.
        buffers: the file.
    """
    content = buffers[0]
    reader = PdfFileReader(io.BytesIO(content), strict=False)
    if reader.encrypted:
        return {"encrypted": True}, []
    issued = int(message["issued"])
    base = _issued_version(reader, content[:issued]) if issued else None
    if issued and base is None:
        return {"encrypted": False, "signatures": [], "changed": PAGES, "number": ""}, []
    changes = None if base is None else _Changes(reader, base)
    return {
        "encrypted": False,
        "signatures": [_signature(one, changes) for one in reader.embedded_regular_signatures],
        "changed": changes.between(changes.base, changes.last) if changes else NOTHING,
        "number": claimed_number(content),
    }, []


def _issued_version(reader: PdfFileReader, issued: bytes) -> int | None:
    """Which version of the file is the statement as it was issued; None where the file's versions leave it out.

    A whole other document can be written behind the statement, its tables of objects never leading back to it: such a
    file begins with the very bytes that were issued, and shows something else.
    """
    ours = PdfFileReader(io.BytesIO(issued)).xrefs
    theirs = reader.xrefs
    if theirs.total_revisions < ours.total_revisions:
        return None
    for version in range(ours.total_revisions):
        if theirs.get_startxref_for_revision(version) != ours.get_startxref_for_revision(version):
            return None
    return int(ours.total_revisions) - 1


class _Changes:
    """What changed from version to version of a file; version `base` is the statement as it was issued."""

    def __init__(self, reader: PdfFileReader, base: int) -> None:
        self._reader, self.base = reader, base
        self.last = int(reader.xrefs.total_revisions) - 1
        self._kinds: dict[tuple[int, int], str] = {}

    def between(self, first: int, last: int) -> str:
        """The worst of what versions after `first` changed, up to `last`.

        Each is held against the statement as it was issued, and against `first`: what a signature shows on the page
        is no part of the former, and may not change either.
        """
        versions = range(max(first, self.base) + 1, last + 1)
        kinds = {self._kind(old, new) for new in versions for old in {self.base, max(first, self.base)}}
        return PAGES if PAGES in kinds else COMMENTS if COMMENTS in kinds else NOTHING

    def _kind(self, first: int, second: int) -> str:
        if (first, second) not in self._kinds:
            old, new = map(self._reader.get_historical_resolver, (first, second))
            self._kinds[first, second] = self._compared(old, new)
        return self._kinds[first, second]

    def _compared(self, old: HistoricalResolver, new: HistoricalResolver) -> str:
        if "/AcroForm" in old.root:  # without a seal there is no form, and no rule for what may follow
            try:
                level = DEFAULT_DIFF_POLICY.apply(old, new, doc_mdp=MDPPerm.FILL_FORMS).modification_level
                if level <= ModificationLevel.FORM_FILLING:
                    return NOTHING
            except SuspiciousModification:
                pass
        return COMMENTS if _adds_notes_only(self._reader, old, new) else PAGES


def _adds_notes_only(reader: PdfFileReader, old: HistoricalResolver, new: HistoricalResolver) -> bool:
    """Whether all that the new version replaces are the notes upon pages, and what it says of itself."""
    if new.refs_freed_in_revision():
        return False
    itself = {old.trailer_view.raw_get(name) for name in ("/Info",) if name in old.trailer_view}
    itself |= {old.root.raw_get("/Metadata")} if "/Metadata" in old.root else set()
    described = {held.reference for held in itself if isinstance(held, generic.IndirectObject)}
    for changed in new.explicit_refs_in_revision():
        if old.is_ref_unassignable(changed) or changed in described or _is_list_of_notes(changed, old):
            continue
        before, after = old(changed), new(changed)
        if not isinstance(before, generic.DictionaryObject) or not isinstance(after, generic.DictionaryObject):
            return False
        if isinstance(before, generic.StreamObject) or _printed(before) != _printed(after):
            return False
    return True


def _printed(held: generic.DictionaryObject) -> dict[str, str]:
    """A dictionary; a page's without its notes."""
    notes = ("/Annots", "/LastModified") if held.get("/Type") == "/Page" else ()
    return {str(key): repr(held.raw_get(key)) for key in held if key not in notes}


def _is_list_of_notes(reference: generic.Reference, version: HistoricalResolver) -> bool:
    return any(
        isinstance(held := page.raw_get("/Annots"), generic.IndirectObject) and held.reference == reference
        for page in _pages(version.root["/Pages"])
        if "/Annots" in page
    )


def _pages(node: generic.DictionaryObject, depth: int = 0) -> Iterator[generic.DictionaryObject]:
    if "/Kids" not in node:
        yield node
    elif depth < 50:  # a tree that goes round in circles ends here
        for kid in node["/Kids"]:
            yield from _pages(kid.get_object(), depth + 1)


def _signature(one: EmbeddedPdfSignature, changes: _Changes | None) -> dict[str, Any]:
    """One signature: whose, when, whole or not, and what changed around it since the issue."""
    own = x509.load_der_x509_certificate(one.signer_cert.dump())
    certificate = certificate_of(own)
    moment = one.self_reported_timestamp
    signed_on = moment.date() if moment else None
    return {
        "field": str(one.field_name),
        "whole": _is_whole(one),
        "weak": is_weak(own) or is_weak_hash(str(one.md_algorithm)),
        "certificate": certificate.as_record(),
        "names": names_of(own),
        "signed_on": signed_on.isoformat() if signed_on else None,
        "in_time": signed_on is None or certificate.valid_from <= signed_on <= certificate.valid_until,
        "is_issued": changes is not None and one.signed_revision <= changes.base,
        "before": changes.between(changes.base, one.signed_revision) if changes else NOTHING,
        "after": changes.between(one.signed_revision, changes.last) if changes else NOTHING,
    }


def _is_whole(one: EmbeddedPdfSignature) -> bool:
    """Whether the signature covers its whole version of the file, and neither was changed afterwards."""
    try:
        digest = one.compute_digest()
        unchanged, genuine = validate_sig_integrity(one.signer_info, one.signer_cert, "data", digest)
    except (SignatureValidationError, ValueError):
        return False
    covers = one.evaluate_signature_coverage() >= SignatureCoverageLevel.ENTIRE_REVISION
    return bool(unchanged and genuine and covers)


if __name__ == "__main__":
    limit_itself(*map(int, sys.argv[1:3]))
    serve(examine)
