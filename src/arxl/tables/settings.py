"""The sheets Policy and Company: keys and values, with the command line's `--set` on top.

A value is kept as text with its place (`Policy!B7`), in the one form that `policy.policy_of` reads: numbers without
grouping, yes or no in English, dates as ISO. What no practice can use is said here, all of it at once, so that `check`
lists every wrong row; a wrong `--set` is wrong usage and stops at once.

>>> settings = settings_of(None, None, {"currency": "lei"}, "Cartea mare 2026")
>>> settings.company.currency, settings.company.id
('RON', 'cartea-mare-2026')
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from arxl.errors import Fault, Faulty, Sentence, Severity, WrongUsage, sentence, warning
from arxl.locale.folding import bare
from arxl.locale.languages import is_language, language_of
from arxl.tables.calendar import further_holidays, weekmask_of
from arxl.tables.cells import texts_of, tidy
from arxl.tables.choices import yes_or_no
from arxl.tables.countries import countries_of, country_code, years_by_country
from arxl.tables.currencies import currency_named
from arxl.tables.header_words import COLUMN_WORDS
from arxl.tables.headers import column_named, columns_of_headers, header_key, table_named
from arxl.tables.numbers import written_number
from arxl.tables.policy import POLICIES, policy_keys, policy_of
from arxl.tables.raw import RawTable
from arxl.tables.schema import Company, Setting
from arxl.tables.terms import NotTerms, parse_terms

COMMAND_LINE = "--set"

_COMPANY_WORDS: Mapping[str, str] = {
    "id": "company id | id | company code | id empresa | código de empresa | cod firmă | id firmă | 회사코드 | 公司编号"
    " | 公司代码 | 公司編號 | 公司代號",
    "name": "company | company name | razón social | denumire firmă | 회사명 | 公司名称 | 公司名稱",
    "currency": "company currency | moneda de la empresa | moneda firmei | 기준통화 | 本位币 | 本位幣",
    "country": "country | country code | país | pais | țară | țara | 국가 | 나라 | 国家 | 國家",
    "language": "company language",
    "address": "company address",
    "tax_id": "vat id | vat number",
    "phone": "telephone",
    "email": "e-mail",
    "bank": "bank | bank details | bank account | iban | banco | cuenta bancaria | datos bancarios | bancă"
    " | cont bancar | date bancare | 은행 | 계좌 | 입금계좌 | 银行 | 银行账户 | 开户行 | 銀行 | 銀行帳戶",
}
_COLUMN_OF = {
    **{"name": "Name", "currency": "Currency", "language": "Language", "address": "Address"},
    **{"tax_id": "Tax ID", "phone": "Phone", "email": "E-mail"},
}


@dataclass(frozen=True)
class BookSettings:
    """What both sheets and the command line say.

    Attributes:
        settings: key -> setting; rows with a fault are not in it, so that their defaults hold.
        faults: faults and warnings, in the order of sheets and cells.
        names_company: False where nothing says the company's id, and it is made from the file's name.
        company_places: attribute of the company -> where it was said.
    """

    company: Company
    settings: Mapping[str, Setting]
    faults: tuple[Fault, ...]
    names_company: bool
    company_places: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a sheet of settings, as found."""

    key: str
    value: str
    key_place: str
    place: str


def settings_of(
    policy: RawTable | None, company: RawTable | None, overrides: Mapping[str, str], book_name: str
) -> BookSettings:
    """Read both sheets.

    Args:
        policy: the Policy sheet, None where the book has none.
        company: the Company sheet.
        overrides: `--set KEY=VALUE` of the command line.
        book_name: names a company that has no id.

    Raises:
        WrongUsage: an override has a key or value that does not exist.
    """
    faults: list[Fault] = []
    said: dict[str, Setting] = {}
    for sheet in (company, policy):
        for row in _rows(sheet, faults) if sheet else ():
            _keep(row, said, faults)
    for key, value in overrides.items():
        wrong: list[Fault] = []
        _keep(_Row(key, value, COMMAND_LINE, COMMAND_LINE), said, wrong)
        if wrong:
            raise WrongUsage(*(replace(fault, severity=Severity.FAULT) for fault in wrong))
    settings = {key: setting for key, setting in said.items() if not key.startswith(_OF_COMPANY)}
    of_company = {key.removeprefix(_OF_COMPANY): s for key, s in said.items() if key.startswith(_OF_COMPANY)}
    places = {name: setting.place for name, setting in of_company.items()}
    return BookSettings(_company(of_company, book_name), settings, tuple(faults), "id" in of_company, places)


