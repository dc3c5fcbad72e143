"""Whose rows of a report are asked for: those of one customer, of one salesperson, or everybody's.

A table is narrowed by its columns of customer and salesperson. Where it names customers and no salesperson, the
salesperson is that of the customer's file. A table that is about nobody in particular, such as the ratios of a
currency, cannot be narrowed and stays whole; whoever shows it says so.

>>> from arxl.tables.result import ResultColumn, Shows
>>> table = ResultTable("Open", (ResultColumn("customer", "Customer ID", Shows.TEXT, ["C-1", "C-2"]),))
>>> asked = Whose(salesperson="Ana")
>>> list(asked.rows_of(table, {"C-1": "Ana", "C-2": "Ben"}).rows()), asked.cannot_narrow(table)
([('C-1',)], ())
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from arxl.errors import label
from arxl.tables.result import ResultColumn, ResultTable, Shows
from arxl.tables.schema import Customers

CUSTOMER, SALESPERSON = "customer", "salesperson"
"""Keys of the columns by which a table is narrowed."""


@dataclass(frozen=True, slots=True)
class Whose:
    """The customer and the salesperson who are asked for; None asks for everybody.

    Attributes:
        salesperson: "" asks for the customers that have none.
    """

    customer: str | None = None
    salesperson: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Who is asked for, the customer first; empty where it is everybody."""
        return tuple(name for name in (self.customer, self.salesperson) if name is not None)

    def keeps(self, customer: str, salesperson: str) -> bool:
        """Whether a row of a customer and a salesperson is asked for."""
        return self.customer in (None, customer) and self.salesperson in (None, salesperson)

    def rows_of(self, table: ResultTable, salespeople: Mapping[str, str]) -> ResultTable:
        """The rows that are asked for; all of a table that cannot be narrowed.

        Args:
            salespeople: customer -> salesperson, as `salespeople_of` has it.
        """
        keys = _keys(table)
        if self.customer is not None and CUSTOMER in keys:
            table = table.where(CUSTOMER, self.customer)
        if self.salesperson is None or not keys & {CUSTOMER, SALESPERSON}:
            return table
        if SALESPERSON in keys:
            return table.where(SALESPERSON, self.salesperson)
        return with_salesperson(table, salespeople).where(SALESPERSON, self.salesperson).without(SALESPERSON)

    def cannot_narrow(self, table: ResultTable) -> tuple[str, ...]:
        """Keys of what is asked for and has no say in a table, since none of its columns tells."""
        keys = _keys(table)
        tells = {CUSTOMER: CUSTOMER in keys, SALESPERSON: bool(keys & {CUSTOMER, SALESPERSON})}
        return tuple(key for key in tells if getattr(self, key) is not None and not tells[key])


EVERYBODY = Whose()


def names_nobody(table: ResultTable) -> bool:
    """Whether a table is about nobody in particular."""
    return not _keys(table) & {CUSTOMER, SALESPERSON}


def salespeople_of(customers: Customers) -> Mapping[str, str]:
    """Customer -> the salesperson of its file."""
    return dict(zip(customers.customer.tolist(), customers.salesperson.tolist(), strict=True))


def with_salesperson(table: ResultTable, salespeople: Mapping[str, str]) -> ResultTable:
    """The table with the salesperson of each row's customer behind the customer."""
    place = next(nth for nth, column in enumerate(table.columns) if column.key == CUSTOMER)
    cells: Sequence[str] = [salespeople.get(str(customer), "") for customer in table.columns[place].cells]
    added = ResultColumn(SALESPERSON, label("Salesperson"), Shows.TEXT, cells)
    return replace(table, columns=(*table.columns[: place + 1], added, *table.columns[place + 1 :]))


def _keys(table: ResultTable) -> set[str]:
    return {column.key for column in table.columns}
