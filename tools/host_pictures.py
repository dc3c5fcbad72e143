"""The pictures of the guide that show LibreOffice: `python tools/host_pictures.py`.

arxl is put into a LibreOffice with a profile of its own, as `arxl addin install` does it. The sample company's workbook
is opened on a screen that nobody sees (Xvfb) and photographed (ImageMagick); xdotool presses the keys.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tests")]

import pictures  # noqa: E402
from arxl.hosts.addin.computer import this_computer  # noqa: E402
from arxl.hosts.addin.install import Wish, install  # noqa: E402
from arxl.hosts.libreoffice.office import office_here  # noqa: E402
from arxl.jobs.start import demo, new_book  # noqa: E402
from office import Office, import_uno  # noqa: E402

PROGRAMS = ("soffice", "Xvfb", "import", "xdotool")
SCREEN = ":97"
WIDE, HIGH = 1280, 720
POSITION_AND_SIZE = 15  # com.sun.star.awt.PosSize.POSSIZE
WHOLE, THOUSANDS = 3, 4  # the number formats 1,234 and 1,234.50
BOLD = 150.0  # com.sun.star.awt.FontWeight.BOLD

AGING = (
    '=ARXL_AGING($Deliveries.A1:N2978;$Receipts.A1:I2553;$B$1;$Credits.A1:G9;$Customers.A1:P61;"EUR";TRUE();"30,60,90")'
)
DUE_DATE = "=ARXL.DUE_DATE(B1;C1)"
MENU_ENTRIES_BEFORE = 9  # File to Tools
TEMPLATE = {"template-start.png": ("Start here", 1.0), "template-deliveries.png": ("Deliveries", 0.5)}
"""Picture -> sheet of the workbook to start from, and how much of the screen."""


def main() -> int:
    """Write the pictures; answers the exit status."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        print(f"These programs are missing: {', '.join(missing)}.", file=sys.stderr)
        return 1
    with TemporaryDirectory() as name, screen():
        folder = Path(name)
        computer = replace(this_computer(), home=folder / "home", environment={})
        list(install(computer, Wish(libreoffice=True)))
        found = office_here(computer)
        assert found is not None
        with Office(found.profile, {"DISPLAY": SCREEN}, screen=True) as office:
            document = office.open(demo(folder / "demo").book, hidden=False)
            try:
                photograph_all(office, document)
            finally:
                document.setModified(False)  # else LibreOffice asks whether to save, and waits
                document.close(True)
            photograph_template(office, folder / "Receivables 2026.xlsx")
    return 0


def photograph_template(office: Office, path: Path) -> None:
    """Sheets of the workbook to start from."""
    new_book(path, "en")
    document = office.open(path, hidden=False)
    try:
        tidy(office, document)
        for name, (sheet, share) in TEMPLATE.items():
            document.CurrentController.setActiveSheet(document.Sheets.getByName(sheet))
            photograph(name, share)
    finally:
        document.setModified(False)
        document.close(True)


def photograph_all(office: Office, document: Any) -> None:
    """Functions in cells, the menu, the wizard of functions."""
    report(document)
    tidy(office, document)
    photograph("libreoffice-functions.png", 1.0)
    press("F10", *["Right"] * MENU_ENTRIES_BEFORE, "Down")
    photograph("libreoffice-menu.png", 0.42)
    press("Escape", "Escape")
    document.CurrentController.select(document.Sheets.getByIndex(0).getCellRangeByName("D1"))
    press("ctrl+F2")
    photograph("libreoffice-wizard.png", 0.85)
    press("Escape")


def report(document: Any) -> None:
    """A sheet with one formula for the whole aging."""
    document.Sheets.insertNewByName("Report", 0)
    sheet = document.Sheets.getByIndex(0)
    sheet.getCellRangeByName("A1").String = "As of"
    sheet.getCellRangeByName("B1").setFormula("2026-10-31")
    sheet.getCellRangeByName("C1").String = "NET 30"
    sheet.getCellRangeByName("D1").setFormula(DUE_DATE)
    days = document.NumberFormats.queryKey("YYYY-MM-DD", document.CharLocale, False)
    sheet.getCellRangeByName("B1:D1").NumberFormat = days
    answer = sheet.getCellRangeByName("A3:I33")
    answer.setArrayFormula(AGING)
    answer.getCellRangeByPosition(0, 0, 8, 0).CharWeight = BOLD
    for row in range(1, 31):
        has_no_cents = answer.getCellByPosition(2, row).String in ("KRW", "TWD")
        answer.getCellRangeByPosition(3, row, 8, row).NumberFormat = WHOLE if has_no_cents else THOUSANDS
    answer.Columns.OptimalWidth = True


def tidy(office: Office, document: Any) -> None:
    """The toolbar where a user puts it, no side bar, the whole screen."""
    uno = import_uno()
    frame = document.CurrentController.Frame
    frame.ContainerWindow.setPosSize(0, 0, WIDE, HIGH, POSITION_AND_SIZE)
    shown = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    shown.Name, shown.Value = "Sidebar", False
    helper = office.context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.DispatchHelper", office.context
    )
    helper.executeDispatch(frame, ".uno:Sidebar", "", 0, (shown,))
    beside = uno.createUnoStruct("com.sun.star.awt.Point")
    beside.X, beside.Y = 0, 2
    top = uno.Enum("com.sun.star.ui.DockingArea", "DOCKINGAREA_TOP")
    for element in frame.LayoutManager.Elements:
        if "addon" in element.ResourceURL:
            frame.LayoutManager.dockWindow(element.ResourceURL, top, beside)
    document.CurrentController.select(document.Sheets.getByIndex(0).getCellRangeByName("A3"))


@contextlib.contextmanager
def screen() -> Iterator[None]:
    """A screen that nobody sees."""
    size = f"{WIDE}x{HIGH}x24"
    server = subprocess.Popen(["Xvfb", SCREEN, "-screen", "0", size], stderr=subprocess.DEVNULL)
    try:
        time.sleep(1)
        yield
    finally:
        server.terminate()
        server.wait()


def press(*keys: str) -> None:
    """Keys, and a moment for what they bring about."""
    subprocess.run(["xdotool", "key", *keys], check=True, env={**os.environ, "DISPLAY": SCREEN})
    time.sleep(2)


def photograph(name: str, share: float) -> None:
    """The screen, or its upper part, as a picture of the guide."""
    time.sleep(2)
    command = ["import", "-window", "root", "png:-"]
    seen = subprocess.run(command, check=True, capture_output=True, env={**os.environ, "DISPLAY": SCREEN}).stdout
    picture = Image.open(io.BytesIO(seen)).convert("RGB")
    pictures.write(pictures.PICTURES / name, picture.crop((0, 0, picture.width, int(picture.height * share))))


if __name__ == "__main__":
    sys.exit(main())