_OF_COMPANY = "company."


def _rows(sheet: RawTable, faults: list[Fault]) -> Iterator[_Row]:
    """The rows of a sheet of settings; its header row is one of them where it heads nothing."""
    headers = [column.header for column in sheet.columns]
    found = columns_of_headers("Policy", headers)
    key_at, value_at = found.get("key", 0), found.get("value", 1)
    if value_at >= len(sheet.columns):
        return
    keys, values = sheet.columns[key_at], sheet.columns[value_at]
    if "key" not in found and sheet.header_row and headers[key_at].strip():
        row = sheet.header_row
        yield _Row(headers[key_at], headers[value_at], f"{sheet.sheet}!{keys.letters}{row}", _at(sheet, values, row))
    key_texts, value_texts = texts_of(keys.cells), texts_of(values.cells)
    for record, row in enumerate(sheet.rows.tolist()):
        key_place, place = _at(sheet, keys, row), _at(sheet, values, row)
        if record in key_texts.flaws:
            faults.append(Fault(key_place, *key_texts.flaws[record]))
        elif record in value_texts.flaws:
            faults.append(Fault(place, *value_texts.flaws[record]))
        elif key_texts.values[record]:
            yield _Row(key_texts.values[record], value_texts.values[record], key_place, place)


def _at(sheet: RawTable, column: Any, row: int) -> str:
    return f"{sheet.sheet}!{column.letters}{row}"


def _keep(row: _Row, said: dict[str, Setting], faults: list[Fault]) -> None:
    """Keep one row under its key, or say what is wrong with it."""
    key = _key(row.key)
    if key is None:
        faults.append(_unknown_key(row))
        return
    if not row.value.strip():
        return
    if key in said and said[key].place != COMMAND_LINE and row.place != COMMAND_LINE:
        faults.append(_said_twice(row, said[key]))
        return
    try:
        value = _canonical(key, row)
    except Faulty as error:
        faults.extend(replace(fault, place=row.place) for fault in error.faults)
        return
    said[key] = Setting(value, row.place)


def _key(text: str) -> str | None:
    """The key that a text means: of a policy, `company.<field>`, or `map.<Table>.<Column>` as it stands."""
    plain = tidy(text)
    if plain.casefold().startswith("map."):
        _, _, rest = plain.partition(".")
        name, _, column = rest.partition(".")
        table = table_named(name)
        return plain if table and column_named(table, column) else None
    policy = re.sub(r"[\s-]+", "_", plain.casefold())
    if policy in policy_keys():
        return policy
    return _COMPANY_KEYS.get(header_key(plain))


def company_field(text: str) -> str | None:
    """The field of `Company` that a key means, in any of the six languages.

    >>> company_field("Țară"), company_field("회사코드"), company_field("buckets")
    ('country', 'id', None)
    """
    key = _COMPANY_KEYS.get(header_key(text))
    return key.removeprefix(_OF_COMPANY) if key else None


def _company_keys() -> dict[str, str]:
    keys: dict[str, str] = {}
    for name, words in _COMPANY_WORDS.items():
        of_column = COLUMN_WORDS.get(_COLUMN_OF.get(name, ""), {})
        for text in (name, words, *of_column.values()):
            for word in text.split("|"):
                keys.setdefault(header_key(word), _OF_COMPANY + name)
    return keys


