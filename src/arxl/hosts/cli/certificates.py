"""`arxl certificate`: it concerns files and the keyring of this computer, and no book."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from arxl.errors import Fault, WrongUsage, sentence
from arxl.jobs.seal import certificates_in_file, keep_password_of, new_certificate

if TYPE_CHECKING:
    from arxl.papers.certificate import Certificate

Faults = Iterable[Fault]


def certificate(asked: argparse.Namespace, today: dt.date) -> Faults:
    """`arxl certificate new|show|password FILE`."""
    match asked.action:
        case "new":
            name, for_seller = asked.name or asked.file.stem, asked.whose == "seller"
            made = new_certificate(asked.file, name, _new_password(), today, keep=for_seller)
            print(f"Written: {asked.file}", *_lines(made), *_next(asked, made), sep="\n")
        case "show":
            _show(asked, certificates_in_file(asked.file))
        case "password":
            _show(asked, (keep_password_of(asked.file, _password(f"Password of {asked.file.name}: ")),))
    return ()


def _show(asked: argparse.Namespace, found: Sequence[Certificate]) -> None:
    if asked.format == "json":
        print(json.dumps([one.as_record() for one in found], ensure_ascii=False, indent=1))
        return
    print("\n\n".join("\n".join(_lines(one)) for one in found) or f"{asked.file}: nobody signed this file.")


def _lines(one: Certificate) -> list[str]:
    from arxl.papers.certificate import TEST_MARK, grouped

    return [
        f"Subject:     {one.subject}",
        f"Issuer:      {one.issuer}",
        f"Valid:       {one.valid_from} to {one.valid_until}",
        f"Key:         {one.algorithm}",
        f"Fingerprint: {one.fingerprint}",
        f"  to read:   {grouped(one.fingerprint)}",
        *([f"Note:        {TEST_MARK}"] if one.is_test else []),
    ]


def _next(asked: argparse.Namespace, made: Certificate) -> list[str]:
    if asked.whose == "customer":
        return [
            f"The customer opens {asked.file.name} in their PDF reader, with its password, and signs with it.",
            "Write the fingerprint into the column Certificate of Customers.",
        ]
    return [
        "Its password is in the keyring of this computer.",
        f"Write the file's path into seal_certificate on the Policy sheet, or use --set seal_certificate={asked.file}",
    ]


def _new_password() -> str:
    """A password typed twice on a terminal, or once in a pipe."""
    password = _password("New password: ")
    if sys.stdin.isatty() and password != _password("Once more: "):
        raise WrongUsage(
            Fault("", sentence("The two passwords differ."), sentence("Run the command again, and type one twice."))
        )
    return password


def _password(prompt: str) -> str:
    return getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
