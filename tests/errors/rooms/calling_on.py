"""What keeps the work list from being drawn up: times of Policy that are none, approvals of no stage or by nobody."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from arxl.errors import Fault
from arxl.jobs.check import check
from arxl.jobs.desk.work_list import work_list
from errors.rooms.jobs import opened
from errors.scene import scene


@scene("Hours of meals that are none")
def no_meals(folder: Path) -> Iterable[Fault]:
    work_list(opened(folder, Policy=[("Key", "Value"), ("meal_times", "at noon")]))
    return ()


@scene("An escalation to somebody who is no stage")
def no_stage(folder: Path) -> Iterable[Fault]:
    rows = ("2026-09-20", "C-1", "escalation approved", "the police", "Owner")
    return check(opened(folder, Decisions=[("Date", "Customer ID", "Kind", "Value", "By"), rows]))


@scene("An escalation that nobody approved")
def no_approval(folder: Path) -> Iterable[Fault]:
    rows = ("2026-09-20", "C-1", "escalation approved", "counsel", "")
    return check(opened(folder, Decisions=[("Date", "Customer ID", "Kind", "Value", "By"), rows]))
