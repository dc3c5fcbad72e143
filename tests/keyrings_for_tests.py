"""Keyrings of the tests: one in memory, and those that arxl must not use. No test touches that of the computer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked


class MemoryKeyring(KeyringBackend):
    """Keeps passwords as long as the test runs."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.written: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.written.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.written[service, username] = password


class PlaintextLike(MemoryKeyring):
    """Looks like the keyrings of `keyrings.alt`, which write files."""


PlaintextLike.__module__ = "keyrings.alt.file"


class LockedKeyring(MemoryKeyring):
    """Nobody has unlocked it."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("the collection is locked.")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("")


@contextmanager
def using(backend: KeyringBackend) -> Iterator[KeyringBackend]:
    """A keyring in place of the computer's."""
    before = keyring.get_keyring()
    keyring.set_keyring(backend)
    try:
        yield backend
    finally:
        keyring.set_keyring(before)
