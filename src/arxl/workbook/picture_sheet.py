"""A workbook of one sheet whose rows hold texts and pictures: for people who decide by what they see."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from xlsxwriter import Workbook

from arxl.workbook.kinds import Kind
from arxl.workbook.save import save_safely

_ROW_POINTS = 150  # height of a row: a thumbnail of a page is read in it
_ROW_PIXELS = _ROW_POINTS * 4 / 3
_PICTURE_WIDTHS = (22, 44, 44)  # characters: a page, two signature boxes
_TEXT_WIDTHS = (26, 16, 14, 16, 30, 44)
_PIXELS_A_CHARACTER = 7


class PictureRow(NamedTuple):
    """One row: texts, then PNG pictures; b"" is no picture."""

    texts: tuple[str, ...]
    pictures: tuple[bytes, ...]


def write_pictures(
    path: Path, title: str, headings: Sequence[str], rows: Sequence[PictureRow], inputs: Iterable[Path] = ()
) -> None:
    """Write the workbook.

    Raises:
        Refused: see `save_safely`.
    """
    save_safely(
        path, lambda file: _write(file, title, headings, rows), check=lambda _: None, inputs=inputs, kind=Kind.WORKBOOK
    )


def _write(file: BinaryIO, title: str, headings: Sequence[str], rows: Sequence[PictureRow]) -> None:
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(title[:31])
        head = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F4E79", "valign": "vcenter"})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        for col, (heading, width) in enumerate(zip(headings, (*_TEXT_WIDTHS, *_PICTURE_WIDTHS), strict=True)):
            sheet.set_column(col, col, width)
            sheet.write_string(0, col, heading, head)
        for at, row in enumerate(rows, 1):
            sheet.set_row(at, _ROW_POINTS)
            for col, cell in enumerate(row.texts):
                sheet.write_string(at, col, cell, text)
            for nth, picture in enumerate(row.pictures):
                if picture:
                    options = {"image_data": io.BytesIO(picture), "object_position": 2, "x_offset": 3, "y_offset": 3}
                    scale = _scale(picture, _PICTURE_WIDTHS[nth] * _PIXELS_A_CHARACTER - 6)
                    where = {"x_scale": scale, "y_scale": scale}
                    sheet.insert_image(at, len(row.texts) + nth, "copy.png", options | where)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)


def _scale(picture: bytes, most_wide: float) -> float:
    """So that the picture fits its cell: a PNG says its size in its first bytes."""
    wide, high = int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")
    return min(most_wide / max(wide, 1), (_ROW_PIXELS - 6) / max(high, 1), 1.0)
