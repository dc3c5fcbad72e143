"""Terms of payment in words, for the paper that both sides sign (practice A3).

>>> print(*terms_said(parse_terms("2/10 BATCH 1/45")))
A delivery is settled when the next one leaves, after 45 days at the latest. Within 10 days 2 % may be deducted.
"""

from __future__ import annotations

from decimal import Decimal

from arxl.errors import Sentence, sentence
from arxl.tables.terms import Terms, TermsKind, parse_terms

__all__ = ["parse_terms", "terms_said"]


def terms_said(terms: Terms) -> tuple[Sentence, ...]:
    """When a delivery is to be settled, and the cash discount where there is one."""
    return (_due(terms), *_discount(terms))


def _due(terms: Terms) -> Sentence:
    match terms.kind:
        case TermsKind.COD:
            return sentence("A delivery is settled on delivery.")
        case TermsKind.NET:
            return sentence("A delivery is settled within {days} days of its date.", days=terms.days)
        case TermsKind.EOM if not terms.days:
            return sentence("A delivery is settled by the last day of its month.")
        case TermsKind.EOM:
            return sentence("A delivery is settled within {days} days of the end of its month.", days=terms.days)
        case TermsKind.MONTHLY:
            return _monthly(terms)
        case TermsKind.BATCH if terms.batches == 1:
            return sentence(
                "A delivery is settled when the next one leaves, after {days} days at the latest.", days=terms.days
            )
        case TermsKind.BATCH:
            return sentence(
                "At most {batches} deliveries may be open when another one leaves; each is settled after {days} days "
                "at the latest.",
                batches=terms.batches,
                days=terms.days,
            )
        case TermsKind.SOLD:
            return sentence(
                "A delivery is settled when {percent} % of it are sold, after {days} days at the latest.",
                percent=terms.sold_percent,
                days=terms.days,
            )


def _monthly(terms: Terms) -> Sentence:
    gaps: dict[str, object] = {"close": terms.close_day, "pay": terms.pay_day, "months": terms.later_months}
    if terms.later_months:
        return sentence(
            "The account closes on day {close} of each month, that day included, and is settled on the first day {pay} "
            "after it, moved on by {months} months. A day that a month does not have is its last day.",
            **gaps,
        )
    return sentence(
        "The account closes on day {close} of each month, that day included, and is settled on the first day {pay} "
        "after it. A day that a month does not have is its last day.",
        **gaps,
    )


def _discount(terms: Terms) -> tuple[Sentence, ...]:
    if not terms.discount_ppm:
        return ()
    percent = (Decimal(terms.discount_ppm) / 10_000).normalize()
    return (
        sentence(
            "Within {days} days {percent} % may be deducted.",
            days=terms.discount_days,
            percent=Decimal(f"{percent:f}"),
        ),
    )
