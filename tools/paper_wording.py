"""What papers say, for whoever wants it said otherwise: src/arxl/papers/texts.json, docs/guide/wording.md.

The texts are the labels and sentences of the modules that put words on paper. The theme of a company may replace any of
them; a text that is not in texts.json is refused there.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from arxl.locale import LANGUAGES, wording

SOURCES = Path(__file__).resolve().parents[1] / "src" / "arxl"
TEXTS = Path("src", "arxl", "papers", "texts.json")
PAGE = Path("docs", "guide", "wording.md")

SPEAKERS = (
    "practices/*_words.py",
    "practices/addressee.py",
    "practices/contract_terms.py",
    "practices/delivery_note.py",
    "practices/evidence.py",
    "practices/dossier.py",
    "practices/letters.py",
    "practices/steering.py",
    "practices/work_list.py",
    "practices/limitation.py",
    "practices/promises.py",
    "practices/receipt_slip.py",
    "tables/buckets.py",
    "papers/letterhead.py",
    "papers/setting.py",
)
"""Besides them, every module of papers/ that has a template of its name."""

SILENT = frozenset(("papers/page.py", "papers/theme.py"))
"""What has a template of its name and says nothing on paper."""

_FAULTS = frozenset(("refused", "Fault", "Refused", "Faulty", "warning"))

_INTRODUCTION = """\
# The look and the words of your papers

Papers are printed with arxl's own theme until `theme_path` on the sheet Policy names a folder with a file `theme.typ`.
It holds only what you want otherwise; everything else stays arxl's.

```typst
#let accent = rgb("#7a1f3d")                      // titles, rules, the amount now due
#let logo = image("logo.svg", height: 12mm)       // a picture beside theme.typ
#let paper = "us-letter"                          // or "a4"
#let base-size = 9pt
#let note = [Closed on Sundays · www.example.com] // under every paper; or none

#let wording = (
  en: (
    "Statement of account": "Your account with us",
    "Please return one copy, signed and stamped, by {day}.": "Kindly sign, stamp and return by {day}.",
  ),
  ro: ("Stamp": "L.S."),
)
```

| Name | What it is |
|---|---|
| `accent` | colour of titles, rules and the amount now due |
| `shade` | colour behind the headings of tables |
| `quiet` | colour of captions and notes |
| `logo` | a picture, at the top right of the first page; `none` shows the company's name |
| `paper` | `"a4"`, `"us-letter"` or another size that typst knows |
| `base-size` | size of the letters |
| `note` | a line under every paper in the company's own words, or `none` |
| `slips` | `false` prints statements without payment coupon and dispute slip |
| `wording` | language (`en`, `es`, `ro`, `ko`, `zh_CN`, `zh_TW`) → arxl's English text → your text |

A name of your own begins with `_`. A text names arxl's English text as it stands in the list below; what stands in
braces is filled in, and your text may leave it out, never add to it. A mistake (a name or a text that means nothing, a
value of the wrong kind, a gap that the text does not have, a character that no font shows) is told by `arxl check` and
before anything is issued. Statements that are issued keep the words in which they were issued.

## What papers say

This list is generated from the source (`make generated`)."""


def files() -> dict[Path, bytes]:
    """The two files, by their path from the checkout."""
    texts = sorted(set(paper_texts()))
    return {
        TEXTS: (json.dumps(texts, ensure_ascii=False, indent=1) + "\n").encode(),
        PAGE: "\n".join((_INTRODUCTION, *_rows(texts), "")).encode(),
    }


def paper_texts() -> Iterator[str]:
    """Every label and sentence that is put on paper."""
    for path in sorted(SOURCES.rglob("*.py")):
        name = path.relative_to(SOURCES).as_posix()
        of_template = name.startswith("papers/") and path.with_suffix(".typ").exists()
        if name in SILENT:
            continue
        if of_template or any(fnmatch(name, pattern) for pattern in SPEAKERS):
            yield from _texts_in(ast.parse(path.read_text("utf-8")))


def _texts_in(node: ast.AST) -> Iterator[str]:
    """The texts of labels and sentences, without those of refusals."""
    called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
    if called in _FAULTS:
        return
    if called in ("label", "sentence") and isinstance(node, ast.Call):
        text = node.args[0]
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            yield text.value
    for child in ast.iter_child_nodes(node):
        yield from _texts_in(child)


def _rows(texts: list[str]) -> Iterator[str]:
    """A paragraph a text: English, and how the other languages say it."""
    for text in texts:
        yield ""
        yield f"- `{text}`"
        for language in LANGUAGES[1:]:
            yield f"  - {language}: {wording(language).text(text)}"
