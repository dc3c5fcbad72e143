"""Which of a few names somebody typed, in whichever of the six languages.

>>> names = ("internal", "counsel", "agency")
>>> named_in_any_language(" Counsel ", names), named_in_any_language("the police", names)
(1, None)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from arxl.locale.folding import bare
from arxl.locale.languages import LANGUAGES
from arxl.locale.wording import wording


def named_in_any_language(text: str, names: Sequence[str]) -> int | None:
    """The place of the name that a text says; None where it says none. English goes before every translation.

    Args:
        names: English labels.
    """
    said = _folded(text)
    translated = ((place, wording(language).text(name)) for place, name in enumerate(names) for language in LANGUAGES)
    spelled: Iterable[tuple[int, str]] = (*enumerate(names), *translated)
    return next((place for place, name in spelled if _folded(name) == said), None)


def _folded(text: str) -> str:
    return bare(" ".join(text.split()))
