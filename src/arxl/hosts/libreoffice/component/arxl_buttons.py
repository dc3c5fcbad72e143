"""The buttons in LibreOffice: every press goes to arxl.hosts.libreoffice.pressed."""

from __future__ import annotations

from typing import Any

import arxl_site
import uno
import unohelper
from com.sun.star.frame import XDispatch, XDispatchProvider
from com.sun.star.lang import XInitialization, XServiceInfo

PROTOCOL = "org.arxl:"
SERVICE = "org.arxl.Buttons"
SERVICES = ("com.sun.star.frame.ProtocolHandler", SERVICE)


class Buttons(unohelper.Base, XDispatchProvider, XDispatch, XInitialization, XServiceInfo):  # type: ignore[misc]
    """Is asked for all addresses that begin with `org.arxl:`, in one window."""

    def __init__(self, context: Any, *arguments: Any) -> None:
        self._context, self._frame = context, None

    def initialize(self, arguments: Any) -> None:
        self._frame = arguments[0] if arguments else None

    def queryDispatch(self, url: Any, target: str, flags: int) -> Buttons | None:
        return self if url.Complete.startswith(PROTOCOL) else None

    def queryDispatches(self, requests: Any) -> tuple[Buttons | None, ...]:
        return tuple(self.queryDispatch(each.FeatureURL, each.FrameName, each.SearchFlags) for each in requests)

    def dispatch(self, url: Any, arguments: Any) -> None:
        try:
            arxl_site.found("arxl.hosts.libreoffice.pressed").pressed(url.Complete, self._context, self._frame)
        except Exception as error:  # nobody sees what a button raises
            self._tell(str(error))

    def _tell(self, text: str) -> None:
        frame: Any = self._frame
        window = frame.ContainerWindow
        if window.isVisible():  # else nobody could close the box
            window.Toolkit.createMessageBox(
                window, uno.Enum("com.sun.star.awt.MessageBoxType", "ERRORBOX"), 1, "ARXL", text
            ).execute()

    def addStatusListener(self, listener: Any, url: Any) -> None:
        pass

    def removeStatusListener(self, listener: Any, url: Any) -> None:
        pass

    def getImplementationName(self) -> str:
        return SERVICE

    def supportsService(self, name: str) -> bool:
        return name in SERVICES

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        return SERVICES


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Buttons, SERVICE, SERVICES)
