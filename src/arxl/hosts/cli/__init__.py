"""The command line: `arxl COMMAND BOOK`.

Only the arguments are known here. Everything heavy waits until a command runs, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from arxl.hosts.cli.arguments import parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        Exit status: 0 done, 1 the workbook has faults, 2 wrong usage, 3 refused.
    """
    asked = parser().parse_args(arguments)
    from arxl.hosts.cli.run import run

    return run(asked)


if __name__ == "__main__":
    sys.exit(main())
