"""FIFO and aging of 2**20 rows against a plain sort, polars and DuckDB, all giving the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import duckdb
import numpy as np
import polars as pl

from arxl.kernels.ages import aged_sums
from arxl.kernels.allocation import Allocation, allocate_ledger
from arxl.kernels.arrays import Days, Int64s
from bench.measuring import Finding, medians, peak_bytes

ROWS = 1 << 20
ACCOUNTS = 20_000
FIRST_DAY = np.datetime64("2024-01-01")
AS_OF = np.datetime64("2026-01-01")
EDGES = (30, 60, 90, 180)


def findings() -> Iterator[Finding]:
    yield from fifo_findings()
    yield from aging_findings()


def ledger() -> tuple[Int64s, Days, Int64s]:
    """Two years of a distributor: few large accounts, many small ones; 42 % of the rows are receipts."""
    dice = np.random.default_rng(7)
    weight = np.cumsum(1.0 / np.arange(1, ACCOUNTS + 1) ** 0.7)
    account = dice.permutation(ACCOUNTS)[np.searchsorted(weight / weight[-1], dice.random(ROWS))]
    date = FIRST_DAY + dice.integers(0, 730, ROWS)
    invoice = np.exp(dice.normal(6.5, 1.2, ROWS)) * 100 + 1
    return account, date, np.where(dice.random(ROWS) < 0.42, -1.25 * invoice, invoice).astype(np.int64)


# --- FIFO ------------------------------------------------------------------------------------------------------------

DUCKDB_FIFO = """
with debits as (select account, place as debit, sum(amount) over oldest as reach from ledger where amount > 0
                window oldest as (partition by account order by date, place rows unbounded preceding)),
     credits as (select account, place as credit, sum(-amount) over oldest as reach from ledger where amount < 0
                 window oldest as (partition by account order by date, place rows unbounded preceding)),
     ends as (select account, reach from debits union select account, reach from credits)
select debit, credit,
       (e.reach - coalesce(lag(e.reach) over (partition by e.account order by e.reach), 0))::bigint as amount_minor
from ends e
asof left join debits d on e.account = d.account and e.reach <= d.reach
asof left join credits c on e.account = c.account and e.reach <= c.reach
qualify debit is not null and credit is not null
order by e.account, e.reach
"""


def polars_fifo(table: pl.DataFrame) -> pl.DataFrame:
    rows = table.lazy().sort("account", "date", "place")
    reach = pl.col("amount").abs().cum_sum().over("account").alias("reach")
    debits = rows.filter(pl.col("amount") > 0).select("account", reach, debit="place")
    credits = rows.filter(pl.col("amount") < 0).select("account", reach, credit="place")
    ends = pl.concat([debits.select("account", "reach"), credits.select("account", "reach")]).unique()
    return (
        ends.sort("account", "reach")
        .join_asof(debits.sort("account", "reach"), on="reach", by="account", strategy="forward")
        .join_asof(credits.sort("account", "reach"), on="reach", by="account", strategy="forward")
        .with_columns(amount_minor=pl.col("reach") - pl.col("reach").shift(1).over("account").fill_null(0))
        .filter(pl.col("debit").is_not_null() & pl.col("credit").is_not_null())
        .sort("account", "reach")
        .select("debit", "credit", "amount_minor")
        .collect()
    )


def fifo_findings() -> Iterator[Finding]:
    account, date, amount = ledger()
    key = account * 1000 + (date - FIRST_DAY).astype(np.int64)
    table = pl.DataFrame({"account": account, "date": date, "amount": amount, "place": np.arange(ROWS)})
    database = duckdb.connect()
    database.register("given", table)
    database.execute("create table ledger as select * from given")

    def ours() -> Allocation:
        return allocate_ledger(account, date, amount)

    assert_same_rows(ours(), polars_fifo(table).to_dict(as_series=False))
    assert_same_rows(ours(), database.execute(DUCKDB_FIFO).fetchnumpy())
    quick = medians(
        {"sort and copy": lambda: (np.sort(key), account.copy(), date.copy(), amount.copy()), "arxl": ours}, runs=21
    )
    slow = medians(
        {
            "arxl": ours,
            "polars": lambda: polars_fifo(table),
            "DuckDB": lambda: database.execute(DUCKDB_FIFO).fetchnumpy(),
        },
        runs=7,
    )
    subject = f"FIFO of {ROWS:,} rows, {ACCOUNTS:,} accounts"
    yield against(f"{subject}: time of np.sort and a copy", quick, "arxl", "sort and copy", 2, at_least=False)
    yield against(f"{subject}: faster than polars", slow, "polars", "arxl", 8, at_least=True)
    yield against(f"{subject}: faster than DuckDB", slow, "DuckDB", "arxl", 8, at_least=True)
    yield memory(subject, peak_bytes(ours), account.nbytes + date.nbytes + amount.nbytes)


def assert_same_rows(ours: Allocation, theirs: dict) -> None:
    for name, column in ours._asdict().items():
        assert np.array_equal(column, np.asarray(theirs[name])), name


# --- aging -----------------------------------------------------------------------------------------------------------


def duckdb_aging() -> str:
    bounds = [None, 0, *EDGES, None]
    sums = []
    for bucket, (after, upto) in enumerate(pairwise(bounds)):
        tests = [f"days > {after}"] * (after is not None) + [f"days <= {upto}"] * (upto is not None)
        sums.append(f"coalesce(sum(amount) filter ({' and '.join(tests)}), 0)::bigint as b{bucket}")
    aged = f"(select account, amount, date '{AS_OF}' - due as days from items)"
    return f"select account, {', '.join(sums)} from {aged} group by account order by account"


def aging_findings() -> Iterator[Finding]:
    account, date, amount = ledger()
    due, amount = date + 30, np.abs(amount)
    buckets = len(EDGES) + 2
    table = pl.DataFrame({"account": account, "due": due, "amount": amount})
    database = duckdb.connect()
    database.register("given", table)
    database.execute("create table items as select account, due::date as due, amount from given")
    query = duckdb_aging()

    def ours() -> Int64s:
        return aged_sums(account, due, AS_OF, amount, EDGES, False, ACCOUNTS)

    sums, theirs = ours(), database.execute(query).fetchnumpy()
    assert np.array_equal(sums[theirs["account"]], np.column_stack([theirs[f"b{bucket}"] for bucket in range(buckets)]))
    assert sums.sum() == amount.sum()
    seconds = medians({"arxl": ours, "DuckDB": lambda: database.execute(query).fetchnumpy()}, runs=31)
    subject = f"aging of {ROWS:,} rows"
    yield against(f"{subject}: faster than DuckDB", seconds, "DuckDB", "arxl", 5, at_least=True)
    yield memory(subject, peak_bytes(ours), account.nbytes + due.nbytes + amount.nbytes)


def against(subject: str, seconds: dict[str, float], one: str, other: str, bound: float, *, at_least: bool) -> Finding:
    detail = f"{one} {seconds[one] * 1e3:.0f} ms, {other} {seconds[other] * 1e3:.0f} ms"
    return Finding(subject, seconds[one] / seconds[other], bound, at_least, detail=detail)


def memory(subject: str, peak: int, given: int) -> Finding:
    detail = f"{peak / 2**20:.0f} MiB beyond {given / 2**20:.0f} MiB"
    return Finding(f"{subject}: extra memory, times its input", peak / given, 6, detail=detail)
