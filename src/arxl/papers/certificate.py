"""Certificates: whose seal and whose signature a paper bears (practice B4).

A certificate is known by its fingerprint, the SHA-256 of its bytes. A chain of issuers proves less: whoever buys a
certificate from the same issuer would pass for the customer. So fingerprints are pinned, in the column Certificate of
Customers, after both sides have compared them by telephone.

A certificate that arxl made says so in its subject, its name and its issuer: it shows that a paper is unchanged, and
proves nothing to a third party.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from asn1crypto import pkcs12 as structure
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from arxl.errors import Refused, refused, sentence

TEST_MARK = "test certificate, made by arxl, proves nothing to a third party"
"""Stands in the subject of a self-made certificate, and wherever one is shown."""

TEST_YEARS = 2
_LONGEST_NAME = 64  # bytes: X.520 allows so many letters in a name, and many programs count bytes
_NAMED_TEST = " (test certificate)"
_SMALLEST_RSA = 2048
_CURVES = ("secp256r1", "secp384r1", "secp521r1")

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says.

    Attributes:
        name: whose it is, in one name.
        subject: whose it is, in full; a self-made one says so.
        issuer: who says so; the subject itself where it is self-made.
        valid_from: first day.
        valid_until: last day.
        fingerprint: SHA-256 of the certificate, 64 hexadecimal digits.
        algorithm: of the key: "ECDSA secp256r1", "RSA 3072".
        is_test: arxl made it.
    """

    name: str
    subject: str
    issuer: str
    valid_from: dt.date
    valid_until: dt.date
    fingerprint: str
    algorithm: str
    is_test: bool

    def as_record(self) -> dict[str, Any]:
        """The certificate as JSON has it: days as texts."""
        return asdict(self) | {day: getattr(self, day).isoformat() for day in ("valid_from", "valid_until")}

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> Self:
        """The way back from `as_record`."""
        days = {day: dt.date.fromisoformat(record[day]) for day in ("valid_from", "valid_until")}
        return cls(**{**record, **days})


@dataclass(frozen=True)
class Identity:
    """A certificate with its private key, out of a PKCS#12 file."""

    certificate: Certificate
    key: Key
    own: x509.Certificate
    chain: tuple[x509.Certificate, ...]


def self_made(name: str, password: str, made_on: dt.date) -> bytes:
    """A PKCS#12 file with a new P-256 key and a certificate that its own key signed, good for two years.

    Args:
        name: company or person; what exceeds the 64 bytes of a certificate's name is left out.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, _cut(name, _LONGEST_NAME - len(_NAMED_TEST)) + _NAMED_TEST),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _cut(name, _LONGEST_NAME)),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, TEST_MARK),
        ]
    )
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only",
         "decipher_only"), False,
    )  # fmt: skip
    midnight = dt.datetime.combine(made_on, dt.time(), dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(midnight - dt.timedelta(days=1))  # today has begun earlier elsewhere
        .not_valid_after(midnight + dt.timedelta(days=365 * TEST_YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        name.encode(), key, certificate, None, BestAvailableEncryption(password.encode())
    )


def identity_in(content: bytes, password: str, place: str) -> Identity:
    """Key and certificate of a PKCS#12 file, fit for signing.

    Args:
        place: name of the file, for messages.

    Raises:
        Refused: it is no such file; the password is another one; it holds no key, no certificate, or a key that
            readers of PDF do not take.
    """
    refuse_other_files(content, place)
    try:
        key, own, chain = pkcs12.load_key_and_certificates(content, password.encode() or None)
    except ValueError as error:
        raise refused(
            place,
            sentence("the password does not open the certificate."),
            sentence('Run: arxl certificate password "{file}"', file=place),
        ) from error
    if key is None or own is None:
        raise refused(
            place,
            sentence("the file holds no private key with its certificate."),
            sentence("Export the certificate again, with its private key, as PKCS#12 (.p12 or .pfx)."),
        )
    certificate = certificate_of(own)
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) or is_weak(own):
        raise refused(
            place,
            sentence("the certificate has the key {algorithm}, which proves nothing.", algorithm=certificate.algorithm),
            sentence("Use a certificate with a P-256 or P-384 key, or RSA of 2048 bits or more, signed with SHA-256."),
        )
    if not _may_sign(own):
        raise refused(
            place,
            sentence("the certificate of {subject} is not made for signing.", subject=certificate.subject),
            sentence("Ask its issuer for one whose key usage is digital signature or non-repudiation."),
        )
    return Identity(certificate, key, own, tuple(chain))


def is_pkcs12(content: bytes) -> bool:
    """Whether a file is a PKCS#12, whatever its password."""
    try:
        return bool(structure.Pfx.load(content, strict=True)["version"].native == "v3")
    except (ValueError, TypeError):
        return False


def refuse_other_files(content: bytes, place: str) -> None:
    """Tell a file that is no PKCS#12 from one whose password is wrong.

    Raises:
        Refused: it is no PKCS#12.
    """
    if not is_pkcs12(content):
        raise refused(
            place,
            sentence("the file is no PKCS#12 file, which holds a certificate with its private key."),
            sentence("Name the .p12 or .pfx file of the certificate."),
        )


