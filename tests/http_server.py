"""A real HTTP server for tests: keeps what it is sent, and fails, hangs, dawdles, redirects or
floods on order."""

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Taken:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


Order = Callable[["Handler"], None]


@dataclass
class Receiver:
    """`orders`: what to do with the next requests, then 204 again; `taken`: all that were read to
    their end; `released` ends what hangs."""

    taken: list[Taken] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    always: Order | None = None
    released: threading.Event = field(default_factory=threading.Event)
    port: int = 0
    scheme: str = "http"
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def address(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/hook"

    @property
    def ids(self) -> list[str]:
        return [one.id for one in self.taken]


class Handler(BaseHTTPRequestHandler):
    receiver: Receiver
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        with self.receiver.lock:
            self.receiver.taken.append(Taken(self.path, headers, body))
            order = self.receiver.always or answer(204)
            if self.receiver.orders:
                order = self.receiver.orders.pop(0)
        with suppress(ConnectionError):
            order(self)

    def log_message(self, *_args: Any) -> None:
        """Nothing on the terminal of the tests."""


def answer(status: int, body: bytes = b"", **headers: str) -> Order:
    def give(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        if status != 204:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return give


def hang(handler: Handler) -> None:
    handler.receiver.released.wait(30)
    handler.close_connection = True


def late(seconds: float) -> Order:
    def give(handler: Handler) -> None:
        handler.receiver.released.wait(seconds)
        answer(204)(handler)

    return give


def drip(handler: Handler) -> None:
    """A sign of the answer now and then, without end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _second in range(300):
        if handler.receiver.released.wait(0.1):
            break
        handler.wfile.write(b"a")
        handler.wfile.flush()
    handler.close_connection = True


def flood(handler: Handler) -> None:
    """Says two hundred megabytes and sends them for as long as somebody reads."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(200 * 1024 * 1024))
    handler.end_headers()
    handler.close_connection = True
    for _mebibyte in range(200):
        handler.wfile.write(b"x" * 1024 * 1024)


def break_off(handler: Handler) -> None:
    handler.close_connection = True


def babble(handler: Handler) -> None:
    """No HTTP at all."""
    handler.wfile.write(b"\x00\xff\x00 not a protocol\r\n\r\n")
    handler.close_connection = True


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_args: Any) -> None:
        """Whoever hangs up on it is expected."""


@contextmanager
def receiver(context: ssl.SSLContext | None = None, *, port: int = 0) -> Iterator[Receiver]:
    """Listens on the loopback; with a `context` behind TLS."""
    found = Receiver(scheme="https" if context else "http")
    handler = type("Handler", (Handler,), {"receiver": found})
    server = Server(("127.0.0.1", port), handler)
    if context:
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    found.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield found
    finally:
        found.released.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def until(holds: Callable[[], object], *, seconds: float = 5) -> None:
    """What comes of another thread, soon."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.01)
