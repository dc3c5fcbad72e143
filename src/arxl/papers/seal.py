"""The seller's seal on a paper: the digital route of the countersigned statement (practice B4).

The customer's signature field is made first and left empty, then the seller certifies the whole file (PAdES, with
DocMDP "fill in forms"): signing in that field is all that may follow, and anything else shows. Fields lie over the
boxes of the page; the page itself says where, by destinations that its template names.

The seal writes behind the paper and changes none of its bytes, metadata included, so PDF/A-3b stays what it was. The
same paper, certificate and day give the same bytes: the signature is deterministic (RFC 6979), and so is the file's id.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import io
import logging
from dataclasses import dataclass
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from arxl.papers.certificate import TEST_MARK, Certificate, Identity, identity_in, refuse_out_of_date

for _library in ("pyhanko", "pyhanko_certvalidator"):  # what they find is told as a sentence, or not at all
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)

SELLER_FIELD, CUSTOMER_FIELD = "SellerSignature", "CustomerSignature"
_BOXES = {SELLER_FIELD: "seller-box", CUSTOMER_FIELD: "customer-box"}
"""Field -> the box of the page, whose corners are destinations: its name with -begins and -ends."""

_TYPST_LIFT = 10.0  # points by which typst sets a destination above its place, so that a reader shows what is there
_NOON = dt.time(12, tzinfo=dt.UTC)  # the day is the same from Lima to Seoul
_HASH = "sha256"

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from the page's lower left corner."""


@dataclass(frozen=True)
class Place:
    """Where a field lies: page, counted from 0, and box."""

    page: int
    box: Box


class Seal:
    """A seller's certificate with its key, set up once for a batch. It may be used from several threads.

    Attributes:
        certificate: what the certificate says.
    """

    def __init__(self, identity: Identity) -> None:
        self.certificate: Certificate = identity.certificate
        self._signer = _signer(identity)
        self._meta = PdfSignatureMetadata(
            field_name=SELLER_FIELD,
            md_algorithm=_HASH,
            certify=True,
            docmdp_permissions=MDPPerm.FILL_FORMS,
            subfilter=SigSeedSubFilter.PADES,
            reason=TEST_MARK if identity.certificate.is_test else None,
        )
        self._reserved = _hex_digits(self._signer)

    def on(self, pdf: bytes, day: dt.date) -> bytes:
        """The paper, sealed."""
        writer = _Appending(io.BytesIO(pdf))
        places = _places(writer.prev)
        for field in (CUSTOMER_FIELD, SELLER_FIELD):  # the customer's first, so that the seal covers it
            if field in places:
                place = places[field]
                append_signature_field(writer, SigFieldSpec(field, on_page=place.page, box=place.box))
        out = io.BytesIO()
        signer = _Certifying(self._meta, self._signer, dt.datetime.combine(day, _NOON))
        signer.sign_pdf(writer, output=out, bytes_reserved=self._reserved)
        return out.getvalue()


def seal_of(content: bytes, password: str, today: dt.date, place: str) -> Seal:
    """The seal by the certificate of a PKCS#12 file.

    Args:
        place: name of the file, for messages.

    Raises:
        Refused: the certificate cannot seal: see `identity_in` and `refuse_out_of_date`.
    """
    identity = identity_in(content, password, place)
    refuse_out_of_date(identity.certificate, today, place)
    return Seal(identity)


def sealed(pdf: bytes, seal: Seal, day: dt.date) -> bytes:
    """A paper that its seller has certified, with an empty field for the customer where the paper has a box for it.

    Args:
        pdf: the paper, as `Press` made it; the result begins with these bytes.
        day: on which it is issued; it is the time of the signature, at noon UTC.
    """
    return seal.on(pdf, day)


def places_in(pdf: bytes) -> dict[str, Place]:
    """Field -> where the paper has its box; a paper that nobody signs has none."""
    return _places(PdfFileReader(io.BytesIO(pdf)))


