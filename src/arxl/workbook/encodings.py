"""In which encoding a CSV file is written: told by trying, and said in a note where it had to be guessed.

UTF-8 and UTF-16 prove themselves. Of the others, the encoding under which the headers are known is right. Where that
does not decide, bytes do: signs of Chinese and Korean come in pairs of high bytes, letters with accents come alone;
Korean syllables begin with bytes B0 to C8 only; and `ă ş ţ` of Romanian are other letters in the West of Europe.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from arxl.errors import Fault, refused, sentence, warning
from arxl.tables.headers import header_key, known_header_keys
from arxl.tables.their_words import column_keys

_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_FIRST_BYTES = 1 << 16


def decoded(name: str, content: bytes) -> tuple[str, list[Fault]]:
    """The text of a file, and a note where its encoding was told by its looks.

    Raises:
        Refused: it is text in none of the encodings that arxl reads.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _strictly(name, content, encoding), []
    if b"\0" in content[:_FIRST_BYTES]:  # half of each delimiter and digit in UTF-16: the second half, or the first
        little = content[1:_FIRST_BYTES:2].count(0) > content[0:_FIRST_BYTES:2].count(0)
        return _strictly(name, content, "utf-16-le" if little else "utf-16-be"), []
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    tried = [(encoding, text) for encoding in _candidates(content) if (text := _try(content, encoding)) is not None]
    if not tried:
        raise _unreadable(name)
    encoding, text = max(tried, key=lambda each: _known_headers(each[1]))  # the first of equals
    return text, [
        warning(
            name,
            sentence("the file is not in UTF-8; it is read as {encoding}.", encoding=_NAMES[encoding]),
            sentence('Look at a name with accents; if it is wrong, save the file as "CSV UTF-8".'),
        )
    ]


_NAMES = {
    "gb18030": "GB 18030 (simplified Chinese)",
    "big5hkscs": "Big5 (traditional Chinese)",
    "cp949": "EUC-KR (Korean)",
    "cp1250": "Windows-1250 (central Europe)",
    "cp1252": "Windows-1252 (western Europe)",
}


def _candidates(content: bytes) -> list[str]:
    """Encodings worth trying, the likeliest first."""
    runs = [run[0] for run in _HIGH_RUN.finditer(content)][:5_000]
    lonely = sum(len(run) == 1 for run in runs)
    west = ["cp1250", "cp1252"] if _looks_romanian(content) else ["cp1252", "cp1250"]
    east = _eastern(runs)
    return west + east if lonely * 2 > len(runs) else east + west


def _eastern(runs: list[bytes]) -> list[str]:
    firsts = [run[at] for run in runs for at in range(0, len(run) - 1, 2)]
    korean = sum(0xB0 <= first <= 0xC8 for first in firsts)
    if firsts and korean >= 0.97 * len(firsts):
        return ["cp949", "gb18030", "big5hkscs"]
    # Big5's second bytes are often ASCII (40 to 7E), so that its runs of high bytes are often odd; GB 2312's never are.
    odd = sum(len(run) % 2 for run in runs)
    return ["big5hkscs", "gb18030", "cp949"] if odd * 5 > len(runs) else ["gb18030", "big5hkscs", "cp949"]


_ROMANIAN = re.compile(rb"[A-Za-z][\xe3\xfe\xba]|[\xe3\xfe\xba][a-z]|[\xaa\xde][a-z]")
_WESTERN = re.compile(rb"[A-Za-z][\xf1\xd1\xe8\xf2\xf5\xfb\xea]|[\xbf\xa1][A-Z]|[Nn][\xba]")


def _looks_romanian(content: bytes) -> bool:
    return len(_ROMANIAN.findall(content)) > len(_WESTERN.findall(content))


def _known_headers(text: str) -> int:
    """How many cells of the first lines are headers of a table, in any language and by any delimiter."""
    keys = {header_key(cell) for cell in _first_cells(text)}
    return sum(not key.isascii() and (key in known_header_keys() or key in column_keys()) for key in keys)


def _first_cells(text: str) -> Iterator[str]:
    for line in text[:_FIRST_BYTES].splitlines()[:20]:
        for delimiter in ",;\t|":
            yield from next(csv.reader([line], delimiter=delimiter), [])


def _try(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _strictly(name: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise _unreadable(name) from None


def _unreadable(name: str) -> Exception:
    return refused(
        name,
        sentence("the file is text in no encoding that is known, or damaged."),
        sentence('Save it as "CSV UTF-8".'),
    )
