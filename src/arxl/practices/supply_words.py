"""What a supply level means to the customer, in a sentence for papers (practice C1)."""

from __future__ import annotations

from arxl.errors import Sentence, sentence
from arxl.practices import supply_level


def supply_consequence(level: int, orders_percent: int) -> Sentence:
    """What is held back at a supply level from 1 to 6.

    Args:
        orders_percent: share of an order that ships at level 2.

    >>> str(supply_consequence(4, 50))
    'Goods are delivered once they are paid for.'
    """
    match level:
        case supply_level.REMIND:
            return sentence("Goods are delivered as before; we send a reminder.")
        case supply_level.REDUCED:
            return sentence(
                "Orders are delivered up to {percent} % of their amount, with fewer lines.", percent=orders_percent
            )
        case supply_level.PRIVILEGES_OFF:
            return sentence(
                "Promotional goods, samples, rebates and site discounts are withheld, and so are new and best-selling "
                "lines."
            )
        case supply_level.PREPAID:
            return sentence("Goods are delivered once they are paid for.")
        case supply_level.STOP:
            return sentence("No goods are delivered.")
        case _:
            return sentence("No goods are delivered; we ask for goods back and hand the matter to counsel.")
