"""Messages through the operator's proxy, and a resolver that does not answer."""

import socket
import threading
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any

import pytest

from agencies.errors import Refused
from exchange.models import Outcome
from exchange.rules.proxies import may_be_left_to_proxy, proxy_of
from exchange.services import lookups
from exchange.services.lookups import NotSent, look_up
from exchange.services.post import post
from exchange.services.webhooks import Terms, check_terms
from tests.http_server import receiver
from tests.proxy_server import Proxy, proxying

BODY, HEADERS = b'{"type":"ping"}', {"webhook-id": "chg_1"}
NAME = "gate.example.kz"
Names = dict[str, list[list[str]]]


@pytest.fixture
def proxy(settings: Any) -> Iterator[Proxy]:
    with proxying() as found:
        settings.WEBHOOK_PROXY = found.address
        yield found


@pytest.fixture
def behind(behind_tls: Callable[[str], Any], proxy: Proxy, settings: Any) -> Iterator[Any]:
    """A public server, which the proxy alone reaches: this machine may speak to no neighbour."""
    settings.WEBHOOK_ALLOWED_NETWORKS = []
    with behind_tls(NAME) as there:
        proxy.leads = there.port
        yield there


def sent(address: str = f"https://{NAME}/hook") -> Outcome:
    return post(address, BODY, HEADERS).outcome


def test_the_proxy_is_given_the_address_that_was_judged(
    behind: Any, proxy: Proxy, names: Names
) -> None:
    names[NAME] = [["2001:4860:4860::8888", "8.8.8.8"]]
    assert (sent(), behind.ids) == (Outcome.TAKEN, ["chg_1"])
    assert proxy.asked == ["CONNECT 8.8.8.8:443 HTTP/1.1"]
    assert behind.taken[0].headers["host"] == NAME
    assert not [line for line in proxy.heads if line.startswith("Proxy-Authorization")]


def test_a_password_of_the_proxy_goes_to_it_and_no_further(
    behind: Any, proxy: Proxy, names: Names, settings: Any
) -> None:
    settings.WEBHOOK_PROXY = proxy.address.replace("//", "//tracker:p%40ss@")
    names[NAME] = [["8.8.8.8"]]
    assert sent() == Outcome.TAKEN
    assert "Proxy-Authorization: Basic dHJhY2tlcjpwQHNz" in proxy.heads
    assert "proxy-authorization" not in behind.taken[0].headers


@pytest.mark.parametrize("resolves", [False, True])
@pytest.mark.parametrize("ip", ["10.0.0.5", "127.0.0.1", "169.254.169.254"])
def test_what_leads_inside_is_not_asked_of_the_proxy_either(
    proxy: Proxy, names: Names, settings: Any, ip: str, resolves: bool
) -> None:
    settings.WEBHOOK_PROXY_RESOLVES = resolves
    names[NAME] = [[ip]]
    found = [sent(), sent(f"https://{ip}/"), sent(f"http://{NAME}/")]
    assert (found, proxy.asked) == ([Outcome.FORBIDDEN] * 3, [])


def test_a_neighbour_that_is_listed_needs_no_way_out(
    proxy: Proxy, loopback: None, quickly: None
) -> None:
    with receiver() as there:
        assert (sent(there.address), proxy.asked) == (Outcome.TAKEN, [])


def test_a_name_that_is_not_known_here_goes_to_no_proxy_unless_the_operator_says_so(
    behind: Any, proxy: Proxy, names: Names, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(host: str, *args: Any, **kwargs: Any) -> Any:
        if host == NAME or "." not in host or host.endswith(".internal"):
            raise socket.gaierror
        return ask(host, *args, **kwargs)

    ask = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert (sent(), proxy.asked) == (Outcome.NO_NAME, [])
    settings.WEBHOOK_PROXY_RESOLVES = True
    assert (sent(), proxy.asked) == (Outcome.TAKEN, [f"CONNECT {NAME}:443 HTTP/1.1"])
    inside = ("https://intranet/", "https://metadata.google.internal/", f"http://{NAME}/")
    assert [sent(one) for one in inside] == [Outcome.NO_NAME] * 3
    assert len(proxy.asked) == 1


@pytest.mark.parametrize(
    "says", ["HTTP/1.1 403 Forbidden", "HTTP/1.1 407 Proxy Authentication Required", "220 smtp"]
)
def test_a_proxy_that_will_not_is_no_connection(
    behind: Any, proxy: Proxy, names: Names, says: str
) -> None:
    names[NAME], proxy.says = [["8.8.8.8"]], says
    assert (sent(), behind.taken) == (Outcome.NO_CONNECTION, [])


def test_a_proxy_that_hangs_is_left(behind: Any, proxy: Proxy, names: Names, settings: Any) -> None:
    settings.WEBHOOK_TIMEOUT = 0.5
    names[NAME], proxy.says = [["8.8.8.8"]], ""
    began = monotonic()
    assert sent() == Outcome.TIMED_OUT
    assert monotonic() - began < 2


def test_the_certificate_is_that_of_the_address_not_of_the_proxy(
    behind: Any, proxy: Proxy, names: Names, settings: Any
) -> None:
    settings.WEBHOOK_CA_FILE = ""
    names[NAME] = [["8.8.8.8"]]
    assert (sent(), behind.taken) == (Outcome.NOT_TRUSTED, [])


@pytest.mark.parametrize(
    "written", ["https://proxy:3128", "proxy:3128", "http://", "http://proxy/path", "socks5://p"]
)
def test_another_kind_of_proxy_is_refused_without_repeating_a_password(written: str) -> None:
    with pytest.raises(ValueError, match=r"http://proxy\.example\.kz:3128") as refused:
        proxy_of(written.replace("//", "//user:secret@"))
    assert "secret" not in str(refused.value)


def test_names_of_a_network_of_its_own_are_not_left_to_the_proxy() -> None:
    hosts = ("a.example.kz", "intranet", "printer.local", "x.internal", "a.home.arpa")
    assert [may_be_left_to_proxy(host) for host in hosts] == [True, False, False, False, False]


# --- a resolver that hangs --------------------------------------------------------------------


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    released = threading.Event()

    def hang(*_args: Any, **_kwargs: Any) -> Any:
        released.wait(20)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    yield
    released.set()


def test_a_resolver_that_hangs_holds_no_worker(hanging: None, settings: Any) -> None:
    settings.WEBHOOK_TIMEOUT = 0.3
    began = monotonic()
    assert sent() == Outcome.TIMED_OUT
    assert monotonic() - began < 2


def test_nor_a_page_on_which_one_is_entered(hanging: None, settings: Any) -> None:
    settings.WEBHOOK_TIMEOUT = 0.3
    began = monotonic()
    with pytest.raises(Refused) as refused:
        check_terms(Terms(name="Registry", address=f"https://{NAME}/"))
    assert (refused.value.code, monotonic() - began < 2) == ("address_slow", True)


def test_look_ups_that_hang_do_not_pile_up(hanging: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "_rooms", threading.BoundedSemaphore(2))
    before = set(threading.enumerate())
    for _time in range(5):
        with pytest.raises(NotSent) as late:
            look_up(NAME, 443, until=monotonic() + 0.05)
        assert late.value.outcome == Outcome.TIMED_OUT
    assert len(set(threading.enumerate()) - before) == 2


def test_a_room_is_free_again_when_the_resolver_has_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lookups, "_rooms", threading.BoundedSemaphore(1))
    found = [str(look_up("127.0.0.1", 443, until=monotonic() + 5)[0]) for _time in range(3)]
    assert found == ["127.0.0.1"] * 3
