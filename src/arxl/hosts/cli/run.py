"""Runs a command: from the arguments to a job, and from its result to the terminal or a file."""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from arxl.errors import ArxlError, Fault, Severity

Command = Callable[[argparse.Namespace, dt.date], Iterable[Fault]]


_COMMANDS: Mapping[str, str] = {
    "demo": "commands",
    "new": "commands",
    "check": "commands",
    "aging": "commands",
    "allocate": "commands",
    "statements": "commands",
    "supply": "commands",
    "month-end": "commands",
    "register": "commands",
    "correct": "correct",
    "countersign": "countersigned",
    "certificate": "certificates",
    "paper": "papers",
    "reconcile": "reconcile",
    "send": "mailing",
    "mail": "mailing",
    "limitation": "evidence",
    "evidence": "evidence",
    "dossier": "evidence",
    "addin": "repairs",
    "doctor": "repairs",
}
"""Command -> its module in this folder; its function bears the command's name. All others are reports of the desk."""


def _command(name: str) -> Command:
    """The function of a command; only its module is loaded, since a repair must start where the rest is broken."""
    found = _COMMANDS.get(name, "desk")
    module = importlib.import_module(f"arxl.hosts.cli.{found}")
    command: Command = getattr(module, "report" if found == "desk" else name.replace("-", "_"))
    return command


def run(asked: argparse.Namespace) -> int:
    """Run the command that the arguments ask for; the exit status."""
    try:
        faults = tuple(_command(asked.command)(asked, dt.date.today()))
    except ArxlError as error:
        if asked.debug:
            traceback.print_exc()
        _tell(error.faults)
        return error.status
    except KeyboardInterrupt:
        print("Stopped. Nothing is half done: run the command again to go on.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0  # the reader went away; what it read is right
    except Exception as error:
        if asked.debug:
            raise
        print(
            f"{_where(asked)}: arxl stopped at an error of its own ({type(error).__name__}: {error}). "
            "Run the command with --debug and report what it prints.",
            file=sys.stderr,
        )
        return 3
    return _tell(faults)


def _tell(faults: Iterable[Fault]) -> int:
    """Faults one a line, warnings counted; 1 where there is a fault."""
    serious = [fault for fault in faults if fault.severity is Severity.FAULT]
    for fault in serious:
        print(fault, file=sys.stderr)
    return 1 if serious else 0


def _where(asked: argparse.Namespace) -> str:
    book = getattr(asked, "book", None)
    return str(book) if isinstance(book, Path) else "arxl"
