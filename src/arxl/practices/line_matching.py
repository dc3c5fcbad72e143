"""Which line of their account is which of ours (practice B5).

By reference first, then by amount and date; what is left is compared with sums of several. A line is in one group
only, the order of lines changes nothing, and neither does which side is called ours. Where two answers are equally
good, none is taken, and the lines say so.

Amounts are whole minor units of one currency, on both sides above 0 where they raise what the customer owes.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import chain

from arxl.errors import Sentence, label, sentence
from arxl.kernels.subset_sums import subsets_of_sum
from arxl.pulse import beating
from arxl.tables.references import Mentions, Number, mentions_in, number_of

MOST_PARTS = 5
"""Lines of a sum that no reference tells of."""

MOST_SEARCHED = 18
"""Lines of which such a sum is made up, the nearest in time."""

_OWN_DIGITS = 3
"""Digits that numbers without their prefix have at least in common, where amounts differ."""

_TELLING_DIGITS = 5
"""Digits by which they are one, whatever the amounts."""


@dataclass(frozen=True)
class Line:
    """One line of one side's account.

    Attributes:
        number: of the document as this side writes it, "" where it has none.
        further: other numbers that this side gives the line: its own voucher.
        kind: what it is, as our ledger says; "" on their side.
        amount_minor: > 0 raises what the customer owes.
        place: its cell in their file, "" on our side.
        brought_forward: it stands for older lines that this side's account no longer shows.
    """

    date: dt.date
    number: str
    amount_minor: int
    text: str = ""
    kind: str = ""
    further: tuple[str, ...] = ()
    place: str = ""
    brought_forward: bool = False

    @cached_property
    def names(self) -> tuple[Number, ...]:
        """What it is known by."""
        return tuple(number for text in (self.number, *self.further) if (number := number_of(text)).apart)

    @cached_property
    def mentions(self) -> Mentions:
        """Numbers inside its texts."""
        texts = [mentions_in(text) for text in (self.number, *self.further, self.text) if text]
        return Mentions(
            frozenset(chain.from_iterable(text.numbers for text in texts)),
            frozenset(chain.from_iterable(text.digits for text in texts)),
        )

    @cached_property
    def order(self) -> tuple[dt.date, str, int, str, str, str]:
        """One order of lines, whatever the order of rows."""
        return self.date, self.number, self.amount_minor, self.text, self.kind, self.place


class Status(Enum):
    """What a group of lines is; the value is its label."""

    AGREED = label("agreed")
    SUM = label("agreed as a sum")
    DIFFERS = label("amount differs")
    TWICE_WITH_US = label("twice with us")
    TWICE_WITH_THEM = label("twice with them")
    ONLY_OURS = label("only ours")
    ONLY_THEIRS = label("only theirs")
    OUTSIDE_THEIR_PERIOD = label("outside their period")
    OUTSIDE_OUR_PERIOD = label("outside our period")


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of both sides that belong together, or one that stands alone.

    Attributes:
        remarks: what else is to be said of it: dates that differ, a choice that was not made.
    """

    status: Status
    ours: tuple[Line, ...]
    theirs: tuple[Line, ...]
    remarks: tuple[Sentence, ...] = ()

    @property
    def difference_minor(self) -> int:
        """What it adds to our balance on the way to theirs."""
        return sum(line.amount_minor for line in self.theirs) - sum(line.amount_minor for line in self.ours)


def matched(ours: Sequence[Line], theirs: Sequence[Line], days: int) -> tuple[Group, ...]:
    """Every line of both sides, each in one group, in order of date.

    Args:
        days: how far apart the dates of lines may be that no reference tells of.
    """
    return _Matching(ours, theirs, days).groups()


def agreeing(ours: Sequence[Line], theirs: Sequence[Line], days: int) -> int:
    """How many lines of both sides are one and the same, by reference or by amount and date."""
    return _Matching(ours, theirs, days).agreeing()


Place = tuple[int, int]  # side (0 ours, 1 theirs), row in that side's order


