"""Terms of payment: the grammar of practice A3.

`COD` · `NET 30` · `EOM 10` · `MONTHLY 25/5` (`+1` for a month later) · `BATCH 1/45` · `SOLD 80/60`, with a cash
discount in front: `2/10 NET 30`. Case and spaces do not matter. Of what people write instead, only what has one meaning
is read ("30 days", "n/30", "货到付款"); "月结30" and "30 EOM" mean different days to different sellers and are refused.

>>> parse_terms("2/10, n30")
Terms(kind=<TermsKind.NET: 'NET'>, days=30, close_day=0, pay_day=0, later_months=0, batches=0, sold_percent=0, \
discount_ppm=20000, discount_days=10)
>>> str(parse_terms("monthly 25/5 +1"))
'MONTHLY 25/5+1'
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from arxl.errors import Sentence, sentence
from arxl.locale.folding import bare


class TermsKind(Enum):
    """What makes a delivery due."""

    COD = "COD"
    NET = "NET"
    EOM = "EOM"
    MONTHLY = "MONTHLY"
    BATCH = "BATCH"
    SOLD = "SOLD"


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms, taken apart. Numbers that the kind does not use are 0.

    Attributes:
        days: NET, EOM: days to wait; BATCH, SOLD: days after which it is due at the latest; COD: 0.
        close_day: MONTHLY: day of the month, 1 to 31, on which the account closes.
        pay_day: MONTHLY: day of the month, 1 to 31, on which it is paid.
        later_months: MONTHLY: months by which the pay day moves on.
        batches: BATCH: the how many-th later delivery date makes it due.
        sold_percent: SOLD: share of the delivery, in percent, whose sale makes it due.
        discount_ppm: cash discount in parts per million; 2 % is 20_000.
        discount_days: days within which the discount is earned.
    """

    kind: TermsKind
    days: int = 0
    close_day: int = 0
    pay_day: int = 0
    later_months: int = 0
    batches: int = 0
    sold_percent: int = 0
    discount_ppm: int = 0
    discount_days: int = 0

    def __str__(self) -> str:
        """The terms as the grammar writes them."""
        match self.kind:
            case TermsKind.COD:
                numbers = ""
            case TermsKind.NET | TermsKind.EOM:
                numbers = f" {self.days}"
            case TermsKind.MONTHLY:
                numbers = f" {self.close_day}/{self.pay_day}" + (f"+{self.later_months}" if self.later_months else "")
            case TermsKind.BATCH:
                numbers = f" {self.batches}/{self.days}"
            case TermsKind.SOLD:
                numbers = f" {self.sold_percent}/{self.days}"
        return f"{self._discount()}{self.kind.value}{numbers}"

    def _discount(self) -> str:
        if not self.discount_ppm:
            return ""
        percent = (Decimal(self.discount_ppm) / 10_000).normalize()
        return f"{percent:f}/{self.discount_days} "


class NotTerms(ValueError):
    """A text that is no terms."""

    def __init__(self, text: str) -> None:
        super().__init__(f'"{text}" is no terms')
        self.fact: Sentence = sentence('"{text}" is no terms of payment.', text=text)
        self.remedy: Sentence = sentence(
            "Write COD, NET 30, EOM 10, MONTHLY 25/5, BATCH 1/45 or SOLD 80/60, "
            "with a cash discount in front where there is one: 2/10 NET 30."
        )


_DISCOUNT = re.compile(r"(?P<percent>\d{1,2}(?:[.,]\d{1,4})?) ?%? ?/ ?(?P<days>\d{1,3}),? ?(?=[^\d ])")
_DAYS_WORDS = r"(?:days?|d|dias?|zile|de zile|日|天|일)"
_GRAMMAR = (
    (TermsKind.NET, re.compile(rf"(?:net|n) ?/? ?(?P<days>\d{{1,3}})(?: ?{_DAYS_WORDS})?")),
    (TermsKind.NET, re.compile(rf"(?P<days>\d{{1,3}})(?: ?{_DAYS_WORDS})?")),
    (TermsKind.EOM, re.compile(r"eom(?: ?\+? ?(?P<days>\d{1,3}))?")),
    (
        TermsKind.MONTHLY,
        re.compile(r"monthly ?(?P<close_day>\d{1,2}) ?/ ?(?P<pay_day>\d{1,2})(?: ?\+ ?(?P<later_months>\d{1,2}))?"),
    ),
    (TermsKind.BATCH, re.compile(r"batch ?(?P<batches>\d{1,2}) ?/ ?(?P<days>\d{1,3})")),
    (TermsKind.SOLD, re.compile(r"sold ?(?P<sold_percent>\d{1,3}) ?%? ?/ ?(?P<days>\d{1,3})")),
)
_CASH_WORDS = frozenset(
    {"cod", "c.o.d.", "cash on delivery", "cash", "due on receipt", "on receipt", "contra reembolso", "contado"}
    | {"al contado", "ramburs", "la livrare", "plata la livrare", "货到付款", "貨到付款", "현금", "인도 시 지급"}
)


@lru_cache(maxsize=4096)
def parse_terms(text: str) -> Terms:
    """Take terms apart.

    Raises:
        NotTerms: the text is not within the grammar; its `fact` and `remedy` are sentences for the user.

    >>> parse_terms("2.5/7 EOM 10").discount_ppm, parse_terms("Net30").days, str(parse_terms("30 días"))
    (25000, 30, 'NET 30')
    """
    plain = _folded(text)
    discount_ppm = discount_days = 0
    if discount := _DISCOUNT.match(plain):
        discount_ppm = int(Decimal(discount["percent"].replace(",", ".")) * 10_000)
        discount_days = int(discount["days"])
        plain = plain[discount.end() :]
    terms = _undiscounted(plain)
    if terms is None or (discount and not discount_ppm):
        raise NotTerms(text)
    return replace(terms, discount_ppm=discount_ppm, discount_days=discount_days)


def _undiscounted(plain: str) -> Terms | None:
    if plain in _CASH_WORDS:
        return Terms(TermsKind.COD)
    for kind, pattern in _GRAMMAR:
        if found := pattern.fullmatch(plain):
            terms = Terms(kind, **{name: int(number or 0) for name, number in found.groupdict().items()})
            return terms if _possible(terms) else None
    return None


def _possible(terms: Terms) -> bool:
    """Days of a month are 1 to 31, a share 1 to 100 %, and 0 later batches would be due at once."""
    match terms.kind:
        case TermsKind.MONTHLY:
            return 1 <= terms.close_day <= 31 and 1 <= terms.pay_day <= 31
        case TermsKind.BATCH:
            return terms.batches >= 1
        case TermsKind.SOLD:
            return 1 <= terms.sold_percent <= 100
        case _:
            return True


def _folded(text: str) -> str:
    return " ".join(bare(text).split())
