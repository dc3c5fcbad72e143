"""Runs every benchmark, or those that are named: `python -m bench kernels`. Status 1 where a bound is missed."""

from __future__ import annotations

import sys
from importlib import import_module

BENCHMARKS = (
    *("kernels", "functions", "reading", "desk", "month_end", "papers", "sealing", "scans", "libreoffice", "macros"),
)
"""Modules of this package; each has `findings()`, which yields a `Finding` a line."""


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"No benchmark {', '.join(unknown)}. There are: {', '.join(BENCHMARKS)}.", file=sys.stderr)
        return 2
    held = True
    for name in names or BENCHMARKS:
        print(name, flush=True)
        for finding in import_module(f"bench.{name}").findings():
            print(f"  {finding}", flush=True)
            held &= finding.held
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