_COMPANY_KEYS = _company_keys()


def _unknown_key(row: _Row) -> Fault:
    known = [*policy_keys(), "company_id", *(field.name for field in fields(Company) if field.name != "id")]
    near = difflib.get_close_matches(row.key.strip().casefold(), known, 1, 0.8)
    if row.key.strip().casefold().startswith("map."):
        remedy = sentence("Write map.Deliveries.Date, with the English names of table and column.")
    elif near:
        remedy = sentence("The nearest key is {key}.", key=near[0])
    else:
        remedy = sentence("Remove the row, or correct its key.")
    return warning(row.key_place, sentence('no setting is called "{key}".', key=row.key), remedy)


def _said_twice(row: _Row, first: Setting) -> Fault:
    return Fault(
        row.place,
        sentence("{key} is set in {first} already.", key=row.key.strip(), first=first.place),
        sentence("Remove one of the two rows."),
    )


def _canonical(key: str, row: _Row) -> str:
    """The value in the form that `policy_of` reads.

    Raises:
        Faulty: the key does not take the value; the fault has no place yet.
    """
    value = tidy(row.value)
    if key.startswith(_OF_COMPANY):
        return _company_value(key.removeprefix(_OF_COMPANY), value)
    if key.startswith("map."):
        return value
    default, _ = policy_keys()[key]
    if isinstance(default, bool) and (answer := yes_or_no(value)) is not None:
        value = "yes" if answer else "no"
    elif isinstance(default, Decimal):
        value = _plain_decimal(value)
    for policy in POLICIES:
        if key in {field.name for field in fields(policy)}:
            policy_of(policy, {key: Setting(value, row.place)})
    _check_meaning(key, value)
    return value


def _plain_decimal(value: str) -> str:
    written = written_number(value)
    if written is None or written.ambiguous or written.mark or written.percent:
        return value
    number = written.by_comma if written.by_point is None else written.by_point
    return repr(number)


def _check_meaning(key: str, value: str) -> None:
    """What a policy keeps as text has a grammar of its own."""
    if key == "default_terms":
        try:
            parse_terms(value)
        except NotTerms as error:
            raise Faulty(Fault("", error.fact, error.remedy)) from None
    elif key == "weekend":
        weekmask_of(value)
    elif key == "holidays":
        further_holidays(value)
    elif key == "limitation_years":
        years_by_country(value)
    elif key == "part_payment_restarts":
        countries_of(value)


def _company_value(name: str, value: str) -> str:
    if name == "currency":
        code = currency_named(value)
        if code is None:
            raise _faulty(
                sentence('"{text}" is no currency.', text=value), sentence("Write its ISO 4217 code, such as EUR.")
            )
        return code
    if name == "country":
        return country_code(value)
    if name == "language":
        if not is_language(value):
            raise _faulty(
                sentence('"{text}" is none of the six languages.', text=value),
                sentence("Write en, es, ro, ko, zh_CN or zh_TW."),
            )
        return language_of(value)
    return value


def _faulty(fact: Sentence, remedy: Sentence) -> Faulty:
    return Faulty(Fault("", fact, remedy))


def _company(said: Mapping[str, Setting], book_name: str) -> Company:
    values = {field.name: said[field.name].value for field in fields(Company) if field.name in said}
    return Company(**{"id": slug(book_name), **values})


def slug(name: str) -> str:
    """A company id out of a file name.

    >>> slug("Livro Razão (2026)"), slug("应收账款"), slug("---")
    ('livro-razao-2026', '应收账款', 'company')
    """
    return "-".join(re.findall(r"\w+", bare(name).replace("_", "-"))) or "company"


def mapped_headers(settings: Mapping[str, Setting]) -> dict[str, str]:
    """The settings `map.<Table>.<Column>`, as `headers.mapped_tables` takes them."""
    return {key: setting.value for key, setting in settings.items() if key.casefold().startswith("map.")}
