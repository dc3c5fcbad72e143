"""What the doctor says: what is as it should be, or a fault with its remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from arxl.errors import Fault


@dataclass(frozen=True, slots=True)
class Fine:
    """Something that was looked at and is as it should be."""

    place: str
    fact: str

    def __str__(self) -> str:
        return f"{self.place}: {self.fact}"


Finding: TypeAlias = Fine | Fault