def refuse_out_of_date(certificate: Certificate, today: dt.date, place: str) -> None:
    """Refuse to seal with a certificate that is over, or has not begun.

    Raises:
        Refused: today is not one of its days.
    """
    if certificate.valid_from <= today <= certificate.valid_until:
        return
    raise refused(
        place,
        sentence(
            "the certificate of {subject} is valid from {first} to {last}; today is {today}.",
            subject=certificate.subject,
            first=certificate.valid_from,
            last=certificate.valid_until,
            today=today,
        ),
        sentence("Name a certificate that is valid today in Policy seal_certificate, or leave it blank."),
    )


def public_certificate(content: bytes, place: str) -> Certificate:
    """The certificate in a .cer, .crt or .pem file.

    Raises:
        Refused: it holds none.
    """
    try:
        if b"-----BEGIN" in content:
            return certificate_of(x509.load_pem_x509_certificate(content))
        return certificate_of(x509.load_der_x509_certificate(content))
    except ValueError as error:
        raise refused(
            place,
            sentence("the file holds no certificate."),
            sentence("Name a .p12, .pfx, .cer, .crt or .pem file, or a signed PDF."),
        ) from error


def certificate_of(own: x509.Certificate) -> Certificate:
    """What a certificate says, in words."""
    names = names_of(own)
    return Certificate(
        name=names[0] if names else _said(own.subject),
        subject=_said(own.subject),
        issuer=_said(own.issuer),
        valid_from=own.not_valid_before_utc.date(),
        valid_until=own.not_valid_after_utc.date(),
        fingerprint=own.fingerprint(hashes.SHA256()).hex(),
        algorithm=_algorithm(own),
        is_test=TEST_MARK in _names(own.subject, NameOID.ORGANIZATIONAL_UNIT_NAME),
    )


def names_of(own: x509.Certificate) -> tuple[str, ...]:
    """The names that the subject goes by: person or company."""
    common = [name.removesuffix(_NAMED_TEST) for name in _names(own.subject, NameOID.COMMON_NAME)]
    return (*common, *_names(own.subject, NameOID.ORGANIZATION_NAME))


def is_weak(own: x509.Certificate) -> bool:
    """Whether somebody with time and computers could make a second key or certificate like this one."""
    key = own.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        weak = key.key_size < _SMALLEST_RSA
    else:
        weak = not (isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in _CURVES)
    return weak or is_weak_hash(own.signature_hash_algorithm.name if own.signature_hash_algorithm else "")


def is_weak_hash(name: str) -> bool:
    """Whether two papers can be made that have one digest.

    >>> is_weak_hash("sha1"), is_weak_hash("sha256")
    (True, False)
    """
    return name.lower().replace("-", "") not in ("sha256", "sha384", "sha512", "sha3256", "sha3384", "sha3512")


def grouped(fingerprint: str) -> str:
    """A fingerprint as two people read it to each other.

    >>> grouped("ab12" * 16)[:29]
    'AB12 AB12 AB12 AB12 AB12 AB12'
    """
    return " ".join(fingerprint[at : at + 4].upper() for at in range(0, len(fingerprint), 4))


def unreadable(place: str, problem: str) -> Refused:
    """The refusal of a certificate's file that is not there, or cannot be read."""
    return refused(
        place,
        sentence("the certificate's file cannot be read: {problem}.", problem=problem),
        sentence("Name a file that is there; for the seal, in seal_certificate on the Policy sheet."),
    )


def _cut(name: str, most: int) -> str:
    """As many letters of a name as fit into so many bytes."""
    return name.encode()[:most].decode(errors="ignore").rstrip()


def _may_sign(own: x509.Certificate) -> bool:
    try:
        usage = own.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return bool(usage.digital_signature or usage.content_commitment)


def _algorithm(own: x509.Certificate) -> str:
    key = own.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA {key.key_size}"
    if isinstance(key, ec.EllipticCurvePublicKey):
        return f"ECDSA {key.curve.name}"
    return type(key).__name__.removesuffix("PublicKey").lstrip("_")


def _said(name: x509.Name) -> str:
    """The parts that a person knows another by: name, organisation, unit, country; none twice."""
    units = _names(name, NameOID.ORGANIZATIONAL_UNIT_NAME)
    common, organisations = _names(name, NameOID.COMMON_NAME), _names(name, NameOID.ORGANIZATION_NAME)
    if TEST_MARK in units:
        return f"{(*organisations, *common, '?')[0].removesuffix(_NAMED_TEST)} ({TEST_MARK})"
    said: list[str] = []
    for part in (*common, *organisations, *units, *_names(name, NameOID.COUNTRY_NAME)):
        if not any(part in earlier for earlier in said):
            said.append(part)
    return ", ".join(said) or name.rfc4514_string() or "?"


def _names(name: x509.Name, oid: x509.ObjectIdentifier) -> list[str]:
    return [str(attribute.value) for attribute in name.get_attributes_for_oid(oid)]
