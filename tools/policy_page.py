"""docs/guide/policy.md: every row of the sheet Policy, from the dataclasses of tables/policy.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from arxl.tables.policy import POLICIES
from arxl.workbook.template_settings import policy_value

PAGE = Path("docs", "guide", "policy.md")

_INTRODUCTION = """\
# The sheet Policy

Every figure and every choice that arxl makes for you is a row of the sheet Policy: a key, its value, and what it does.
A row that is missing has its default. `--set KEY=VALUE` overrides a row for one run, `--buckets` and `--by` are short
for `buckets` and `aging_by`. A value that a key does not take is a fault, and a key that does not exist is named.

Besides, `map.<Table>.<Column>` names the header that a column has in your book: see
[What a workbook may look like](reading.md). `company_id`, `currency`, `country` and `language` belong on the sheet
Company, and can be set with `--set` as well.

This page is generated from the source (`make generated`)."""


def policy_page() -> str:
    """The page as Markdown."""
    return "\n".join((*_lines(), ""))


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    for policy in POLICIES:
        title = (policy.__doc__ or "").partition(": ")
        yield ""
        yield f"## {_sentence(title[2] or title[0])}"
        yield ""
        yield "| Key | Default | What it does |"
        yield "|---|---|---|"
        for setting in fields(policy):
            default = policy_value(setting.default, setting.default)
            takes = setting.metadata["choices"] or (("yes", "no") if isinstance(setting.default, bool) else ())
            either = f" One of {', '.join(f'`{choice}`' for choice in takes)}." if takes else ""
            shown = f"`{default}`" if default != "" else "blank"
            yield f"| `{setting.name}` | {shown} | {setting.metadata['text']}{either} |"


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:].strip().rstrip(".")
