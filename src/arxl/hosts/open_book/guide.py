"""The guide that the button Help opens: what each button does and each function answers, in the company's language."""

from __future__ import annotations

import html
import tempfile
import webbrowser
from collections.abc import Iterator
from pathlib import Path

from arxl.errors import label
from arxl.functions.catalogue import CATALOGUE
from arxl.hosts.buttons import ALL_BUTTONS
from arxl.locale import Wording

_STYLE = """
body { font: 16px/1.5 sans-serif; color: #1F2A37; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
h1, h2 { color: #33566B } dt { font-weight: bold; margin-top: .8rem } dd { margin: 0 }
code { font-size: .9em; background: #F4F7F9; padding: 0 .2em }
"""


def write_guide(wording: Wording) -> Path:
    """Write the guide as a page, and let the system's browser show it; answers where the page is."""
    path = Path(tempfile.mkdtemp(prefix="arxl")) / f"arxl guide {wording.language}.html"  # nobody else writes there
    path.write_text(guide_page(wording), "utf-8")
    webbrowser.open(path.as_uri())
    return path


def guide_page(wording: Wording) -> str:
    """The page, as HTML."""
    functions = ((f"<code>={html.escape(str(each))}</code>", _text(wording, each.summary)) for each in CATALOGUE)
    parts = [
        "<!doctype html>",
        f'<html lang="{wording.language.replace("_", "-")}"><meta charset="utf-8"><title>arxl</title>',
        f"<style>{_STYLE}</style>",
        "<h1>arxl</h1>",
        f"<h2>{_text(wording, label('Buttons'))}</h2>",
        *_list((_text(wording, button.text), _text(wording, button.tip)) for button in ALL_BUTTONS),
        f"<h2>{_text(wording, label('Functions'))}</h2>",
        *_list(functions),
    ]
    return "\n".join(parts) + "\n"


def _list(entries: Iterator[tuple[str, str]]) -> Iterator[str]:
    yield "<dl>"
    for term, text in entries:
        yield f"<dt>{term}</dt><dd>{text}</dd>"
    yield "</dl>"


def _text(wording: Wording, text: str) -> str:
    return html.escape(wording.text(text))
