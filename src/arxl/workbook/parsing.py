"""The child process in which a stranger's workbook is parsed (`workbook.parser`), and what is said where it breaks."""

from __future__ import annotations

from arxl.confined.child import Child, Told
from arxl.errors import sentence
from arxl.workbook.guard import Limits


class ParsingChild(Child):
    """The parsing process: started at once, so that it loads its libraries while the guard still looks at the file.

    Args:
        name: of the file, for messages.
    """

    def __init__(self, name: str, limits: Limits, module: str = "arxl.workbook.parser") -> None:
        super().__init__(name, module, limits.memory_bytes, limits.seconds)

    def _unreadable(self, reason: str) -> Told:
        return (
            sentence("the workbook cannot be read: {reason}.", reason=reason),
            sentence("Let Excel repair it (File, Open, Open and Repair), or save it again as .xlsx."),
        )

    def _late(self, seconds: float) -> Told:
        return (
            sentence("reading the workbook takes more than {seconds} seconds.", seconds=seconds),
            sentence("Copy the tables into a new workbook, without the formats of whole columns, and save it."),
        )

    def _broken(self, megabytes: int) -> Told:
        return (
            sentence(
                "reading the workbook takes more than {found} MB of memory, or breaks the reader.", found=megabytes
            ),
            sentence("Copy the tables into a new workbook, or save them as CSV."),
        )
