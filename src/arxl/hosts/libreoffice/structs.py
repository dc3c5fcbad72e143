"""What UNO wants made for it: enums, properties, number formats. The module `uno` is LibreOffice's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def bridge() -> Any:
    """LibreOffice's module `uno`; imported when it is needed, for few Pythons have it."""
    import uno

    return uno


def enum(name: str, value: str) -> Any:
    """A value of an enum."""
    return bridge().Enum(name, value)


def properties(**said: Any) -> tuple[Any, ...]:
    """Named arguments of a call."""
    made = []
    for name, value in said.items():
        property_value = bridge().createUnoStruct("com.sun.star.beans.PropertyValue")
        property_value.Name, property_value.Value = name, value
        made.append(property_value)
    return tuple(made)


def struct(name: str, **members: Any) -> Any:
    """A struct by its full name."""
    made = bridge().createUnoStruct(name)
    for member, value in members.items():
        setattr(made, member, value)
    return made


def number_format(document: Any, code: str) -> int:
    """Key of the number format that has this code in Excel's English spelling."""
    if code == "General":
        return int(document.NumberFormats.getStandardIndex(struct("com.sun.star.lang.Locale")))
    english, here = struct("com.sun.star.lang.Locale", Language="en", Country="US"), struct("com.sun.star.lang.Locale")
    return int(document.NumberFormats.addNewConverted(code, english, here))


def english_format(document: Any, found: Any) -> str:
    """The code of a number format in Excel's English spelling."""
    locale = found.Locale if found.Locale.Language else document.CharLocale
    if locale.Language in ("en", ""):
        return str(found.FormatString)
    english = struct("com.sun.star.lang.Locale", Language="en", Country="US")
    formats = document.NumberFormats
    return str(formats.getByKey(formats.addNewConverted(found.FormatString, locale, english)).FormatString)


def called(method: Callable[..., Any], *given: Any) -> Any:
    """What a method answers that reads or writes a file.

    Raises:
        OSError: it fails; UNO's own exceptions do not pass a context manager of Python's.
    """
    try:
        return method(*given)
    except Exception as error:
        reason = str(error)
    raise OSError(reason)
