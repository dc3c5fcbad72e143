"""The press of a button in Excel for Mac: `python -m arxl.hosts.excel.pressed age --from_xl=1 --wb=Book.xlsx`.

xlwings reads the last two from the command line.
"""

from __future__ import annotations

import sys

import xlwings as xw

from arxl.hosts.open_book import macros


def main(arguments: list[str]) -> None:
    """Run the macro of the button that comes first, on the workbook that xlwings finds."""
    macros.run(arguments[0], xw.Book.caller())


if __name__ == "__main__":
    main(sys.argv[1:])