class _Matching:
    """Both accounts on their way: what is free, and the groups so far."""

    def __init__(self, ours: Sequence[Line], theirs: Sequence[Line], days: int) -> None:
        self.sides = sorted(ours, key=_order), sorted(theirs, key=_order)
        self.free: tuple[set[int], set[int]] = set(range(len(ours))), set(range(len(theirs)))
        self.days = days
        self.made: list[Group] = []
        self.settled: list[Line] = []  # of which a second one is a copy
        self.remarks: dict[Place, Sentence] = {}

    def agreeing(self) -> int:
        """How many lines of ours have their fellow, by reference or by amount and date."""
        self._pair_by_reference()
        self._pair_by_amount()
        return len(self.made)

    def groups(self) -> tuple[Group, ...]:
        """Step by step, the strongest evidence first."""
        self._pair_by_reference()
        self._take_copies(lambda line, copy: True)
        self._sums_by_reference()
        self._take_differing(self._edges(_by_pieces))
        self._take_differing(self._edges(_by_run))
        self._take_differing([edge for edge in self._edges(_by_digits) if self._is_one_number(*edge)])
        self._take_differing(self._edges(_by_mention))
        self._pair_by_amount()
        self._take_copies(lambda line, copy: line.date == copy.date)
        self._sums_by_date()
        for side in (0, 1):
            for row in sorted(self.free[side]):
                self._alone((Status.ONLY_OURS, Status.ONLY_THEIRS)[side], side, row)
        return tuple(sorted(self.made, key=_place_of_group))

    # --- what may be one ---------------------------------------------------------------------------------------------

    def _edges(self, known: Callable[[Line], tuple[Iterable[str], Iterable[str]]]) -> list[tuple[int, int]]:
        """Free lines of both sides, of one direction, of which one has a key that the other is known by."""
        found: set[tuple[int, int]] = set()
        for asks, answers in ((0, 1), (1, 0)):
            index: dict[tuple[str, bool], list[int]] = defaultdict(list)
            for row in sorted(self.free[answers]):
                line = self.sides[answers][row]
                for key in known(line)[1]:
                    index[key, line.amount_minor < 0].append(row)
            for row in self.free[asks]:
                line = self.sides[asks][row]
                for key in known(line)[0]:
                    for other in index.get((key, line.amount_minor < 0), ()):
                        found.add((row, other) if asks == 0 else (other, row))
        return sorted(found)

    def _apart(self, edge: tuple[int, int]) -> int:
        """Days between the dates of two lines."""
        return abs((self.sides[0][edge[0]].date - self.sides[1][edge[1]].date).days)

    def _nearest_first(self, edge: tuple[int, int]) -> tuple[object, ...]:
        """Nearest in time first. Of edges that share a line, the other line's order decides, whichever side it is on:
        so neither side comes first."""
        return self._apart(edge), self.sides[0][edge[0]].order, self.sides[1][edge[1]].order

    # --- steps -------------------------------------------------------------------------------------------------------

    def _pair_by_reference(self) -> None:
        for known in (_by_pieces, _by_run, _by_digits, _by_mention, _by_digits_mentioned):
            self._pair(self._edges(known))

    def _pair(self, edges: list[tuple[int, int]]) -> None:
        """One line each, of one amount, the nearest in time first."""
        equal = [edge for edge in edges if self.sides[0][edge[0]].amount_minor == self.sides[1][edge[1]].amount_minor]
        for mine, their in sorted(equal, key=self._nearest_first):
            if mine in self.free[0] and their in self.free[1]:
                self._group(Status.AGREED, (mine,), (their,))

    def _take_copies(self, is_copy: Callable[[Line, Line], bool]) -> None:
        """A free line whose number and amount those of a line that has its fellow are: it stands twice."""
        for side, status in ((0, Status.TWICE_WITH_US), (1, Status.TWICE_WITH_THEM)):
            of_side = {id(line) for line in self.sides[side]}
            first: dict[tuple[str, int], list[Line]] = defaultdict(list)
            for line in self.settled:
                if id(line) in of_side and (key := number_of(line.number).apart):
                    first[key, line.amount_minor].append(line)
            for row in sorted(self.free[side]):
                line = self.sides[side][row]
                fellows = first.get((number_of(line.number).apart, line.amount_minor), ())
                if any(is_copy(line, fellow) for fellow in fellows):
                    self._alone(status, side, row)

    def _sums_by_reference(self) -> None:
        """A line that is the sum of the lines which it names, or which name it."""
        candidates = []
        edges = [edge for known in (_by_pieces, _by_run, _by_mention) for edge in self._edges(known)]
        for side in (0, 1):
            parts: dict[int, set[int]] = defaultdict(set)
            for edge in edges:
                parts[edge[side]].add(edge[1 - side])
            for row, others in parts.items():
                total = self.sides[side][row].amount_minor
                chosen = sorted(others)
                if len(chosen) > 1 and sum(self.sides[1 - side][other].amount_minor for other in chosen) == total:
                    candidates.append(_Sum(side, row, frozenset(chosen)))
                elif len(chosen) > 1:
                    candidates += self._sums_within(side, row, chosen[:MOST_SEARCHED])
        self._take_sums(candidates)

    def _sums_by_date(self) -> None:
        """A line that is the sum of some lines about its date."""
        candidates = []
        for side in (0, 1):
            others = sorted(self.free[1 - side], key=lambda row: self.sides[1 - side][row].order)
            days = [self.sides[1 - side][row].date for row in others]
            span = dt.timedelta(days=self.days)
            for row in beating(sorted(self.free[side]), 16):
                line = self.sides[side][row]
                near = [
                    other
                    for other in others[bisect_left(days, line.date - span) : bisect_right(days, line.date + span)]
                    if 0 < self.sides[1 - side][other].amount_minor * _sign(line) < abs(line.amount_minor)
                ]
                near.sort(key=lambda other: (abs((self.sides[1 - side][other].date - line.date).days), other))
                if len(near) > MOST_SEARCHED:
                    self.remarks[side, row] = sentence(
                        "sums were looked for among the {count} lines nearest in time.", count=MOST_SEARCHED
                    )
                candidates += self._sums_within(side, row, near[:MOST_SEARCHED])
        self._take_sums(candidates)

    def _sums_within(self, side: int, row: int, others: list[int]) -> list[_Sum]:
        """The one sum of some of these lines; where there are several, none, and a remark."""
        line = self.sides[side][row]
        sizes = [abs(self.sides[1 - side][other].amount_minor) for other in others]
        found = subsets_of_sum(sizes, abs(line.amount_minor), MOST_PARTS)
        if len(found) > 1:
            self.remarks[side, row] = _SEVERAL_SUMS
        return [_Sum(side, row, frozenset(others[place] for place in found[0]))] if len(found) == 1 else []

    def _take_sums(self, candidates: list[_Sum]) -> None:
        """Those that share no line with another one."""
        claims: dict[Place, int] = defaultdict(int)
        for candidate in candidates:
            for place in candidate.places():
                claims[place] += 1
        for candidate in candidates:
            if all(claims[place] == 1 for place in candidate.places()):
                whole, parts = (candidate.row,), tuple(sorted(candidate.parts))
                self._group(Status.SUM, *((whole, parts) if candidate.side == 0 else (parts, whole)))
            else:
                self.remarks[candidate.side, candidate.row] = _SEVERAL_SUMS

    def _take_differing(self, edges: list[tuple[int, int]]) -> None:
        """Lines of one number whose amounts differ: one against one, or all of one number against each other."""
        for ours, theirs in _connected(edges):
            if min(len(ours), len(theirs)) > 1 and not self._have_one_number(ours, theirs):
                continue  # numbers that mention each other crosswise: nobody can tell
            difference = sum(self.sides[1][row].amount_minor for row in theirs)
            difference -= sum(self.sides[0][row].amount_minor for row in ours)
            self._group(Status.DIFFERS if difference else Status.SUM, tuple(ours), tuple(theirs))

    def _have_one_number(self, ours: Sequence[int], theirs: Sequence[int]) -> bool:
        lines = [*(self.sides[0][row] for row in ours), *(self.sides[1][row] for row in theirs)]
        common = frozenset.intersection(*(frozenset(number.apart for number in line.names) for line in lines))
        return bool(common)

    def _is_one_number(self, mine: int, their: int) -> bool:
        """Whether lines whose numbers have the same digits are one though their amounts differ.

        Two books that count by themselves have the same numbers by chance: near days, and many digits or amounts of
        one size, speak against it.
        """
        one, other = self.sides[0][mine], self.sides[1][their]
        first, second = number_of(one.number), number_of(other.number)
        sizes = sorted((abs(one.amount_minor), abs(other.amount_minor)))
        length = min(first.length, second.length)
        return (
            bool(first.digits & second.digits)
            and self._apart((mine, their)) <= self.days
            and (length >= _TELLING_DIGITS or (length >= _OWN_DIGITS and sizes[1] <= 2 * sizes[0]))
        )

    def _pair_by_amount(self) -> None:
        """One line each, of one amount, the nearest in time first, at most so many days apart."""
        of_amount: dict[int, list[int]] = defaultdict(list)
        for row in sorted(self.free[1]):
            of_amount[self.sides[1][row].amount_minor].append(row)
        edges = [
            edge
            for mine in sorted(self.free[0])
            for edge in ((mine, their) for their in of_amount.get(self.sides[0][mine].amount_minor, ()))
            if self._apart(edge) <= self.days
        ]
        rivals: dict[tuple[int, int, int], int] = defaultdict(int)
        for mine, their in edges:
            days = self._apart((mine, their))
            rivals[0, mine, days] += 1
            rivals[1, their, days] += 1
        for mine, their in sorted(edges, key=self._nearest_first):
            if mine in self.free[0] and their in self.free[1]:
                days = self._apart((mine, their))
                alike = max(rivals[0, mine, days], rivals[1, their, days]) - 1
                self._group(Status.AGREED, (mine,), (their,), _by_amount_and_date(alike))

    # --- groups ------------------------------------------------------------------------------------------------------

    def _group(self, status: Status, mine: Sequence[int], their: Sequence[int], *remarks: Sentence) -> None:
        ours = tuple(self.sides[0][row] for row in mine)
        theirs = tuple(self.sides[1][row] for row in their)
        self.free[0].difference_update(mine)
        self.free[1].difference_update(their)
        if status in (Status.AGREED, Status.SUM):
            self.settled += [*ours, *theirs]
        self.made.append(Group(status, ours, theirs, (*remarks, *_dates_differ(ours, theirs))))

    def _alone(self, status: Status, side: int, row: int) -> None:
        self.free[side].discard(row)
        line, said = (self.sides[side][row],), self.remarks.get((side, row))
        remarks = (said,) if said else ()
        self.made.append(Group(status, () if side else line, line if side else (), remarks))


