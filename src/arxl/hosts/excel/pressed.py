"""The press of a button in Excel for Mac: `python -m arxl.hosts.excel.pressed age --from_xl=1 --wb=Book.xlsx`.

xlwings reads the last two from the command line. A macro tells the user by itself what is wrong; what keeps it from
beginning is one line on standard error and the status 1, and `vba/arxl.sh` shows that line.
"""

from __future__ import annotations

import sys

import xlwings as xw

from arxl.hosts.open_book import macros


def main(arguments: list[str]) -> None:
    """Run the macro of the button that comes first, on the workbook that xlwings finds."""
    try:
        book = xw.Book.caller()
    except Exception as error:  # whatever keeps xlwings from Excel: its own errors, and those of the system
        sys.exit(f"{type(error).__name__}: {' '.join(str(error).split())}")
    macros.run(arguments[0], book)


if __name__ == "__main__":
    main(sys.argv[1:])
