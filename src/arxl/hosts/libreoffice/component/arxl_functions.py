"""The worksheet functions in LibreOffice: every call goes to arxl.hosts.libreoffice.function_calls.

arxl is loaded by the first call. An error never reaches a cell; a sentence does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import arxl_names
import arxl_site
import uno
import unohelper
from com.sun.star.lang import XServiceInfo, XServiceName
from org.arxl import XForwarded, XFunctions

SERVICE = "ARXL"
_ARRAY = "com.sun.star.script.ArrayWrapper"
SERVICES = ("com.sun.star.sheet.AddIn", SERVICE)


class Functions(unohelper.Base, XFunctions, XForwarded, XServiceInfo, XServiceName):  # type: ignore[misc]
    """Has every function of the catalogue as a method; its first argument is the document that calls, None in Basic."""

    def __init__(self, context: Any, *arguments: Any) -> None:
        self._context = context
        self._calls: Any = None
        self._flaw = ""

    def __getattr__(self, name: str) -> Callable[..., object]:
        if name not in arxl_names.CELLS and name not in arxl_names.TABLES:
            raise AttributeError(name)

        def method(document: Any, *given: object) -> object:
            return self.forwarded(name, given) if document is None else self._called(name, given, document)

        setattr(self, name, method)
        return method

    def forwarded(self, name: str, given: tuple[object, ...]) -> object:
        """A call that Basic passes on; a block goes back as what Basic takes for an array of two dimensions."""
        if not self._is_loaded():
            return self._flaw
        found = self._calls.forwarded(name, given, self._context)
        return uno.createUnoStruct(_ARRAY, True, found) if isinstance(found, tuple) else found

    def _called(self, name: str, given: tuple[object, ...], document: Any) -> object:
        if self._is_loaded():
            return self._calls.called(name, given, document)
        return self._flaw if name in arxl_names.CELLS else ((self._flaw,),)

    def _is_loaded(self) -> bool:
        if self._calls is None and not self._flaw:
            try:
                self._calls = arxl_site.found("arxl.hosts.libreoffice.function_calls")
            except ImportError as error:
                self._flaw = str(error)
        return not self._flaw

    def getServiceName(self) -> str:
        return SERVICE

    def getImplementationName(self) -> str:
        return SERVICE

    def supportsService(self, name: str) -> bool:
        return name in SERVICES

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        return SERVICES


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Functions, SERVICE, SERVICES)
