"""Formulas from Excel's spelling to LibreOffice's and back: separators, and how the cells of another sheet are named.

>>> to_calc("=ROUND(SUMIFS('Open items'!$A$1:A9,Rates!B1:B9,\\"a,b!\\"),2)")
'=ROUND(SUMIFS($\\'Open items\\'.$A$1:A9;$Rates.B1:B9;"a,b!");2)'
>>> to_excel(to_calc("=IF(A1>0,Rates!B2,\\"a;b\\")"))
'=IF(A1>0,Rates!B2,"a;b")'
"""

from __future__ import annotations

import re

_EXCEL = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")           # a text
    |(?P<error>\#(?:N/A|[A-Z/0]+[!?]))     # an error
    |(?P<sheet>'(?:[^']|'')*'|[\w.]+)!     # a sheet before its cell
    |(?P<comma>,)""",
    re.VERBOSE,
)
_CALC = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
    |\$?(?P<sheet>'(?:[^']|'')*'|\w+)\.(?=\$?[A-Z]{1,3}\$?\d|\$?[A-Z]{1,3}:)
    |(?P<semicolon>;)""",
    re.VERBOSE,
)


def to_calc(formula: str) -> str:
    """A formula as LibreOffice's cells take it; what is no formula stays as it is."""
    if not formula.startswith("="):
        return formula

    def spelt(found: re.Match[str]) -> str:
        if found["comma"]:
            return ";"
        return f"${found['sheet']}." if found["sheet"] else found[0]

    return _EXCEL.sub(spelt, formula)


def to_excel(formula: str) -> str:
    """A formula of LibreOffice as Excel spells it."""
    if not formula.startswith("="):
        return formula

    def spelt(found: re.Match[str]) -> str:
        if found["semicolon"]:
            return ","
        return f"{found['sheet']}!" if found["sheet"] else found[0]

    return _CALC.sub(spelt, formula)
