"""The book of a command: read, typed, with the rows of Policy that the command line says."""

from __future__ import annotations

import argparse
import datetime as dt
from dataclasses import replace

from arxl.errors import Fault, WrongUsage
from arxl.hosts.cli.arguments import SHORT, overrides
from arxl.jobs.opened import OpenedBook, open_book


def opened_book(asked: argparse.Namespace, as_of: dt.date, *, history: bool = True) -> OpenedBook:
    """The book that a command is about, opened; what is wrong with an option is said under the option's name.

    Raises:
        WrongUsage, Refused, Faulty: see `open_book`.
    """
    try:
        return open_book(asked.reading or asked.book, overrides(asked), as_of, history=history)
    except WrongUsage as error:
        raise WrongUsage(*(_where_it_was_said(fault, asked) for fault in error.faults)) from error


def _where_it_was_said(fault: Fault, asked: argparse.Namespace) -> Fault:
    """The fault of a setting, under the option that set it: `--buckets` and `--map` are rows of Policy, too."""
    key = str(fault.fact.values.get("key", ""))
    option = SHORT.get(key, "")
    if option and getattr(asked, option.removeprefix("--"), None) is not None:
        return replace(fault, place=option)
    return replace(fault, place="--map") if key.startswith("map.") else fault
