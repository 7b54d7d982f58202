"""A real TCP server that speaks ClamAV's INSTREAM: finds EICAR, and hangs, babbles, breaks off or
goes away on order."""

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

EICAR: Final = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
FOUND: Final = "Eicar-Test-Signature"
HANG, BREAK_OFF = "hang", "break off"


class ScannerHandler(socketserver.BaseRequestHandler):
    server: "ScannerServer"

    def handle(self) -> None:
        try:
            self._talk()
        except (OSError, struct.error):
            return  # whoever called has hung up

    def _talk(self) -> None:
        says = self.server
        says.calls += 1
        order = says.orders.pop(0) if says.orders else ""
        if order == BREAK_OFF:
            return
        if order == HANG:
            says.over.wait(20)
            return
        if self._exactly(10) != b"zINSTREAM\0":
            self.request.sendall(b"UNKNOWN COMMAND\0")
            return
        content = self._content()
        if content is None:
            self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
            return
        says.taken.append(content)
        found = f"stream: {FOUND} FOUND" if EICAR in content else "stream: OK"
        self.request.sendall((order or found).encode() + b"\0")

    def _content(self) -> bytes | None:
        """None when more comes than is taken: the daemon hangs up then."""
        content = b""
        while length := struct.unpack(">I", self._exactly(4))[0]:
            content += self._exactly(length)
            if len(content) > self.server.most:
                return None
        return content

    def _exactly(self, size: int) -> bytes:
        told = b""
        while len(told) < size:
            chunk = self.request.recv(size - len(told))
            if not chunk:
                raise OSError
            told += chunk
        return told


class ScannerServer(socketserver.ThreadingTCPServer):
    """`orders`: what to do with the next calls, a word of this module or a whole answer; then as
    it should be. `most`: bytes that it takes. `taken`: what it was given."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int]) -> None:
        super().__init__(address, ScannerHandler)
        self.orders: list[str] = []
        self.taken: list[bytes] = []
        self.calls = 0
        self.most = 30 * 1024 * 1024
        self.over = threading.Event()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


@contextmanager
def scanner(port: int = 0) -> Iterator[ScannerServer]:
    server = ScannerServer(("127.0.0.1", port))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def nobody() -> str:
    """An address of this machine at which nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        told: Any = held.getsockname()
        return f"127.0.0.1:{told[1]}"
