"""The six languages: labels and sentences by gettext, amounts and dates by Babel's data."""

from arxl.locale.languages import LANGUAGES, is_language, language_of
from arxl.locale.wording import Wording, wording

__all__ = ["LANGUAGES", "Wording", "is_language", "language_of", "wording"]