@dataclass(frozen=True, slots=True)
class _Sum:
    """A line that may be the sum of several of the other side."""

    side: int
    row: int
    parts: frozenset[int]

    def places(self) -> Iterator[Place]:
        """All lines of it."""
        yield self.side, self.row
        yield from ((1 - self.side, part) for part in self.parts)


_SEVERAL_SUMS = sentence("more than one sum of lines fits; none is taken.")


def _by_amount_and_date(alike: int) -> Sentence:
    if alike:
        return sentence("by amount and date; other lines that fit as well: {count}.", count=alike)
    return sentence("by amount and date.")


def _dates_differ(ours: tuple[Line, ...], theirs: tuple[Line, ...]) -> Iterator[Sentence]:
    """How much later their date is; of several lines, nothing is said."""
    if len(ours) == len(theirs) == 1 and (days := (theirs[0].date - ours[0].date).days):
        yield (
            sentence("their date is later; days: {days}.", days=days)
            if days > 0
            else sentence("their date is earlier; days: {days}.", days=-days)
        )


def _by_pieces(line: Line) -> tuple[Iterable[str], Iterable[str]]:
    keys = {number.apart for number in line.names}
    return keys, keys


def _by_run(line: Line) -> tuple[Iterable[str], Iterable[str]]:
    keys = {number.together for number in line.names}
    return keys, keys


