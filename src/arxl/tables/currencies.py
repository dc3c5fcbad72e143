"""Currencies as people write them: ISO codes, signs and names (practice "Languages and places").

A sign can stand for several currencies: `$` is the dollar or peso of the country it is written in, `¥` the yuan or the
yen. Which one is decided by what the row is in otherwise (its customer's currency, its company's), then by the
company's country. Without either, `$` is the US dollar, which nearly all books mean who do not say; of `¥` nobody can
tell.

>>> currency_named("lei"), currency_named("$"), currency_named("$", ("TWD",)), currency_named("￥", (), "CN")
('RON', 'USD', 'TWD', 'CNY')
>>> currency_named("¥") is None
True
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from arxl.kernels.money import is_currency
from arxl.locale.folding import bare

_NAMES = {
    "EUR": "€ euro euros eur. eurs 유로 欧元 歐元",
    "USD": "us$ u$s us$. usd$ dollar dollars dolar dolares dolari 달러 미국달러 美元 美金",
    "RON": "lei leu ron. lei. 루마니아레우 罗马尼亚列伊 列伊",
    "KRW": "₩ won 원 원화 대한민국원 韩元 韓元 韩币 韓幣 韩圆 韓圜",
    "CNY": "rmb cn¥ rmb¥ yuan renminbi 元人民币 人民币 人民币元 人民幣 위안 위안화 cnh",
    "TWD": "nt$ nt nt$. ntd ntd$ twd$ 新台币 新台幣 新臺幣 台币 台幣 臺幣 대만달러",
    "JPY": "yen jp¥ 円 日元 日圓 日币 日幣 엔 엔화",
    "GBP": "£ pound pounds libra libras lire 英镑 英鎊 파운드",
    "HKD": "hk$ 港币 港幣 港元",
    "CHF": "sfr fr. sfr. 스위스프랑 瑞郎",
    "HUF": "ft forint",
    "PLN": "zł zl",
    "CZK": "kč kc",
    "BGN": "лв lev leva",
    "MXN": "mx$ mex$ mxn$",
    "ARS": "ar$",
    "COP": "col$",
    "CLP": "clp$",
    "PEN": "s/ s/.",
    "BRL": "r$ reales",
    "CAD": "c$ ca$",
    "AUD": "a$ au$",
    "SGD": "s$",
    "TRY": "₺",
    "INR": "₹",
    "VND": "₫",
    "THB": "฿",
    "ILS": "₪",
    "UAH": "₴",
    "PHP": "₱",
}

# The first is what the sign means where nothing else tells; None: nobody can tell.
_SHARED: dict[str, tuple[str | None, ...]] = {
    "$": ("USD", "MXN", "ARS", "CLP", "COP", "UYU", "DOP", "CAD", "AUD", "NZD", "TWD", "HKD", "SGD"),
    "¥": (None, "CNY", "JPY"),
    "元": (None, "CNY", "TWD", "HKD"),
    "圆": ("CNY",),
    "圓": (None, "CNY", "TWD", "HKD", "JPY"),
    "peso": (None, "MXN", "ARS", "CLP", "COP", "UYU", "DOP", "PHP"),
    "pesos": (None, "MXN", "ARS", "CLP", "COP", "UYU", "DOP", "PHP"),
}

_OF_COUNTRY = {
    **{"US": "USD", "MX": "MXN", "AR": "ARS", "CL": "CLP", "CO": "COP", "UY": "UYU", "DO": "DOP", "PH": "PHP"},
    **{"CA": "CAD", "AU": "AUD", "NZ": "NZD", "TW": "TWD", "HK": "HKD", "SG": "SGD", "CN": "CNY", "JP": "JPY"},
    **{"EC": "USD", "SV": "USD", "PA": "USD", "PR": "USD"},
}


def currency_named(text: str, otherwise: Iterable[str] = (), country: str = "") -> str | None:
    """The ISO 4217 code that a text stands for; None where it stands for none, or for several and nothing tells.

    Args:
        text: a code, sign or name, in any case.
        otherwise: what the row is in otherwise, nearest first: they decide a shared sign, and nothing else.
        country: the company's, ISO 3166 alpha-2; decides a shared sign next.
    """
    meant = meanings(text)
    if len(meant) <= 1:
        return next(iter(meant), None)
    for code in (*otherwise, _OF_COUNTRY.get(country.upper(), "")):
        if code and code in meant:
            return code
    return meant[0]


@lru_cache(maxsize=1024)
def meanings(text: str) -> tuple[str | None, ...]:
    """All currencies that a text can stand for; a shared sign begins with its usual one (None: it has none).

    >>> meanings("eur"), meanings("dozen")
    (('EUR',), ())
    """
    key = _key(text)
    if is_currency(key.upper()):
        return (key.upper(),)
    return _SHARED.get(key) or ((_CODES[key],) if key in _CODES else ())


def _key(text: str) -> str:
    return "".join(bare(text).split())


_CODES = {_key(name): code for code, names in _NAMES.items() for name in names.split()}
