"""All that the supply ladder measures, and which of it a cell of Supply Rules names (practice C1).

A metric is one entry of the list of its subject, in `practices.supply_arrears` or `practices.supply_conduct`; nothing
else knows them by name.
"""

from __future__ import annotations

from functools import lru_cache

from arxl.locale.named import named_in_any_language
from arxl.practices.supply_arrears import METRICS_OF_ARREARS
from arxl.practices.supply_conduct import METRICS_OF_CONDUCT
from arxl.practices.supply_metric import Metric

METRICS: tuple[Metric, ...] = (*METRICS_OF_ARREARS, *METRICS_OF_CONDUCT)
"""In the order in which the sheet Supply Rules has them."""


@lru_cache(maxsize=64)
def metric_named(text: str) -> Metric | None:
    """The metric that a cell names, in any of the six languages; None where it names none.

    >>> [metric and metric.name for metric in map(metric_named, (" Overdue  Share", "días"))]
    ['overdue share', None]
    """
    place = named_in_any_language(text, [metric.name for metric in METRICS])
    return None if place is None else METRICS[place]
