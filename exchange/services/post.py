"""One POST to an address that somebody else chose.

The name is looked up once, every address found is judged, and the connection goes to one of these
and nowhere else: a name that answers differently the second time gains nothing. Nothing is
followed, no proxy is asked but the operator's WEBHOOK_PROXY, certificates are verified, and all of
it together takes no longer than it may, however slowly the other side and the resolver talk.
"""

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Timer
from time import monotonic
from typing import Final

from django.conf import settings

from exchange.models import Outcome
from exchange.rules.addresses import Target, WrongAddress, target_of
from exchange.rules.waits import asked_in
from exchange.services.lookups import NotSent
from exchange.services.ways import Way, open_tunnel, way_to

READ_AT_MOST: Final = 4096  # bytes of an answer; its sender may go on, nobody listens
EXCERPT: Final = 500  # characters of it that the log keeps
TRIED: Final = 3  # of the addresses of a name
CONNECT_SECONDS: Final = 5.0


@dataclass(frozen=True)
class Answer:
    """`asked`: for how many seconds the receiver asked to be left alone."""

    outcome: Outcome
    status: int | None = None
    excerpt: str = ""
    milliseconds: int = 0
    asked: int | None = None


def post(address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Never raises for what the other side does or fails to do."""
    began = monotonic()
    try:
        answer = _exchange(address, body, headers, until=began + settings.WEBHOOK_TIMEOUT)
    except NotSent as failed:
        answer = Answer(failed.outcome)
    passed = int((monotonic() - began) * 1000)
    return Answer(answer.outcome, answer.status, answer.excerpt, passed, answer.asked)


def _exchange(address: str, body: bytes, headers: Mapping[str, str], *, until: float) -> Answer:
    try:
        target = target_of(address)
    except WrongAddress:
        raise NotSent(Outcome.FORBIDDEN) from None
    way = way_to(target, until=until)
    link = _connected(way, until)
    with closing(link), _cut_off(link, until) as is_late:
        try:
            if way.tunnel:
                open_tunnel(link, way.tunnel)
            answer = _talk(_secured(link, target), target, body, headers)
        except ssl.SSLCertVerificationError:
            raise NotSent(Outcome.NOT_TRUSTED) from None
        except TimeoutError:
            raise NotSent(Outcome.TIMED_OUT) from None
        except (OSError, HTTPException, ValueError):
            raise NotSent(Outcome.TIMED_OUT if is_late() else Outcome.BROKEN) from None
        if is_late():  # it was cut off in the middle: nobody knows what the whole would have said
            raise NotSent(Outcome.TIMED_OUT)
        return answer


def _connected(way: Way, until: float) -> socket.socket:
    """The first that takes the connection: a name may stand for two families of addresses, of
    which this machine can reach one."""
    late = False
    for ip in way.ips[:TRIED]:
        left = min(CONNECT_SECONDS, until - monotonic())
        if left <= 0:
            break
        try:
            return socket.create_connection((str(ip), way.port), timeout=left)
        except TimeoutError:
            late = True
        except OSError:
            continue
    raise NotSent(Outcome.TIMED_OUT if late else Outcome.NO_CONNECTION)


@contextmanager
def _cut_off(link: socket.socket, until: float) -> Iterator[Callable[[], bool]]:
    """Ends the connection when its time is over, in whatever it waits then: the time-out of a
    socket begins anew with each byte, and one byte a second would keep a worker for hours."""
    late = False
    own = link.dup()  # stays open when encryption takes the first one over

    def end() -> None:
        nonlocal late
        late = True
        own.shutdown(socket.SHUT_RDWR)

    timer = Timer(max(0.0, until - monotonic()), end)
    timer.daemon = True
    timer.start()
    try:
        yield lambda: late
    finally:
        timer.cancel()
        own.close()


def _secured(link: socket.socket, target: Target) -> socket.socket:
    link.settimeout(settings.WEBHOOK_TIMEOUT)
    if target.scheme == "http":
        return link
    context = ssl.create_default_context(cafile=settings.WEBHOOK_CA_FILE or None)
    return context.wrap_socket(link, server_hostname=target.host)


def _talk(link: socket.socket, target: Target, body: bytes, headers: Mapping[str, str]) -> Answer:
    connection = HTTPConnection(target.host, target.port)
    connection.sock = link
    with closing(connection):
        connection.request("POST", target.path, body, {"Host": target.netloc, **headers})
        return _read(connection.getresponse())


def _read(response: HTTPResponse) -> Answer:
    return Answer(
        _outcome(response.status),
        response.status,
        _excerpt(response.read(READ_AT_MOST)),
        asked=asked_in(response.headers.get("Retry-After", "")),
    )


def _outcome(status: int) -> Outcome:
    if 200 <= status < 300:
        return Outcome.TAKEN
    return Outcome.REDIRECTED if 300 <= status < 400 else Outcome.REFUSED


def _excerpt(read: bytes) -> str:
    """Text for people's eyes: no signs that do something."""
    text = read.decode(errors="replace")
    return "".join(sign if sign.isprintable() else " " for sign in text)[:EXCERPT].strip()
