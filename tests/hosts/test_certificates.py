"""Certificates on the command line, and a month that is issued under a seal."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdf
import pytest

from arxl.papers.certificate import identity_in
from arxl.papers.findings import Finding
from arxl.papers.returned import examined
from arxl.tables.fingerprints import pins
from keyrings_for_tests import MemoryKeyring, using
from papers.signing import signed
from scenarios.story import CommandLine, Story

MONTH = ("--month", "2026-09")


@pytest.fixture(autouse=True)
def keyring() -> Iterator[MemoryKeyring]:
    """A keyring of the test's own."""
    kept = MemoryKeyring()
    with using(kept):
        yield kept


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a line into standard input, as a pipe does."""
    return lambda line: monkeypatch.setattr("sys.stdin", io.StringIO(f"{line}\n"))


@pytest.fixture
def sold(story: Story) -> Story:
    story.tells("2026-09-05 delivery INV-1 to C-1 of 100.00\n2026-09-06 delivery INV-2 to C-2 of 250.00")
    return story


def papers_of(story: Story) -> list[bytes]:
    return [path.read_bytes() for path in sorted(story.path.parent.rglob("ST2026-*.pdf"))]


def made(arxl: CommandLine, typing: Callable[[str], None], path: Path, *words: str) -> str:
    typing("secret")
    said = arxl("certificate", "new", path, *words)
    assert said.status == 0, said.err
    return said.out


def test_a_certificate_is_made_shown_and_known_by_its_fingerprint(arxl: CommandLine, typing, tmp_path: Path) -> None:
    out = made(arxl, typing, tmp_path / "seal.p12", "--name", "Acme Distribution")
    assert out.count("test certificate, made by arxl, proves nothing to a third party") >= 2
    shown = arxl("certificate", "show", tmp_path / "seal.p12", "--format", "json").json[0]
    own = identity_in((tmp_path / "seal.p12").read_bytes(), "secret", "seal.p12").certificate
    assert pins(shown["fingerprint"]) == {own.fingerprint}
    assert shown["name"] == "Acme Distribution"
    assert shown["is_test"] is True
    assert own.fingerprint in out
    assert (tmp_path / "seal.p12").stat().st_mode & 0o077 == 0


def test_a_customers_password_is_not_kept(arxl: CommandLine, typing, tmp_path: Path, keyring: MemoryKeyring) -> None:
    made(arxl, typing, tmp_path / "customer.p12", "--for", "customer")
    assert keyring.written == {}
    said = arxl("certificate", "show", tmp_path / "customer.p12")
    assert said.status == 3
    assert "arxl certificate password" in said.err
    typing("wrong")
    assert arxl("certificate", "password", tmp_path / "customer.p12").status == 3
    assert keyring.written == {}, "a password that opens nothing is not kept"
    typing("secret")
    assert arxl("certificate", "password", tmp_path / "customer.p12").status == 0
    assert list(keyring.written.values()) == ["secret"]


def test_the_password_is_known_wherever_the_file_is_moved(arxl: CommandLine, typing, tmp_path: Path) -> None:
    made(arxl, typing, tmp_path / "seal.p12")
    (tmp_path / "seal.p12").rename(tmp_path / "moved.p12")
    assert arxl("certificate", "show", tmp_path / "moved.p12").status == 0
    made(arxl, typing, tmp_path / "seal.p12")
    assert arxl("certificate", "show", tmp_path / "moved.p12").status == 0


def test_a_month_is_issued_under_the_seal_that_policy_names(arxl: CommandLine, typing, sold: Story) -> None:
    folder = sold.path.parent
    made(arxl, typing, folder / "seal.p12", "--name", "Acme")
    said = arxl("statements", sold.path, "--issue", *MONTH, "--set", "seal_certificate=seal.p12")
    assert said.status == 0, said.err
    papers = papers_of(sold)
    assert len(papers) == 2
    for paper in papers:
        fields = pypdf.PdfReader(io.BytesIO(paper)).get_fields()
        assert {name: "/V" in field for name, field in fields.items()} == {
            "CustomerSignature": False,
            "SellerSignature": True,
        }
    assert arxl("register", "verify", sold.path).status == 0, "the register keeps the sealed bytes"
    shown = arxl("certificate", "show", next(folder.rglob("ST2026-00001*.pdf")), "--format", "json").json
    assert [one["name"] for one in shown] == ["Acme"]


def test_what_comes_back_of_an_issued_statement_is_recognised(arxl: CommandLine, typing, sold: Story) -> None:
    folder = sold.path.parent
    made(arxl, typing, folder / "seal.p12")
    made(arxl, typing, folder / "customer.p12", "--for", "customer")
    arxl("statements", sold.path, "--issue", *MONTH, "--set", "seal_certificate=seal.p12")
    customer = identity_in((folder / "customer.p12").read_bytes(), "secret", "customer.p12")
    first, second = papers_of(sold)
    pinned, now = {customer.certificate.fingerprint}, dt.datetime.now(dt.UTC)  # the certificates are of today, too
    assert examined(signed(first, customer, at=now), first, pinned).finding is Finding.SIGNED
    assert examined(signed(second, customer, at=now), first, pinned).finding is Finding.ANOTHER_STATEMENT


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda file, kept: file.unlink(), "cannot be read"),
        (lambda file, kept: file.write_bytes(b"no certificate"), "no PKCS#12"),
        (lambda file, kept: kept.written.clear(), "keeps no password"),
        (
            lambda file, kept: kept.written.update(dict.fromkeys(kept.written, "another")),
            "does not open the certificate",
        ),
    ],
)
def test_without_a_usable_certificate_no_number_is_taken(
    arxl: CommandLine, typing, sold: Story, keyring: MemoryKeyring, spoil, words: str
) -> None:
    file = sold.path.parent / "seal.p12"
    made(arxl, typing, file)
    spoil(file, keyring)
    for command in (("statements", "--issue"), ("month-end",)):
        said = arxl(command[0], sold.path, *command[1:], *MONTH, "--set", "seal_certificate=seal.p12")
        assert said.status == 3
        assert words in said.err
    assert papers_of(sold) == []
    again = arxl("statements", sold.path, "--issue", *MONTH, "--format", "json")
    assert [row["number"] for row in again.json["statements"]] == ["ST2026-00001", "ST2026-00002"]


def test_a_draft_needs_no_certificate(arxl: CommandLine, sold: Story, tmp_path: Path) -> None:
    said = arxl("statements", sold.path, *MONTH, "--papers", tmp_path / "drafts", "--set", "seal_certificate=gone.p12")
    assert said.status == 0
    assert len(list((tmp_path / "drafts").glob("*.pdf"))) == 2


def test_a_closed_month_is_exported_again_without_the_certificate(arxl: CommandLine, typing, sold: Story) -> None:
    folder = sold.path.parent
    made(arxl, typing, folder / "seal.p12")
    issue = ("statements", sold.path, "--issue", *MONTH, "--set", "seal_certificate=seal.p12")
    assert arxl(*issue).status == 0
    before = papers_of(sold)
    for path in folder.rglob("ST2026-*.pdf"):
        path.unlink()
    (folder / "seal.p12").unlink()
    assert arxl(*issue).status == 0
    assert papers_of(sold) == before
