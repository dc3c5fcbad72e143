"""The sample company of `arxl demo`: a distributor that never was, and its sixty customers.

Eighteen months of trade up to 2026-10-31, thrown from a fixed seed: the same rows on every machine, in every time zone
and language. The customers behave by their type and their habits (`cast`), and some have a story (`goods_stories`,
`money_stories`). Nothing here asks the practices what is due or who is late: the sample stays an input that they have
to make sense of by themselves.

>>> rows = sample_rows()
>>> len(rows["Customers"]), rows["Deliveries"][0]["date"].isoformat()
(60, '2025-04-30')
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from arxl.jobs.sample.cast import TRADERS
from arxl.jobs.sample.decided import decision_rows
from arxl.jobs.sample.goods_stories import tell_of_goods
from arxl.jobs.sample.money_stories import tell_of_money
from arxl.jobs.sample.paying import receipts_of
from arxl.jobs.sample.sheets import rows_of
from arxl.jobs.sample.trade import trade_of
from arxl.jobs.sample.workdays import AS_OF
from arxl.tables.schema import Company

__all__ = ["SAMPLE_AS_OF", "SAMPLE_COMPANY", "SAMPLE_POLICY", "SAMPLE_SEED", "sample_rows"]

SAMPLE_SEED = 20261031
SAMPLE_AS_OF = AS_OF
SAMPLE_COMPANY = Company(
    id="made-up-provisions",
    name="Made-Up Provisions (a sample company that does not exist)",
    currency="EUR",
    country="IE",
    language="en",
    address="1 Example Quay, Nowhere",
    tax_id="SAMPLE-0000",
    phone="+353 000 000 000",
    email="accounts@made-up-provisions.example",
    bank="IBAN IE00 SAMPLE 0000 0000 (not an account)",
)
# Where the sample company differs from the defaults of the Policy sheet.
SAMPLE_POLICY: Mapping[str, str] = MappingProxyType({"due_roll": "following", "tolerance": "1"})


def sample_rows(seed: int = SAMPLE_SEED) -> Mapping[str, Sequence[Mapping[str, object]]]:
    """The rows of the sample company's workbook.

    Returns:
        Table name (a key of `arxl.tables.schema.TABLES`) -> rows, each attribute -> value: str, datetime.date, float,
        and Decimal in major units with the decimals of its currency for the attributes that end in `_minor`.
    """
    accounts = [trade_of(trader, seed) for trader in TRADERS]
    for account in accounts:
        tell_of_goods(account)
        account.receipts = receipts_of(account, seed)
        tell_of_money(account)
    return {**rows_of(accounts, seed), "Decisions": decision_rows(accounts, seed)}
