"""The credit files of the sample company's customers: contracts, who may sign, seals, and what was said on the phone.

Nobody is named: a role stands where a name would. Most files are in order; what a few lack is a story of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from arxl.jobs.sample.cast import Trader

Row = dict[str, object]

SIGNATORY = {
    "RO": "Administrator {id} (exemplu)",
    "ES": "Gerente de {id} (ejemplo)",
    "KR": "{id} 대표 (예시)",
    "CN": "{id} 负责人（示例）",
    "TW": "{id} 負責人（範例）",
}
_ROLE = {"RO": "administrator", "ES": "gerente", "KR": "대표", "CN": "负责人", "TW": "負責人"}
_NO_CONTRACT = frozenset({"RO-11", "ES-10"})
_EXPIRED = frozenset({"CN-07", "KR-04"})
_NO_SIGNATORY = frozenset({"ES-11", "TW-07"})
_SEALED_COUNTRIES = frozenset({"KR", "CN", "TW"})
_REBATES = {"RO-02": 1.5, "ES-03": 2.0, "KR-02": 1.0, "CN-03": 1.5, "TW-02": 2.0}
_BEGUN = date(2025, 4, 1)


def file_of(trader: Trader) -> Row:
    """What the Customers sheet says of a customer's file."""
    country = trader.id[:2]
    row: Row = {"country": country, "seal_on_file": "yes" if country in _SEALED_COUNTRIES else "no"}
    if trader.id in _REBATES:
        row["rebate_percent"] = _REBATES[trader.id]
    if trader.id in _NO_CONTRACT:
        return row
    until = date(2026, 3, 31) if trader.id in _EXPIRED else date(2027, 12, 31)
    return row | {"contract": f"C-{trader.id}", "contract_signed_on": _BEGUN, "contract_until": until}


def signatory_of(trader: Trader) -> str:
    """Who signs for a customer; "" where its file names nobody."""
    return "" if trader.id in _NO_SIGNATORY else SIGNATORY[trader.id[:2]].format(id=trader.id)


def signatory_rows(traders: Iterator[Trader]) -> Iterator[Row]:
    """The sheet Signatories."""
    for trader in traders:
        if name := signatory_of(trader):
            yield {"customer": trader.id, "name": name, "role": _ROLE[trader.id[:2]], "valid_from": _BEGUN}


CONTACTS: tuple[Row, ...] = (
    {
        "date": date(2026, 8, 17),
        "customer": "RO-11",
        "by": "Salesperson North",
        "channel": "visit",
        "outcome": "The owner waits for a bank loan",
        "reason": "no cash",
    },
    {
        "date": date(2026, 9, 7),
        "customer": "RO-11",
        "by": "Salesperson North",
        "channel": "call",
        "outcome": "Promises a first part",
        "reason": "no cash",
        "promised_minor": Decimal(500),
        "promised_on": date(2026, 9, 21),
    },
    {
        "date": date(2026, 10, 19),
        "customer": "KR-09",
        "by": "Salesperson East",
        "channel": "call",
        "outcome": "Promises the autumn takings",
        "reason": "not sold yet",
        "promised_minor": Decimal(1500000),
        "promised_on": date(2026, 11, 6),
    },
    {
        "date": date(2026, 9, 3),
        "customer": "ES-10",
        "by": "Salesperson West",
        "channel": "visit",
        "outcome": "Asks for two weeks more",
        "reason": "approval pending",
        "extension_asked": "yes",
    },
    {
        "date": date(2026, 9, 14),
        "customer": "ES-10",
        "by": "Salesperson West",
        "channel": "call",
        "outcome": "Will pay in two parts",
        "reason": "approval pending",
        "promised_minor": Decimal(3000),
        "promised_on": date(2026, 9, 30),
    },
    {
        "date": date(2026, 10, 12),
        "customer": "CN-07",
        "by": "Salesperson South",
        "channel": "visit",
        "outcome": "Nobody who could sign is there",
        "reason": "signer absent",
    },
    {
        "date": date(2026, 10, 14),
        "customer": "RO-08",
        "by": "Salesperson North",
        "channel": "call",
        "outcome": "Waits for the money of its own customers",
        "reason": "no cash",
        "promised_minor": Decimal(9000),
        "promised_on": date(2026, 10, 30),
    },
    {
        "date": date(2026, 10, 26),
        "customer": "KR-06",
        "by": "Salesperson East",
        "channel": "visit",
        "outcome": "Neighbours say that the shop is for sale",
    },
)
_GOODS: Mapping[str, str] = {
    "RO": "băcănie, cutii mixte",
    "ES": "ultramarinos, cajas mixtas",
    "KR": "식료품 혼합 상자",
    "CN": "食品杂货，混装箱",
    "TW": "食品雜貨，混裝箱",
}


def goods_of(trader: Trader) -> str:
    """What is delivered, as the delivery note says it."""
    return _GOODS[trader.id[:2]]
