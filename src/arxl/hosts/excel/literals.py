"""Texts in VBA source, which is ASCII: what is not is spelled out by its number.

>>> literal("Año")
'"A" & ChrW(241) & "o"'
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINE = 110
"""Columns; VBA takes 1,023."""

_RUNS = re.compile(r"[ -~]+|[^ -~]")


def literal(text: str) -> str:
    """An expression for a text."""
    return " & ".join(_parts(text)) or '""'


def returned(function: str, text: str) -> Iterator[str]:
    """The statements by which a function returns a text, however long."""
    start, line = f"    {function} =", ""
    for part in _parts(text):
        if line and len(line) + len(part) > _LINE:
            yield line
            start, line = f"    {function} = {function} &", ""
        line = f"{line} & {part}" if line else f"{start} {part}"
    yield line or f'{start} ""'


def _parts(text: str) -> Iterator[str]:
    for run in _RUNS.findall(text):
        if " " <= run[0] <= "~":
            quoted = run.replace('"', '""')
            yield f'"{quoted}"'
        else:
            units = run.encode("utf-16-le")
            yield from (f"ChrW({int.from_bytes(units[at : at + 2], 'little')})" for at in range(0, len(units), 2))
