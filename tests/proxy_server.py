"""A real HTTP proxy for tests: it notes what it is asked to connect to, and connects to where the
test says that this is."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Proxy:
    """`leads`: the port of this machine behind every name; `says`: its answer to CONNECT, "" for
    none at all."""

    leads: int = 0
    says: str = "HTTP/1.1 200 Connection established"
    port: int = 0
    asked: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


class Handler(socketserver.StreamRequestHandler):
    proxy: Proxy

    def handle(self) -> None:
        lines = []
        while (line := self.rfile.readline().decode().strip()) != "":
            lines.append(line)
        self.proxy.asked.append(lines[0])
        self.proxy.heads += lines[1:]
        if not self.proxy.says:
            self.proxy.released.wait(10)
            return
        self.wfile.write(f"{self.proxy.says}\r\n\r\n".encode())
        if " 200 " in self.proxy.says:
            self._join()

    def _join(self) -> None:
        with socket.create_connection(("127.0.0.1", self.proxy.leads)) as there:
            thread = threading.Thread(target=_pass_on, args=(there, self.connection), daemon=True)
            thread.start()
            _pass_on(self.connection, there)
            thread.join(5)


def _pass_on(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while told := source.recv(4096):
            sink.sendall(told)
        sink.shutdown(socket.SHUT_WR)


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def proxying() -> Iterator[Proxy]:
    found = Proxy()
    handler = type("Handler", (Handler,), {"proxy": found})
    with Server(("127.0.0.1", 0), handler) as server:
        found.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield found
        finally:
            found.released.set()
            server.shutdown()
