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
    spans = zip(starts, edges, strict=True)
    return (bucket_label(None, None), *(bucket_label(*span) for span in spans), bucket_label(edges[-1] + 1, None))


def bucket_label(first: int | None, last: int | None) -> str | Sentence:
    """The heading of one bucket, from its first and last day; neither where nothing is due yet.

    >>> str(bucket_label(31, 60)), str(bucket_label(61, None)), bucket_label(None, None)
    ('31–60 days', 'over 60 days', 'Not due')
    """
    if first is None:
        return label("Not due")
    if last is None:
        return sentence("over {last} days", last=first - 1)
    return sentence("{first}–{last} days", first=first, last=last)


def span_of(heading: str | Sentence) -> tuple[int | None, int | None]:
    """First and last day of the bucket that a heading names.

    >>> [span_of(heading) for heading in bucket_labels((30, 60), "due")]
    [(None, None), (1, 30), (31, 60), (61, None)]
    """
    if not isinstance(heading, Sentence):
        return None, None
    first, last = heading.values.get("first"), heading.values["last"]
    assert isinstance(last, int)
    return (first, last) if isinstance(first, int) else (last + 1, None)
