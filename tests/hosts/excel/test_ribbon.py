"""The ribbon: valid by the rules of Microsoft's schema, its callbacks in the VBA, its pictures in the package."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

import pytest
from PIL import Image

from arxl.hosts.buttons import ALL_BUTTONS
from arxl.hosts.excel.build import addin, vba_sources
from arxl.hosts.excel.package import unpacked
from arxl.hosts.excel.ribbon import NAMESPACE, PART, ribbon
from arxl.locale import LANGUAGES, wording

# What the schema customUI14 (Office 2010) says of the elements that the ribbon is made of: children with their numbers,
# attributes with the patterns of their types. What is not listed here is not allowed.
NAME = r"[\w.]{1,1024}"
TEXT = r"(?s).{1,1024}"
KEYS = r"\S{1,3}"
ELEMENTS: dict[str, tuple[dict[str, tuple[int, int]], dict[str, str], set[str]]] = {
    "customUI": ({"ribbon": (0, 1)}, {}, set()),
    "ribbon": ({"tabs": (0, 1)}, {"startFromScratch": "true|false"}, set()),
    "tabs": ({"tab": (1, 100)}, {}, set()),
    "tab": ({"group": (0, 100)}, {"id": NAME, "label": TEXT, "keytip": KEYS}, {"id"}),
    "group": ({"button": (0, 1000), "separator": (0, 1000)}, {"id": NAME, "label": TEXT, "keytip": KEYS}, {"id"}),
    "button": (
        {},
        {
            **{"id": NAME, "label": TEXT, "screentip": TEXT, "supertip": TEXT, "keytip": KEYS, "tag": TEXT},
            **{"image": TEXT, "imageMso": NAME, "onAction": r"[\w.!']{1,1024}", "size": "normal|large"},
        },
        {"id"},
    ),
}
CALLBACK = re.compile(r"^Public Sub (\w+)\(control As IRibbonControl\)$", re.MULTILINE)


def violations(element: ElementTree.Element) -> list[str]:
    """Where an element or one below it breaks the rules."""
    name = element.tag.removeprefix(f"{{{NAMESPACE}}}")
    if name not in ELEMENTS:
        return [f"{name} is not known"]
    children, attributes, required = ELEMENTS[name]
    found = [
        f"{name}: {key}={value!r}"
        for key, value in element.items()
        if not re.fullmatch(attributes.get(key, "(?!)"), value)
    ]
    found += [f"{name}: no {key}" for key in required - set(element.keys())]
    inside = [child.tag.removeprefix(f"{{{NAMESPACE}}}") for child in element]
    found += [f"{name}: {child}" for child in inside if child not in children]
    found += [
        f"{name}: {inside.count(child)} {child}"
        for child, (least, most) in children.items()
        if not least <= inside.count(child) <= most
    ]
    found += [f"{name}: text"] if (element.text or "").strip() else []
    return found + [each for child in element for each in violations(child)]


@pytest.fixture(params=LANGUAGES)
def root(request: pytest.FixtureRequest) -> ElementTree.Element:
    return ElementTree.fromstring(ribbon(wording(request.param)))


def buttons(root: ElementTree.Element) -> list[ElementTree.Element]:
    return list(root.iter(f"{{{NAMESPACE}}}button"))


def test_the_rules_hold(root: ElementTree.Element):
    assert violations(root) == []


@pytest.mark.parametrize(
    "wrong",
    [
        ribbon(wording("en")).replace("<tabs>", "<tabs><button/>"),
        ribbon(wording("en")).replace('keytip="C"', 'keytip="C TT"'),
        ribbon(wording("en")).replace(' size="large"', ' size="huge"', 1),
        ribbon(wording("en")).replace(' id="arxlTab"', ""),
        ribbon(wording("en")).replace("onAction", "onaction", 1),
    ],
)
def test_the_rules_can_be_broken(wrong: str):
    assert violations(ElementTree.fromstring(wrong))


def test_ids_and_key_tips_are_unique(root: ElementTree.Element):
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == len(ALL_BUTTONS) + 3
    keys = [button.get("keytip") for button in buttons(root)]
    assert keys == [button.key_tip for button in ALL_BUTTONS]
    assert not [key for key in keys for other in keys if key != other and str(other).startswith(str(key))]


def test_every_button_says_what_it_does_in_the_language_of_the_addin():
    for language in LANGUAGES:
        words = wording(language)
        shown = buttons(ElementTree.fromstring(ribbon(words)))
        assert [(each.get("label"), each.get("supertip")) for each in shown] == [
            (words.text(button.text), words.text(button.tip)) for button in ALL_BUTTONS
        ]


def test_every_callback_is_in_the_vba_with_the_signature_of_a_button():
    sources = vba_sources(wording("en"), "ActiveWorkbook")
    for button in buttons(ElementTree.fromstring(ribbon(wording("en")))):
        module, _, procedure = str(button.get("onAction")).partition(".")
        assert procedure in CALLBACK.findall(sources[module])
        assert button.get("tag") in {each.macro for each in ALL_BUTTONS}


def test_every_picture_is_in_the_package_and_is_one():
    parts = unpacked(addin("en"))
    related = {
        each.get("Id"): f"customUI/{each.get('Target')}"
        for each in ElementTree.fromstring(parts["customUI/_rels/customUI14.xml.rels"])
    }
    pictures = [parts[related[button.get("image")]] for button in buttons(ElementTree.fromstring(parts[PART]))]
    for content in pictures:
        with Image.open(io.BytesIO(content)) as picture:
            picture.load()
            assert (picture.format, picture.size, picture.mode) == ("PNG", (64, 64), "RGBA")
            drawn = sum(picture.getchannel("A").histogram()[1:])
            assert 64 * 64 // 10 < drawn < 64 * 64
    assert len(set(pictures)) == len(ALL_BUTTONS)
