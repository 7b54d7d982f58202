"""Calls of programs to the proxied site, over its own certificate, from an address of choice."""

import http.client
import json
import socket
import ssl
from dataclasses import dataclass
from typing import Any

from ports import HOST

from tests.journeys.proxied import NAME, Proxied


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Named(http.client.HTTPSConnection):
    """Asks for the site by its name, wherever it listens; only its own certificate will do."""

    def __init__(self, site: Proxied, *, name: str = NAME, source: str = HOST) -> None:
        self.told = ssl.create_default_context(cafile=str(site.certificate))
        super().__init__(name, 443, timeout=20, context=self.told)
        self.port_here, self.source = site.https, source

    def connect(self) -> None:
        plain = socket.create_connection((HOST, self.port_here), 20, (self.source, 0))
        self.sock = self.told.wrap_socket(plain, server_hostname=self.host)


def call(
    site: Proxied,
    address: str,
    form: dict[str, str] | None = None,
    *,
    name: str = NAME,
    source: str = HOST,
    **headers: str,
) -> Answer:
    """`form`: sent as JSON. `X_Y="…"` is the header X-Y, `X__Y` one with a line below."""
    line = Named(site, name=name, source=source)
    said = {key.replace("__", "\0").replace("_", "-").replace("\0", "_"): headers[key]
            for key in headers}  # fmt: skip
    content = json.dumps(form) if form is not None else None
    said |= {"Content-Type": "application/json"} if content else {}
    line.request("POST" if content else "GET", address, content, said)
    return _taken(line)


def call_plainly(port: int, address: str, **headers: str) -> Answer:
    """Without HTTPS: to the proxy's other port, or past the proxy."""
    line = http.client.HTTPConnection(HOST, port, timeout=20)
    line.request("GET", address, headers={key.replace("_", "-"): headers[key] for key in headers})
    return _taken(line)


def _taken(line: http.client.HTTPConnection) -> Answer:
    got = line.getresponse()
    body = got.read()
    line.close()
    return Answer(got.status, got.headers, body)
