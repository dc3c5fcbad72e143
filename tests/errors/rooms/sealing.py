"""What keeps a statement from being sealed, and what is said of a sealed one that comes back."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from pathlib import Path
from unittest.mock import patch

from keyring.backends.fail import Keyring as NoKeyring

from arxl.errors import Fault
from arxl.hosts.cli import certificates
from arxl.hosts.cli.arguments import parser
from arxl.jobs.seal import certificates_in_file, keep_password_of, new_certificate
from arxl.papers import returned
from arxl.papers.certificate import self_made
from arxl.papers.passwords import kept_password
from arxl.papers.seal import seal_of
from errors.rooms.jobs import NOVEMBER_3, issued, opened
from errors.scene import scene
from keyrings_for_tests import LockedKeyring, MemoryKeyring, using
from papers import signing
from papers.signing import CUSTOMER, person, signed
from papers.test_certificate import packed, usage_of


def back(content: bytes, pinned: Iterable[str] = ("ab" * 32,)) -> Iterable[Fault]:
    """What is said of a file that comes back of the statement."""
    return (returned.examined(content, signing.issued(), set(pinned), CUSTOMER).told("copy.pdf"),)


def issued_with(folder: Path, content: bytes, password: str | None = "secret", today: dt.date = NOVEMBER_3) -> None:
    """Issue a month with a certificate, whose password is kept or not."""
    (folder / "seal.p12").write_bytes(content)
    with using(MemoryKeyring()):
        if password is not None:
            keep_password_of(folder / "seal.p12", password)
        issued(opened(folder, Policy=[("Key", "Value"), ("seal_certificate", "seal.p12")]), "2026-10", today)


# --- the seller's certificate --------------------------------------------------------------------------------------


@scene("A certificate that is not there")
def missing_certificate(folder: Path) -> Iterable[Fault]:
    with using(MemoryKeyring()):
        issued(opened(folder, Policy=[("Key", "Value"), ("seal_certificate", "gone.p12")]), "2026-10", NOVEMBER_3)
    return ()


@scene("A certificate whose password nobody has put into the keyring")
def missing_password(folder: Path) -> Iterable[Fault]:
    issued_with(folder, self_made("Acme", "secret", NOVEMBER_3), None)
    return ()


@scene("A certificate that is over")
def certificate_over(folder: Path) -> Iterable[Fault]:
    issued_with(folder, self_made("Acme", "secret", dt.date(2020, 1, 1)))
    return ()


@scene("A certificate that is no PKCS#12")
def no_pkcs12(folder: Path) -> Iterable[Fault]:
    issued_with(folder, b"-----BEGIN CERTIFICATE-----\n")
    return ()


@scene("A certificate with another password")
def other_password(folder: Path) -> Iterable[Fault]:
    seal_of(self_made("Acme", "secret", NOVEMBER_3), "another", NOVEMBER_3, "seal.p12")
    return ()


@scene("A certificate without a key")
def no_key(folder: Path) -> Iterable[Fault]:
    content = packed(signing.ec.generate_private_key(signing.ec.SECP256R1()), with_certificate=False)
    seal_of(content, "secret", NOVEMBER_3, "seal.p12")
    return ()


@scene("A certificate with a key that is too short")
def short_key(folder: Path) -> Iterable[Fault]:
    seal_of(packed(signing.rsa.generate_private_key(65537, 1024)), "secret", NOVEMBER_3, "seal.p12")
    return ()


@scene("A certificate that may not sign")
def may_not_sign(folder: Path) -> Iterable[Fault]:
    content = packed(signing.ec.generate_private_key(signing.ec.SECP256R1()), usage=usage_of(key_cert_sign=True))
    seal_of(content, "secret", NOVEMBER_3, "seal.p12")
    return ()


@scene("A computer without a keyring")
def no_keyring(folder: Path) -> Iterable[Fault]:
    with using(NoKeyring()):
        new_certificate(folder / "seal.p12", "Acme", "secret", NOVEMBER_3, keep=True)
    return ()


@scene("A keyring that is locked")
def locked_keyring(folder: Path) -> Iterable[Fault]:
    with using(LockedKeyring()):
        kept_password("certificate 1")
    return ()


@scene("A certificate in the place of another")
def certificate_there(folder: Path) -> Iterable[Fault]:
    for _ in range(2):
        new_certificate(folder / "customer.p12", "Acme", "secret", NOVEMBER_3, keep=False)
    return ()


@scene("A certificate under the name of another kind of file")
def certificate_ending(folder: Path) -> Iterable[Fault]:
    new_certificate(folder / "seal.xlsx", "Acme", "secret", NOVEMBER_3, keep=False)
    return ()


@scene("A certificate with an empty password")
def empty_password(folder: Path) -> Iterable[Fault]:
    new_certificate(folder / "seal.p12", "Acme", "", NOVEMBER_3, keep=False)
    return ()


@scene("A password that is typed twice, differently")
def passwords_differ(folder: Path) -> Iterable[Fault]:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    asked = parser().parse_args(["certificate", "new", str(folder / "seal.p12")])
    typed = iter(("secret", "secrte"))
    with patch("sys.stdin", Terminal()), patch("getpass.getpass", lambda prompt: next(typed)):
        certificates.certificate(asked, NOVEMBER_3)
    return ()


@scene("A file that holds no certificate")
def no_certificate(folder: Path) -> Iterable[Fault]:
    (folder / "notes.txt").write_text("Fingerprint: 00")
    certificates_in_file(folder / "notes.txt")
    return ()


# --- what comes back -----------------------------------------------------------------------------------------------


@scene("A statement comes back as it went out")
def not_signed(folder: Path) -> Iterable[Fault]:
    return back(signing.issued())


@scene("A statement comes back signed")
def signed_by_customer(folder: Path) -> Iterable[Fault]:
    return back(signed(signing.issued(), person(CUSTOMER)), {person(CUSTOMER).certificate.fingerprint})


@scene("A statement comes back signed by somebody else")
def signed_by_another(folder: Path) -> Iterable[Fault]:
    return back(signed(signing.issued(), person("Other Person")))


@scene("A statement comes back signed by somebody of the customer's name")
def signed_by_namesake(folder: Path) -> Iterable[Fault]:
    return back(signed(signing.issued(), person(CUSTOMER, 2)))


@scene("A statement comes back signed, and no certificate is on file")
def signed_unknown(folder: Path) -> Iterable[Fault]:
    return back(signed(signing.issued(), person(CUSTOMER)), ())


@scene("A statement comes back signed with a certificate that was over")
def signed_out_of_time(folder: Path) -> Iterable[Fault]:
    signer = signing.homemade(CUSTOMER, first=dt.date(2024, 1, 1), days=365)
    return back(signed(signing.issued(), signer), {signer.certificate.fingerprint})


@scene("A statement comes back signed by two, one of them unknown")
def signed_by_several(folder: Path) -> Iterable[Fault]:
    both = signed(signed(signing.issued(), person(CUSTOMER)), person("Director"), field="Second", new_field=True)
    return back(both, {person(CUSTOMER).certificate.fingerprint})


@scene("A statement comes back signed by its seller")
def signed_by_seller(folder: Path) -> Iterable[Fault]:
    return back(signed(signing.issued(), person("Distribuție Țiglă & Șuruburi S.R.L.")))


@scene("A statement comes back signed with a digest that can be forged")
def signed_weakly(folder: Path) -> Iterable[Fault]:
    return back(signed(signing.issued(), person(CUSTOMER), digest="sha1"))


@scene("A statement that went out without a seal comes back signed")
def signed_unsealed(folder: Path) -> Iterable[Fault]:
    content = signed(signing.plain(), person(CUSTOMER), field="Signature1", new_field=True)
    return (returned.examined(content, signing.plain(), (), CUSTOMER).told("copy.pdf"),)


@scene("A statement comes back with a broken signature")
def signature_broken(folder: Path) -> Iterable[Fault]:
    whole = signed(signing.issued(), person(CUSTOMER))
    return back(signing.flipped(whole, whole.index(b"(pyHanko", len(signing.issued())) + 2))


@scene("A statement comes back with notes on it")
def commented(folder: Path) -> Iterable[Fault]:
    return back(signing.with_comment(signing.issued()))


@scene("A statement comes back with figures covered")
def changed(folder: Path) -> Iterable[Fault]:
    return back(signing.with_white_box(signing.issued()))


@scene("A statement comes back with figures covered, and signed")
def changed_before_signing(folder: Path) -> Iterable[Fault]:
    return back(signed(signing.with_white_box(signing.issued()), person(CUSTOMER)))


@scene("A statement comes back signed, and figures covered after that")
def changed_after_signing(folder: Path) -> Iterable[Fault]:
    return back(signing.with_white_box(signed(signing.issued(), person(CUSTOMER))))


@scene("A statement comes back damaged")
def bytes_changed(folder: Path) -> Iterable[Fault]:
    return back(signing.flipped(signing.issued(), 3000))


@scene("A statement comes back cut off")
def cut_off(folder: Path) -> Iterable[Fault]:
    return back(signing.issued()[:-300])


@scene("A statement comes back saved by another program")
def saved_anew(folder: Path) -> Iterable[Fault]:
    return back(signing.saved_anew(signing.issued()))


@scene("A statement comes back printed to PDF")
def without_seal(folder: Path) -> Iterable[Fault]:
    return back(signing.printed_anew(signing.issued()))


@scene("Another statement comes back")
def another_statement(folder: Path) -> Iterable[Fault]:
    return back(signing.issued("ST-2026-00009"))


@scene("A statement comes back under a seal that is not the seller's")
def sealed_by_another(folder: Path) -> Iterable[Fault]:
    return back(signing.Seal(person("Somebody Else")).on(signing.plain(), signing.ISSUED_ON))


@scene("A statement comes back with a password")
def encrypted(folder: Path) -> Iterable[Fault]:
    return back(signing.encrypted(signing.issued()))


@scene("A returned file is too large")
def too_large(folder: Path) -> Iterable[Fault]:
    return back(b"%PDF-1.7\n" + bytes(returned.MOST_BYTES))


@scene("A returned file is no PDF")
def no_pdf(folder: Path) -> Iterable[Fault]:
    return back(b"PK\x03\x04")


@scene("A returned file is no PDF that can be read")
def unreadable(folder: Path) -> Iterable[Fault]:
    return back(b"%PDF-1.7\nnothing more")


@scene("A returned file takes too long")
def late(folder: Path) -> Iterable[Fault]:
    with patch.object(returned, "_SECONDS", 1), patch.object(returned, "_EXAMINER", "errors.asleep"):
        return back(b"%PDF-1.7\nnothing more")


@scene("A returned file breaks its reader")
def breaks_reader(folder: Path) -> Iterable[Fault]:
    with patch.object(returned, "_EXAMINER", "errors.broken"):
        return back(b"%PDF-1.7\nnothing more")
