"""A server for one person on this computer: it shows the page and takes its forms until they are done.

It listens on 127.0.0.1 alone, under a path that nobody can guess, answers no other name than its own, and takes no
form that another page has sent: copies of statements and the right to confirm them are nobody else's.
"""

from __future__ import annotations

import secrets
import sys
import threading
from collections.abc import Callable, Container
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from arxl.hosts.review.desk import Desk, Form
from arxl.hosts.review.page import page_of

_MOST_BYTES = 64 << 10  # of a form
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"


class ReviewServer:
    """Serves one desk.

    Attributes:
        address: of the page.
    """

    def __init__(self, desk: Desk) -> None:
        self._server = _Server(desk)
        self.address = f"http://{self._server.name}{self._server.path}"

    def serve(self) -> None:
        """Serve until the reviewer is done."""
        try:
            self._server.serve_forever(poll_interval=0.2)
        finally:
            self._server.server_close()


class _Server(ThreadingHTTPServer):
    """What the requests share.

    Attributes:
        path: that nobody can guess.
        name: the one by which it is called.
        lock: one form after the other.
    """

    daemon_threads = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(("127.0.0.1", 0), _Request)
        self.desk, self.lock = desk, threading.Lock()
        self.path = f"/{secrets.token_urlsafe(24)}/"
        self.name = f"127.0.0.1:{self.server_port}"

    def page(self) -> bytes:
        """The page as the desk is now."""
        with self.lock:
            return page_of(self.desk, self.path).encode()

    def take(self, what: str, at: str, form: Form) -> bool:
        """Take a form; False where the desk has no such copy or page."""
        with self.lock:
            desk = self.desk
            takes: dict[str, tuple[Callable[[int, Form], None], Container[int]]] = {
                "copy": (desk.answer, range(len(desk.copies))),
                "page": (desk.match, desk.unmatched),
            }
            if what not in takes or not at.isdecimal() or int(at) not in takes[what][1]:
                return False
            takes[what][0](int(at), form)
            return True

    def stop(self) -> None:
        """End `serve_forever`, which waits for the request that asks for it."""
        threading.Thread(target=self.shutdown, daemon=True).start()

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no error; any other is said in one line."""
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError):
            print(f"arxl: an error of its own ({type(error).__name__}: {error}).", file=sys.stderr)


class _Request(BaseHTTPRequestHandler):
    """One request."""

    server: _Server
    timeout = 30  # of a connection that says nothing

    def do_GET(self) -> None:
        """The page."""
        if self.path == self.server.path and self._is_ours():
            self._answer(self.server.page())
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """A form: it changes the desk, and leads back to the page."""
        form = self._form()
        if form is None:
            self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        what, _, at = self.path.removeprefix(self.server.path).partition("/")
        if not (self.path.startswith(self.server.path) and self._is_ours() and self._comes_from_us()):
            self.send_error(HTTPStatus.NOT_FOUND)
        elif what == "done":
            self._answer(b"<!doctype html><meta charset=utf-8><title>arxl</title>")
            self.server.stop()
        elif self.server.take(what, at, form):
            self.send_response(HTTPStatus.SEE_OTHER)
            self.send_header("Location", f"{self.server.path}#{what}-{at}")
            self.end_headers()
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _is_ours(self) -> bool:
        """No page of another name that leads to this address: it would read ours."""
        return self.headers.get("Host", "") == self.server.name

    def _comes_from_us(self) -> bool:
        origin = self.headers.get("Origin")
        return origin is None or origin == f"http://{self.server.name}"

    def _form(self) -> Form | None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > _MOST_BYTES:
            return None
        fields = parse_qs(self.rfile.read(int(length)).decode("utf-8", "replace"), keep_blank_values=True)
        return {name: values[0] for name, values in fields.items()}

    def _answer(self, content: bytes) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "same-origin")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nobody reads a log of one person's clicks."""
