"""Which table a sheet is, and which column is which, by names in six languages (DESIGN, "Workbook tables").

The strongest evidence wins: the name of a spreadsheet table, then the name of the sheet, then the headers. A header
is known by `header_words`; case, accents, spaces, punctuation, full-width forms, line breaks and a unit in brackets
do not matter. Rows `map.Deliveries.Date` of the Policy sheet add the headers of one book.

>>> table_named("Livrări 2026")
'Deliveries'
>>> columns_of_headers("Deliveries", ["客户编号", "Invoice\\nDate", "AMOUNT (EUR)", "Remarks"])
{'customer': 0, 'date': 1, 'amount_minor': 2}
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from arxl.tables.desk_header_words import Words
from arxl.tables.header_words import (
    COLUMN_WORDS,
    LANGUAGES,
    STAND_IN_WORDS,
    TABLE_COLUMN_WORDS,
    TABLE_WORDS,
)
from arxl.tables.raw import FoundBy, RawTable
from arxl.tables.schema import TABLES, Column, Settings, columns_of

Mapped = Mapping[str, str]  # attribute or English header -> header as found in the book
MappedTables = Mapping[str, Mapped]  # table -> its mapped headers

SETTINGS_TABLES = frozenset(table for table, rows in TABLES.items() if rows is Settings)
"""Two-column lists of keys and values. They are recognised by name only, and their header row may be missing."""

_NOTHING: Mapping[str, Mapped] = MappingProxyType({})
_NO_HEADERS: Mapped = MappingProxyType({})

_OWN_NAME, _SYNONYM, _STAND_IN = range(3)  # how well a header names a column, best first

_OWN_NUMBER = {"Deliveries": "document", "Receipts": "receipt", "Credits": "credit", "Orders": "order"}
_DOCUMENT_TABLES = ("Deliveries", "Receipts", "Credits", "Orders")

_BRACKETS = re.compile(r"\s*[(\[【].*[)\]】]\s*$", re.DOTALL)
_UNIT = re.compile(r"[\s,/_-]+(?:[A-Z]{3}|元|원|lei|[€$£¥₩])\s*$")
_NAME_PREFIX = re.compile(r"^(?:tbl|table|tabla|tabel|tabelul|lista?|sheet|hoja|foaie|表|테이블)[\s_-]*(?=\w)")


def table_named(name: str) -> str | None:
    """The table (a key of `schema.TABLES`) that a sheet, spreadsheet table or file of this name holds.

    >>> [table_named(name) for name in ("tblDeliveries", "Deliveries_2026", "应收明细", "Facturas", "Notes")]
    ['Deliveries', 'Deliveries', 'Deliveries', 'Deliveries', None]
    """
    known = _table_keys()
    found = known.get(header_key(name))
    if found is None:
        bare = re.sub(r"^[\d\W_]+|[\d\W_]+$", "", unicodedata.normalize("NFKC", name).casefold())
        found = known.get(header_key(bare)) or known.get(header_key(_NAME_PREFIX.sub("", bare)))
    return found


def columns_of_headers(table: str, headers: Sequence[str], mapping: Mapped = _NO_HEADERS) -> dict[str, int]:
    """Attribute -> position (from 0) of its header, in the order of the schema.

    A mapped header wins, then the column's own name in any language, then a synonym; among equals the leftmost. Each
    position is used once. A required column that nothing names takes a stand-in (a customer known by name alone).

    Args:
        table: a key of `schema.TABLES`.
        headers: the cells of the header row, "" where blank.
        mapping: attribute (`due_date`) or English header (`Due Date`) -> the header as it stands in the book.
    """
    found: dict[str, int] = {}
    for attribute, header in _mapped_attributes(table, mapping):
        for position, text in enumerate(headers):
            if header_key(text) == header_key(header) and position not in found.values():
                found[attribute] = position
                break
    claims = sorted(
        (rank, position, order, attribute)
        for position, text in enumerate(headers)
        for attribute, order, rank in _claims(table, text)
    )
    required = {attribute for attribute, column in _schema(table).items() if column.required}
    for rank, position, _, attribute in claims:
        if attribute in found:
            continue
        holder = next((held for held, at in found.items() if at == position), None)
        if holder is None or (rank >= _STAND_IN and holder not in required):
            found.pop(holder or "", None)
            found[attribute] = position
    return {attribute: found[attribute] for attribute in _schema(table) if attribute in found}


_TELLING = {"Signatories": {"role"}, "Contacts": {"channel", "promised_minor", "promised_on"}}
"""Tables that are told by columns that only they have, besides those that they require."""

_TELLING_ELSE: Mapping[str, set[str]] = {
    "Signals": {"severity", "evidence"},
    "Measures": {"result"},
    "Targets": {"sales_minor", "collections_minor"},
    "Diary": {"entry"},
    "Salespeople": {"commission_percent"},
}
"""The same, of tables whose words stand in lists of documents or customers, too: these are asked first."""


def table_of_headers(headers: Sequence[str], mapped: MappedTables = _NOTHING, *, alone: bool = False) -> str | None:
    """The table that these headers belong to: it has all its required columns, and the headers speak for no other.

    What tells deliveries, receipts, credits and orders apart is the column of their own number ("Receipt No") and
    the headers that no other of them has ("Due Date"). None where nothing tells; where the book holds nothing else
    (`alone`), customer, date and amount are then deliveries. Interest rates have no headers besides their own: a loan's
    plan of payments has those too.

    >>> table_of_headers(["Customer", "Date", "Amount"]) is None
    True
    >>> table_of_headers(["Customer", "Date", "Amount"], alone=True)
    'Deliveries'
    """
    found = {
        table: columns_of_headers(table, headers, mapped.get(table, _NO_HEADERS))
        for table in TABLES
        if table not in SETTINGS_TABLES
    }
    complete = [table for table, columns in found.items() if _has_required(table, columns)]
    documents = [table for table in complete if table in _DOCUMENT_TABLES]
    for table in ("Supply Rules", "Stock"):  # each requires a column that no other table has
        if table in complete:
            return table
    for table, telling in _TELLING.items():
        if table in complete and telling & found[table].keys():
            return table
    if "Decisions" in complete and {"by", "reference"} <= found["Decisions"].keys():
        return "Decisions"
    if documents:
        return _most_telling(documents, found, headers, alone=alone)
    if "Rates" in complete:
        return "Rates"
    if _is_list_of_customers(found["Customers"], headers):
        return "Customers"
    for table, telling in _TELLING_ELSE.items():
        if table in complete and telling & found[table].keys():
            return table
    of_interest = len(found["Interest Rates"]) == sum(bool(header.strip()) for header in headers)
    return "Interest Rates" if "Interest Rates" in complete and of_interest else None


def table_of(
    name: str, sheet: str, headers: Sequence[str], mapped: MappedTables = _NOTHING, *, alone: bool = False
) -> tuple[str, FoundBy] | None:
    """The table that a range holds and what told it, strongest evidence first.

    Args:
        name: of the spreadsheet table, "" where the range is none.
        sheet: name of its sheet, or of the CSV file.
        headers: cells of its header row.
        mapped: table -> mapped headers.
        alone: the book holds no other range with headers.
    """
    if name and (table := table_named(name)):
        return table, FoundBy.TABLE_NAME
    if table := table_named(sheet):
        return table, FoundBy.SHEET_NAME
    if table := table_of_headers(headers, mapped, alone=alone):
        return table, FoundBy.HEADERS
    return None


def header_row(
    rows: Sequence[Sequence[object]], mapped: MappedTables = _NOTHING, *, table: str | None = None
) -> int | None:
    """Index of the row that holds the headers: the first of those with the most recognised, distinct headers.

    It has at least the required columns of some table (of `table`, where that is known already). None without one.
    """
    best, best_count, widest = None, 0, max(map(len, rows), default=0)
    tables = [table] if table else [each for each in TABLES if each not in SETTINGS_TABLES]
    for index, row in enumerate(rows):
        headers = [cell if isinstance(cell, str) else "" for cell in row]
        for each in tables:
            columns = columns_of_headers(each, headers, mapped.get(each, _NO_HEADERS))
            if len(columns) > best_count and _has_required(each, columns):
                best, best_count = index, len(columns)
        if best_count == widest:  # no other row can have more
            break
    return best


def mapped_tables(settings: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Table -> mapped headers, from settings `map.<Table>.<Column>`; other settings are passed over.

    >>> mapped_tables({"map.Deliveries.Due Date": "pay by", "buckets": "30"})
    {'Deliveries': {'Due Date': 'pay by'}}
    """
    mapped: dict[str, dict[str, str]] = {}
    for key, header in settings.items():
        word, _, rest = key.strip().partition(".")
        name, _, column = rest.partition(".")
        table = table_named(name)
        if word.casefold() == "map" and table and column and header.strip():
            mapped.setdefault(table, {})[column.strip()] = header
    return mapped


