"""Fingerprints of certificates, as the column Certificate of Customers holds them: several with ; between (B4).

Programs write the same fingerprint with colons, with spaces, in capitals, after the name of its digest. What is no
SHA-256 is a warning at its cell: it matches no certificate, and a signature would look like that of a stranger.
"""

from __future__ import annotations

import numpy as np

from arxl.errors import sentence
from arxl.tables.draft import Draft

_DIGITS = 64
_BETWEEN = ": -\u00a0\t\n"
_NAMES = ("sha-256", "sha256")


def pins(cell: str) -> frozenset[str]:
    """The fingerprints of a cell: 64 hexadecimal digits each. What is none is left out.

    >>> sorted(pins("AB:" * 31 + "AB; SHA-256: " + "cd 01 " * 16 + "; soon")) == ["ab" * 32, "cd01" * 16]
    True
    """
    return frozenset(bare for part in cell.split(";") if is_fingerprint(bare := _bare(part)))


def is_fingerprint(bare: str) -> bool:
    """Whether a text is a SHA-256 in hexadecimal digits."""
    return len(bare) == _DIGITS and all(sign in "0123456789abcdef" for sign in bare)


def check_fingerprints(customers: Draft) -> None:
    """Warn of what stands in Certificate and is no fingerprint."""
    cells = customers.values["certificate"]
    for record in np.flatnonzero(cells != "").tolist():
        for part in filter(str.strip, cells[record].split(";")):
            if not is_fingerprint(_bare(part)):
                customers.warn(
                    "certificate",
                    record,
                    sentence('"{text}" is no SHA-256 fingerprint, which has 64 digits from 0 to f.', text=part.strip()),
                    sentence("Copy the fingerprint that arxl certificate show prints."),
                )


def _bare(part: str) -> str:
    text = part.strip().casefold()
    for name in _NAMES:
        text = text.removeprefix(name)
    return "".join(sign for sign in text if sign not in _BETWEEN)
