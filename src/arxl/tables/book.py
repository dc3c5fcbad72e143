"""From a book as found to a book as typed: one road for files, open workbooks and function arguments.

Settings first, for they say how cells are read; then customers, whose currency their documents take; then the
documents; then what records say of each other. Every fault is listed, in the order of sheets and cells, and a record
with a fault is in no table. Of a customer, only the id can be wrong enough for that: another faulty cell of the row
counts as blank, for without the customer none of its documents would count.

Blanks are filled where the row itself says enough: a name is the id, a kind `invoice`, a grade C, a salesperson the
customer's, a group the customer alone. Terms and due dates stay blank; what they default to depends on Policy.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from arxl.errors import Fault, Sentence, Severity, WrongUsage, sentence, warning
from arxl.kernels.arrays import AnyArray, Texts
from arxl.locale.languages import is_language, language_of
from arxl.pulse import beat, beating
from arxl.tables.applied import check_names, check_settled_twice, nameable_of
from arxl.tables.cells import all_of, objects
from arxl.tables.columns import Conventions, read_columns
from arxl.tables.draft import Draft, blank_values
from arxl.tables.fingerprints import check_fingerprints
from arxl.tables.headers import SETTINGS_TABLES, columns_of_headers, header_key, mapped_tables, table_named, table_of
from arxl.tables.plausible import (
    check_amounts,
    check_far_dates,
    check_files,
    check_first_delivery,
    check_interest_rates,
    check_kinds,
    check_order_of_dates,
    check_percentages,
    check_periods,
    check_quiet,
    check_range,
    check_shares,
    check_signals,
    check_stock_documents,
    check_undated_disputes,
)
from arxl.tables.policy import ReadingPolicy, policy_of
from arxl.tables.raw import FoundBy, RawBook, RawTable
from arxl.tables.records import LeftOut, Records, records_of
from arxl.tables.relations import check_customers, check_one_rate, check_unique, derive_numbers
from arxl.tables.schema import (
    TABLES,
    Book,
    Company,
    Contacts,
    Credits,
    Customers,
    Decisions,
    Deliveries,
    Diary,
    InterestRates,
    Measures,
    Orders,
    Origin,
    Rates,
    Receipts,
    Salespeople,
    Setting,
    Signals,
    Signatories,
    Stock,
    SupplyRules,
    Targets,
    columns_of,
)
from arxl.tables.settings import COMMAND_LINE, mapped_headers, settings_of

_NUMBERS = {"Deliveries": "document", "Receipts": "receipt", "Credits": "credit", "Orders": "order"}
_READ_TABLES = tuple(table for table in TABLES if table not in SETTINGS_TABLES)


def book_of(raw: RawBook, overrides: Mapping[str, str], as_of: dt.date | None) -> Book:
    """Type a book.

    Args:
        raw: the tables as found.
        overrides: `--set KEY=VALUE`; company_id, currency, country and language are keys too.
        as_of: what "far future" is measured from; None reports no date as far.

    Raises:
        WrongUsage: an override has a key or value that does not exist.
    """
    found = _Tables.of(raw)
    settings = settings_of(found.tables.get("Policy"), found.tables.get("Company"), overrides, raw.name)
    mapped = mapped_headers(settings.settings)
    found = found.with_mapping(raw, mapped)
    company = settings.company
    policy = policy_of(ReadingPolicy, settings.settings)
    conventions = Conventions(policy, company.currency, company.country, company.language, as_of=as_of)
    drafts = _drafts(found, mapped_tables(mapped))
    _read(drafts, conventions)
    _relate(drafts, conventions)
    typed = {table: draft.finished() for table, draft in drafts.items()}
    customers = cast(Customers, typed["Customers"])
    if not len(drafts["Customers"]):
        customers = _made_customers(drafts, company)
    unmapped = _maps_nowhere(settings.settings, found.tables)
    if wrong := [replace(fault, severity=Severity.FAULT) for fault in unmapped if fault.place == COMMAND_LINE]:
        raise WrongUsage(*wrong)
    faults = [*raw.notes, *settings.faults, *unmapped, *found.faults]
    return Book(
        name=raw.name,
        company=company,
        settings=settings.settings,
        customers=customers,
        deliveries=_with_salesperson(cast(Deliveries, typed["Deliveries"]), customers),
        receipts=cast(Receipts, typed["Receipts"]),
        credits=cast(Credits, typed["Credits"]),
        orders=cast(Orders, typed["Orders"]),
        stock=cast(Stock, typed["Stock"]),
        rates=cast(Rates, typed["Rates"]),
        interest_rates=cast(InterestRates, typed["Interest Rates"]),
        supply_rules=cast(SupplyRules, typed["Supply Rules"]),
        decisions=cast(Decisions, typed["Decisions"]),
        signatories=cast(Signatories, typed["Signatories"]),
        contacts=cast(Contacts, typed["Contacts"]),
        signals=cast(Signals, typed["Signals"]),
        measures=cast(Measures, typed["Measures"]),
        salespeople=cast(Salespeople, typed["Salespeople"]),
        targets=cast(Targets, typed["Targets"]),
        diary=cast(Diary, typed["Diary"]),
        faults=(*faults, *_in_order(drafts, found)),
        names_company=settings.names_company,
        company_places=settings.company_places,
    )


@dataclass(frozen=True)
class _Tables:
    """Which raw table is which table of the schema.

    Attributes:
        order: tables in the order of the book.
        faults: tables that stand twice.
    """

    tables: Mapping[str, RawTable]
    order: Sequence[str]
    faults: Sequence[Fault]

    @classmethod
    def of(cls, raw: RawBook, mapped: Mapping[str, Mapping[str, str]] | None = None) -> _Tables:
        best: dict[str, tuple[FoundBy, RawTable]] = {}
        faults = []
        for candidate in raw.tables:
            known = _told(candidate, len(raw.tables) == 1, mapped or {})
            if known is None:
                continue
            table, by = known
            held = best.get(table)
            if held is None or by.value < held[0].value:
                best[table] = by, candidate
            elif by == held[0]:
                faults.append(_stands_twice(table, held[1], candidate))
        order = sorted(best, key=lambda table: [candidate is best[table][1] for candidate in raw.tables].index(True))
        return cls({table: candidate for table, (_, candidate) in best.items()}, order, faults)

    def with_mapping(self, raw: RawBook, mapped: Mapping[str, str]) -> _Tables:
        """The same, where Policy maps headers that the tables are told by."""
        return _Tables.of(raw, mapped_tables(mapped)) if mapped else self


def _told(raw: RawTable, alone: bool, mapped: Mapping[str, Mapping[str, str]]) -> tuple[str, FoundBy] | None:
    headers = [column.header for column in raw.columns]
    found = table_of(raw.name, raw.sheet, headers, mapped, alone=alone)
    if raw.table and (found is None or found[0] != raw.table):
        return raw.table, FoundBy.HEADERS
    return found


def _stands_twice(table: str, first: RawTable, second: RawTable) -> Fault:
    return Fault(
        second.name or second.sheet,
        sentence("{first} is the table {table} already.", first=first.name or first.sheet, table=table),
        sentence("Rename one of the two, or put their rows into one table."),
    )


def _drafts(found: _Tables, mapped: Mapping[str, Mapping[str, str]]) -> dict[str, Draft]:
    return {table: _draft(table, found.tables.get(table), mapped.get(table, {})) for table in beating(_READ_TABLES, 1)}


def _draft(table: str, raw: RawTable | None, mapping: Mapping[str, str]) -> Draft:
    """An empty draft where the table is missing, or a required column of it."""
    nothing = Records(np.zeros(0, np.int64))
    if raw is None:
        return Draft(table, None, {}, nothing)
    headers = [column.header for column in raw.columns]
    positions = columns_of_headers(table, headers, mapping)
    missing = [
        column.header for name, column in columns_of(TABLES[table]).items() if column.required and name not in positions
    ]
    if missing:
        draft = Draft(table, raw, positions, nothing)
        draft.note(0, _no_column(raw, missing, headers))
        return draft
    records = records_of(raw, positions)
    draft = Draft(table, raw, positions, records)
    for total in records.totals:
        fact = sentence('the row is left out as a total: "{word}".', word=total.word)
        _note_left_out(draft, raw, total, fact, sentence("Give it a date if it is a record."))
    for example in records.examples:
        fact = sentence('the row is left out as an example: "{word}".', word=example.word)
        _note_left_out(draft, raw, example, fact, sentence("Write your own row over it, or delete it."))
    return draft


def _note_left_out(draft: Draft, raw: RawTable, row: LeftOut, fact: Sentence, remedy: Sentence) -> None:
    place = f"{raw.sheet}!{raw.columns[row.position].letters}{raw.rows[row.at]}"
    draft.note(int(raw.rows[row.at]), warning(place, fact, remedy))


def _no_column(raw: RawTable, missing: Sequence[str], headers: Sequence[str]) -> Fault:
    found = [" ".join(header.split()) for header in headers if header.strip()]
    fact = sentence(
        '{table} has no column "{column}". Found: {found}.', table=raw.sheet, column='", "'.join(missing), found=found
    )
    return Fault("", fact, sentence("Rename the column, or map it on the Policy sheet."))


def _maps_nowhere(settings: Mapping[str, Setting], tables: Mapping[str, RawTable]) -> list[Fault]:
    """Settings `map.<Table>.<Column>` whose header heads no column of a table that the book has."""
    faults = []
    for key, setting in settings.items():
        raw = tables.get(table_named(key.split(".")[1]) or "") if key.casefold().startswith("map.") else None
        if raw and header_key(setting.value) not in {header_key(column.header) for column in raw.columns}:
            fact = sentence(
                '{key} names the header "{header}", which {table} does not have.',
                key=key,
                header=setting.value,
                table=raw.sheet,
            )
            faults.append(warning(setting.place, fact, sentence("Write the header as it stands in the sheet.")))
    return faults


def _read(drafts: Mapping[str, Draft], conventions: Conventions) -> None:
    """Type the columns of every table, customers first."""
    customers = drafts["Customers"]
    read_columns(customers, conventions)
    if len(customers):
        check_amounts(customers)
        check_fingerprints(customers)
        check_files(customers)
        check_quiet(customers)
        _complete_customers(customers, conventions.language)
    of_customer = dict(zip(customers.values["customer"].tolist(), customers.values["currency"].tolist(), strict=True))
    documents = replace(conventions, currency_of_customer=of_customer)
    for table, draft in drafts.items():
        if table != "Customers":
            read_columns(draft, documents)
    for draft in filter(len, drafts.values()):
        beat()
        check_far_dates(draft, conventions)
        check_order_of_dates(draft)


def _relate(drafts: Mapping[str, Draft], conventions: Conventions) -> None:
    """What records say of each other."""
    if len(drafts["Customers"]):
        known = frozenset(drafts["Customers"].values["customer"].tolist())
        for table, draft in drafts.items():
            if table != "Customers" and "customer" in draft.values:
                check_customers(draft, known)
    deliveries, receipts, credits, orders = (drafts[table] for table in _NUMBERS)
    check_kinds(deliveries)
    check_undated_disputes(deliveries)
    for draft in filter(len, (deliveries, receipts, credits, orders)):
        beat()
        check_unique(draft, _NUMBERS[draft.table])
        check_amounts(draft)
        if draft is not orders:
            derive_numbers(draft, _NUMBERS[draft.table])
    _check_applied(deliveries, receipts, credits, orders, conventions.policy.decimal_sign)
    check_first_delivery(receipts, deliveries)
    check_shares(drafts["Stock"])
    check_percentages(drafts["Salespeople"], "commission_percent")
    check_stock_documents(drafts["Stock"], deliveries)
    check_signals(drafts["Signals"])
    check_range(drafts["Rates"], "rate", 0, above=True)
    check_one_rate(drafts["Rates"])
    check_interest_rates(drafts["Interest Rates"])
    check_one_rate(drafts["Interest Rates"])
    check_periods(drafts["Targets"])
    _complete_rules(drafts["Supply Rules"])


def _check_applied(deliveries: Draft, receipts: Draft, credits: Draft, orders: Draft, decimal_sign: str) -> None:
    if not any(draft.has("applies_to") and (draft.values["applies_to"] != "").any() for draft in (receipts, credits)):
        return
    nameable = nameable_of(
        (deliveries, "document"), (deliveries, "order"), (orders, "order"), (receipts, "receipt"), (credits, "credit")
    )
    for draft in (receipts, credits):
        check_names(draft, nameable, decimal_sign)
    check_settled_twice(receipts, deliveries)


def _complete_customers(customers: Draft, language: str) -> None:
    """Take a faulty cell for blank, and fill what a customer's row leaves blank."""
    values = customers.values
    check_percentages(customers, "rebate_percent")
    for attribute, records in customers.spoiled.items():
        values[attribute][records] = customers.blanks(attribute)[records]
    check_unique(customers, "customer")
    customers.faulty[:] = values["customer"] == ""
    _merge_repeated(customers)
    for record in np.flatnonzero(values["language"] != "").tolist():
        text = values["language"][record]
        if not is_language(text):
            fact = sentence('"{text}" is none of the six languages; English is taken.', text=text)
            customers.warn("language", record, fact, sentence("Write en, es, ro, ko, zh_CN or zh_TW."))
    values["language"] = objects([language_of(text or language) for text in values["language"]])
    _fill(values["name"], values["customer"])
    _fill(values["legal_name"], values["name"])
    _fill(values["group"], values["customer"])
    _fill(values["grade"], objects(["C"] * len(customers)))


