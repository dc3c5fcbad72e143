"""Names of files that say a customer: of any id, on every system (practice B4).

Windows forbids some signs in a name and does not tell `a1` from `A1`; every system limits its length. An id that does
not go into a name as it stands, or that another one equals but for its case, gets the beginning of its own hash
behind it: the name then depends on the id alone, and two customers never share a file.

>>> names_of(["C-7", "A/1", "A:1"])
{'C-7': 'C-7', 'A/1': 'A_1~a5b3d2', 'A:1': 'A_1~370b98'}
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

LONGEST_BYTES = 80
"""Of a name: number, currency and ending stand around it, and Windows counts the folders above as well."""

_NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\ud800-\udfff]+')
_HASH_DIGITS = 6


def names_of(customers: Iterable[str]) -> dict[str, str]:
    """Customer id -> a part of a file's name; no two are equal, their case and composition left aside."""
    distinct = list(dict.fromkeys(customers))
    alike = Counter(_as_windows_sees_it(customer) for customer in distinct)
    return {
        customer: name_of(customer) if alike[_as_windows_sees_it(customer)] == 1 else _hashed(customer)
        for customer in distinct
    }


def name_of(customer: str) -> str:
    """A customer id as a part of a file's name that is unique by another part, such as a number.

    >>> name_of("C-7"), name_of("7. ")
    ('C-7', '7~640d0e')
    """
    plain = _plain(customer)
    return plain if plain == customer and len(plain.encode()) <= LONGEST_BYTES else _hashed(customer)


def narrowed_name(name: str, whose: Iterable[str], nobody: str) -> str:
    """The name of a file that holds a part: whose it is stands behind that of the whole.

    Args:
        nobody: what stands for "", which asks for what is nobody's.

    >>> narrowed_name("Work list", ["C-1", "Ana"], "nobody"), narrowed_name("Work list", [""], "nobody")
    ('Work list – C-1, Ana', 'Work list – nobody')
    """
    return " – ".join(filter(None, (name, ", ".join(name_of(one or nobody) for one in whose))))


def _plain(customer: str) -> str:
    return _NOT_IN_A_NAME.sub("_", customer).strip(". ") or "_"


def _as_windows_sees_it(customer: str) -> str:
    return unicodedata.normalize("NFC", customer).casefold()


def _hashed(customer: str) -> str:
    digest = hashlib.sha256(customer.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_DIGITS]
    room = LONGEST_BYTES - _HASH_DIGITS - 1
    return f"{_plain(customer).encode()[:room].decode('utf-8', 'ignore').strip('. ')}~{digest}"
