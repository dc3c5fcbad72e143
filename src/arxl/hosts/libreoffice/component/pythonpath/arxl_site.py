"""Where LibreOffice's Python finds arxl: folders that site.txt beside this file names, and the variable ARXL_SITE."""

from __future__ import annotations

import importlib
import os
import site
import sys
from types import ModuleType

_NAMED = os.path.join(os.path.dirname(__file__), "site.txt")


def folders() -> list[str]:
    """The folders that are named, those of ARXL_SITE first."""
    named = os.environ.get("ARXL_SITE", "").split(os.pathsep)
    if os.path.exists(_NAMED):
        with open(_NAMED, encoding="utf-8") as file:
            named += file.read().splitlines()
    return [folder for folder in named if folder]


def found(module: str) -> ModuleType:
    """A module of arxl.

    Raises:
        ImportError: it or a library of it is not found; the text is a sentence for the user.
    """
    _look_there()
    try:
        return importlib.import_module(module)
    except Exception as error:
        version = ".".join(map(str, sys.version_info[:2]))
        looked = ", ".join(folders()) or "no folder"
        raise ImportError(
            f"LibreOffice's Python {version} does not find arxl ({error}). It looked into {looked}. Run arxl addin "
            f"install with Python {version}, or name in ARXL_SITE the folder site-packages that holds arxl. "
            "arxl doctor says more."
        ) from error


def _look_there() -> None:
    """Put the folders, and what their .pth files add, before everything else: the system may have an older numpy."""
    before = list(sys.path)
    for folder in folders():
        site.addsitedir(folder)
    linked = [folder for folder in sys.path if folder not in before]
    sys.path[:] = dict.fromkeys([*folders(), *linked, *before])
