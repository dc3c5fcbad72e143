"""Passwords go into a keyring, or nowhere."""

from __future__ import annotations

from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import KeyringLocked

from arxl.errors import Refused
from arxl.papers.passwords import keep_password, kept_password, refuse_without_keyring
from keyrings_for_tests import LockedKeyring, MemoryKeyring, PlaintextLike


@pytest.fixture(autouse=True)
def _no_keyring_of_this_computer():
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_what_is_kept_comes_back_and_the_latest_counts():
    keyring.set_keyring(MemoryKeyring())
    assert kept_password("certificate 1") is None
    keep_password("certificate 1", "first")
    keep_password("certificate 1", "țară 密码")
    keep_password("certificate 2", "other")
    assert kept_password("certificate 1") == "țară 密码"


@pytest.mark.parametrize("backend", [fail.Keyring(), null.Keyring(), PlaintextLike()])
def test_what_forgets_or_writes_files_is_no_keyring(backend: KeyringBackend):
    keyring.set_keyring(backend)
    for ask in (refuse_without_keyring, lambda: kept_password("x"), lambda: keep_password("x", "secret")):
        with pytest.raises(Refused, match="no keyring"):
            ask()


def test_of_several_the_first_safe_one_is_used(monkeypatch: pytest.MonkeyPatch):
    safe, unsafe = MemoryKeyring(), PlaintextLike()
    chained = chainer.ChainerBackend()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [unsafe, safe])
    keyring.set_keyring(chained)
    keep_password("x", "secret")
    assert safe.get_password("arxl", "x") == "secret"
    assert unsafe.written == {}
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [unsafe])
    with pytest.raises(Refused, match="no keyring"):
        keep_password("x", "secret")


def test_a_locked_keyring_is_a_sentence():
    keyring.set_keyring(LockedKeyring())
    with pytest.raises(Refused, match="does not answer"):
        kept_password("x")
    with pytest.raises(Refused, match="Unlock it"):
        keep_password("x", "secret")
    assert issubclass(KeyringLocked, Exception)


def test_nothing_is_written_beside_the_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    keyring.set_keyring(MemoryKeyring())
    keep_password("x", "secret")
    assert list(tmp_path.rglob("*")) == []
