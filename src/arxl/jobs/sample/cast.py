"""Who buys from the sample company: sixty customers in five countries, all of them invented.

A trader is its file (A1) and its habits: how often it buys, how it pays, how late, and since when it slides. Every name
holds a word for "invented", "imaginary", "example" or "nowhere" in its own language; towns are real, streets are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

SALESPEOPLE = (
    "Salesperson North",
    "Salesperson West",
    "Salesperson East",
    "Salesperson South",
    "Salesperson Islands",
)


@dataclass(frozen=True, slots=True)
class Country:
    """What the customers of one country share.

    Attributes:
        street: an address with a gap for the number of a house and one for the town.
        lunar_new_year: the year's feast is the lunar new year, not Christmas.
    """

    code: str
    currency: str
    language: str
    salesperson: str
    street: str
    calling_code: str
    lunar_new_year: bool


COUNTRIES = MappingProxyType(
    {
        country.code: country
        for country in (
            Country("RO", "RON", "ro", SALESPEOPLE[0], "Strada Exemplului {house}, {town}", "+40", False),
            Country("ES", "EUR", "es", SALESPEOPLE[1], "Calle del Ejemplo {house}, {town}", "+34", False),
            Country("KR", "KRW", "ko", SALESPEOPLE[2], "{town} 예시로 {house}", "+82", True),
            Country("CN", "CNY", "zh_CN", SALESPEOPLE[3], "{town}示例路{house}号", "+86", True),
            Country("TW", "EUR", "zh_TW", SALESPEOPLE[4], "{town}範例路{house}號", "+886", True),
        )
    }
)


@dataclass(frozen=True, slots=True)
class Trader:
    """One customer and its habits.

    Attributes:
        eur: what a delivery is worth in the middle, in euros.
        a_month: deliveries in thirty days.
        method: how it pays; a cheque or a bill is handed over two weeks before it clears.
        late: days after the due date at which it pays, in the middle; below 0 it pays earlier and is never late.
        slides_from: the month from which each month adds `slide` days to `late`.
        pays_until: its last receipt; None pays to this day.
        buys_until: its last delivery; None buys to this day.
        weekday: it pays on that weekday only (Monday is 0).
        discount_months: months in which it takes the cash discount of its terms.
        rounds: "up" or "down" to hundreds, over- and underpayment that the next receipt makes good; "off" drops the
            cents for good.
        halves: pays in two parts, two weeks apart.
        signs_percent: share of its delivery notes that come back signed.
        limit_months: credit limit in months of purchases; 0 is no limit on file.
    """

    id: str
    name: str
    type: str
    town: str
    terms: str
    grade: str
    method: str
    eur: int
    a_month: int
    late: int = -2
    slides_from: date | None = None
    slide: int = 0
    pays_until: date | None = None
    buys_until: date | None = None
    weekday: int | None = None
    discount_months: frozenset[int] = frozenset()
    rounds: str = ""
    halves: bool = False
    signs_percent: int = 97
    limit_months: float = 4.0
    growth_percent: int = 6
    group: str = ""
    currency: str = ""
    language: str = ""

    @property
    def country(self) -> Country:
        """Where it is: the first two letters of its id."""
        return COUNTRIES[self.id[:2]]

    @property
    def buys_in(self) -> str:
        """Its currency."""
        return self.currency or self.country.currency


_SEASON = frozenset({6, 7, 8, 9})
_ALWAYS = frozenset(range(1, 13))
_GROUP_RO, _GROUP_ES, _GROUP_KR = "Grupul Imaginar", "Cadena Ficticia", "견본그룹"

_ROMANIA = (
    Trader("RO-01", "Restaurant Zmeul Inventat", "restaurant", "Cluj-Napoca", "COD", "A", "cash", 260, 4, 0),
    Trader(
        "RO-02", "Hotel Carpatul Imaginar", "hotel", "Brașov", "2/10 NET 30", "A", "transfer", 2100, 2,
        discount_months=_SEASON, group=_GROUP_RO,
    ),
    Trader(
        "RO-03", "Hotel Dunărea Imaginară", "hotel", "Galați", "2/10 NET 30", "B", "transfer", 1700, 2,
        discount_months=_SEASON, group=_GROUP_RO,
    ),
    Trader("RO-04", "Distribuție Exemplu Nord", "dealer", "Iași", "EOM 10", "A", "transfer", 6200, 2),
    Trader("RO-05", "Magazinul Mostră Inventată", "shop", "Bacău", "NET 30", "C", "cheque", 880, 2, 0),
    Trader("RO-06", "Magazin La Nicăieri", "shop", "Sibiu", "BATCH 1/45", "B", "cash", 720, 2, 0),
    Trader("RO-07", "Restaurant Poveste Inventată", "restaurant", "Timișoara", "NET 7", "B", "cash", 240, 4, weekday=0),
    Trader(
        "RO-08", "Distribuție Ficțiune Sud", "dealer", "București", "EOM 30", "C", "transfer", 5400, 2, 3,
        slides_from=date(2026, 2, 1), slide=10, limit_months=6,
    ),
    Trader("RO-09", "Bistro Țara Nimănui", "restaurant", "Oradea", "NET 14", "B", "transfer", 310, 4, 6),
    Trader(
        "RO-10", "Magazin Model Imaginar", "shop", "Arad", "SOLD 80/60", "B", "transfer", 1150, 2, 0, limit_months=2,
    ),
    Trader(
        "RO-11", "Restaurant Fără Adresă", "restaurant", "Craiova", "NET 14", "D", "cash", 280, 4, 9,
        pays_until=date(2026, 3, 13), buys_until=date(2026, 5, 8), limit_months=2,
    ),
    Trader(
        "RO-12", "Hotel Exemplu Litoral", "hotel", "Constanța", "NET 30", "B", "transfer", 2300, 2, -1, rounds="up",
    ),
    Trader(
        "RO-13", "Cantina Școlii Imaginare", "institution", "Ploiești", "MONTHLY 25/5", "A", "transfer", 640, 4, 0,
        rounds="off",
    ),
    Trader("RO-14", "Magazin Probă Inventată", "shop", "Suceava", "NET 30", "A", "transfer", 950, 2, -3),
)  # fmt: skip

_SPAIN = (
    Trader("ES-01", "Restaurante La Ficticia", "restaurant", "Madrid", "COD", "B", "cash", 330, 4, 0),
    Trader(
        "ES-02", "Hotel Inventado del Mar", "hotel", "Palma", "2/10 NET 30", "A", "transfer", 3400, 2,
        discount_months=_SEASON,
    ),
    Trader(
        "ES-03", "Distribuciones Ejemplo", "dealer", "Valencia", "EOM 10", "A", "transfer", 7800, 2, -1, limit_months=3,
    ),
    Trader("ES-04", "Tienda Sin Nombre Inventada", "shop", "Sevilla", "NET 30", "B", "transfer", 1240, 2, 0),
    Trader("ES-05", "Bar Imaginario", "restaurant", "Bilbao", "NET 7", "C", "cash", 190, 4, 1, weekday=0),
    Trader(
        "ES-06", "Cadena Ficticia Centro", "shop", "Toledo", "MONTHLY 25/5", "A", "transfer", 1900, 3, 0,
        group=_GROUP_ES,
    ),
    Trader(
        "ES-07", "Cadena Ficticia Sur", "shop", "Málaga", "MONTHLY 25/5", "B", "transfer", 1500, 3, 0,
        group=_GROUP_ES,
    ),
    Trader(
        "ES-08", "Cadena Ficticia Norte", "shop", "Oviedo", "MONTHLY 25/5", "B", "transfer", 1300, 3, 2,
        group=_GROUP_ES, limit_months=1.4,
    ),
    Trader(
        "ES-09", "Hotel Quimera Inventada", "hotel", "Alicante", "NET 30", "B", "transfer", 2900, 2, -1, language="en",
    ),
    Trader(
        "ES-10", "Distribuciones Muestra Imaginaria", "dealer", "Zaragoza", "EOM 10", "C", "transfer", 6600, 2, 4,
        slides_from=date(2026, 3, 1), slide=7, signs_percent=55, limit_months=6,
    ),
    Trader(
        "ES-11", "Restaurante El Ejemplo Perdido", "restaurant", "Murcia", "NET 14", "D", "cash", 360, 4, 8,
        rounds="down", limit_months=3,
    ),
    Trader("ES-12", "Tienda de Muestra Ficticia", "shop", "Gijón", "BATCH 2/45", "C", "transfer", 990, 2, 0),
    Trader("ES-13", "Restaurante Casa Inventada", "restaurant", "Cádiz", "COD", "A", "card", 300, 4, 0),
    Trader("ES-14", "Tienda Ficción", "shop", "Girona", "SOLD 80/60", "C", "transfer", 1400, 2, 0),
)  # fmt: skip

_KOREA = (
    Trader(
        "KR-01", "가상호텔 서울", "hotel", "서울", "2/10 NET 30", "A", "transfer", 2600, 2, discount_months=_SEASON,
        group=_GROUP_KR,
    ),
    Trader("KR-02", "예시상사", "dealer", "대전", "EOM 15", "B", "transfer", 5200, 2, 0),
    Trader("KR-03", "없는식당", "restaurant", "서울", "COD", "A", "cash", 240, 4, 0),
    Trader("KR-04", "상상분식", "restaurant", "수원", "NET 7", "B", "cash", 170, 4, 0, weekday=0),
    Trader("KR-05", "견본유통", "dealer", "광주", "NET 60", "B", "bill", 6900, 2, 0, limit_months=5),
    Trader("KR-06", "가상마트 부산", "shop", "부산", "BATCH 1/45", "B", "transfer", 830, 2, 0),
    Trader("KR-07", "예시마트 대구", "shop", "대구", "NET 30", "B", "transfer", 1020, 2, 12),
    Trader(
        "KR-08", "허구호텔 제주", "hotel", "제주", "2/10 NET 30", "B", "transfer", 2200, 2, discount_months=_SEASON,
    ),
    Trader(
        "KR-09", "꾸며낸식당", "restaurant", "인천", "NET 14", "C", "cash", 260, 4, 3,
        slides_from=date(2026, 3, 1), slide=8, limit_months=6,
    ),
    Trader(
        "KR-10", "견본슈퍼 인천", "shop", "인천", "MONTHLY 25/5+1", "B", "transfer", 1100, 2, 0, group=_GROUP_KR,
        limit_months=3,
    ),
    Trader("KR-11", "허구상회", "shop", "전주", "NET 45", "C", "transfer", 1250, 2, -1, limit_months=1.4),
)  # fmt: skip

_CHINA = (
    Trader("CN-01", "虚构商贸", "dealer", "上海", "EOM 10", "A", "transfer", 5900, 2, -1),
    Trader(
        "CN-02", "示例大酒店", "hotel", "广州", "2/10 NET 30", "A", "transfer", 3100, 2, discount_months=_ALWAYS,
    ),
    Trader("CN-03", "无名饭馆", "restaurant", "成都", "NET 7", "B", "cash", 210, 4, 0, weekday=0),
    Trader("CN-04", "样品超市", "shop", "杭州", "NET 30", "B", "transfer", 1350, 2, 0, halves=True),
    Trader("CN-05", "虚构百货", "shop", "南京", "SOLD 80/60", "B", "transfer", 1800, 2, 0),
    Trader("CN-06", "示例酒楼", "restaurant", "厦门", "COD", "B", "cash", 280, 4, 0),
    Trader(
        "CN-07", "臆想贸易", "dealer", "天津", "NET 30", "D", "transfer", 4800, 2, 14,
        pays_until=date(2026, 5, 29), buys_until=date(2026, 7, 17), limit_months=6,
    ),
    Trader("CN-08", "虚构食品店", "shop", "青岛", "BATCH 1/45", "C", "cash", 640, 2, 0),
    Trader(
        "CN-09", "示例商行", "dealer", "武汉", "NET 30", "B", "transfer", 4300, 2, 2,
        slides_from=date(2026, 5, 1), slide=8, limit_months=7, growth_percent=15,
    ),
    Trader("CN-10", "乌有宾馆", "hotel", "西安", "NET 30", "C", "transfer", 1900, 2, 0, limit_months=0.9),
    Trader("CN-11", "乌有小馆", "restaurant", "苏州", "COD", "C", "cash", 200, 4, 0, limit_months=0),
)  # fmt: skip

_TAIWAN = (
    Trader(
        "TW-01", "虛構大飯店", "hotel", "台北", "2/10 NET 30", "A", "transfer", 2800, 2, discount_months=_SEASON,
    ),
    Trader("TW-02", "範例商行", "dealer", "台中", "EOM 10", "B", "transfer", 5600, 2, 0),
    Trader("TW-03", "無名小館", "restaurant", "台南", "COD", "B", "cash", 220, 4, 0),
    Trader("TW-04", "想像超市", "shop", "高雄", "NET 30", "B", "transfer", 1080, 2, 5, halves=True),
    Trader("TW-05", "範例旅館", "hotel", "花蓮", "NET 30", "B", "transfer", 1700, 2, -1),
    Trader(
        "TW-06", "虛構貿易", "dealer", "新竹", "MONTHLY 25/5+1", "C", "transfer", 4600, 2, 0, limit_months=3,
    ),
    Trader(
        "TW-07", "烏有餐廳", "restaurant", "基隆", "NET 14", "C", "transfer", 320, 4, 4,
        slides_from=date(2026, 5, 1), slide=4, limit_months=6,
    ),
    Trader("TW-08", "樣品百貨", "shop", "台北", "SOLD 80/60", "A", "transfer", 1500, 2, 0),
    Trader("TW-09", "樣品小舖", "shop", "嘉義", "BATCH 2/45", "B", "cash", 560, 2, 0),
    Trader("TW-10", "烏有酒樓", "restaurant", "屏東", "COD", "E", "cash", 250, 4, 0),
)  # fmt: skip

TRADERS = (*_ROMANIA, *_SPAIN, *_KOREA, *_CHINA, *_TAIWAN)
