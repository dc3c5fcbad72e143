"""docs/functions.md: the worksheet functions, written from their catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from arxl.functions.catalogue import CATALOGUE, PREFIX, Argument, Block, Example, Function, Given, Scalar
from arxl.tables.schema import TABLES, columns_of

PAGE = Path("docs", "functions.md")

_INTRODUCTION = """\
# Worksheet functions

Generated from `src/arxl/functions/subjects`; `make generated` writes it anew. Every example is run by the tests.

In a cell, a function is called `ARXL_` and its name:

    =ARXL_AGING(Deliveries[#All], Receipts[#All], AsOf, , , "EUR")

A function takes whole ranges and answers with a table that spills: one call for a report, not one a cell. What is in
square brackets may be left out.

- **Ranges** may begin with title rows and headers in any of the six languages, in any order; blank rows and rows of
  totals do not count, and whole columns may be given. Without headers the columns are those of the table of the same
  name, in the order [below](#columns-without-headers). Cells are read as those of a workbook are: dates as cells,
  serial numbers or text, numbers as text, ids with leading zeros.
- **A wrong argument, or a cell that cannot be read,** is answered by a sentence instead of a table: the argument or the
  cell, what is wrong with it, and what to do. `deliveries!D4` is the fourth row and column of the range that was
  given. The key `faulty_rows` with the value `leave-out` in the policy range leaves such rows out.
- **policy** is the range of the sheet Policy: keys and values. The keys of the sheet Company (currency, country,
  language) count in it too. An argument wins over it.
- **A blank cell** where a function answers cell by cell (a date, terms, an amount) is answered by a blank, whether it
  stands alone or in a column; an argument that is left out is told. In LibreOffice `ARXL.AMOUNT_IN_WORDS` gets 0 for
  a blank cell that stands alone.
- **What is blank** in a result is an empty text, so that no cell shows 0 where nothing is known."""


def functions_page() -> str:
    """The page as Markdown."""
    return "\n".join((*_lines(), ""))


def formula(function: Function, example: Example) -> str:
    """An example as it is typed into a cell.

    >>> formula(CATALOGUE[0], CATALOGUE[0].examples[0])
    '=ARXL_DUE_DATE(DATE(2026,1,31), "NET 30")'
    """
    return f"={PREFIX}{function.name}({', '.join(map(_argument, example.arguments))})"


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    yield ""
    yield from _table(("function", "answers", "practice"), [(_link(f.name), f.summary, f.practice) for f in CATALOGUE])
    for function in CATALOGUE:
        yield from _function(function)
    yield from ("", "## Ranges of the examples")
    for given in _ranges():
        headed = all(isinstance(cell, str) for cell in given.rows[0])
        yield from ("", f"**{given.name}**", "", *_block(given.rows, headed=headed))
    yield from ("", "## Columns without headers", "")
    tables = dict.fromkeys(a.table for f in CATALOGUE for a in f.arguments if a.table)
    yield from _table(("table", "columns, in this order; required ones in bold"), [(t, _columns(t)) for t in tables])


def _function(function: Function) -> Iterator[str]:
    yield from ("", f"## {PREFIX}{function.name}", "", f"`{function}`", "", function.summary, "")
    yield from _table(
        ("argument", "is", "means", "left out"),
        [(f"`{a.name}`", _takes(a), a.text, _left_out(a)) for a in function.arguments],
    )
    yield from ("", f"Answers {function.result.text}: {function.result.shape.value}.")
    for remark in function.remarks:
        yield from ("", remark)
    for example in function.examples:
        text = f" {example.text}" if example.text else ""
        yield from ("", f"`{formula(function, example)}`{text}", "")
        if isinstance(example.value, tuple):
            yield from _block(example.value, headed=_asks_for_headers(function, example))
        else:
            yield f"> {_shown(example.value)}"
    if function.see_also:
        yield from ("", f"See also {', '.join(map(_link, function.see_also))}.")


def _link(name: str) -> str:
    return f"[{PREFIX}{name}](#{(PREFIX + name).lower()})"


def _takes(argument: Argument) -> str:
    if argument.table:
        return f"the range of the table {argument.table}"
    kind = argument.takes.value
    if argument.choices:
        kind = f"{', '.join(argument.choices[:-1])} or {argument.choices[-1]}"
    unit = f" ({argument.unit})" if argument.unit else ""
    return kind + unit + ("; or a range of them" if argument.fills else "")


def _left_out(argument: Argument) -> str:
    if not argument.optional:
        return "required"
    return argument.default or "none"


def _ranges() -> list[Given]:
    given = (a for f in CATALOGUE for e in f.examples for a in e.arguments if isinstance(a, Given))
    return list({each.name: each for each in given}.values())


def _columns(table: str) -> str:
    columns = columns_of(TABLES[table]).values()
    return ", ".join(f"**{column.header}**" if column.required else column.header for column in columns)


def _argument(value: Scalar | Given) -> str:
    match value:
        case Given():
            return value.name
        case None:
            return ""
        case bool():
            return str(value).upper()
        case str():
            return '"' + value.replace('"', '""') + '"'
        case dt.date():
            return f"DATE({value.year},{value.month},{value.day})"
        case _:
            return repr(value)


def _asks_for_headers(function: Function, example: Example) -> bool:
    names = (argument.name for argument in function.arguments)
    return dict(zip(names, example.arguments, strict=False)).get("headers") is True


def _block(rows: Block, *, headed: bool) -> Iterator[str]:
    """Rows as a Markdown table, which begins with headings even where the rows do not."""
    head, body = (rows[0], rows[1:]) if headed else (("",) * len(rows[0]), rows)
    yield "| " + " | ".join(map(_shown, head)) + " |"
    yield "|" + "---|" * len(head)
    for row in body:
        yield "| " + " | ".join(map(_shown, row)) + " |"


def _shown(value: Scalar) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float():
            return f"{value:.2f}"
        case dt.date():
            return value.isoformat()
        case _:
            return str(value).replace("|", "\\|").replace("\n", "<br>")


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
