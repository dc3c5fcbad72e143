"""Configuration that an extension brings along (`.xcu`): nodes, properties, texts in six languages.

>>> text(node("N", value("Title", {"es": "Parar"})))
'<node oor:name="N" oor:op="replace"><prop oor:name="Title"><value xml:lang="es">Parar</value></prop></node>'
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from arxl.locale import LANGUAGES, Wording, wording

_NAMESPACES = {"oor": "http://openoffice.org/2001/registry", "xs": "http://www.w3.org/2001/XMLSchema"}


def component(name: str, package: str, *nodes: Element) -> bytes:
    """A whole file: what it adds to the component `package.name` of the configuration."""
    attributes = {f"xmlns:{prefix}": address for prefix, address in _NAMESPACES.items()}
    root = Element("oor:component-data", {**attributes, "oor:name": name, "oor:package": package})
    root.extend(nodes)
    return document(root)


def group(name: str, *children: Element) -> Element:
    """A node that is there already; its children are added to it."""
    made = Element("node", {"oor:name": name})
    made.extend(children)
    return made


def node(name: str, *children: Element) -> Element:
    """A member of a set."""
    made = Element("node", {"oor:name": name, "oor:op": "replace"})
    made.extend(children)
    return made


def value(name: str, content: str | Mapping[str, str], *, kind: str = "") -> Element:
    """A property: one text for all languages, or a text by language tag; `kind` where the schema leaves it open."""
    made = Element("prop", {"oor:name": name} | ({"oor:type": kind} if kind else {}))
    by_language = {"": content} if isinstance(content, str) else content
    for language, said in by_language.items():
        SubElement(made, "value", {"xml:lang": language} if language else {}).text = said
    return made


def in_six_languages(label: str) -> dict[str, str]:
    """A label by language tag; a translation that says what English says is left out, since English stands for it."""
    english, *others = map(wording, LANGUAGES)
    said = {tag(words): words.text(label) for words in others}
    return {"en": english.text(label)} | {language: text for language, text in said.items() if text != label}


def tag(words: Wording) -> str:
    """A language as XML names it: zh-TW."""
    return words.language.replace("_", "-")


def text(element: Element) -> str:
    """An element as it is written."""
    return ElementTree.tostring(element, "unicode")


def document(root: Element) -> bytes:
    """A file, one element a line."""
    ElementTree.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text(root)}\n'.encode()
