"""The extension arxl.oxt, built from the catalogue and the list of buttons: the same sources give the same bytes.

No LibreOffice is needed. The texts that it consists of stand in addin/libreoffice, beside the built file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from importlib.resources import files
from xml.etree.ElementTree import Element

from arxl import __version__
from arxl.errors import label
from arxl.hosts.libreoffice import basic, button_files, function_files, xcu
from arxl.hosts.libreoffice.office import OLDEST

IDENTIFIER = "org.arxl.addin"
FILE = "arxl.oxt"

SITE = "python/pythonpath/site.txt"
"""Folders in which LibreOffice's Python finds arxl and its libraries, one a line; `arxl addin install` names them."""

_NAMES = "python/pythonpath/arxl_names.py"
COMPONENTS = ("python/arxl_functions.py", "python/arxl_buttons.py", "python/pythonpath/arxl_site.py")
"""What is written by hand: as small as can be."""

_MEDIA = {
    function_files.IDL: "application/vnd.sun.star.uno-typelibrary;type=RDB",
    "python/arxl_functions.py": "application/vnd.sun.star.uno-component;type=Python",
    "python/arxl_buttons.py": "application/vnd.sun.star.uno-component;type=Python",
    function_files.DESCRIPTIONS: "application/vnd.sun.star.configuration-data",
    button_files.ADDONS: "application/vnd.sun.star.configuration-data",
    button_files.HANDLER: "application/vnd.sun.star.configuration-data",
    button_files.WINDOWS: "application/vnd.sun.star.configuration-data",
}
"""What LibreOffice registers, in this order: the types before the component that speaks them."""

_DESCRIPTION = "http://openoffice.org/extensions/description/2006"
_LIBREOFFICE = "http://libreoffice.org/extensions/description/2011"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip knows: the same sources, the same bytes


def extension(site: Sequence[str] = ()) -> bytes:
    """The extension.

    Args:
        site: folders in which LibreOffice's Python finds arxl and its libraries. None where it finds them by itself,
            or by the environment variable ARXL_SITE.
    """
    contents = dict(sources())
    if site:
        contents[SITE] = "".join(f"{folder}\n" for folder in site).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in contents.items():
            member = zipfile.ZipInfo(name, _EPOCH)  # not compressed: what a compressor writes depends on its version
            member.create_system = 3
            archive.writestr(member, content)
    return packed.getvalue()


def sources() -> Mapping[str, bytes]:
    """What stands in the extension, by name."""
    component = files("arxl.hosts.libreoffice").joinpath("component")
    return {
        "META-INF/manifest.xml": _manifest(),
        "description.xml": _description(),
        function_files.IDL: function_files.idl(),
        function_files.DESCRIPTIONS: function_files.descriptions(),
        button_files.ADDONS: button_files.addons(),
        button_files.HANDLER: button_files.handler(),
        button_files.WINDOWS: button_files.windows(),
        **button_files.icons(),
        _NAMES: function_files.names(),
        **{name: component.joinpath(name.removeprefix("python/")).read_bytes() for name in COMPONENTS},
    }


def forwarding_modules() -> Mapping[str, str]:
    """The Basic modules behind the names ARXL_AGING and the like; no extension can bring them along."""
    return basic.forwarding_modules()


def _manifest() -> bytes:
    root = Element("manifest:manifest", {"xmlns:manifest": "http://openoffice.org/2001/manifest"})
    for name, media in _MEDIA.items():
        entry = {"manifest:full-path": name, "manifest:media-type": media}
        root.append(Element("manifest:file-entry", entry))
    return xcu.document(root)


def _description() -> bytes:
    root = Element("description", {"xmlns": _DESCRIPTION, "xmlns:d": _DESCRIPTION, "xmlns:l": _LIBREOFFICE})
    root.append(Element("identifier", {"value": IDENTIFIER}))
    root.append(Element("version", {"value": __version__}))
    needed = Element("dependencies")
    oldest = ".".join(map(str, OLDEST))
    needed.append(Element("l:LibreOffice-minimal-version", {"value": oldest, "d:name": f"LibreOffice {oldest}"}))
    root.append(needed)
    names = Element("display-name")
    for language, text in xcu.in_six_languages(label("arxl: receivables in Calc")).items():
        name = Element("name", {"lang": language})
        name.text = text
        names.append(name)
    root.append(names)
    return xcu.document(root)
