"""Where the site opens connections of its own. A new place must be looked at for what it may be
led to (SSRF), and is then written down here with what holds it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

OPENERS = {
    *("socket", "ssl", "urllib.request", "urllib3", "http.client", "httpx", "requests", "aiohttp"),
    *("smtplib", "ftplib", "imaplib", "poplib", "telnetlib", "xmlrpc.client", "websockets"),
    *("asyncio.streams", "paramiko", "pycurl", "grpc", "dns.resolver"),
}
# Programs started by the site could open connections too.
STARTERS = {"subprocess", "multiprocessing", "os.system", "os.popen", "pty"}
SERVERS = {"django.core.mail": "the operator's mail server", "redis": "the operator's Redis"}
HOLDS = {
    "exchange/services/post.py": "every address is resolved once, held to exchange.rules.addresses "
    "and connected to as resolved; nothing is followed",
    "exchange/services/lookups.py": "asks the resolver of the system, and connects to nothing",
    "exchange/services/ways.py": "speaks to the operator's WEBHOOK_PROXY over a connection of post",
    "agencies/services_letters.py": "exceptions alone; the operator's mail server",
    "measures/services/reminders/postman.py": "exceptions alone; the operator's mail server",
    "measures/services/files/clamd.py": "the operator's CLAMD_ADDRESS, and nothing else",
    "agencies/views_sign_in.py": "exceptions alone; the operator's OIDC_ISSUER, by allauth",
    "audit/context.py": "the name of this machine",
    "measures/services/reminders/run.py": "the name of this machine",
    "reports/services/parts.py": "the name of this machine",
}
APPS = (
    *("agencies", "audit", "config", "exchange", "measures", "planner", "publications", "reports"),
)


def modules(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


def is_one_of(name: str, wanted: set[str]) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in wanted)


def places(wanted: set[str]) -> dict[str, set[str]]:
    """File → which of the modules it uses."""
    found: dict[str, set[str]] = {}
    for app in APPS:
        for path in sorted((Path(settings.BASE_DIR) / app).rglob("*.py")):
            names = set(modules(ast.parse(path.read_text(encoding="utf-8"))))
            if used := {name for name in names if is_one_of(name, wanted)}:
                found[path.relative_to(settings.BASE_DIR).as_posix()] = used
    return found


def test_every_place_that_could_open_a_connection_is_known() -> None:
    assert sorted(places(OPENERS)) == sorted(HOLDS)


def test_only_webhooks_connect_to_where_people_say() -> None:
    """A scanner's address is the operator's. What else is imported there are names of faults, and
    the name of the machine."""
    served = (
        *("exchange/services/post.py", "exchange/services/lookups.py"),
        *("exchange/services/ways.py", "measures/services/files/clamd.py"),
    )
    used = {path: names for path, names in places(OPENERS).items() if path not in served}
    harmless = ("Exception", "Refused", "Error", "RequestException", "gethostname")
    calls = {
        (path, name)
        for path, names in used.items()
        for name in names
        if "." in name and not name.endswith(harmless)
    }
    assert calls == set()


def test_the_site_starts_no_programs() -> None:
    assert places(STARTERS) == {}


def test_a_new_place_would_be_found() -> None:
    texts = ["import requests", "from urllib import request", "import socket as s",
             "from http.client import HTTPConnection", "import urllib.request"]  # fmt: skip
    found = [any(is_one_of(name, OPENERS) for name in modules(ast.parse(text))) for text in texts]
    assert found == [True] * len(texts)
