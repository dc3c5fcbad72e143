"""What the people of the sample company decided: the rows of its Decisions sheet.

Nobody is named: a role stands where a name would.
"""

from __future__ import annotations

from datetime import date

from arxl.jobs.sample.sheets import Row

_MANAGER, _ACCOUNTANT = "Sales manager (sample)", "Accountant (sample)"


def decision_rows() -> list[Row]:
    """Overrides of supply levels, a grade accepted, a notice of interest, a promise."""
    return [
        {
            "date": date(2026, 5, 12),
            "customer": "RO-11",
            "kind": "grade accepted",
            "reference": "C",
            "value": "D",
            "by": _MANAGER,
            "reason": "No receipt since March",
        },
        {
            "date": date(2026, 6, 15),
            "customer": "ES-11",
            "kind": "override",
            "value": "1",
            "by": _MANAGER,
            "reason": "Kitchen rebuilt, opens again in July",
            "until": date(2026, 7, 31),
        },
        {
            "date": date(2026, 8, 3),
            "customer": "CN-07",
            "kind": "notice sent",
            "value": "10 %",
            "by": _ACCOUNTANT,
            "reason": "Interest from the day of this notice",
        },
        {
            "date": date(2026, 10, 19),
            "customer": "KR-09",
            "kind": "promise accepted",
            "value": "1500000",
            "by": "Salesperson East",
            "reason": "Autumn takings",
            "until": date(2026, 11, 6),
        },
        {
            "date": date(2026, 10, 20),
            "customer": "ES-10",
            "kind": "override",
            "value": "3",
            "by": _MANAGER,
            "reason": "Plan of three transfers agreed, the first one came",
            "until": date(2026, 11, 30),
        },
        {
            "date": date(2026, 10, 26),
            "customer": "KR-06",
            "kind": "override",
            "value": "4",
            "by": _MANAGER,
            "reason": "The shop is said to change hands: cash before delivery until we know",
            "until": date(2026, 11, 15),
        },
    ]
