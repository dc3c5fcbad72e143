"""The languages of arxl, and the many ways in which a cell names one ("Languages and places").

>>> language_of("zh-TW"), language_of("Română"), language_of("es_MX"), language_of("")
('zh_TW', 'ro', 'es', 'en')
"""

from __future__ import annotations

from functools import cache

from arxl.locale.folding import bare

LANGUAGES = ("en", "es", "ro", "ko", "zh_CN", "zh_TW")

# Each language as the other five call it, and what stands for it in tags (ISO 639-1, -2, script, region).
_NAMES = {
    "en": "en eng english inglés engleză 영어 英语 英文 英語",
    "es": "es spa spanish español castellano spaniolă 스페인어 西班牙语 西班牙文 西班牙語",
    "ro": "ro ron rum romanian rumano română moldovean 루마니아어 罗马尼亚语 羅馬尼亞文 羅馬尼亞語",
    "ko": "ko kor korean coreano coreeană 한국어 한글 韩语 韓語 韩文 韓文 조선말 朝鲜语",
    "zh_CN": "zh zho chi chinese chino chineză 중국어 中文 汉语 普通话 zh_cn zh_hans zh_sg simplified_chinese"
    " chinese_simplified chinese_(simplified) chino_simplificado chineză_simplificată 중국어_간체 중국어(간체)"
    " 简体中文 简体 中文(简体) 中文_(简体) 簡體中文",
    "zh_TW": "zh_tw zh_hant zh_hk zh_mo traditional_chinese chinese_traditional chinese_(traditional)"
    " chino_tradicional chineză_tradițională 중국어_번체 중국어(번체) 繁體中文 正體中文 繁體"
    " 中文(繁體) 中文_(繁體) 繁体中文 台灣",
}


def is_language(text: str) -> bool:
    """Whether a cell names one of the six languages; a blank cell names none.

    >>> is_language("Español"), is_language("Klingon"), is_language("")
    (True, False, False)
    """
    return _named(text) is not None


def language_of(text: str) -> str:
    """The language that a cell names, one of `LANGUAGES`; what names none is English, so ask `is_language` first."""
    return _named(text) or "en"


def _named(text: str) -> str | None:
    known = _known()
    tag = _folded(text.split(".")[0])  # ko_KR.UTF-8
    while tag:
        if tag in known:
            return known[tag]
        tag = tag.rpartition("_")[0]  # es_MX is es, zh_Hant_HK is zh_Hant
    return None


@cache
def _known() -> dict[str, str]:
    return {_folded(name): language for language, names in _NAMES.items() for name in names.split()}


def _folded(text: str) -> str:
    """Without case, accents, width and separators: people type Romana and ZH-tw."""
    return "_".join(bare(text).replace("-", " ").replace("_", " ").split())
