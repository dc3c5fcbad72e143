"""Putting arxl into a LibreOffice that runs: the extension, and the Basic modules beside it.

Over UNO, and for the user whose profile it is: nothing of the system is written, and the program is asked, rather
than its files changed. `unopkg` would do the first part, but not for root. What was put in works from the next start
on; `session.remove` takes it out, and needs no arxl for it. In the user's library Standard only the modules
`basic.CELLS` and `basic.BOOKS` are touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from arxl.hosts.libreoffice import basic, build
from arxl.hosts.libreoffice.session import approval

_MANAGER = "/singletons/com.sun.star.deployment.ExtensionManager"
_LIBRARIES = "com.sun.star.script.ApplicationScriptLibraryContainer"
_STANDARD = "Standard"
_USER = "user"


def install(context: Any, extension: Path) -> None:
    """Put the extension and the Basic modules in, in the place of what is there from before.

    Args:
        context: UNO's, of the LibreOffice.
        extension: the .oxt file.

    Raises:
        Refused: the library Standard has a module of these names that is not arxl's.
    """
    library = _standard_library(context)
    for module in basic.forwarding_modules():
        basic.refuse_foreign(library, module)
    manager = context.getValueByName(_MANAGER)
    manager.addExtension(extension.resolve().as_uri(), (), _USER, manager.createAbortChannel(), approval())
    for module, text in basic.forwarding_modules().items():
        if library.hasByName(module):
            library.replaceByName(module, text)
        else:
            library.insertByName(module, text)
    _libraries(context).storeLibraries()


def version(context: Any) -> str:
    """The version of the extension that is installed for the user, "" where none is."""
    return next((str(found.Version) for found in _installed(context.getValueByName(_MANAGER))), "")


def _installed(manager: Any) -> Iterator[Any]:
    for found in manager.getDeployedExtensions(_USER, manager.createAbortChannel(), approval()):
        if found.Identifier.Value == build.IDENTIFIER:
            yield found


def _libraries(context: Any) -> Any:
    return context.ServiceManager.createInstanceWithContext(_LIBRARIES, context)


def _standard_library(context: Any) -> Any:
    libraries = _libraries(context)
    libraries.loadLibrary(_STANDARD)
    return libraries.getByName(_STANDARD)
