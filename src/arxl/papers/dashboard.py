"""The dashboard on one page: ratios, the aging of twelve months, cash expected, who owes most (practice D3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from arxl.errors import Amount, Sentence, label, sentence
from arxl.locale import Wording
from arxl.papers.page import Press
from arxl.papers.setting import setting_of
from arxl.practices.level_changes import UP, LevelChange
from arxl.practices.ratios import OVER
from arxl.practices.statement_words import seller_of
from arxl.tables.result import Cell, ResultColumn, ResultTable, Shows
from arxl.tables.schema import Company

MOST_CURRENCIES = 4
"""Charts that fit on the page: the currencies with the most in them come first, others stand in the sheets."""

MOST_CHANGED, MOST_WAITING = 5, 5
_NOTHING = "–"


@dataclass(frozen=True, slots=True)
class DashboardPage:
    """What the page shows; tables as `practices.steering` makes them.

    Attributes:
        changes: whose supply level is another than on `since`, as `level_changes` orders them.
        flagged: customers with a supply level above 0.
        whose: the customer or salesperson of whom the lists are; empty where they are everybody's.
    """

    as_of: dt.date
    figures: ResultTable
    trend: ResultTable
    top: ResultTable
    cash: ResultTable
    changes: tuple[LevelChange, ...]
    outstanding: ResultTable
    since: dt.date
    flagged: int
    whose: tuple[str, ...] = ()


class DashboardPrinter:
    """Prints the dashboard of one company in its own language.

    Raises:
        Refused: see `Press.pdf`.
        Faulty: a text holds a character that no font shows.
    """

    def __init__(self, company: Company, theme: Path | None = None) -> None:
        self._company, self._press = company, Press("dashboard.typ", theme)

    def paper(self, page: DashboardPage) -> bytes:
        """One page as PDF/A-3b: the same bytes for the same figures."""
        words = self._press.words(self._company.language)
        record = {"kind": "dashboard", "company": self._company.id, "as_of": page.as_of.isoformat()}
        return self._press.pdf("Dashboard", page_of(page, self._company, words), record, page.as_of)


def page_of(page: DashboardPage, company: Company, words: Wording) -> dict[str, Any]:
    """The page for dashboard.typ: words and figures, and the heights of the charts as shares of the highest."""
    title = words.text(label("Dashboard"))
    day = words.say(sentence("As of {day}", day=page.as_of))
    waiting = len(page.outstanding)
    up = sum(change.way == UP for change in page.changes)
    return setting_of(
        words, title=title, reference=day, running_title=title, footer=day, seller=seller_of(company, words)
    ) | {
        "day": day,
        "company": company.name or company.id,
        "figures": _table(page.figures, words),
        "trend": {
            "title": words.text(page.trend.title),
            "charts": list(_charts(page.trend, "date", words, words.month_of_year)),
        },
        "cash": {
            "title": words.text(page.cash.title),
            "charts": list(_charts(page.cash, "from", words, words.day_of_year)),
        },
        "top": _table(page.top.without("customer", "level"), words, with_currency=True),
        "changes": _table(_changed(page), words)
        | {"title": words.say(sentence("Level changes since {date}", date=page.since))},
        "outstanding": _table(
            _first(page.outstanding.without("currency", "days_late"), MOST_WAITING), words, with_currency=True
        ),
        "notes": [
            words.say(sentence("Customers with a supply level: {count}.", count=page.flagged)),
            words.say(sentence("Supply levels up: {up}, down: {down}.", up=up, down=len(page.changes) - up)),
            words.say(sentence("Statements without a signed copy: {count}.", count=waiting)),
            *([words.say(_of_some(page.whose, words))] if page.whose else []),
        ],
    }


_UNASSIGNED = label("customers without a salesperson")


def _of_some(whose: Sequence[str], words: Wording) -> Sentence:
    names = [name or words.text(_UNASSIGNED) for name in whose]
    return sentence("Lists are of {whose} alone; figures and charts are of the whole book.", whose=names)


def _changed(page: DashboardPage) -> ResultTable:
    """The first of the changes: who, which way, from which level to which."""
    rows = page.changes[:MOST_CHANGED]
    return ResultTable(
        label("Level changes"),
        (
            ResultColumn("name", label("Name"), Shows.TEXT, [row.now.name for row in rows]),
            ResultColumn("way", label("Up or Down"), Shows.LABEL, [row.way for row in rows]),
            ResultColumn("before", label("Level Before"), Shows.WHOLE, [row.before for row in rows]),
            ResultColumn("level", label("Level"), Shows.WHOLE, [row.now.level for row in rows]),
            ResultColumn("why", label("Why"), Shows.SENTENCES, [(*row.gained, *row.gone)[:1] for row in rows]),
        ),
    )


def _first(table: ResultTable, count: int) -> ResultTable:
    columns = (ResultColumn(c.key, c.label, c.shows, list(c.cells)[:count], c.totalled) for c in table.columns)
    return ResultTable(table.title, tuple(columns))


def _table(table: ResultTable, words: Wording, *, with_currency: bool = False) -> dict[str, Any]:
    return {
        "title": words.text(table.title),
        "head": [words.text(column.label) for column in table.columns],
        "right": [column.shows in (Shows.AMOUNT, Shows.WHOLE, Shows.NUMBER, Shows.PERCENT) for column in table.columns],
        "rows": [
            [_said(cell, column, words, with_currency) for cell, column in zip(row, table.columns, strict=True)]
            for row in table.rows()
        ],
        "nothing": words.text(label("There is nothing to show.")),
    }


def _said(cell: Cell, column: ResultColumn, words: Wording, with_currency: bool) -> str:
    match cell:
        case Amount():
            return words.amount(cell, with_currency=with_currency)
        case Sentence() if column.shows in (Shows.NUMBER, Shows.PERCENT):
            return words.say(cell) if cell.text == OVER else _NOTHING
        case Sentence():
            return words.say(cell)
        case Decimal() if column.shows is Shows.PERCENT:
            return words.percent(cell, 1)
        case Decimal():
            return words.amount(cell)
        case dt.date():
            return words.date(cell)
        case tuple():
            return " ".join(words.say(one) if isinstance(one, Sentence) else str(one) for one in cell)
        case None:
            return ""
        case str() if column.shows is Shows.LABEL:
            return words.text(cell)
        case _:
            return str(cell)


def _charts(
    table: ResultTable, category: str, words: Wording, short: Callable[[dt.date], str]
) -> Iterator[dict[str, Any]]:
    """One a currency: bars, each a stack of shares of the highest bar; what is below 0 is not drawn.

    Args:
        short: says a day as little as tells a bar from its neighbours: the month of a month's end, the day of a week.
    """
    columns = {column.key: column for column in table.columns}
    keys = [key for key in columns if key.startswith("bucket_")] or ["expected"]
    currencies, days = list(columns["currency"].cells), columns[category].cells
    held = {code: _weight(columns, keys, currencies, code) for code in set(map(str, currencies))}
    for currency in sorted(sorted(held, key=lambda code: (-held[code], code))[:MOST_CURRENCIES]):
        rows = [row for row, cell in enumerate(currencies) if cell == currency]
        heights = [[_positive(columns[key].cells[row]) for key in keys] for row in rows]
        highest = max((sum(bar) for bar in heights), default=Decimal(0)) or Decimal(1)
        yield {
            "currency": currency,
            "highest": words.amount(highest.to_integral_value()),
            "bars": [[float(part / highest) for part in bar] for bar in heights],
            "labels": [short(day) if isinstance(day, dt.date) else "" for day in (days[row] for row in rows)],
            "legend": [words.text(columns[key].label) for key in keys] if len(keys) > 1 else [],
        }


def _weight(columns: dict[str, ResultColumn], keys: Sequence[str], currencies: Sequence[Cell], code: str) -> int:
    """How many rows of a currency hold anything."""
    return sum(
        any(_positive(columns[key].cells[row]) for key in keys) for row, cell in enumerate(currencies) if cell == code
    )


def _positive(cell: Cell) -> Decimal:
    return max(cell.value, Decimal(0)) if isinstance(cell, Amount) else Decimal(0)
