"""What people type, without case, accents and width: how words of six languages are compared."""

from __future__ import annotations

import unicodedata


def bare(text: str) -> str:
    """The letters alone; Korean syllables stay whole.

    >>> bare("Livrări"), bare("ＤＡＴＥ"), bare("납품")
    ('livrari', 'date', '납품')
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(sign for sign in letters if not unicodedata.combining(sign)))
