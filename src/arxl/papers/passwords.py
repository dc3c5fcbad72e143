"""Passwords: kept by the computer's own keyring, and nowhere else.

A file with a password in it is copied, synced and sent by mail; the keyring of Windows, macOS or a Linux desktop opens
with the person's own login. Where there is none, arxl says so: it never writes a password into a file, and never takes
a keyring that would.
"""

from __future__ import annotations

import keyring
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.null import Keyring as NullKeyring
from keyring.errors import KeyringError

from arxl.errors import Refused, refused, sentence

SERVICE = "arxl"
"""Under this name the keyring lists what arxl keeps."""


def kept_password(account: str) -> str | None:
    """The password of an account, or None where none is kept.

    Raises:
        Refused: this computer has no keyring, or it does not answer.
    """
    try:
        return _keyring().get_password(SERVICE, account)
    except KeyringError as error:
        raise _unanswered(error) from error


def keep_password(account: str, password: str) -> None:
    """Put a password into the keyring, in place of the one that was there.

    Raises:
        Refused: this computer has no keyring, or it does not take the password.
    """
    try:
        _keyring().set_password(SERVICE, account, password)
    except KeyringError as error:
        raise _unanswered(error) from error


def refuse_without_keyring() -> None:
    """Ask for the keyring before work that ends in keeping a password.

    Raises:
        Refused: this computer has none.
    """
    _keyring()


def _keyring() -> KeyringBackend:
    chosen = keyring.get_keyring()
    candidates = chosen.backends if isinstance(chosen, ChainerBackend) else [chosen]
    safe = next((one for one in candidates if _is_safe(one)), None)
    if safe is None:
        raise refused(
            "",
            sentence("This computer has no keyring, in which a password could be kept; arxl keeps none in a file."),
            sentence(
                "Sign in to a desktop with Windows Credential Manager, macOS Keychain, GNOME Keyring or KWallet, "
                "and run the command there."
            ),
        )
    return safe


def _is_safe(backend: KeyringBackend) -> bool:
    """`keyrings.alt` writes files, some of them as plain text; the null keyring forgets what it is given."""
    module = type(backend).__module__
    return not (isinstance(backend, NoKeyring | NullKeyring) or module.startswith("keyrings.alt"))


def _unanswered(error: KeyringError) -> Refused:
    return refused(
        "",
        sentence(
            "The keyring of this computer does not answer: {problem}.", problem=str(error).rstrip(".") or "locked"
        ),
        sentence("Unlock it, and run the command again."),
    )
