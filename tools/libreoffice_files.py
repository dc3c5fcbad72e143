"""addin/libreoffice: the extension arxl.oxt, the texts that are built for it, and the Basic modules beside it.

What is written by hand stands in src/arxl/hosts/libreoffice/component.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from arxl.hosts.libreoffice import build

FOLDER = Path("addin", "libreoffice")


def files() -> Mapping[Path, bytes]:
    """What each file should hold now, by its path from the root."""
    modules = {f"{name}.bas": text.encode() for name, text in build.forwarding_modules().items()}
    texts = {name: content for name, content in build.sources().items() if name not in build.COMPONENTS}
    built = {build.FILE: build.extension()}
    return {FOLDER / name: content for name, content in {**texts, **modules, **built}.items()}
