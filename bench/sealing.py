"""Sealing a statement with a P-256 key against bare pyHanko, and what examining a returned file takes.

Bare pyHanko is what its manual shows for the same result: an empty field for the customer, an empty appearance in the
seller's, certified as PAdES; the boxes are handed to it, where arxl reads them off the page.
"""

from __future__ import annotations

import datetime as dt
import io
import time
from collections.abc import Callable, Iterator

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner

from arxl.papers.certificate import Identity, identity_in, self_made
from arxl.papers.examiner import examine
from arxl.papers.returned import examined
from arxl.papers.seal import _NO_STAMP, CUSTOMER_FIELD, SELLER_FIELD, Seal, places_in
from arxl.papers.statement import StatementPrinter
from arxl.practices.statement import Movement, Statement
from arxl.tables.history import StatedLine
from arxl.tables.schema import Company
from bench.measuring import Finding, medians

LINES = 20
BOUND = 1.3
BATCH = 10
DAY = dt.date(2026, 11, 3)


def findings() -> Iterator[Finding]:
    content = self_made("Made-Up Distribution", "secret", DAY)
    identity = identity_in(content, "secret", "seal.p12")
    paper = StatementPrinter(Company("bench", name="Made-Up Distribution")).paper(_statement(), DAY, DAY)
    seal, signer = Seal(identity), SimpleSigner.load_pkcs12_data(content, other_certs=[], passphrase=b"secret")
    bare = _bare(paper, signer)
    taken = medians({"arxl": _times(lambda: seal.on(paper, DAY)), "bare": _times(bare)})
    detail = f"{taken['arxl'] / BATCH * 1e3:.1f} ms a statement against {taken['bare'] / BATCH * 1e3:.1f} ms"
    yield Finding(f"sealing a statement of {LINES} lines / bare pyHanko", taken["arxl"] / taken["bare"], BOUND,
                  detail=detail)  # fmt: skip
    more = len(seal.on(paper, DAY)) - len(paper), len(bare()) - len(paper)
    yield Finding("bytes that a seal adds / bare pyHanko", more[0] / more[1], BOUND, detail=f"{more[0]} bytes")
    yield from _examining(paper, seal, identity)


def _examining(paper: bytes, seal: Seal, identity: Identity) -> Iterator[Finding]:
    issued = seal.on(paper, DAY)
    back = _countersigned(issued, SimpleSigner.load_pkcs12_data(
        self_made("Customer", "secret", DAY), other_certs=[], passphrase=b"secret"))  # fmt: skip
    here = medians({"examine": lambda: examine({"issued": len(issued)}, [back])}, runs=5)["examine"]
    start = time.perf_counter()
    examined(back, issued, ())
    whole = time.perf_counter() - start
    yield Finding(
        "examining a returned statement", whole * 1e3, unit="ms", detail=f"of it {here * 1e3:.0f} in the file"
    )


def _bare(paper: bytes, signer: SimpleSigner) -> Callable[[], bytes]:
    places = places_in(paper)
    specs = {field: SigFieldSpec(field, on_page=place.page, box=place.box) for field, place in places.items()}
    meta = PdfSignatureMetadata(
        field_name=SELLER_FIELD,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.FILL_FORMS,
        subfilter=SigSeedSubFilter.PADES,
    )

    def sealed() -> bytes:
        writer, out = IncrementalPdfFileWriter(io.BytesIO(paper)), io.BytesIO()
        append_signature_field(writer, specs[CUSTOMER_FIELD])
        PdfSigner(meta, signer=signer, stamp_style=_NO_STAMP, new_field_spec=specs[SELLER_FIELD]).sign_pdf(
            writer, output=out
        )
        return out.getvalue()

    return sealed


def _countersigned(issued: bytes, signer: SimpleSigner) -> bytes:
    writer, out = IncrementalPdfFileWriter(io.BytesIO(issued)), io.BytesIO()
    meta = PdfSignatureMetadata(field_name=CUSTOMER_FIELD, subfilter=SigSeedSubFilter.PADES)
    PdfSigner(meta, signer=signer).sign_pdf(writer, output=out, existing_fields_only=True)
    return out.getvalue()


def _times(work: Callable[[], bytes]) -> Callable[[], object]:
    def batch() -> None:
        for _ in range(BATCH):
            work()

    return batch


def _statement() -> Statement:
    first, last = dt.date(2026, 10, 1), dt.date(2026, 10, 31)
    lines = [
        Movement(StatedLine("invoice", f"INV-{nth:04}", "", first + dt.timedelta(nth), 10_000), 10_000 * nth, False)
        for nth in range(1, LINES + 1)
    ]
    return Statement(
        number="ST2026-00001",
        customer="C-1",
        customer_name="Made-Up Shop",
        customer_address="",
        customer_tax_id="",
        language="en",
        currency="EUR",
        exponent=2,
        month="2026-10",
        first_day=first,
        last_day=last,
        opening_minor=0,
        movements=tuple(lines),
        closing_minor=10_000 * LINES,
        carried=(),
        open_items=(),
        aging_labels=(),
        aging_minor=(),
        unapplied_minor=0,
        in_hand_minor=0,
        disputed_minor=0,
        due_now_minor=0,
    )
