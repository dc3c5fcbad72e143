"""One row of the Policy sheet, as an attribute of a policy says it."""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal
from typing import Any

MOST_DAYS = 36_500
"""A hundred years: what is longer is a slip of the hand, and leads to dates that no calendar has."""

MOST_BUCKETS = 30
MOST_MONEY = Decimal(10) ** 12


def setting(
    default: Any, text: str, choices: tuple[str, ...] = (), most: int = MOST_DAYS, count: int | None = None
) -> Any:
    """A row of the Policy sheet: its default, what it does, the values it takes where they are few, the highest of a
    whole number, and how many numbers a list has where that is fixed."""
    return field(default=default, metadata={"text": text, "choices": choices, "most": most, "count": count})