def _by_digits(line: Line) -> tuple[Iterable[str], Iterable[str]]:
    keys = {key for number in line.names for key in number.digits}
    return keys, keys


def _by_mention(line: Line) -> tuple[Iterable[str], Iterable[str]]:
    own = {key for number in line.names if number.prefix for key in (number.apart, number.together)}
    return own, line.mentions.numbers


def _by_digits_mentioned(line: Line) -> tuple[Iterable[str], Iterable[str]]:
    return {key for number in line.names for key in number.digits}, line.mentions.digits


def _connected(edges: list[tuple[int, int]]) -> Iterator[tuple[list[int], list[int]]]:
    """Lines that edges connect, as rows of both sides, in order."""
    neighbours: dict[Place, set[Place]] = defaultdict(set)
    for mine, their in edges:
        neighbours[0, mine].add((1, their))
        neighbours[1, their].add((0, mine))
    seen: set[Place] = set()
    for start in sorted(neighbours):
        if start in seen:
            continue
        together, waiting = {start}, [start]
        while waiting:
            for place in neighbours[waiting.pop()] - together:
                together.add(place)
                waiting.append(place)
        seen |= together
        yield sorted(row for side, row in together if side == 0), sorted(row for side, row in together if side == 1)


def _sign(line: Line) -> int:
    return -1 if line.amount_minor < 0 else 1


def _order(line: Line) -> tuple[dt.date, str, int, str, str, str]:
    return line.order


def _place_of_group(group: Group) -> tuple[object, ...]:
    """By date, ours before theirs of a day."""
    lines = group.ours or group.theirs
    return min(line.date for line in lines), not group.ours, min(line.order for line in lines)
