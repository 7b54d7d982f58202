"""What may be spoken to: public addresses over https, and what the operator lists."""

import ipaddress

import pytest

from exchange.rules.addresses import WrongAddress, may_connect, networks, target_of

INSIDE = [
    *("127.0.0.1", "127.8.8.8", "0.0.0.0", "0.1.2.3", "10.1.2.3", "172.16.0.1", "192.168.1.1"),  # noqa: S104
    *("169.254.169.254", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192"),
    *("192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.7", "224.0.0.1", "240.0.0.1"),
    *("255.255.255.255", "192.88.99.1"),
    *("::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1"),
    *("fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "2001:db8::1", "100::1"),
    *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1"),
    *("2001:0:7f00:1::", "3fff::1"),
]
OUTSIDE = ["8.8.8.8", "95.56.234.1", "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("written", INSIDE)
@pytest.mark.parametrize("scheme", ["https", "http"])
def test_what_lies_inside_is_refused(written: str, scheme: str) -> None:
    assert not may_connect(ipaddress.ip_address(written), scheme, ())


@pytest.mark.parametrize("written", OUTSIDE)
def test_the_public_internet_is_spoken_to_over_https_alone(written: str) -> None:
    ip = ipaddress.ip_address(written)
    assert [may_connect(ip, scheme, ()) for scheme in ("https", "http")] == [True, False]


def test_a_listed_network_may_be_spoken_to_either_way() -> None:
    listed = networks(["10.20.0.0/16", " fd00::/8", ""])
    inside, besides = ipaddress.ip_address("10.20.3.4"), ipaddress.ip_address("10.21.0.1")
    assert [may_connect(inside, scheme, listed) for scheme in ("http", "https")] == [True, True]
    assert not may_connect(besides, "https", listed)
    assert may_connect(ipaddress.ip_address("fd00::5"), "http", listed)


def test_a_network_that_is_none_is_said_to_be_none() -> None:
    with pytest.raises(ValueError, match=r"10\.20\.0\.1/16"):
        networks(["10.20.0.1/16"])


WRONG = [
    ("ftp://example.org/", "scheme"),
    ("//example.org/", "scheme"),
    ("file:///etc/passwd", "scheme"),
    ("javascript:alert(1)", "scheme"),
    ("gopher://example.org:70/", "scheme"),
    ("https://", "host"),
    ("https:///hook", "host"),
    ("https://a..b/", "host"),
    ("https://[fe80::1%25eth0]/", "host"),
    ("https://user:secret@example.org/", "credentials"),
    ("https://example.org@127.0.0.1/", "credentials"),
    ("https://example.org/#part", "fragment"),
    ("https://example.org:99999/", "port"),
    ("https://example.org:0/", "port"),
    ("https://example.org:x/", "port"),
    ("https://[::1/", "port"),
    ("https://example.org/a b", "characters"),
    ("https://example.org/\r\nHost: other", "characters"),
    ("https://example.org\\@127.0.0.1/", "characters"),
    ("https://example.org/ё", "characters"),
    ("https://example.org/" + "a" * 500, "too_long"),
]


@pytest.mark.parametrize(("address", "code"), WRONG)
def test_an_address_that_is_none(address: str, code: str) -> None:
    with pytest.raises(WrongAddress) as refused:
        target_of(address)
    assert refused.value.code == code


def test_what_an_address_names() -> None:
    target = target_of("https://Example.ORG:8443/hook?to=a&b=1")
    assert (target.host, target.port, target.path) == ("example.org", 8443, "/hook?to=a&b=1")
    assert target.netloc == "example.org:8443"
    assert target_of("https://[2a00::1]").netloc == "[2a00::1]"
    assert target_of("https://шлюз.қаз/").host == "xn--g1ah2bza.xn--80ao21a"
