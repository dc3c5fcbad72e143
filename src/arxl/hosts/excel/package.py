"""Workbook packages with macros: an add-in made from nothing, and a workbook that gets its macros.

A workbook that gets macros keeps every part byte for byte, but for what must say so: content types, relationships, and
the code names by which the VBA project knows the workbook and its sheets.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from importlib import metadata
from typing import NamedTuple
from xml.etree import ElementTree

from arxl import __version__
from arxl.errors import label
from arxl.hosts.excel.project import Kind, Module
from arxl.locale import Wording

PROJECT_PART = "xl/vbaProject.bin"

_DAY = (1980, 1, 1, 0, 0, 0)
_TYPES = "[Content_Types].xml"
_PACKAGE_RELATIONSHIPS = "_rels/.rels"
_ABOUT = "docProps/core.xml"
_WORKBOOK = "xl/workbook.xml"
_WORKBOOK_RELATIONSHIPS = "xl/_rels/workbook.xml.rels"

_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RIBBON_TYPE = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_PROJECT_TYPE = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_PROJECT_CONTENT = "application/vnd.ms-office.vbaProject"
_PLAIN_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_CONTENT = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADDIN_CONTENT = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
_SHEET_KINDS = {
    f"{_DOCUMENT}/worksheet": ("Sheet", Kind.WORKSHEET),
    f"{_DOCUMENT}/chartsheet": ("Chart", Kind.CHART_SHEET),
}
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TITLE = label("Receivables: aging, cash application, statements, supply. Functions ARXL_… and the tab ARXL.")

Parts = dict[str, bytes]


class Document(NamedTuple):
    """The workbook or a sheet, as the VBA project knows it."""

    part: str
    code_name: str
    kind: Kind


def packed(parts: Mapping[str, bytes], *, compress: bool) -> bytes:
    """A package of these parts in their order; without compression its bytes are the same whatever compressor."""
    method = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as package:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, _DAY)
            member.create_system, member.external_attr, member.compress_type = 0, 0, method
            package.writestr(member, content)
    return stream.getvalue()


def unpacked(package: bytes) -> Parts:
    """Name -> content of the parts of a package, in their order."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


# --- an add-in -----------------------------------------------------------------------------------------------------


def versions(xlwings: str) -> str:
    """What an add-in is built from, and works with: arxl's own version, and one of xlwings."""
    return f"arxl {__version__}, xlwings {xlwings}"


