"""How well scans were read, counted against what was drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from arxl.papers.scan import ScannedPage
from papers.drawn_scans import DrawnScan

SIGNED, STAMPED = ("signature", "initials", "both"), ("stamp", "faint stamp", "both")


@dataclass
class Rate:
    """Proposals of one kind, box by box."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, is_there: bool, is_proposed: bool) -> None:
        self.right += is_there and is_proposed
        self.wrong += is_proposed and not is_there
        self.missed += is_there and not is_proposed

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)


@dataclass
class Count:
    """All pages together.

    Attributes:
        mismatched: pages taken for another page, or another statement.
        marked: signed, stamped or both, against empty.
    """

    pages: int = 0
    matched: int = 0
    mismatched: int = 0
    without_boxes: int = 0
    marked: Rate = field(default_factory=Rate)
    signed: Rate = field(default_factory=Rate)
    stamped: Rate = field(default_factory=Rate)

    @classmethod
    def of(cls, read: Iterable[tuple[DrawnScan, ScannedPage]]) -> Count:
        count = cls()
        for scan, page in read:
            count.add(scan, page)
        return count

    def add(self, scan: DrawnScan, page: ScannedPage) -> None:
        truth = scan.truth
        found = page.code and (page.code.number, page.code.page, page.code.pages)
        self.pages += 1
        self.matched += found == (truth.number, truth.page, truth.pages)
        self.mismatched += found not in (None, (truth.number, truth.page, truth.pages))
        self.without_boxes += bool(truth.inks) and not page.boxes
        seen = {box.side: box for box in page.boxes}
        for side, ink in truth.inks.items():
            signed, stamped = (side in seen and seen[side].signed), (side in seen and seen[side].stamped)
            self.marked.add(ink != "nothing", signed or stamped)
            self.signed.add(ink in SIGNED, signed)
            self.stamped.add(ink in STAMPED, stamped)
