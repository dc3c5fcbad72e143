"""The house itself: layers, what README promises, and what no file may hold."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

import arxl

ROOT = Path(__file__).parents[1]
BINARY = (".png", ".mo", ".xlsx", ".xlsm", ".xlam", ".oxt", ".pdf", ".svg")


def tracked() -> list[Path]:
    """The files of the checkout that are text."""
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    return [ROOT / name for name in names if name and not name.endswith(BINARY)]


def test_layers_import_only_what_stands_lower(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == EXIT_STATUS_SUCCESS


def test_readme_shows_two_commands_and_two_pictures_that_exist():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    first_block = re.search(r"```\n(.*?)```", readme, re.DOTALL)
    assert first_block is not None
    assert first_block[1].split("\n")[:-1] == ["make demo", "make test"]
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", readme)
    assert len(pictures) >= 2
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_changelog_names_the_version():
    assert f"## {arxl.__version__} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_dependency_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    pins = {
        line.split("==")[0].lower().replace("_", "-") for line in (ROOT / "constraints.txt").read_text().split("\n")
    }
    missing = {
        name for text in wanted if (name := re.split(r"[><=\[ ]", text)[0].lower().replace("_", "-")) not in pins
    }
    assert not missing


def test_no_file_holds_an_address_of_a_registry_or_a_path_of_a_machine():
    here = "|".join(re.escape(str(path)) for path in (ROOT, Path(sys.prefix), Path.home()) if len(path.parts) > 2)
    forbidden = re.compile(rf"(extra-)?index-url|find-links|{here}")
    found = [
        f"{path.relative_to(ROOT)}: {line}"
        for path in tracked()
        if path.is_file() and path != Path(__file__)
        for line in path.read_text(encoding="utf-8", errors="replace").split("\n")
        if forbidden.search(line)
    ]
    assert not found


def test_the_command_line_loads_nothing_heavy_for_help():
    code = "import sys; from arxl.hosts.cli.arguments import parser; parser().format_help(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "babel", "rich", "pyarrow", "sqlite3", "typst"} & set(loaded)
