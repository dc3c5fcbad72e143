"""Texts as numbers: rows of equal texts are grouped, joined and looked up by the code of their text.

>>> coded(np.array(["C-2", "C-1", "C-2"], object))
Coded(texts=['C-2', 'C-1'], code=array([0, 1, 0]))
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from arxl.kernels.arrays import Int64s, Texts


class Coded(NamedTuple):
    """A column of texts.

    Attributes:
        texts: the distinct ones, in the order in which they are first met.
        code: (N,) place of each row's text among them.
    """

    texts: list[str]
    code: Int64s


def coded(texts: Texts, known: Texts | None = None) -> Coded:
    """The column of texts as codes.

    Args:
        texts: (N,) the column.
        known: texts that every text of the column is among, each once; they are then the codes, met or not.
    """
    listed = texts.tolist()
    distinct = list(dict.fromkeys(listed)) if known is None else known.tolist()
    if len(distinct) <= 1:
        return Coded(distinct, np.zeros(len(listed), np.int64))
    places = {text: place for place, text in enumerate(distinct)}
    return Coded(distinct, np.fromiter(map(places.__getitem__, listed), np.int64, len(listed)))
