"""arxl into a real LibreOffice with a profile of its own, the doctor beside it, and out again."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from arxl.errors import Fault, Refused
from arxl.hosts.addin import doctor
from arxl.hosts.addin import install as addins
from arxl.hosts.addin.computer import Computer, Ran, this_computer
from arxl.hosts.addin.computer import run as computer_run
from arxl.hosts.addin.finding import Fine
from arxl.hosts.addin.install import Wish
from arxl.hosts.libreoffice.install import installed_extension, module_source, standard_library
from arxl.hosts.libreoffice.office import Office as Found
from arxl.hosts.libreoffice.office import office_here
from office import Office, import_uno, need_office

ENVIRONMENT = "-env:UserInstallation="
FOREIGN = "Sub Mine\nEnd Sub\n"


@pytest.fixture(scope="module")
def computer(tmp_path_factory: pytest.TempPathFactory) -> Computer:
    """This computer, with a home of the test's own."""
    need_office()
    import_uno()
    home = tmp_path_factory.mktemp("home")
    return replace(this_computer(), home=home, environment={})


@pytest.fixture(scope="module")
def installed(computer: Computer) -> Found:
    """A LibreOffice with arxl in it."""
    list(addins.install(computer, Wish(libreoffice=True)))
    return found(computer)


@pytest.fixture
def profile(installed: Found, tmp_path: Path) -> Path:
    """A copy of the profile, to break."""
    copy = tmp_path / "profile"
    shutil.copytree(installed.profile, copy)
    return copy


def found(computer: Computer, profile: Path | None = None) -> Found:
    office = office_here(computer, profile)
    assert office is not None
    return office


def faults(computer: Computer, profile: Path | None = None) -> list[str]:
    findings = doctor.findings(computer, profile)
    return [str(finding.fact) for finding in findings if isinstance(finding, Fault)]


def test_the_doctor_finds_nothing_wrong_with_an_installation(computer: Computer, installed: Found) -> None:
    findings = list(doctor.findings(computer))
    assert [finding for finding in findings if isinstance(finding, Fault)] == []
    said = "\n".join(map(str, (finding for finding in findings if isinstance(finding, Fine))))
    assert "a cell answers =ARXL.DUE_DATE" in said
    assert "a cell answers =ARXL_DUE_DATE" in said


def test_the_doctor_leaves_the_profile_as_it_is(computer: Computer, installed: Found) -> None:
    before = {path: path.stat().st_mtime_ns for path in installed.profile.rglob("*")}
    faults(computer)
    assert {path: path.stat().st_mtime_ns for path in installed.profile.rglob("*")} == before


def disable(profile: Path) -> None:
    with Office(profile) as office:
        manager = office.context.getByName("/singletons/com.sun.star.deployment.ExtensionManager")
        (extension,) = [
            one
            for one in manager.getDeployedExtensions("user", manager.createAbortChannel(), None)
            if one.Identifier.Value == "org.arxl.addin"
        ]
        manager.disableExtension(extension, manager.createAbortChannel(), None)


def forget_site(profile: Path) -> None:
    (site,) = profile.rglob("site.txt")
    site.write_text("/nowhere\n")


def forget_module(profile: Path) -> None:
    for module in profile.rglob("Arxl*.xba"):
        module.unlink()


def change_module(profile: Path) -> None:
    module = next(profile.rglob("ArxlCells.xba"))
    module.write_text(module.read_text("utf-8").replace("DUE_DATE", "DUE"), "utf-8")


def break_component(profile: Path) -> None:
    component = next(profile.rglob("arxl_functions.py"))
    component.write_text("raise ImportError('broken')\n")


HARMS: dict[Callable[[Path], None], str] = {
    disable: "arxl's extension is switched off.",
    forget_site: "LibreOffice uses the arxl in /nowhere;",
    forget_module: "the Basic module that passes formulas on to arxl is missing.",
    change_module: "the Basic module is not that of this arxl.",
    break_component: '=ARXL.DUE_DATE(DATE(2026;1;31);"NET 30") shows',
}


@pytest.mark.parametrize(("harm", "told"), HARMS.items(), ids=[harm.__name__ for harm in HARMS])
def test_the_doctor_names_what_is_broken(
    computer: Computer, profile: Path, harm: Callable[[Path], None], told: str
) -> None:
    harm(profile)
    assert faults(computer, profile)[0].startswith(told)


def test_installing_anew_heals_whatever_is_broken(computer: Computer, profile: Path) -> None:
    for harm in (disable, break_component, forget_site, change_module, forget_module):
        harm(profile)
    list(addins.install(computer, Wish(libreoffice=True, profile=profile)))
    assert faults(computer, profile) == []


def put_module(profile: Path, name: str, source: str) -> None:
    """What somebody does in the editor of macros."""
    with Office(profile) as office:
        libraries = office.context.ServiceManager.createInstanceWithContext(
            "com.sun.star.script.ApplicationScriptLibraryContainer", office.context
        )
        libraries.loadLibrary("Standard")
        library = libraries.getByName("Standard")
        if library.hasByName(name):
            library.removeByName(name)
        library.insertByName(name, source)
        libraries.storeLibraries()


