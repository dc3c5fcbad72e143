"""Two accounts side by side: what holds for all of them, and accounts into which differences are put one by one."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arxl.errors import Faulty, sentence
from arxl.practices.line_matching import Group, Line, Status, matched
from arxl.practices.reconciliation import OUTSIDE, Account, Reconciliation, compared
from arxl.practices.their_sign import Owed, Side, side_of_debt

FIRST = dt.date(2026, 10, 1)
SIDE = Side(1, sentence("told."))
SWAPPED = {
    Status.TWICE_WITH_US: Status.TWICE_WITH_THEM,
    Status.TWICE_WITH_THEM: Status.TWICE_WITH_US,
    Status.ONLY_OURS: Status.ONLY_THEIRS,
    Status.ONLY_THEIRS: Status.ONLY_OURS,
    Status.OUTSIDE_THEIR_PERIOD: Status.OUTSIDE_OUR_PERIOD,
    Status.OUTSIDE_OUR_PERIOD: Status.OUTSIDE_THEIR_PERIOD,
}


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


# --- any two accounts, small and full of coincidences -----------------------------------------------------------------

NUMBERS = ("", "INV-1", "inv 01", "1", "INV-2610-007", "2610007", "INV-11", "R-1", "Bank", "7")
TEXTS = ("", "payment INV-1", "INV-2610-007 and INV-11", "Our order 7 of 2026")


@st.composite
def lines_of_a_side(draw: st.DrawFn, ours: bool) -> tuple[Line, ...]:
    found = draw(
        st.lists(
            st.tuples(
                st.integers(-3, 40),
                st.sampled_from(NUMBERS),
                st.sampled_from((-300, -200, -100, 100, 200, 300, 500, 0)),
                st.sampled_from(TEXTS),
                st.sampled_from(("", "INV-11", "JE-7")),
                st.booleans(),
            ),
            max_size=9,
        )
    )
    return tuple(
        Line(
            day(when),
            number,
            minor,
            "" if ours else text,
            further=(further,) if further else (),
            place=f"{'A' if ours else 'B'}{nth}",
            brought_forward=ours and early and when < 0,
        )
        for nth, (when, number, minor, text, further, early) in enumerate(found)
    )


@st.composite
def accounts(draw: st.DrawFn) -> tuple[Account, Account]:
    sides = []
    for ours in (True, False):
        lines = draw(lines_of_a_side(ours))
        span = sorted((draw(st.integers(-3, 40)), draw(st.integers(-3, 40))))
        opening, gap = draw(st.sampled_from((0, 0, 150, -40))), draw(st.sampled_from((0, 0, 7)))
        sides.append(Account(lines, opening, day(span[0]), day(span[1]), gap))
    return sides[0], sides[1]


def result_of(ours: Account, theirs: Account, days: int = 10) -> Reconciliation:
    return compared("C-1", "EUR", day(40), ours, theirs, days, SIDE)


@given(accounts(), st.integers(0, 20))
@settings(max_examples=400, deadline=None)
def test_the_bridge_leads_from_our_balance_to_theirs(both, days):
    result = result_of(*both, days)
    ours, theirs = (
        account.opening_minor + account.gap_minor + sum(line.amount_minor for line in account.lines) for account in both
    )
    walked = ours
    for step in result.bridge:
        walked += step.difference_minor
        assert step.difference_minor
        assert step.balance_minor == walked
    assert walked == theirs


@given(accounts(), st.integers(0, 20))
@settings(max_examples=400, deadline=None)
def test_every_line_is_in_one_group(both, days):
    groups = result_of(*both, days).groups
    for side, account in zip(("ours", "theirs"), both, strict=True):
        assert Counter(line for group in groups for line in getattr(group, side)) == Counter(account.lines)
    assert all(group.ours or group.theirs for group in groups)


@given(accounts(), st.integers(0, 20))
@settings(max_examples=400, deadline=None)
def test_a_status_says_what_its_lines_are(both, days):
    for group in result_of(*both, days).groups:
        ours, theirs = len(group.ours), len(group.theirs)
        match group.status:
            case Status.AGREED:
                assert (ours, theirs, group.difference_minor) == (1, 1, 0)
            case Status.SUM:
                assert ours
                assert theirs
                assert ours + theirs > 2
                assert group.difference_minor == 0
            case Status.DIFFERS:
                assert ours
                assert theirs
                assert group.difference_minor
                assert len({line.amount_minor < 0 for line in (*group.ours, *group.theirs)}) == 1
            case Status.ONLY_OURS | Status.OUTSIDE_THEIR_PERIOD | Status.TWICE_WITH_US:
                assert (ours, theirs) == (1, 0)
            case _:
                assert (ours, theirs) == (0, 1)


@given(accounts(), st.integers(0, 20), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_the_order_of_rows_changes_nothing(both, days, chance):
    shuffled = []
    for account in both:
        lines = list(account.lines)
        chance.shuffle(lines)
        shuffled.append(replace(account, lines=tuple(lines)))
    assert result_of(*shuffled, days) == replace(result_of(*both, days), ours=shuffled[0], theirs=shuffled[1])


@given(accounts(), st.integers(0, 20))
@settings(max_examples=400, deadline=None)
def test_neither_side_comes_first(both, days):
    def seen(groups: tuple[Group, ...], *, swapped: bool) -> Counter[object]:
        return Counter(
            (
                SWAPPED.get(group.status, group.status) if swapped else group.status,
                frozenset(group.theirs if swapped else group.ours),
                frozenset(group.ours if swapped else group.theirs),
            )
            for group in groups
        )

    there, back = result_of(*both, days), result_of(both[1], both[0], days)
    assert seen(there.groups, swapped=False) == seen(back.groups, swapped=True)
    assert [-step.difference_minor for step in back.bridge if step.group is None] == [
        step.difference_minor for step in there.bridge if step.group is None
    ]


# --- a true account, with differences put in --------------------------------------------------------------------------


def true_account(chance: random.Random, count: int) -> list[Line]:
    """Invoices and receipts of three months; no two amounts are alike, and none is the sum of a few others."""
    lines = []
    for nth in range(count):
        minor = chance.randrange(10**6, 10**9)
        number = f"R-{300 + nth}" if nth % 3 == 2 else f"INV-2610-{nth:03d}"
        lines.append(Line(day(nth), number, -minor if nth % 3 == 2 else minor, kind="invoice"))
    return lines


def as_they_write(chance: random.Random, line: Line, nth: int) -> Line:
    """The line in their books: another spelling, some days later, their own number beside it."""
    digits = "".join(sign for sign in line.number if sign.isdigit())
    spellings = (
        line.number,
        line.number.lower().replace("-", " "),
        line.number.replace("-", "/"),
        line.number.replace("-", ""),
        f"000{digits}",
    )
    later = line.date + dt.timedelta(days=chance.randrange(0, 6))
    own = f"JE {9000 + nth}"
    if line.amount_minor < 0:
        return Line(later, own, line.amount_minor, "bank transfer", place=f"B{nth}")
    if nth % 7 == 0:
        return Line(later, own, line.amount_minor, f"your invoice {line.number} of October", place=f"B{nth}")
    return Line(later, chance.choice(spellings), line.amount_minor, further=(own,), place=f"B{nth}")


INJECTED = ("only ours", "only theirs", "amount", "twice", "split", "merged")


@pytest.mark.parametrize("seed", range(25))
def test_exactly_the_differences_that_are_put_in_are_found(seed):
    chance = random.Random(seed)
    ours = true_account(chance, 60)
    theirs = {line: [as_they_write(chance, line, nth)] for nth, line in enumerate(ours)}
    expected: Counter[tuple[Status, int]] = Counter()
    places = chance.sample(range(0, 60, 2), 12)  # apart, so that no two differences are about the same lines
    for nth, place in enumerate(places):
        line = ours[place]
        (copy,) = theirs[line]
        match INJECTED[nth % len(INJECTED)]:
            case "only ours":
                theirs[line] = []
                expected[Status.ONLY_OURS, -line.amount_minor] += 1
            case "only theirs":
                extra = Line(copy.date, f"X-77{nth}", chance.randrange(10**6, 10**9), place=f"X{nth}")
                theirs[line] = [copy, extra]
                expected[Status.ONLY_THEIRS, extra.amount_minor] += 1
            case "amount" if line.amount_minor > 0:
                theirs[line] = [replace(copy, number=line.number, amount_minor=line.amount_minor + 900)]
                expected[Status.DIFFERS, 900] += 1
            case "twice":
                theirs[line] = [copy, replace(copy, place=f"C{nth}")]
                expected[Status.TWICE_WITH_THEM, copy.amount_minor] += 1
            case "split":
                part = line.amount_minor // 3
                theirs[line] = [
                    replace(copy, amount_minor=part, place=f"S{nth}"),
                    replace(copy, amount_minor=line.amount_minor - part, place=f"T{nth}", number=f"{copy.number}"),
                ]
                expected[Status.SUM, 0] += 1
            case "merged":
                other = Line(
                    line.date, f"R-9{nth}{place}", chance.randrange(10**6, 10**9) * (-1 if line.amount_minor < 0 else 1)
                )
                ours.append(other)
                theirs[line] = [
                    replace(
                        copy,
                        number=f"SUM {nth}",
                        further=(),
                        text="",
                        amount_minor=line.amount_minor + other.amount_minor,
                    )
                ]
                expected[Status.SUM, 0] += 1
            case _:
                pass
    listed = [line for copies in theirs.values() for line in copies]
    chance.shuffle(listed)
    groups = matched(ours, listed, 10)
    found = Counter((group.status, group.difference_minor) for group in groups if group.status is not Status.AGREED)
    assert found == expected


# --- periods and signs ------------------------------------------------------------------------------------------------


def test_what_stands_before_both_is_one_line_of_the_bridge():
    ours = Account(
        (Line(day(-30), "INV-1", 500), Line(day(-20), "INV-2", 300), Line(day(3), "INV-3", 40)), 0, day(-60), day(40)
    )
    theirs = Account((Line(day(3), "INV-3", 40),), 700, day(0), day(30))
    result = result_of(ours, theirs)
    assert [(step.what, step.difference_minor) for step in result.bridge] == [("opening difference", -100)]
    assert [group.status for group in result.groups] == [*[Status.OUTSIDE_THEIR_PERIOD] * 2, Status.AGREED]


def test_what_is_dated_after_their_file_ends_is_outside_their_period():
    ours = Account((Line(day(3), "INV-3", 40), Line(day(35), "INV-4", 60)), 0, day(0), day(40))
    theirs = Account((Line(day(3), "INV-3", 40),), 0, day(0), day(30))
    (step,) = result_of(ours, theirs).bridge
    assert (step.what, step.difference_minor) == ("outside their period", -60)
    assert step.group.status in OUTSIDE


def test_a_line_across_the_edge_of_a_period_finds_its_fellow():
    ours = Account((Line(day(-1), "INV-3", 40),), 0, day(-60), day(40))
    theirs = Account((Line(day(1), "INV-3", 40),), 0, day(0), day(30))
    assert [group.status for group in result_of(ours, theirs).groups] == [Status.AGREED]


OURS = (Line(day(1), "INV-1", 500), Line(day(2), "INV-2", 300), Line(day(9), "R-1", -500))


def mirrored(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(replace(line, amount_minor=-line.amount_minor) for line in lines)


def test_two_columns_are_those_of_a_ledger_of_suppliers():
    side = side_of_debt(OURS, mirrored(OURS), 10, in_two_columns=True, said=None, place="f")
    assert (side.sign, side.doubts) == (-1, ())


def test_two_columns_that_copy_our_view_are_read_so_with_a_warning():
    side = side_of_debt(OURS, OURS, 10, in_two_columns=True, said=None, place="f")
    assert side.sign == 1
    assert "other way round" in str(side.doubts[0])


@pytest.mark.parametrize(("theirs", "sign"), [(OURS, 1), (mirrored(OURS), -1)])
def test_one_amount_has_the_sign_that_agrees_with_us(theirs, sign):
    assert side_of_debt(OURS, theirs, 10, in_two_columns=False, said=None, place="f").sign == sign


def test_where_nothing_agrees_the_sign_is_asked_for():
    strange = (Line(day(1), "Z-1", 123),)
    with pytest.raises(Faulty, match="nothing tells"):
        side_of_debt(OURS, strange, 10, in_two_columns=False, said=None, place="f")
    assert side_of_debt(OURS, strange, 10, in_two_columns=False, said=Owed.MINUS, place="f").sign == -1


# --- choices that nobody can make -------------------------------------------------------------------------------------


def test_of_several_sums_that_fit_none_is_taken():
    ours = tuple(Line(day(nth), f"R-{nth}", -minor) for nth, minor in enumerate((100, 200, 150, 150)))
    theirs = (Line(day(2), "", -300),)
    groups = matched(ours, theirs, 10)
    assert {group.status for group in groups} == {Status.ONLY_OURS, Status.ONLY_THEIRS}
    (their,) = [group for group in groups if group.theirs]
    assert "more than one sum" in str(their.remarks[0])


def test_lines_that_are_alike_say_so():
    ours = (Line(day(2), "R-1", -300), Line(day(4), "R-2", -300))
    (taken, left) = sorted(matched(ours, (Line(day(3), "", -300),), 10), key=lambda group: not group.theirs)
    assert taken.status is Status.AGREED
    assert "other lines that fit as well: 1" in str(taken.remarks[0])
    assert left.status is Status.ONLY_OURS


def test_a_payment_that_names_an_invoice_is_no_invoice():
    ours = (Line(day(1), "INV-7", 1000), Line(day(20), "R-3", -1000))
    theirs = (Line(day(22), "BK 4", -1000, "payment INV-7"),)
    groups = matched(ours, theirs, 10)
    assert {(group.status, group.ours[0].number) for group in groups} == {
        (Status.AGREED, "R-3"),
        (Status.ONLY_OURS, "INV-7"),
    }


def test_one_transfer_for_a_receipt_and_its_discount():
    ours = (Line(day(9), "R-1", -980), Line(day(9), "R-1", -20, kind="discount", further=("INV-1",)))
    (group,) = matched(ours, (Line(day(9), "R 01", -1000),), 10)
    assert group.status is Status.SUM


def statuses(groups: tuple[Group, ...]) -> list[tuple[str, int]]:
    return sorted((group.status.value, group.difference_minor) for group in groups)


def test_a_second_line_of_a_number_is_a_copy_whatever_its_date():
    theirs = (Line(day(2), "INV-7", 500, place="1"), Line(day(70), "inv 7", 500, place="2"))
    assert statuses(matched((Line(day(1), "INV-7", 500),), theirs, 10)) == [("agreed", 0), ("twice with them", 500)]


def test_a_line_that_names_more_than_it_pays_is_the_sum_of_some():
    ours = tuple(Line(day(nth), f"INV-{nth}", minor) for nth, minor in ((7, 500), (8, 320), (9, 70)))
    theirs = (Line(day(60), "JE 1", 570, "INV-7, INV-8 and INV-9"),)
    assert statuses(matched(ours, theirs, 10)) == [("agreed as a sum", 0), ("only ours", -320)]


def test_of_two_lines_that_claim_the_same_sum_neither_gets_it():
    ours = (Line(day(1), "R-1", -100), Line(day(2), "R-2", -200))
    theirs = (Line(day(1), "", -300, place="1"), Line(day(2), "", -300, place="2"))
    groups = matched(ours, theirs, 10)
    assert statuses(groups) == [("only ours", 100), ("only ours", 200), ("only theirs", -300), ("only theirs", -300)]
    assert all("more than one sum" in str(group.remarks[0]) for group in groups if group.theirs)


def test_numbers_whose_pieces_run_together_alike_are_told_apart():
    ours = (Line(day(1), "INV-1-12", 100), Line(day(1), "INV-11-2", 200))
    theirs = (Line(day(1), "INV 1/12", 150), Line(day(1), "INV 11/2", 270))
    assert statuses(matched(ours, theirs, 10)) == [("amount differs", 50), ("amount differs", 70)]


@pytest.mark.parametrize(("apart", "found"), [(10, "agreed"), (11, "only ours")])
def test_amount_and_date_hold_to_the_last_day_of_policy(apart, found):
    theirs = (Line(day(apart), "", -500),)
    assert matched((Line(day(0), "R-1", -500),), theirs, 10)[0].status.value == found


def test_a_new_years_opening_stands_against_theirs_whatever_its_date():
    ours = Account((Line(day(0), "OB-1", 500, brought_forward=True),), 0, day(0), day(40))
    assert result_of(ours, Account((), 500, day(0), day(30))).bridge == ()
    with_lines = Account((Line(day(-90), "INV-1", 200), Line(day(-80), "INV-2", 300)), 0, day(-99), day(30))
    assert result_of(ours, with_lines).bridge == ()


def test_two_books_that_count_by_themselves_are_not_one_by_chance():
    """1007 is our receipt and their voucher; 2610007 is one invoice without its prefix."""
    chance = matched((Line(day(1), "R-1007", -90_000),), (Line(day(2), "JE 1007", -512),), 10)
    assert statuses(chance) == [("only ours", 90_000), ("only theirs", -512)]
    meant = matched((Line(day(1), "INV-2610-007", 90_000),), (Line(day(2), "2610007", 512),), 10)
    assert [group.status for group in meant] == [Status.DIFFERS]
