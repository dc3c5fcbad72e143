"""The seal that a book's Policy names, and the certificates behind it (practice B4).

A certificate is used with the password that the keyring keeps for it. It is kept under the digest of the certificate's
file, so that a file that is moved or renamed is still known, and another file of the same name is not.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from arxl.errors import Fault, WrongUsage, refused, sentence
from arxl.jobs.opened import OpenedBook
from arxl.register.chain import digest_of
from arxl.tables.policy import SealPolicy, policy_of
from arxl.workbook.kinds import Kind
from arxl.workbook.save import save_safely

if TYPE_CHECKING:
    from arxl.papers.certificate import Certificate
    from arxl.papers.seal import Seal


def seal_for(opened: OpenedBook, today: dt.date) -> Seal | None:
    """The seal of what is issued today; None where Policy names no certificate.

    Raises:
        Refused: the certificate cannot be read, is no certificate that seals, or its password is not kept.
    """
    named = policy_of(SealPolicy, opened.book.settings).seal_certificate
    if not named:
        return None
    from arxl.papers.seal import seal_of  # it loads what signs

    path = opened.path.resolve().parent / named
    content = content_of(path)
    return seal_of(content, password_for(path, content), today, named)


def new_certificate(path: Path, name: str, password: str, today: dt.date, *, keep: bool) -> Certificate:
    """Write a self-made test certificate.

    Args:
        path: the file (.p12 or .pfx), which is not there yet.
        name: whose it is.
        keep: put its password into the keyring, as the seller's is needed at every issue; a customer types it into
            their PDF reader.

    Raises:
        WrongUsage: the file's ending, or an empty password.
        Refused: the file is there already; there is no keyring.
    """
    from arxl.papers.certificate import identity_in, self_made
    from arxl.papers.passwords import refuse_without_keyring

    _refuse_ending(path)
    _refuse_empty(password)
    if path.exists():
        raise refused(
            str(path),
            sentence("a file has this name; what was sealed with a certificate is known by it alone."),
            sentence("Choose another name, or move the file away."),
        )
    if keep:
        refuse_without_keyring()
    content = self_made(name, password, today)

    def put(file: BinaryIO) -> None:
        file.write(content)

    save_safely(path, put, check=lambda _: None, kind=Kind.OTHER)
    path.chmod(0o600)
    if keep:
        keep_password_of(path, password)
    return identity_in(content, password, path.name).certificate


def keep_password_of(path: Path, password: str) -> Certificate:
    """Put the password of a certificate's file into the keyring, once it is seen to open it.

    Raises:
        WrongUsage: an empty password.
        Refused: the file cannot be read, the password does not open it, or there is no keyring.
    """
    from arxl.papers.certificate import identity_in
    from arxl.papers.passwords import keep_password

    _refuse_empty(password)
    content = content_of(path)
    identity = identity_in(content, password, path.name)
    keep_password(_account(content), password)
    return identity.certificate


def certificates_in_file(path: Path) -> tuple[Certificate, ...]:
    """The certificate in a .p12, .pfx, .cer, .crt or .pem file; or those of all who signed a PDF, seller first.

    Raises:
        Refused: the file cannot be read or holds none; the password of a .p12 is not kept.
    """
    from arxl.papers.certificate import identity_in, is_pkcs12, public_certificate
    from arxl.papers.returned import certificates_in

    content = content_of(path)
    if content.startswith(b"%PDF-"):
        return certificates_in(content, path.name)
    if is_pkcs12(content):
        return (identity_in(content, password_for(path, content), path.name).certificate,)
    return (public_certificate(content, path.name),)


def content_of(path: Path) -> bytes:
    """The bytes of a certificate's file.

    Raises:
        Refused: it is not there, or cannot be read.
    """
    from arxl.papers.certificate import unreadable

    try:
        return path.read_bytes()
    except OSError as problem:
        raise unreadable(str(path), problem.strerror or str(problem)) from problem


def password_for(path: Path, content: bytes) -> str:
    """The password that the keyring keeps for a certificate's file.

    Raises:
        Refused: the file is no PKCS#12; no password is kept; there is no keyring.
    """
    from arxl.papers.certificate import refuse_other_files
    from arxl.papers.passwords import kept_password

    refuse_other_files(content, path.name)
    password = kept_password(_account(content))
    if password is None:
        raise refused(
            path.name,
            sentence("the keyring keeps no password for this certificate."),
            sentence('Run: arxl certificate password "{file}"', file=str(path)),
        )
    return password


def _account(content: bytes) -> str:
    """The name under which the keyring keeps the password of a certificate's file."""
    return f"certificate {digest_of(content)}"


def _refuse_ending(path: Path) -> None:
    if path.suffix.casefold() not in (".p12", ".pfx"):
        raise WrongUsage(
            Fault(
                str(path), sentence("a certificate with its key is a .p12 file."), sentence("End its name with .p12.")
            )
        )


def _refuse_empty(password: str) -> None:
    if not password:
        raise WrongUsage(
            Fault("", sentence("The password is empty."), sentence("Type one, or hand it over on standard input."))
        )