def _places(reader: PdfFileReader) -> dict[str, Place]:
    try:
        listed = reader.root["/Names"]["/Dests"]["/Names"]
    except KeyError:
        return {}
    corners = {str(name): listed[at + 1] for at, name in enumerate(listed) if at % 2 == 0}
    pages = {_reference(reader, page): page for page in range(_page_count(reader))} if corners else {}
    found = {}
    for field, box in _BOXES.items():
        if {f"{box}-begins", f"{box}-ends"} <= corners.keys():
            (page, left, top), (_, right, bottom) = (_target(corners[f"{box}-{end}"]) for end in ("begins", "ends"))
            found[field] = Place(pages[page], (left, bottom - _TYPST_LIFT, right, top - _TYPST_LIFT))
    return found


def _target(destination: Any) -> tuple[tuple[int, int], float, float]:
    """Page, x and y of a destination [page /XYZ x y zoom]."""
    held = destination["/D"] if isinstance(destination, generic.DictionaryObject) else destination
    page = held.raw_get(0)
    return (page.idnum, page.generation), float(held[2]), float(held[3])


def _page_count(reader: PdfFileReader) -> int:
    return int(reader.root["/Pages"]["/Count"])


def _reference(reader: PdfFileReader, page: int) -> tuple[int, int]:
    reference = reader.find_page_for_modification(page)[0].reference
    return reference.idnum, reference.generation


class _Appending(IncrementalPdfFileWriter):  # type: ignore[misc]
    """Writes behind a paper, and neither reads the clock nor throws dice."""

    @classmethod
    def _handle_id(cls, prev: PdfFileReader) -> generic.ArrayObject:
        """The file's first id stays; the second belongs to this version, and is made from it."""
        first = prev.trailer["/ID"][0].original_bytes
        second = hashlib.sha256(first + prev.last_startxref.to_bytes(8, "big")).digest()[:16]
        return generic.ArrayObject(map(generic.ByteStringObject, (first, second)))

    def _update_meta(self) -> None:
        """The paper's metadata say when and by what it was made; a second version of them would contradict PDF/A."""


class _Certifying(PdfSigner):  # type: ignore[misc]
    """Certifies one paper at a given time. What shows in the box is printed by the paper itself."""

    def __init__(self, meta: PdfSignatureMetadata, signer: SimpleSigner, moment: dt.datetime) -> None:
        super().__init__(meta, signer, stamp_style=_NO_STAMP)
        self._moment = moment

    def init_signing_session(self, *arguments: Any, **named: Any) -> Any:
        session = super().init_signing_session(*arguments, **named)
        session.system_time = self._moment
        return session


_NO_STAMP = StaticStampStyle(border_width=0, background=RawContent(b"", box=BoxConstraints(1, 1)))


class _HeldKey(SimpleSigner):  # type: ignore[misc]
    """Signs with a key that is read once and not at every paper."""

    key: ec.EllipticCurvePrivateKey | Any

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        digest = getattr(hashes, digest_algorithm.upper())()
        if isinstance(self.key, ec.EllipticCurvePrivateKey):
            return self.key.sign(data, ec.ECDSA(digest, deterministic_signing=True))
        return bytes(self.key.sign(data, padding.PKCS1v15(), digest))


def _signer(identity: Identity) -> _HeldKey:
    registry = SimpleCertificateStore()
    registry.register_multiple([_asn1(certificate) for certificate in identity.chain])
    secret = identity.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = _HeldKey(_asn1(identity.own), asn1_keys.PrivateKeyInfo.load(secret), registry)
    signer.key = identity.key
    return signer


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _hex_digits(signer: SimpleSigner) -> int:
    """Room for the signature in the file, two digits a byte; a P-256 signature varies by a few bytes."""
    trial = asyncio.run(signer.async_sign(bytes(32), _HASH, use_pades=True, dry_run=False))
    return 2 * (len(trial.dump()) + 64)
