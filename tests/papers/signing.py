"""What customers, and others, do to a sealed statement: sign it, and everything else that comes back."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import shutil
from collections.abc import Callable
from functools import cache

import pypdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from arxl.papers.certificate import TEST_MARK, Identity, certificate_of
from arxl.papers.seal import CUSTOMER_FIELD, Seal, _signer
from arxl.papers.statement import StatementPrinter
from papers.conftest import COMPANY, ISSUED_ON, RETURN_BY, made_up_account

MADE_ON = dt.date(2026, 10, 1)
CUSTOMER = "Băcănia Ștefănescu și Fiii S.A."
SIGNED_AT = dt.datetime(2026, 11, 9, 10, tzinfo=dt.UTC)


@cache
def seller() -> Seal:
    """The seller's seal, by a test certificate."""
    return Seal(person("Distribuție Țiglă & Șuruburi S.R.L."))


@cache
def person(name: str, nth: int = 0) -> Identity:
    """Somebody with a test certificate, the same in every run; another `nth` is another one in the same name."""
    seed = int.from_bytes(hashlib.sha256(f"{name} {nth}".encode()).digest())
    return homemade(name, ec.derive_private_key(seed % (1 << 255), ec.SECP256R1()), is_test=True)


@cache
def plain(number: str = "ST-2026-00004") -> bytes:
    """A statement without a seal."""
    return StatementPrinter(COMPANY).paper(made_up_account("ro", 8, number=number), ISSUED_ON, RETURN_BY)


@cache
def issued(number: str = "ST-2026-00004") -> bytes:
    """The statement as it goes out, sealed."""
    return StatementPrinter(COMPANY, seal=seller()).paper(made_up_account("ro", 8, number=number), ISSUED_ON, RETURN_BY)


def signed(
    pdf: bytes,
    by: Identity,
    *,
    field: str = CUSTOMER_FIELD,
    new_field: bool = False,
    digest: str = "sha256",
    at: dt.datetime = SIGNED_AT,
) -> bytes:
    """The file with a signature, as a PDF reader makes it; not by arxl's own writer."""

    class AtThatTime(PdfSigner):
        def init_signing_session(self, *arguments, **named):
            session = super().init_signing_session(*arguments, **named)
            session.system_time = at
            return session

    signer = _signer(by)
    signer.__class__ = signer.__class__.__base__  # pyHanko's own signer, with its own dice
    out = io.BytesIO()
    meta = PdfSignatureMetadata(field_name=field, md_algorithm=digest, subfilter=SigSeedSubFilter.PADES)
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    AtThatTime(meta, signer=signer).sign_pdf(writer, output=out, existing_fields_only=not new_field)
    return out.getvalue()


def with_white_box(pdf: bytes) -> bytes:
    """A white box over figures of the first page."""

    def cover(writer: IncrementalPdfFileWriter) -> None:
        stream = generic.StreamObject(stream_data=b"q 1 1 1 rg 400 500 100 100 re f Q")
        writer.add_stream_to_page(0, writer.add_object(stream))

    return _appended(pdf, cover)


def with_comment(pdf: bytes) -> bytes:
    """A note on the first page, as readers put it there."""

    def note(writer: IncrementalPdfFileWriter) -> None:
        rectangle = generic.ArrayObject([generic.FloatObject(edge) for edge in (100, 100, 200, 130)])
        parts = {"/Type": pdf_name("/Annot"), "/Subtype": pdf_name("/FreeText"), "/Rect": rectangle,
                 "/Contents": generic.pdf_string("not our figure")}  # fmt: skip
        written = generic.DictionaryObject({pdf_name(name): value for name, value in parts.items()})
        writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(written))

    return _appended(pdf, note)


def saved_anew(pdf: bytes) -> bytes:
    """The file as a program writes it that reads and writes whole files."""
    out = io.BytesIO()
    pypdf.PdfWriter(clone_from=io.BytesIO(pdf)).write(out)
    return out.getvalue()


def printed_anew(pdf: bytes) -> bytes:
    """The pages without fields and attachments, as printing to PDF leaves them."""
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        page.pop("/Annots", None)
        writer.add_page(page)
    writer.write(out)
    return out.getvalue()


