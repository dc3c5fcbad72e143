"""Run by LibreOffice's own Python, not by the one that arxl is installed in: what only that one can find out or do.

`python session.py ORDER.json` prints one line of JSON. Which Python LibreOffice has is among the questions, so that
this module uses the standard library, and words that Python 3.8 knows; arxl itself comes in with an installation.

Every order has `paths`, the folders in which arxl and its libraries lie. `program` and `profile` are LibreOffice's.

    {"do": "look"}                                      which Python this is, and what it can import
    {"do": "install", "program", "profile", "file"}     puts the extension and the Basic modules in
    {"do": "remove", "program", "profile", "identifier", "modules", "mark"}
                                                        takes them out; needs neither arxl nor its libraries
    {"do": "ask", "program", "profile", "formulas"}     what cells with these formulas show, macros allowed
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

_PATIENCE_SECONDS = 90
_STARTS_AGAIN = 81  # LibreOffice has made its profile, and begins anew


def look(order: dict[str, Any]) -> dict[str, Any]:
    """Which Python this is, whether it talks to LibreOffice, and what it can import."""
    said: dict[str, Any] = {
        "program": sys.executable,
        "version": list(sys.version_info[:2]),
        "bits": 64 if sys.maxsize > 2**32 else 32,
        "found": {},
        "missing": {},
    }
    for name in ("uno", "numpy", "arxl"):
        try:
            said["found"][name] = str(getattr(__import__(name), "__version__", ""))
        except Exception as problem:  # whatever it is: the question is why
            said["missing"][name] = " ".join(str(problem).split())[:200]
    return said


def install(order: dict[str, Any]) -> None:
    """Put the extension and the Basic modules in."""
    with Office(order["program"], order["profile"]) as office:
        from arxl.hosts.libreoffice import installation

        installation.install(office.context, Path(order["file"]))


def remove(order: dict[str, Any]) -> None:
    """Take them out; what is not there, and modules that are not arxl's, are passed over.

    A module of arxl's begins with the mark; one that is empty has lost its file, and counts.
    """
    with Office(order["program"], order["profile"]) as office:
        libraries = office.service("com.sun.star.script.ApplicationScriptLibraryContainer")
        libraries.loadLibrary("Standard")
        library = libraries.getByName("Standard")
        for name in order["modules"]:
            text = str(library.getByName(name)).strip() if library.hasByName(name) else None
            if text is not None and (not text or text.startswith(order["mark"])):
                library.removeByName(name)
        libraries.storeLibraries()
        manager = office.context.getValueByName("/singletons/com.sun.star.deployment.ExtensionManager")
        agreed = approval()
        for found in manager.getDeployedExtensions("user", manager.createAbortChannel(), agreed):
            if found.Identifier.Value == order["identifier"]:
                manager.removeExtension(
                    found.Identifier.Value, found.Name, "user", manager.createAbortChannel(), agreed
                )


def ask(order: dict[str, Any]) -> list[dict[str, Any]]:
    """What cells with these formulas show."""
    with Office(order["program"], order["profile"]) as office:
        desktop = office.service("com.sun.star.frame.Desktop")
        properties = _property("Hidden", True), _property("MacroExecutionMode", 4)
        document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, properties)
        sheet = document.Sheets.getByIndex(0)
        cells = [sheet.getCellByPosition(0, row) for row in range(len(order["formulas"]))]
        for row, formula in enumerate(order["formulas"]):
            cells[row].setFormula(formula)
        answers = [{"text": cell.getString(), "value": cell.getValue(), "error": cell.getError()} for cell in cells]
        document.close(True)
        return answers


class Running(Exception):
    """LibreOffice runs already with this profile: it is the user's."""


class Office:
    """A LibreOffice without a screen, ended in the end."""

    def __init__(self, program: str, profile: str) -> None:
        import uno

        pipe = "arxl" + uuid.uuid4().hex
        self._process = subprocess.Popen(
            [
                program,
                "-env:UserInstallation=" + profile,
                "--headless",
                "--norestore",
                "--nologo",
                "--nodefault",
                "--nofirststartwizard",
                "--accept=pipe,name=" + pipe + ";urp;",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._address = "uno:pipe,name=" + pipe + ";urp;StarOffice.ComponentContext"
        self._local = uno.getComponentContext()
        self.context: Any = None

    def __enter__(self) -> Office:
        resolver = self._local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", self._local
        )
        end = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < end:
            if self._process.poll() not in (None, _STARTS_AGAIN):
                raise Running()
            try:
                self.context = resolver.resolve(self._address)
                return self
            except Exception:
                time.sleep(0.1)
        self._process.kill()
        raise TimeoutError("LibreOffice does not start")

    def service(self, name: str) -> Any:
        """A service of LibreOffice."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def __exit__(self, *error: object) -> None:
        with suppress(Exception):  # the bridge falls with the program
            self.service("com.sun.star.frame.Desktop").terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def approval() -> Any:
    """Agrees to what the extension manager asks; without anybody to ask, LibreOffice crashes."""
    import unohelper
    from com.sun.star.task import XInteractionHandler
    from com.sun.star.ucb import XCommandEnvironment

    class Approval(unohelper.Base, XCommandEnvironment, XInteractionHandler):  # type: ignore[misc]
        def getInteractionHandler(self) -> Any:  # noqa: N802
            return self

        def getProgressHandler(self) -> Any:  # noqa: N802
            return None

        def handle(self, request: Any) -> None:
            request.getContinuations()[0].select()  # the first is to approve, the second to stop

    return Approval()


def _property(name: str, value: object) -> Any:
    import uno

    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


_ORDERS = {"look": look, "install": install, "remove": remove, "ask": ask}


def main() -> None:
    """Do what the order says."""
    with open(sys.argv[1], encoding="utf-8") as file:
        order = json.load(file)
    sys.path[:1] = order["paths"]  # in the place of this module's folder, and before an older numpy of the system
    try:
        answer: dict[str, Any] = {"answer": _ORDERS[order["do"]](order)}
    except Running:
        answer = {"running": True}
    except Exception as problem:
        answer = {"problem": _told(problem)}
    print(json.dumps(answer))


def _told(problem: Exception) -> str | list[list[str]]:
    """A refusal of arxl's part by part; anything else in a line."""
    faults = getattr(problem, "faults", None)
    if faults:
        return [[fault.place, str(fault.fact), str(fault.remedy)] for fault in faults]
    return type(problem).__name__ + ": " + " ".join(str(problem).split())[:300]


if __name__ == "__main__":
    main()