def versions_of(addin: bytes) -> str:
    """What a built add-in says it is of; "" where it says nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(addin)) as archive:
            found = re.search(rb"<cp:version>([^<]*)<", archive.read(_ABOUT))
    except (zipfile.BadZipFile, KeyError):
        return ""
    return found[1].decode("utf-8", "replace") if found else ""


def addin_parts(words: Wording) -> Parts:
    """A workbook of one empty sheet that Excel loads as an add-in; macros and ribbon are still to come."""
    sheet = "xl/worksheets/sheet1.xml"
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    types = (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{_WORKBOOK}" ContentType="{_ADDIN_CONTENT}"/>'
        f'<Override PartName="/{sheet}" ContentType="'
        'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        f'<Override PartName="/{_ABOUT}" ContentType="{core}"/></Types>'
    )
    about = (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>ARXL</dc:title>'
        f"<dc:description>{words.text(_TITLE)}</dc:description>"
        f"<cp:version>{versions(metadata.version('xlwings'))}</cp:version></cp:coreProperties>"
    )
    about_relation = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    workbook = (
        f'{_HEAD}<workbook {main} xmlns:r="{_DOCUMENT}"><workbookPr/>'
        '<sheets><sheet name="ARXL" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    texts = {
        _TYPES: types,
        _PACKAGE_RELATIONSHIPS: _relationships(
            ("rId1", f"{_DOCUMENT}/officeDocument", _WORKBOOK), ("rId2", about_relation, _ABOUT)
        ),
        _ABOUT: about,
        _WORKBOOK: workbook,
        _WORKBOOK_RELATIONSHIPS: _relationships(("rId1", f"{_DOCUMENT}/worksheet", "worksheets/sheet1.xml")),
        sheet: f"{_HEAD}<worksheet {main}><sheetData/></worksheet>",
    }
    return {name: text.encode() for name, text in texts.items()}


def _relationships(*related: tuple[str, str, str]) -> str:
    inside = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in related)
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_HEAD}<Relationships xmlns="{namespace}">{inside}</Relationships>'


# --- a workbook that gets its macros -------------------------------------------------------------------------------


def documents(parts: Parts) -> list[Document]:
    """The workbook and its sheets in their order; what has no code name yet is named as Excel names it."""
    found = [Document(_WORKBOOK, _code_name(parts[_WORKBOOK], "workbookPr") or "ThisWorkbook", Kind.WORKBOOK)]
    related = {each.get("Id"): each for each in ElementTree.fromstring(parts[_WORKBOOK_RELATIONSHIPS])}
    workbook = ElementTree.fromstring(parts[_WORKBOOK])
    sheets = workbook.findall(".//{*}sheets/{*}sheet")
    targets = [related[sheet.get(f"{{{_DOCUMENT}}}id")] for sheet in sheets]
    names = [posixpath.normpath(posixpath.join("xl", target.get("Target", ""))) for target in targets]
    named = [_code_name(parts[name], "sheetPr") for name in names]
    taken = {name.lower() for name in named if name} | {found[0].code_name.lower()}
    for place, (name, target, code_name) in enumerate(zip(names, targets, named, strict=True), start=1):
        prefix, kind = _SHEET_KINDS[target.get("Type", "")]
        while not code_name:
            free = f"{prefix}{place}"
            code_name = "" if free.lower() in taken else free
            place += len(names)
        taken.add(code_name.lower())
        found.append(Document(name, code_name, kind))
    return found


def with_macros(parts: Parts, project: bytes, ribbon: Parts) -> Parts:
    """The parts of a workbook with a VBA project and a ribbon beside them."""
    changed = dict(parts)
    for part, code_name, kind in documents(parts):
        properties = "workbookPr" if kind is Kind.WORKBOOK else "sheetPr"
        if not _code_name(parts[part], properties):
            changed[part] = _named(parts[part], properties, code_name)
    types = parts[_TYPES].replace(_PLAIN_CONTENT.encode(), _MACRO_CONTENT.encode())
    for extension, content in (("bin", _PROJECT_CONTENT), ("png", "image/png")):
        types = _typed(types, extension, content)
    changed[_TYPES] = types
    changed[_WORKBOOK_RELATIONSHIPS] = _related(
        parts[_WORKBOOK_RELATIONSHIPS], "rIdMacros", _PROJECT_TYPE, posixpath.basename(PROJECT_PART)
    )
    changed[_PACKAGE_RELATIONSHIPS] = _related(
        parts[_PACKAGE_RELATIONSHIPS], "rIdRibbon", _RIBBON_TYPE, "customUI/customUI14.xml"
    )
    return {**changed, PROJECT_PART: project, **ribbon}


def document_modules(found: list[Document], workbook_code: str) -> list[Module]:
    """The modules of a workbook and its sheets, which the project must have."""
    return [Module(code_name, workbook_code if kind is Kind.WORKBOOK else "", kind) for _, code_name, kind in found]


def _code_name(xml: bytes, element: str) -> str:
    tag = re.search(rb"<%s\b[^>]*>" % element.encode(), xml)
    name = re.search(rb'\bcodeName="([^"]*)"', tag[0]) if tag else None
    return name[1].decode() if name else ""


def _named(xml: bytes, element: str, code_name: str) -> bytes:
    """The part with a code name in its properties, which come first in a sheet and after the version in a workbook."""
    attribute = f' codeName="{code_name}"'.encode()
    tag = re.search(rb"<%s\b" % element.encode(), xml)
    if tag:
        return xml[: tag.end()] + attribute + xml[tag.end() :]
    before = re.search(rb"<fileVersion\b[^>]*/>|<(?:workbook|worksheet|chartsheet)\b[^>]*>(?!\s*<fileVersion)", xml)
    if before is None:
        raise ValueError("not a workbook or a sheet")
    return xml[: before.end()] + b"<" + element.encode() + attribute + b"/>" + xml[before.end() :]


def _typed(types: bytes, extension: str, content: str) -> bytes:
    """Content types that know an extension.

    Raises:
        ValueError: they know it as something else.
    """
    known = re.search(rb'<Default [^>]*Extension="%s"[^>]*>' % extension.encode(), types)
    if known is None:
        default = f'<Default Extension="{extension}" ContentType="{content}"/>'.encode()
        return re.sub(rb"(<Types\b[^>]*>)", lambda found: found[1] + default, types, count=1)
    if content.encode() not in known[0]:
        raise ValueError(f"the package has other parts of the extension {extension}")
    return types


def _related(relationships: bytes, key: str, kind: str, target: str) -> bytes:
    added = f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'.encode()
    return relationships.replace(b"</Relationships>", added + b"</Relationships>")