def test_what_is_not_arxls_stays(computer: Computer, profile: Path) -> None:
    put_module(profile, "Mine", FOREIGN)
    here = found(computer, profile)
    said = list(addins.remove(computer, Wish(libreoffice=True, profile=profile)))
    assert len(said) == 3
    assert installed_extension(here) is None
    assert module_source(standard_library(here) / "Mine.xba") == FOREIGN
    assert not list(standard_library(here).glob("Arxl*"))
    assert list(addins.remove(computer, Wish(libreoffice=True, profile=profile))) == [
        "Nothing of arxl is installed there."
    ]


def test_a_libreoffice_that_runs_is_left_alone(computer: Computer, profile: Path) -> None:
    with Office(profile) as office:
        with pytest.raises(Refused, match="LibreOffice is running"):
            list(addins.install(computer, Wish(libreoffice=True, profile=profile)))
        assert office.open("private:factory/scalc").getSheets().getCount() == 1


def test_a_module_of_the_same_name_is_not_overwritten(computer: Computer, profile: Path) -> None:
    put_module(profile, "ArxlCells", FOREIGN)
    with pytest.raises(Refused, match="not arxl's"):
        list(addins.install(computer, Wish(libreoffice=True, profile=profile)))
    assert module_source(standard_library(found(computer, profile)) / "ArxlCells.xba") == FOREIGN


def test_removing_needs_no_python_that_can_load_arxl(computer: Computer, profile: Path, tmp_path: Path) -> None:
    """arxl was deleted, or LibreOffice came with another Python: that is when it is to go."""
    put_module(profile, "Mine", FOREIGN)
    own = replace(computer.python, paths=(tmp_path / "deleted",), version=(3, 99))
    said = list(addins.remove(replace(computer, python=own), Wish(libreoffice=True, profile=profile)))
    assert len(said) == 3
    assert_gone(found(computer, profile))


def without_python(computer: Computer, unopkg: Callable[[Sequence[str]], Ran]) -> Computer:
    """The same, but no Python of it talks to LibreOffice, and something plays its tool."""

    def run(command: Sequence[str]) -> Ran:
        if "--version" in command:
            return computer.run(command)
        return unopkg(command) if command[0].endswith("unopkg") else Ran(-1, "", "not found")

    return replace(computer, run=run)


def as_somebody(command: Sequence[str]) -> Ran:
    """Run by another user where the tests are root's, whom the tool refuses."""
    if os.geteuid() != 0:
        return computer_run(command)
    (profile,) = (part.removeprefix(ENVIRONMENT) for part in command if part.startswith(ENVIRONMENT))
    folder = Path(unquote(urlsplit(profile).path))
    subprocess.run(["chown", "-R", "nobody", folder], check=True)
    for above in folder.parents:
        above.chmod(above.stat().st_mode | 0o111)
    nobody = ["setpriv", "--reuid=nobody", "--clear-groups", "env", f"HOME={folder}"]
    return computer_run([*nobody, *command])


def test_without_any_python_the_own_tool_of_libreoffice_removes_it(computer: Computer, profile: Path) -> None:
    put_module(profile, "Mine", FOREIGN)
    said = list(addins.remove(without_python(computer, as_somebody), Wish(libreoffice=True, profile=profile)))
    assert len(said) == 3
    assert_gone(found(computer, profile))


def test_where_nothing_removes_the_extension_a_person_is_told_how(computer: Computer, profile: Path) -> None:
    refuses = without_python(computer, lambda command: Ran(1, "", "ERROR: Cannot run unopkg as root"))
    with pytest.raises(Refused, match="Extension Manager"):
        list(addins.remove(refuses, Wish(libreoffice=True, profile=profile)))
    assert installed_extension(found(computer, profile)) is not None


def test_a_libreoffice_that_runs_is_left_alone_without_python_too(computer: Computer, profile: Path) -> None:
    with Office(profile), pytest.raises(Refused, match="LibreOffice is running"):
        list(addins.remove(without_python(computer, as_somebody), Wish(libreoffice=True, profile=profile)))


def assert_gone(here: Found) -> None:
    """Nothing of arxl is left, what somebody wrote is, and LibreOffice says the same of itself."""
    assert installed_extension(here) is None
    assert not list(standard_library(here).glob("Arxl*"))
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", "root", here.profile], check=True)
    with Office(here.profile) as office:
        libraries = office.context.ServiceManager.createInstanceWithContext(
            "com.sun.star.script.ApplicationScriptLibraryContainer", office.context
        )
        libraries.loadLibrary("Standard")
        library = libraries.getByName("Standard")
        assert not {name for name in library.getElementNames() if name.startswith("Arxl")}
        assert library.getByName("Mine") == FOREIGN
