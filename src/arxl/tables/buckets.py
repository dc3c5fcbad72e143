"""Headings of the aging buckets (practice B3): a report, a statement and a worksheet function name them alike."""

from __future__ import annotations

from collections.abc import Sequence

from arxl.errors import Sentence, label, sentence


def bucket_labels(edges: Sequence[int], by: str) -> tuple[str | Sentence, ...]:
    """One heading a bucket, beginning with "Not due"; by document date the first age is 0.

    >>> [str(text) for text in bucket_labels((30, 60), "due")]
    ['Not due', '1–30 days', '31–60 days', 'over 60 days']
    >>> [str(text) for text in bucket_labels((30,), "document")]
    ['Not due', '0–30 days', 'over 30 days']
    """
    first = 0 if by == "document" else 1
    starts = [first, *(edge + 1 for edge in edges[:-1])]
    spans = [sentence("{first}–{last} days", first=a, last=b) for a, b in zip(starts, edges, strict=True)]
    return (label("Not due"), *spans, sentence("over {last} days", last=edges[-1]))
