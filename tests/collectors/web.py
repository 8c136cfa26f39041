"""A real HTTP server for the tests of polling: each answer is what the test says, each request is kept."""

import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    """One request. Header names are in lower case, parameters have one value."""

    path: str
    params: dict[str, str]
    headers: dict[str, str]


@dataclass(frozen=True)
class Reply:
    """One answer. `length`: what Content-Length says, where that is not the body's own."""

    body: bytes | Iterable[bytes] = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None


Answer = Callable[[Asked], Reply]


class Web:
    """The server. `answer` may be changed while it runs."""

    def __init__(self, answer: Answer, context: ssl.SSLContext | None = None) -> None:
        self.answer = answer
        self.asked: list[Asked] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that hangs up
        if context:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port: int = self._server.server_address[1]
        self.scheme = "https" if context else "http"

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                params = {key: values[-1] for key, values in parse_qs(parts.query, True).items()}
                headers = {key.lower(): value for key, value in self.headers.items()}
                asked = Asked(parts.path, params, headers)
                web.asked.append(asked)
                _send(self, web.answer(asked))

            def log_message(self, *_: object) -> None:
                """The tests read `asked` instead."""

        return Handler

    @contextmanager
    def running(self) -> Iterator["Web"]:
        thread = Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield self
        self._server.shutdown()
        self._server.server_close()
        thread.join()


def _send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    chunks = [reply.body] if isinstance(reply.body, bytes) else reply.body
    handler.send_response_only(reply.status)
    for key, value in reply.headers.items():
        handler.send_header(key, value)
    if isinstance(reply.body, bytes) or reply.length is not None:
        size = len(reply.body) if isinstance(reply.body, bytes) else 0
        handler.send_header("Content-Length", str(reply.length if reply.length is not None else size))
    else:
        handler.send_header("Connection", "close")
    if reply.length is not None:
        handler.close_connection = True
    handler.end_headers()
    if reply.status == 304:
        return
    try:
        for chunk in chunks:
            handler.wfile.write(chunk)
            handler.wfile.flush()
    except OSError:
        handler.close_connection = True  # the client had enough