def encrypted(pdf: bytes) -> bytes:
    """The file behind a password."""
    writer, out = pypdf.PdfWriter(clone_from=io.BytesIO(pdf)), io.BytesIO()
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


def replaced_behind(pdf: bytes, other: bytes) -> bytes:
    """Another document written behind the file, its tables of objects moved, never leading back to what was issued."""
    shift = len(pdf)
    reader = pypdf.PdfReader(io.BytesIO(other))
    out, offsets = io.BytesIO(pdf), {}
    out.seek(0, io.SEEK_END)
    writer = pypdf.PdfWriter(clone_from=reader)
    body = io.BytesIO()
    writer.write(body)
    text = body.getvalue()
    start = text.rindex(b"xref\n", 0, text.rindex(b"startxref"))
    head, _, rest = text[start:].partition(b"trailer")
    lines = [
        b"%010d %b" % (int(line[:10]) + shift, line[11:]) if len(line) == 19 and line.endswith(b"n ") else line
        for line in head.split(b"\n")
    ]
    trailer = rest[: rest.index(b"startxref")]
    offsets = b"startxref\n%d\n%%%%EOF\n" % (shift + start)
    out.write(text[:start] + b"\n".join(lines) + b"trailer" + trailer + offsets)
    return out.getvalue()


def with_other_appearance(pdf: bytes) -> bytes:
    """What the customer's signature shows on the page, replaced after it was made."""

    def draw(writer: IncrementalPdfFileWriter) -> None:
        fields = writer.root["/AcroForm"]["/Fields"]
        field = next(held for held in fields if held.get_object()["/T"] == CUSTOMER_FIELD)
        shown = generic.StreamObject(
            {pdf_name("/Type"): pdf_name("/XObject"), pdf_name("/Subtype"): pdf_name("/Form"),
             pdf_name("/BBox"): generic.ArrayObject([generic.NumberObject(edge) for edge in (0, 0, 100, 100)])},
            stream_data=b"q 1 0 0 rg 0 0 100 100 re f Q",
        )  # fmt: skip
        held = field.get_object()
        held[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(shown)})
        writer.mark_update(field)

    return _appended(pdf, draw)


def program(name: str) -> str:
    """A program of another maker, by which ours is checked; the test is skipped where there is none."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def flipped(pdf: bytes, at: int, bit: int = 0) -> bytes:
    """The file with one bit of one byte turned."""
    return pdf[:at] + bytes([pdf[at] ^ 1 << bit]) + pdf[at + 1 :]


def weak_person(name: str = CUSTOMER) -> Identity:
    """Somebody whose RSA key has 1024 bits."""
    return homemade(name, rsa.generate_private_key(65537, 1024))


@cache
def rsa_person(name: str) -> Identity:
    """Somebody with an RSA key, as most issuers of certificates hand out."""
    return homemade(name, rsa.generate_private_key(65537, 2048))


def homemade(
    name: str,
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | None = None,
    *,
    first: dt.date = MADE_ON,
    days: int = 500,
    is_test: bool = False,
) -> Identity:
    """Somebody with a certificate of their own making."""
    key = key or ec.derive_private_key(4711, ec.SECP384R1())
    texts = {NameOID.COMMON_NAME: name, **({NameOID.ORGANIZATIONAL_UNIT_NAME: TEST_MARK} if is_test else {})}
    named = x509.Name([x509.NameAttribute(oid, text) for oid, text in texts.items()])
    begins = dt.datetime.combine(first, dt.time(), dt.UTC)
    own = (
        x509.CertificateBuilder(named, named, key.public_key(), 4711)
        .not_valid_before(begins)
        .not_valid_after(begins + dt.timedelta(days=days))
        .sign(key, hashes.SHA256(), ecdsa_deterministic=True if isinstance(key, ec.EllipticCurvePrivateKey) else None)
    )
    return Identity(certificate_of(own), key, own, ())


def _appended(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    writer, out = IncrementalPdfFileWriter(io.BytesIO(pdf)), io.BytesIO()
    change(writer)
    writer.write(out)
    return out.getvalue()