def _merge_repeated(customers: Draft) -> None:
    """Of a customer that stands twice, keep in the first row what all rows agree on."""
    rows_of: dict[str, list[int]] = defaultdict(list)
    for record, customer in enumerate(customers.values["customer"].tolist()):
        rows_of[customer].append(record)
    for customer, records in rows_of.items():
        if customer and len(records) > 1:
            first, *others = records
            customers.faulty[others] = True
            for attribute, values in customers.values.items():
                if len(set(values[records].tolist())) > 1:
                    values[first] = customers.blanks(attribute)[first]


def _fill(texts: Texts, default: Texts) -> None:
    blank = np.flatnonzero(texts == "")
    texts[blank] = default[blank]


def _made_customers(drafts: Mapping[str, Draft], company: Company) -> Customers:
    """The customers of a book without a sheet Customers: everybody that a document names."""
    ids: set[str] = set()
    for table in _NUMBERS:
        draft = drafts[table]
        ids.update(draft.values["customer"][~draft.faulty].tolist())
    names = objects(sorted(ids - {""}))
    said = {
        "customer": names,
        "name": names,
        "currency": all_of(company.currency, len(names)),
        "language": all_of(company.language, len(names)),
        "group": names,
        "grade": all_of("C", len(names)),
        "legal_name": names,
        "seal_on_file": all_of("no", len(names)),
    }
    origin = Origin("Customers", np.zeros(len(names), np.int64), {})
    return Customers(origin, **{**blank_values("Customers", len(names)), **said})


def _with_salesperson(deliveries: Deliveries, customers: Customers) -> Deliveries:
    """Deliveries without a salesperson are their customer's."""
    seller = customers.by_id("salesperson")
    if not any(seller.values()):
        return deliveries
    salesperson = deliveries.salesperson.copy()
    blank = np.flatnonzero(salesperson == "")
    salesperson[blank] = objects([seller.get(customer, "") for customer in deliveries.customer[blank].tolist()])
    return replace(deliveries, salesperson=salesperson)


def _complete_rules(rules: Draft) -> None:
    """A blank threshold is that of the grade before; levels are those of the ladder."""
    check_range(rules, "level", 0, 6)
    for grade, before in (("b", "a"), ("c", "b"), ("d", "c")):
        thresholds: AnyArray = rules.values[grade]
        rules.values[grade] = np.where(np.isnan(thresholds), rules.values[before], thresholds)


def _in_order(drafts: Mapping[str, Draft], found: _Tables) -> list[Fault]:
    """The faults of all tables, by sheet, row and column."""
    tables = [table for table in found.order if table in drafts]
    return [
        each.fault
        for table in tables
        for each in sorted(drafts[table].found, key=lambda each: (each.row, each.position))
    ]
