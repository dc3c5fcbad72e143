"""What tells LibreOffice of the buttons: a menu and a toolbar with icons (Addons.xcu), and who carries them out.

A button's address is `org.arxl:macro?age`; the component beside it (`component/arxl_buttons.py`) is asked for every
address that begins with `org.arxl:`.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from arxl.errors import label
from arxl.hosts.buttons import ALL_BUTTONS, BUTTONS, DESK_BUTTONS, Button
from arxl.hosts.icons import icon
from arxl.hosts.libreoffice import xcu

ADDONS = "Addons.xcu"
HANDLER = "ProtocolHandler.xcu"
WINDOWS = "CalcWindowState.xcu"

HANDLER_SERVICE = "org.arxl.Buttons"
PROTOCOL = "org.arxl:"
MACRO = f"{PROTOCOL}macro?"
STOP = f"{PROTOCOL}stop"

_ICON_SIZES = {"ImageSmallURL": 16, "ImageBigURL": 26}
"""LibreOffice's two sizes of icons, in pixels."""

TITLE = "ARXL"
_TOOLBAR = "org.arxl.toolbar"
_STOP_TEXT = label("Stop")
_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_STRING = "xs:string"
_MENU, _BAR = (BUTTONS, DESK_BUTTONS), (BUTTONS,)  # a bar of all would be wider than the screen
_ICONS_AND_TEXT = "2"


def addons() -> bytes:
    """The menu and the toolbar of Calc."""
    menu = xcu.node(
        "org.arxl.menu",
        xcu.value("Title", {"en": TITLE}, kind=_STRING),
        xcu.value("Context", _CALC, kind=_STRING),
        xcu.group("Submenu", *_items(_MENU)),
    )
    return xcu.component(
        "Addons",
        "org.openoffice.Office",
        xcu.group(
            "AddonUI",
            xcu.group("OfficeMenuBar", menu),
            xcu.group("OfficeToolBar", xcu.node(_TOOLBAR, *_items(_BAR))),
            xcu.group("Images", *(_image(name, address) for name, address in _pictured().items())),
        ),
    )


def icons() -> dict[str, bytes]:
    """The icons of menu and toolbar, by their place in the extension."""
    return {_icon(name, size): icon(name, size) for name in _pictured() for size in _ICON_SIZES.values()}


def _pictured() -> dict[str, str]:
    """Icon -> the address that it stands for."""
    return {**{button.macro: f"{MACRO}{button.macro}" for button in ALL_BUTTONS}, "stop": STOP}


def _image(name: str, address: str) -> Element:
    """Which icons an address has; `%origin%` is where the extension lies unpacked."""
    urls = (xcu.value(key, f"%origin%/{_icon(name, size)}", kind=_STRING) for key, size in _ICON_SIZES.items())
    return xcu.node(
        f"org.arxl.image.{name}", xcu.value("URL", address, kind=_STRING), xcu.group("UserDefinedImages", *urls)
    )


def _icon(name: str, size: int) -> str:
    return f"icons/{name}_{size}.png"


def windows() -> bytes:
    """The toolbar's name and place; without them it would be "Add-On 1", and float."""
    toolbar = xcu.node(
        f"private:resource/toolbar/addon_{_TOOLBAR}",
        xcu.value("UIName", {"en": TITLE}, kind=_STRING),
        xcu.value("Docked", "true", kind="xs:boolean"),
        xcu.value("DockPos", "0,2", kind=_STRING),  # a line of its own, below the two that are there
        xcu.value("Visible", "true", kind="xs:boolean"),
        xcu.value("Style", _ICONS_AND_TEXT, kind="xs:int"),
    )
    states = xcu.group("UIElements", xcu.group("States", toolbar))
    return xcu.component("CalcWindowState", "org.openoffice.Office.UI", states)


def _items(groups: Sequence[Sequence[Button]]) -> list[Element]:
    """The buttons of each group and Stop, in order: LibreOffice sorts them by the names of their nodes."""
    listed = []
    for group in groups:
        listed += [*((f"{MACRO}{button.macro}", button.text) for button in group), ("private:separator", "")]
    listed.append((STOP, _STOP_TEXT))
    return [_item(f"item{place:02}", address, text) for place, (address, text) in enumerate(listed, start=1)]


def _item(name: str, address: str, text: str) -> Element:
    if not text:
        return xcu.node(name, xcu.value("URL", address, kind=_STRING))
    return xcu.node(
        name,
        xcu.value("URL", address, kind=_STRING),
        xcu.value("Title", xcu.in_six_languages(text), kind=_STRING),
        xcu.value("Target", "_self", kind=_STRING),
        xcu.value("Context", _CALC, kind=_STRING),
    )


def handler() -> bytes:
    """Who is asked for the buttons' addresses."""
    protocols = xcu.value("Protocols", f"{PROTOCOL}*", kind="oor:string-list")
    return xcu.component(
        "ProtocolHandler", "org.openoffice.Office", xcu.group("HandlerSet", xcu.node(HANDLER_SERVICE, protocols))
    )
