"""What every paper tells page.typ: its language and fonts, its title, and what stands at head and foot of its pages."""

from __future__ import annotations

from typing import Any

from arxl.errors import label
from arxl.locale import Wording
from arxl.papers import fonts
from arxl.practices.statement_words import Party

_TAGS = {"zh_CN": ("zh", "cn"), "zh_TW": ("zh", "tw"), "ko": ("ko", "kr")}


def setting_of(
    words: Wording, title: str, reference: str, running_title: str, footer: str, seller: Party, draft: str = ""
) -> dict[str, Any]:
    """What `paper` of page.typ asks of its data.

    Args:
        title: over the first page.
        reference: what names this paper among those of its title: its number.
        running_title: at the head of later pages.
        footer: at the foot of every page.
        draft: across every page; "" of what is no draft.

    Raises:
        Refused: no font shows the language.
    """
    lang, region = _TAGS.get(words.language, (words.language, None))
    return {
        "lang": lang,
        "region": region,
        "fonts": fonts.families_for(words.language),
        "cjk": words.language in _TAGS,
        "title": title,
        "reference": reference,
        "draft": draft,
        "running-title": running_title,
        "footer": footer,
        "page-of": words.text(label("Page {page} of {pages}")),
        "seller": seller._asdict(),
    }
