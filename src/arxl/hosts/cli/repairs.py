"""`arxl addin` and `arxl doctor`: they concern this computer and no book."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Iterable, Sequence

from arxl.errors import Fault, Severity
from arxl.hosts.addin.computer import this_computer
from arxl.hosts.addin.doctor import findings
from arxl.hosts.addin.finding import Finding, Fine

Faults = Iterable[Fault]


def addin(asked: argparse.Namespace, today: dt.date) -> Faults:
    """`arxl addin install|remove|build`."""
    from arxl.hosts.addin import install

    computer = this_computer()
    if asked.action == "build":
        done = install.build(this_computer(), asked.folder, asked.language)
    elif asked.action == "install":
        wish = install.Wish(asked.excel, asked.libreoffice, asked.language, asked.profile)
        done = install.install(computer, wish)
    else:
        done = install.remove(computer, install.Wish(asked.excel, asked.libreoffice, profile=asked.profile))
    for line in done:
        print(line, flush=True)  # each as it is done: what follows may be refused
    return ()


def doctor(asked: argparse.Namespace, today: dt.date) -> Faults:
    """`arxl doctor`."""
    found = tuple(findings(this_computer(), asked.profile))
    print(_as_json(found) if asked.format == "json" else _as_text(found))
    return [finding for finding in found if isinstance(finding, Fault)]


def _as_text(found: Sequence[Finding]) -> str:
    """What is fine and what is odd; faults go to standard error by themselves."""
    lines = [f"fine: {finding}" for finding in found if isinstance(finding, Fine)]
    odd = [finding for finding in found if isinstance(finding, Fault) and finding.severity is Severity.WARNING]
    faults = sum(isinstance(finding, Fault) for finding in found) - len(odd)
    lines += [f"warning: {finding}" for finding in odd]
    lines.append("Nothing is wrong." if not faults else f"{faults} fault{'' if faults == 1 else 's'}.")
    return "\n".join(lines)


def _as_json(found: Sequence[Finding]) -> str:
    faults = [finding for finding in found if isinstance(finding, Fault)]
    said = {
        "fine": [{"place": one.place, "fact": one.fact} for one in found if isinstance(one, Fine)],
        "faults": [
            {"place": one.place, "severity": one.severity, "fact": str(one.fact), "remedy": str(one.remedy)}
            for one in faults
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=1)
