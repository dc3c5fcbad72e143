"""The pictures of README.md, from the sample company: `python tools/pictures.py`.

A statement is shown as it is printed, sheets as LibreOffice prints them. The sheets are set in Calibri, so that the
computer needs it or its twin Carlito, and for the names of Korean customers any Korean font.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from arxl.jobs.start import demo

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
CUSTOMER = "RO-05"  # a bounced receipt, a debit note, a bill in hand, something overdue
SHEETS: Mapping[str, tuple[int, float]] = {"dashboard.png": (0, 1.0), "aging.png": (1, 0.56)}
"""Picture -> page of the printed results, and how much of it from the top: a few lines tell enough."""

WIDE_PIXELS = 1200
EDGE = 14  # pixels left around what is shown
MOST_BYTES = 200_000


def main() -> int:
    """Write all pictures; answers the exit status."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        print("LibreOffice is not installed: it prints the sheets. Install libreoffice-calc.", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        done = demo(Path(folder) / "demo").month_end
        (paper,) = done.statements.folder.glob(f"* {CUSTOMER}.pdf")  # type: ignore[union-attr]
        write(PICTURES / "statement.png", below_each_other(page_of(paper, 0), inked(page_of(paper, -1))))
        printed = as_pdf(office, done.results, Path(folder))
        for name, (page, share) in SHEETS.items():
            write(PICTURES / name, upper_part(page_of(printed, page), share))
    return 0


def as_pdf(office: str, workbook: Path, folder: Path) -> Path:
    """The workbook as LibreOffice prints it, by a profile of its own."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(workbook)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / f"{workbook.stem}.pdf"


def page_of(path: Path, page: int) -> Image.Image:
    """A page as a picture, twice as large as it will be shown, so that it can be made smaller smoothly."""
    document = pypdfium2.PdfDocument(path)
    try:
        return document[range(len(document))[page]].render(scale=4).to_pil().convert("RGB")
    finally:
        document.close()


def below_each_other(first: Image.Image, second: Image.Image) -> Image.Image:
    """The page with the figures, and below it what stands on the one with the confirmation."""
    both = Image.new("RGB", (first.width, first.height + second.height), "white")
    both.paste(first, (0, 0))
    both.paste(second, (0, first.height))
    return both


def inked(picture: Image.Image) -> Image.Image:
    """A page down to the last line above its foot."""
    body = picture.crop((0, 0, picture.width, int(picture.height * 0.94)))
    box = ImageChops.difference(body, Image.new("RGB", body.size, "white")).getbbox()
    assert box is not None
    return body.crop((0, 0, picture.width, box[3]))


def upper_part(picture: Image.Image, share: float) -> Image.Image:
    """A printed sheet without the head and foot of its page, down to a share of its height."""
    width, height = picture.size
    return picture.crop((0, int(height * 0.055), width, int(height * 0.055 + height * 0.89 * share)))


def write(path: Path, picture: Image.Image) -> None:
    """Crop to what is shown, make small, and keep as many colours as the file has room for."""
    paper = Image.new("RGB", picture.size, "white")
    box = ImageChops.difference(picture, paper).getbbox()
    assert box is not None, path.name
    shown = picture.crop(box)
    shown = shown.resize((WIDE_PIXELS, round(shown.height * WIDE_PIXELS / shown.width)), Image.Resampling.LANCZOS)
    framed = Image.new("RGB", (shown.width + 2 * EDGE, shown.height + 2 * EDGE), "white")
    framed.paste(shown, (EDGE, EDGE))
    for colours in (256, 128, 64, 32, 16):
        framed.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        size = path.stat().st_size
        if size < MOST_BYTES:
            break
    print(f"{path.relative_to(PICTURES.parents[1])}: {framed.width} × {framed.height}, {size // 1000} kB")


if __name__ == "__main__":
    sys.exit(main())
