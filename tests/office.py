"""A LibreOffice of the tests' own: started without a screen, with an empty profile, spoken to over a pipe."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn, Self

import pytest

DEBIAN_PACKAGES = "/usr/lib/python3/dist-packages"  # Debian's `uno` loads in any CPython of the same minor version
MACROS = {"never": 0, "always": 4}


def import_uno() -> Any:
    """The module `uno`; skips the test where it is missing."""
    if DEBIAN_PACKAGES not in sys.path:
        sys.path.append(DEBIAN_PACKAGES)
    try:
        import uno
    except ImportError:
        _without("Python's bridge to LibreOffice (python3-uno) is not installed")
    return uno


def need_office() -> str:
    """The program; skips the test where it is missing."""
    program = shutil.which("soffice")
    if program is None:
        _without("LibreOffice is not installed")
    return program


def _without(reason: str) -> NoReturn:
    """A developer's run skips what a missing program would show; in CI that is a failure."""
    if os.environ.get("ARXL_CI"):
        pytest.fail(reason)
    pytest.skip(reason)


class Office:
    """One running LibreOffice.

    Args:
        profile: folder of the user's profile; made where it is missing. None is a new one.
        environment: added to that of the tests (PYTHONPATH for what its own Python is to see).
        screen: False runs without one; True needs DISPLAY.

    Attributes:
        address: where it listens.
    """

    def __init__(
        self, profile: Path | None = None, environment: dict[str, str] | None = None, *, screen: bool = False
    ) -> None:
        program, self._uno = need_office(), import_uno()
        self._folder = contextlib.ExitStack()
        self.profile = profile or Path(self._folder.enter_context(tempfile.TemporaryDirectory(prefix="office")))
        pipe = f"arxl{uuid.uuid4().hex}"
        self.address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
        self._process = subprocess.Popen(
            [
                program,
                f"-env:UserInstallation={self.profile.as_uri()}",
                *([] if screen else ["--headless"]),
                "--norestore",
                "--nologo",
                "--nodefault",
                "--nofirststartwizard",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})},
        )
        self.context = self._connected()
        self.desktop = self.context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", self.context)

    def open(self, path: Path | str, *, macros: str = "never", hidden: bool = True, **properties: object) -> Any:
        """A document; `private:factory/scalc` is a new workbook. Further properties as `loadComponentFromURL` has."""
        url = path if isinstance(path, str) else path.resolve().as_uri()
        said = {"Hidden": hidden, "MacroExecutionMode": MACROS[macros], **properties}
        return self.desktop.loadComponentFromURL(
            url, "_blank", 0, tuple(self._property(*pair) for pair in said.items())
        )

    def save(self, document: Any, path: Path, filter_name: str) -> None:
        """Save a document as a file of another kind, such as `calc_pdf_Export`."""
        document.storeToURL(path.resolve().as_uri(), (self._property("FilterName", filter_name),))

    def processor_seconds(self) -> float:
        """What the program has taken of all processors so far; 0 where the system does not tell (`/proc`)."""
        return sum(map(_processor_seconds, _with_children(self._process.pid)))

    def close(self) -> None:
        """End the program."""
        with contextlib.suppress(Exception):
            self.desktop.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._folder.close()

    def _connected(self) -> Any:
        local = self._uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(600):
            try:
                return resolver.resolve(self.address)
            except Exception:
                if self._process.poll() not in (None, 81):  # 81: it starts again after making its profile
                    break
                time.sleep(0.1)
        raise RuntimeError("LibreOffice does not start")

    def _property(self, name: str, value: object) -> Any:
        made = self._uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        made.Name, made.Value = name, value
        return made

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _with_children(process: int) -> list[int]:
    """A process and those that it started: `soffice` is a script."""
    found = [process]
    for tasks in Path(f"/proc/{process}/task").glob("*/children"):
        found += chain.from_iterable(map(_with_children, map(int, tasks.read_text().split())))
    return found


def _processor_seconds(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
