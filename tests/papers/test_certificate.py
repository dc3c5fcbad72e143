"""Certificates: what a self-made one says of itself, and which others may seal."""

from __future__ import annotations

import datetime as dt
import subprocess

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

from arxl.errors import Refused
from arxl.papers.certificate import (
    TEST_MARK,
    Certificate,
    certificate_of,
    grouped,
    identity_in,
    public_certificate,
    self_made,
)
from arxl.papers.seal import seal_of
from arxl.tables.fingerprints import pins
from papers import signing

TODAY = dt.date(2026, 11, 3)


def packed(key, *, usage: x509.KeyUsage | None = None, with_certificate: bool = True) -> bytes:
    """A PKCS#12 with a key of any kind and a certificate of its own."""
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Acme"), x509.NameAttribute(NameOID.COUNTRY_NAME, "RO")])
    begins = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    built = x509.CertificateBuilder(named, named, key.public_key(), 7).not_valid_before(begins)
    built = built.not_valid_after(begins + dt.timedelta(days=700))
    if usage is not None:
        built = built.add_extension(usage, critical=True)
    own = built.sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256())
    hidden = BestAvailableEncryption(b"secret")
    return pkcs12.serialize_key_and_certificates(b"Acme", key, own if with_certificate else None, None, hidden)


def usage_of(**allowed: bool) -> x509.KeyUsage:
    names = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
             "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")  # fmt: skip
    return x509.KeyUsage(**{name: allowed.get(name, False) for name in names})


def refusal(content: bytes, password: str = "secret", today: dt.date = TODAY) -> str:
    with pytest.raises(Refused) as refused:
        seal_of(content, password, today, "seal.p12")
    return str(refused.value)


def test_a_self_made_certificate_says_so_in_its_subject_and_its_name():
    made = identity_in(self_made("Băcănia Ștefănescu", "secret", TODAY), "secret", "seal.p12")
    named = made.own.subject
    assert [part.value for part in named.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)] == [TEST_MARK]
    assert "(test certificate)" in named.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    assert made.certificate.is_test
    assert TEST_MARK in made.certificate.subject
    assert made.certificate.issuer == made.certificate.subject
    assert made.certificate.name == "Băcănia Ștefănescu"
    assert made.certificate.algorithm == "ECDSA secp256r1"


def test_a_name_of_any_length_and_script_fits():
    for name in ("深圳市鑫源贸易有限公司" * 8, "Sociedad Anónima de Distribución " * 5, "악셀"):
        made = identity_in(self_made(name, "secret", TODAY), "secret", "seal.p12")
        assert name.startswith(made.own.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0].value)
        assert made.certificate.is_test


def test_no_two_certificates_have_one_fingerprint_or_one_key():
    first, second = (identity_in(self_made("Acme", "secret", TODAY), "secret", "x") for _ in range(2))
    assert first.certificate.fingerprint != second.certificate.fingerprint
    assert first.key.private_numbers() != second.key.private_numbers()


def test_the_file_opens_with_its_password_alone_and_openssl_reads_it(tmp_path):
    file = tmp_path / "seal.p12"
    file.write_bytes(self_made("Acme", "secret", TODAY))
    command = [signing.program("openssl"), "pkcs12", "-in", file, "-nokeys", "-passin", "pass:secret"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    own = public_certificate(shown[shown.index("-----BEGIN") :].encode(), "seal.pem")
    assert own == identity_in(file.read_bytes(), "secret", "seal.p12").certificate
    assert b"Acme" not in file.read_bytes(), "the certificate is hidden, too"


def test_what_cannot_seal_is_refused_each_with_its_own_sentence():
    good = self_made("Acme", "secret", TODAY)
    said = [
        refusal(b"-----BEGIN CERTIFICATE-----"),
        refusal(good, "another"),
        refusal(good, ""),
        refusal(packed(ec.generate_private_key(ec.SECP256R1()), with_certificate=False)),
        refusal(packed(rsa.generate_private_key(65537, 1024))),
        refusal(packed(ed25519.Ed25519PrivateKey.generate())),
        refusal(packed(ec.generate_private_key(ec.SECP256R1()), usage=usage_of(key_cert_sign=True))),
        refusal(good, today=dt.date(2029, 1, 1)),
        refusal(good, today=dt.date(2026, 1, 1)),
    ]
    assert "no PKCS#12" in said[0]
    assert said[1] == said[2]
    assert "does not open the certificate" in said[1]
    assert "no private key with its certificate" in said[3]
    assert "RSA 1024" in said[4]
    assert "Ed25519" in said[5]
    assert "not made for signing" in said[6]
    assert "2028" in said[7]
    assert "2026-11-02" in said[8]


@pytest.mark.parametrize("usage", [None, usage_of(digital_signature=True), usage_of(content_commitment=True)])
@pytest.mark.parametrize("key", [ec.generate_private_key(ec.SECP384R1()), rsa.generate_private_key(65537, 2048)])
def test_bought_certificates_seal(key, usage):
    assert seal_of(packed(key, usage=usage), "secret", TODAY, "seal.p12").certificate.subject == "Acme, RO"


def test_the_first_and_the_last_day_count():
    good = self_made("Acme", "secret", TODAY)
    own = identity_in(good, "secret", "x").certificate
    for day in (own.valid_from, own.valid_until):
        assert seal_of(good, "secret", day, "seal.p12")


def test_a_public_certificate_is_read_in_both_forms_and_nothing_else_is():
    own = identity_in(self_made("Acme", "secret", TODAY), "secret", "x").own
    for form in (Encoding.PEM, Encoding.DER):
        assert public_certificate(own.public_bytes(form), "acme.cer") == certificate_of(own)
    with pytest.raises(Refused, match="holds no certificate"):
        public_certificate(b"Fingerprint: 00", "acme.txt")


def test_a_certificate_survives_json():
    own = identity_in(self_made("Acme", "secret", TODAY), "secret", "x").certificate
    assert Certificate.of_record(own.as_record()) == own


def test_a_fingerprint_is_read_as_people_write_it():
    whole = identity_in(self_made("Acme", "secret", TODAY), "secret", "x").certificate.fingerprint
    colons = ":".join(whole[at : at + 2] for at in range(0, 64, 2)).upper()
    for written in (whole, colons, grouped(whole), f"SHA-256: {colons}", f" {whole} ;", f"sha256:{whole}"):
        assert pins(written) == {whole}
    assert pins("") == frozenset()
    assert pins(f"{whole}; {'ab' * 32}") == {whole, "ab" * 32}
    assert pins(f"{whole[:40]}; soon; {whole}") == {whole}, "a SHA-1 or a note pins nothing"
