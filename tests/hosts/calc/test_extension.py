"""The extension is what the catalogue and the buttons say, in six languages, and the same bytes every time."""

from __future__ import annotations

import io
import itertools
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

import arxl
from arxl.functions.catalogue import CATALOGUE, Shape
from arxl.hosts.buttons import ALL_BUTTONS, BUTTONS, DESK_BUTTONS
from arxl.hosts.libreoffice import basic, build, button_files, function_files
from arxl.locale import LANGUAGES, wording

CHECKOUT = Path(__file__).resolve().parents[3]
OOR = "{http://openoffice.org/2001/registry}"
SEPARATOR = "private:separator"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

BUILD_ELSEWHERE = """
import sys
from arxl.hosts.libreoffice import build
sys.stdout.buffer.write(build.extension(["/opt/site"]))
"""


@pytest.fixture(scope="module")
def extension() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(build.extension(["/opt/site", "C:\\arxl\\site"])))


def named(root: ElementTree.Element, name: str) -> ElementTree.Element:
    """The one node or property of a name."""
    (found,) = (element for element in root.iter() if element.get(f"{OOR}name") == name)
    return found


def said(element: ElementTree.Element, name: str) -> dict[str, str]:
    """A property of a node: its text by language."""
    (found,) = (child for child in element if child.get(f"{OOR}name") == name)
    return {value.get(LANG, ""): value.text or "" for value in found}


def test_the_same_sources_give_the_same_bytes_wherever_they_are_built() -> None:
    world = {
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Seoul",
        "LC_ALL": "C",
        "PYTHONPATH": str(Path(arxl.__file__).parents[1]),
    }
    elsewhere = subprocess.run([sys.executable, "-c", BUILD_ELSEWHERE], env=world, check=True, capture_output=True)
    assert elsewhere.stdout == build.extension(["/opt/site"])


def test_what_is_registered_is_there_and_every_file_of_xml_can_be_read(extension: zipfile.ZipFile) -> None:
    names = extension.namelist()
    manifest = ElementTree.fromstring(extension.read("META-INF/manifest.xml"))
    listed = [value for entry in manifest for key, value in entry.attrib.items() if key.endswith("full-path")]
    assert set(listed) <= set(names)
    assert len(set(names)) == len(names)
    for name in names:
        if name.endswith((".xml", ".xcu")):
            ElementTree.fromstring(extension.read(name))
        elif name.endswith(".py"):
            compile(extension.read(name), name, "exec")


def test_the_version_is_that_of_the_package(extension: zipfile.ZipFile) -> None:
    description = ElementTree.fromstring(extension.read("description.xml"))
    found = {child.tag.partition("}")[2]: child.get("value") for child in description}
    assert found["version"] == arxl.__version__
    assert found["identifier"] == build.IDENTIFIER


def test_folders_of_the_site_are_named_only_where_they_are_given(extension: zipfile.ZipFile) -> None:
    assert extension.read(build.SITE).decode().splitlines() == ["/opt/site", "C:\\arxl\\site"]
    assert build.SITE not in zipfile.ZipFile(io.BytesIO(build.extension())).namelist()


def test_every_function_and_argument_is_described_in_six_languages() -> None:
    root = ElementTree.fromstring(function_files.descriptions())
    for function in CATALOGUE:
        described = named(root, function.name)
        assert said(described, "DisplayName") == {"en": f"ARXL.{function.name}"}
        summaries = said(described, "Description")
        parameters = {each.get(f"{OOR}name"): each for each in named(described, "Parameters")}
        assert list(parameters) == [function_files.internal_name(argument) for argument in function.arguments]
        for language in LANGUAGES:
            tag = language.replace("_", "-")
            assert summaries.get(tag, summaries["en"]) == wording(language).text(function.summary)
            for argument, parameter in zip(function.arguments, parameters.values(), strict=True):
                assert said(parameter, "Description")[tag] == function_files.argument_text(argument, wording(language))


def test_the_types_name_every_function_with_the_document_first_and_its_arguments_in_order() -> None:
    idl = function_files.idl().decode()
    for function in CATALOGUE:
        answer, _, rest = idl.partition(f" {function.name}(")
        given, _, _ = rest.partition(");")
        names = [part.split()[-1] for part in given.split(",")]
        assert names == ["document", *map(function_files.internal_name, function.arguments)]
        cell = function.result.shape is Shape.CELL
        assert answer.splitlines()[-1].split() == (["any"] if cell else ["sequence<", "sequence<", "any", ">", ">"])


@pytest.mark.parametrize("place", ["Submenu", "org.arxl.toolbar"])
def test_menu_and_toolbar_have_every_button_in_order_and_stop(place: str) -> None:
    items = list(named(ElementTree.fromstring(button_files.addons()), place))
    assert [item.get(f"{OOR}name") for item in items] == sorted(item.get(f"{OOR}name", "") for item in items)
    urls = [said(item, "URL")[""] for item in items]
    groups = (BUTTONS, DESK_BUTTONS) if place == "Submenu" else (BUTTONS,)
    listed = [url for group in groups for url in (*(f"org.arxl:macro?{each.macro}" for each in group), SEPARATOR)]
    assert urls == [*listed, "org.arxl:stop"]
    told = [item for item, url in zip(items, urls, strict=True) if url not in (SEPARATOR, "org.arxl:stop")]
    for item, button in zip(told, itertools.chain(*groups), strict=True):
        titles = said(item, "Title")
        for language in LANGUAGES:
            assert titles.get(language.replace("_", "-"), titles["en"]) == wording(language).text(button.text)


def test_each_function_stands_once_in_the_basic_modules_and_begins_with_arxls_mark() -> None:
    modules = build.forwarding_modules()
    assert all(text.startswith(basic.MARK) for text in modules.values())
    for function in CATALOGUE:
        (holder,) = (name for name, text in modules.items() if f"Function ARXL_{function.name}(" in text)
        assert holder == (basic.BOOKS if basic.is_over_tables(function) else basic.CELLS)
    assert "Option VBASupport 1" in modules[basic.BOOKS]
    assert "Option VBASupport" not in modules[basic.CELLS]


def test_built_files_are_those_in_git() -> None:
    folder = CHECKOUT / "addin" / "libreoffice"
    assert (folder / build.FILE).read_bytes() == build.extension(), "run: make generated"
    for name, text in build.forwarding_modules().items():
        assert (folder / f"{name}.bas").read_text("utf-8") == text, "run: make generated"


def test_every_button_and_stop_has_its_icon_in_two_sizes(extension: zipfile.ZipFile) -> None:
    images = named(ElementTree.fromstring(extension.read(button_files.ADDONS)), "Images")
    urls = [said(image, "URL")[""] for image in images]
    assert urls == [*(f"org.arxl:macro?{each.macro}" for each in ALL_BUTTONS), "org.arxl:stop"]
    seen = set()
    for image in images:
        own = named(image, "UserDefinedImages")
        for key, pixels in (("ImageSmallURL", 16), ("ImageBigURL", 26)):
            origin, _, place = said(own, key)[""].partition("/")
            content = extension.read(place)
            assert origin == "%origin%"
            assert Image.open(io.BytesIO(content)).size == (pixels, pixels)
            seen.add(content)
    assert len(seen) == 2 * len(urls)