def mapped_in(policy: RawTable | None, settings: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Table -> mapped headers, from the Policy sheet and, above it, the settings of the command line."""
    said: dict[str, str] = {}
    if policy is not None:
        at = columns_of_headers("Policy", [column.header for column in policy.columns])
        if "key" in at and "value" in at:
            rows = zip(policy.columns[at["key"]].cells, policy.columns[at["value"]].cells, strict=True)
            said = {key: value for key, value in rows if isinstance(key, str) and isinstance(value, str)}
    return mapped_tables({**said, **settings})


def header_text(table: str, attribute: str, language: str) -> str:
    """What arxl writes above this column in this language; English where the language is not one of the six.

    >>> header_text("Deliveries", "due_date", "es")
    'Vencimiento'
    """
    words = COLUMN_WORDS[_schema(table)[attribute].header]
    return _names(words, language if language in LANGUAGES else "en")[0]


def table_text(table: str, language: str) -> str:
    """What arxl calls the sheet of this table in this language.

    >>> table_text("Receipts", "ro")
    'Încasări'
    """
    return _names(TABLE_WORDS[table], language if language in LANGUAGES else "en")[0]


@cache
def header_key(text: str) -> str:
    """What is left of a name when everything that does not matter is taken away.

    >>> header_key("  N.º de  Factura ") == header_key("nº de factura")
    True
    >>> header_key("Dată scadență"), header_key("Sold %"), header_key("ＡＭＯＵＮＴ")
    ('datascadenta', 'sold%', 'amount')
    """
    letters = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    plain = unicodedata.normalize("NFC", "".join(sign for sign in letters if not unicodedata.combining(sign)))
    return "".join(sign for sign in plain.replace("#", "no") if sign.isalnum() or sign == "%")


def header_keys(text: str) -> tuple[str, str, str]:
    """The key of a header as it stands, without what is in brackets, and without a unit.

    >>> header_keys("Amount (EUR)"), header_keys("金额/元")
    (('amounteur', 'amount', 'amount'), ('金额元', '金额元', '金额'))
    """
    bare = _BRACKETS.sub("", unicodedata.normalize("NFKC", text))
    return header_key(text), header_key(bare), header_key(_UNIT.sub("", bare))


@cache
def _schema(table: str) -> Mapping[str, Column]:
    return columns_of(TABLES[table])


@cache
def known_header_keys() -> frozenset[str]:
    """The keys (`header_key`) of every header of every table: what a row of headers is made of."""
    return frozenset(key for table in TABLES for key in _column_keys(table))


def _names(words: Words, language: str) -> list[str]:
    return [name.strip() for name in words.get(language, "").split("|") if name.strip()]


@cache
def _table_keys() -> Mapping[str, str]:
    return {
        header_key(name): table
        for table, words in TABLE_WORDS.items()
        for language in words
        for name in _names(words, language)
    }


@cache
def _column_keys(table: str) -> Mapping[str, tuple[tuple[str, int, int], ...]]:
    """Key of a header -> (attribute, its place in the schema, how well the header names it)."""
    keys: dict[str, list[tuple[str, int, int]]] = {}

    def know(attribute: str, order: int, words: Words, first: int, others: int) -> None:
        for language in words:
            for nth, name in enumerate(_names(words, language)):
                claims = keys.setdefault(header_key(name), [])
                if not any(attribute == known for known, _, _ in claims):
                    claims.append((attribute, order, others if nth else first))

    for order, (attribute, column) in enumerate(_schema(table).items()):
        know(attribute, order, {"en": column.header}, _OWN_NAME, _OWN_NAME)
        know(attribute, order, {"en": attribute.removesuffix("_minor")}, _SYNONYM, _SYNONYM)
        know(attribute, order, COLUMN_WORDS[column.header], _OWN_NAME, _SYNONYM)
        know(attribute, order, TABLE_COLUMN_WORDS.get(table, {}).get(column.header, {}), _SYNONYM, _SYNONYM)
        if column.required:
            know(attribute, order, STAND_IN_WORDS.get(column.header, {}), _STAND_IN, _STAND_IN)
    return {key: tuple(claims) for key, claims in keys.items()}


@cache
def _claims(table: str, header: str) -> tuple[tuple[str, int, int], ...]:
    """The columns that a header may be, as it stands or, less well, without its unit."""
    keys = _column_keys(table)
    whole, *bare = header_keys(header)
    if found := keys.get(whole):
        return found
    found = next((keys[key] for key in bare if key in keys), ())
    return tuple((attribute, order, max(rank, _SYNONYM)) for attribute, order, rank in found)


def column_named(table: str, name: str) -> str | None:
    """The attribute that a setting `map.<Table>.<Column>` means, by its own name or the English header.

    >>> column_named("Deliveries", "due date"), column_named("Deliveries", "amount"), column_named("Deliveries", "Foo")
    ('due_date', 'amount_minor', None)
    """
    for attribute, column in _schema(table).items():
        if header_key(name) in map(header_key, (attribute, attribute.removesuffix("_minor"), column.header)):
            return attribute
    return None


def _mapped_attributes(table: str, mapping: Mapped) -> Iterator[tuple[str, str]]:
    for column, header in mapping.items():
        if attribute := column_named(table, column):
            yield attribute, header


def _has_required(table: str, columns: Mapping[str, int]) -> bool:
    return all(attribute in columns for attribute, column in _schema(table).items() if column.required)


def _is_list_of_customers(columns: Mapping[str, int], headers: Sequence[str]) -> bool:
    """Customer and one thing more; where a mere name stands in for the customer, one that only customers have."""
    if "customer" not in columns:
        return False
    ranks = [
        rank for attribute, _, rank in _claims("Customers", headers[columns["customer"]]) if attribute == "customer"
    ]
    by_name_alone = bool(ranks) and min(ranks) == _STAND_IN
    others = columns.keys() - {"customer"}
    return bool(others & {"terms", "credit_limit_minor", "tax_id", "salesperson"} if by_name_alone else others)


def _most_telling(
    tables: Sequence[str], found: Mapping[str, Mapping[str, int]], headers: Sequence[str], *, alone: bool
) -> str | None:
    """Of several tables that these headers could be, the one that most of them speak for."""

    def speaks_for(table: str, position: int) -> bool:
        return not any(_claims(other, headers[position]) for other in _DOCUMENT_TABLES if other != table)

    def own_number(table: str) -> int:
        at = found[table].get(_OWN_NUMBER[table])
        ranks = (
            [rank for name, _, rank in _claims(table, headers[at]) if name == _OWN_NUMBER[table]]
            if at is not None
            else []
        )
        return 0 if at is None else 2 if _OWN_NAME in ranks else 1

    weight = {table: own_number(table) + sum(speaks_for(table, at) for at in found[table].values()) for table in tables}
    heaviest = [table for table in tables if weight[table] == max(weight.values())]
    if len(heaviest) == 1 and weight[heaviest[0]] > 0:
        return heaviest[0]
    return "Deliveries" if alone and "Deliveries" in heaviest else None
