"""What a cell of Excel says where Excel does not answer arxl."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from arxl.errors import Fault
from arxl.hosts.excel.udfs import cells, unreadable
from errors.scene import scene


class Busy:
    """A range of an Excel in which somebody is typing."""

    @property
    def shape(self) -> tuple[int, int]:
        raise OSError("call was rejected by callee")


@scene("A range that Excel does not hand over")
def busy(folder: Path) -> Iterable[Fault]:
    try:
        cells(Busy())
    except OSError as error:
        return (unreadable(error),)
    return ()
