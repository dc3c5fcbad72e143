"""Every number of Policy has bounds, and within them every report can be reckoned."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal

import pytest

from arxl.errors import Faulty
from arxl.locale import wording
from arxl.tables.policy import POLICIES, AgingPolicy, AllocationPolicy, DebtClassPolicy, SupplyPolicy, policy_of
from arxl.tables.schema import Setting


def said(key: str, value: str) -> dict[str, Setting]:
    return {key: Setting(value, "--set")}


@pytest.mark.parametrize(
    ("policy", "key", "good", "wrong"),
    [
        *[
            (policy, row.name, row.metadata["most"], row.metadata["most"] + 1)
            for policy in POLICIES
            for row in fields(policy)
            if type(row.default) is int
        ],
        (SupplyPolicy, "release_days", "366", "367"),
        (SupplyPolicy, "release_days", "0", "-1"),
        (AllocationPolicy, "tolerance", "999999999999.99", "1000000000000"),
        (AllocationPolicy, "tolerance", "0", "Infinity"),
        (AllocationPolicy, "tolerance", "1", "NaN"),
        (AgingPolicy, "buckets", "36500", "36501"),
        (AgingPolicy, "buckets", ",".join(map(str, range(1, 31))), ",".join(map(str, range(1, 32)))),
    ],
)
def test_a_number_beyond_its_bound_is_answered(policy: type, key: str, good: object, wrong: object) -> None:
    policy_of(policy, said(key, str(good)))
    with pytest.raises(Faulty, match=rf'{key} is "{str(wrong)[:9]}'):
        policy_of(policy, said(key, str(wrong)))


def test_a_tolerance_just_below_the_bound_keeps_its_decimals() -> None:
    read = policy_of(AllocationPolicy, said("tolerance", "999999999999.99"))
    assert read.tolerance == Decimal("999999999999.99")


@pytest.mark.parametrize(
    ("policy", "key", "wrong", "own", "told"),
    [
        (SupplyPolicy, "release_days", "367", {"a whole number from 0 to {most}": "0..{most}"}, "0..366"),
        (
            AllocationPolicy,
            "tolerance",
            "-1",
            {"an amount from 0, below {limit}": "0..<{limit}"},
            "0..<1.000.000.000.000",
        ),
        (
            AgingPolicy,
            "buckets",
            "9,3",
            {
                "{many} rising whole numbers from 1 to {most}, separated by commas": "{many} < {most}",
                "at most {count}": "<= {count}",
            },
            "<= 30 < 36500",
        ),
        (
            DebtClassPolicy,
            "debt_classes",
            "9",
            {"{many} rising whole numbers from 1 to {most}, separated by commas": "{many} < {most}"},
            "3 < 36500",
        ),
    ],
)
def test_what_a_key_takes_is_said_in_the_language_of_the_sentence(
    policy: type, key: str, wrong: str, own: dict[str, str], told: str
) -> None:
    with pytest.raises(Faulty) as raised:
        policy_of(policy, said(key, wrong))
    words = wording("es").with_own({'{key} is "{value}"; it takes {takes}.': "{takes}"} | own)
    assert words.say(raised.value.faults[0].fact) == told
