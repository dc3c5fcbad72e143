"""The ribbon: the tab ARXL with a button for each of `hosts.buttons`.

The customUI is that of 2009, which Excel reads from 2010 on.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from arxl.errors import label
from arxl.hosts.buttons import ALL_BUTTONS, BUTTONS, DESK_BUTTONS, Button
from arxl.hosts.icons import icon
from arxl.locale import Wording

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
CALLBACK = "ArxlButtons.ArxlPressed"
"""Module and procedure of the VBA (`wrappers.buttons_module`)."""

PART = "customUI/customUI14.xml"
_RELATIONSHIPS = "customUI/_rels/customUI14.xml.rels"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_ICON_SIZE = 64
"""Pixels; Excel draws it at 32, and at 64 on a screen of twice the density."""

_GROUP, _DESK = label("Receivables"), label("Credit desk")
_TAB_KEY = "Y"


def ribbon(words: Wording) -> str:
    """The customUI part in a language."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        f"<customUI xmlns={quoteattr(NAMESPACE)}>",
        "  <ribbon>",
        "    <tabs>",
        f'      <tab id="arxlTab" label="ARXL" keytip="{_TAB_KEY}">',
        f'        <group id="arxlGroup" label={quoteattr(words.text(_GROUP))}>',
        *(f"          {_button(button, words, 'large')}" for button in BUTTONS),
        "        </group>",
        f'        <group id="arxlDesk" label={quoteattr(words.text(_DESK))}>',
        *(f"          {_button(button, words, 'normal')}" for button in DESK_BUTTONS),
        "        </group>",
        "      </tab>",
        "    </tabs>",
        "  </ribbon>",
        "</customUI>",
    ]
    return "\n".join([*lines, ""])


def _button(button: Button, words: Wording, size: str) -> str:
    text = words.text(button.text)
    attributes = {
        "id": f"arxl_{button.macro}",
        "label": text,
        "size": size,
        "image": button.macro,
        "screentip": text,
        "supertip": words.text(button.tip),
        "keytip": button.key_tip,
        "tag": button.macro,
        "onAction": CALLBACK,
    }
    return f"<button {' '.join(f'{name}={quoteattr(value)}' for name, value in attributes.items())}/>"


def icons() -> dict[str, bytes]:
    """Macro -> PNG."""
    return {button.macro: icon(button.macro, _ICON_SIZE) for button in ALL_BUTTONS}


def ribbon_parts(words: Wording) -> dict[str, bytes]:
    """The parts of a package that make the ribbon: the customUI, its pictures, and what relates both."""
    related = "".join(
        f'<Relationship Id="{button.macro}" Type="{_IMAGE}" Target="images/{button.macro}.png"/>'
        for button in ALL_BUTTONS
    )
    relationships = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{related}</Relationships>"
    )
    pictures = {f"customUI/images/{macro}.png": png for macro, png in icons().items()}
    return {PART: ribbon(words).encode(), _RELATIONSHIPS: relationships.encode(), **pictures}
