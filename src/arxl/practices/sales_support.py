"""Which sales support a delivery wants of which little is sold, and why (practice B7).

- **training** where others sold at least twice as much of the same goods: the goods sell, the customer cannot yet;
- **exchange** where nothing was sold for 30 days: other goods may sell there;
- **promotion** otherwise: it sells, and slowly.

What runs already is not proposed again, and what was tried gives way to the next.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from arxl.errors import Sentence, label, sentence
from arxl.kernels.arrays import Int64s
from arxl.tables.schema import Measures

PROMOTION, EXCHANGE, TRAINING = label("promotion"), label("exchange"), label("training")
STUCK_DAYS = 30
_TWICE = 2


@dataclass(frozen=True, slots=True)
class Unsold:
    """A delivery of which little is sold.

    Attributes:
        steps: (day, percent sold) of its reports, in order of date; at least one.
        elsewhere: mean percent that other customers sold of the same goods; None where nobody else reported any.
    """

    customer: str
    document: str
    delivered: dt.date
    steps: tuple[tuple[dt.date, Decimal], ...]
    elsewhere: Decimal | None = None

    @property
    def percent(self) -> Decimal:
        """Sold by the last report."""
        return self.steps[-1][1]

    @property
    def stuck_since(self) -> dt.date:
        """The day from which nothing more was sold, by the last report."""
        earlier = [day for day, percent in self.steps if percent >= self.percent]
        return self.delivered if self.percent == 0 else min(earlier)


@dataclass(frozen=True, slots=True)
class Support:
    """What is proposed.

    Attributes:
        measure: promotion, exchange or training; "" where one runs already.
        why: with its figures.
    """

    measure: str
    why: Sentence


def support_for(unsold: Unsold, measures: Measures, as_of: dt.date) -> Support:
    """What a delivery wants on a day, beside the measures that were taken by then."""
    own = measures_about(measures, unsold.customer, unsold.document, as_of)
    day = np.datetime64(as_of, "D")
    running = own[~(measures.ended_on[own] <= day)]
    if len(running):
        row = int(running[np.lexsort((measures.measure[running].astype(str), measures.date[running]))[0]])
        since = measures.date[row].item()
        return Support(
            "", sentence("{measure} runs since {date}.", measure=Sentence(str(measures.measure[row])), date=since)
        )
    tried = set(measures.measure[own].tolist())
    candidates = list(_candidates(unsold))
    if not tried:
        return candidates[0]
    fresh = next((one for one in candidates if one.measure not in tried), candidates[0])
    return replace(
        fresh,
        why=sentence(
            "{why} Tried before: {tried}.", why=fresh.why, tried=[Sentence(measure) for measure in sorted(tried)]
        ),
    )


def measures_about(measures: Measures, customer: str, document: str, as_of: dt.date) -> Int64s:
    """Rows of the measures for a delivery, or for all of the customer's, that began by the day."""
    of_customer = measures.customer == customer
    about = (measures.document == document) | (measures.document == "")
    return np.flatnonzero(of_customer & about & (measures.date <= np.datetime64(as_of, "D")))


def plainly(percent: Decimal) -> Decimal:
    """A percentage without zeros behind its point.

    >>> plainly(Decimal("20.0")), plainly(Decimal("12.50"))
    (Decimal('20'), Decimal('12.5'))
    """
    return percent.quantize(Decimal(1)) if percent == percent.to_integral_value() else percent.normalize()


def _candidates(unsold: Unsold) -> Iterator[Support]:
    last, percent = unsold.steps[-1]
    if unsold.elsewhere is not None and unsold.elsewhere > 0 and unsold.elsewhere >= _TWICE * percent:
        yield Support(
            TRAINING,
            sentence(
                "Others sold {elsewhere} % of the same goods, this customer {percent} %: they can be sold.",
                elsewhere=unsold.elsewhere.quantize(Decimal(1)),
                percent=plainly(percent),
            ),
        )
    if (last - unsold.stuck_since).days >= STUCK_DAYS:
        yield Support(
            EXCHANGE,
            sentence("Nothing more was sold from {since} to {date}.", since=unsold.stuck_since, date=last),
        )
    slowly = sentence(
        "{percent} % were sold in {days} days.", percent=plainly(percent), days=(last - unsold.delivered).days
    )
    yield Support(PROMOTION, slowly)
    yield Support(EXCHANGE, slowly)
    yield Support(TRAINING, slowly)
