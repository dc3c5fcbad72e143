"""The report of what customers sold (practice B7)."""

from __future__ import annotations

from arxl.errors import label, sentence
from arxl.jobs.opened import OpenedBook
from arxl.jobs.reports import Reported
from arxl.practices.sell_through import SellThrough
from arxl.practices.sell_through_tables import deliveries_table, measures_table, products_table
from arxl.tables.desk_policy import SellThroughPolicy
from arxl.tables.policy import policy_of
from arxl.workbook.results import Sheet


def sell_through(opened: OpenedBook) -> Reported:
    """Deliveries that were reported on, products, and measures of sales support."""
    policy = policy_of(SellThroughPolicy, opened.book.settings)
    sold = SellThrough(opened, opened.position, policy)
    deliveries = sentence(
        "From {due} % sold on, now is the moment to collect; up to {low} % and overdue, it wants sales support.",
        due=policy.sold_percent_due,
        low=policy.sold_percent_low,
    )
    products = label("What customers report by product; amount and paid are those of the deliveries that hold it.")
    measures = label("What was sold of the deliveries that a measure is about, by the last report before it and after.")
    return Reported(
        (
            Sheet(deliveries_table(sold), (deliveries,)),
            Sheet(products_table(sold), (products,)),
            Sheet(measures_table(sold), (measures,)),
        )
    )
