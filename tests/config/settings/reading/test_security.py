"""What browsers are told follows from few words of the operator; a slip is refused by name."""

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings.reading.security import policy, security_settings


def asked(
    monkeypatch: pytest.MonkeyPatch, *, https: bool = True, issuer: str = "", **said: str
) -> dict[str, object]:
    for name in ("OIDC_ORIGINS", "HSTS_PRELOAD", "HSTS_SECONDS", "HSTS_SUBDOMAINS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    return security_settings(environ.Env(), https=https, issuer=issuer)


def test_nothing_inline_and_nothing_from_elsewhere_is_let_through() -> None:
    directives = policy([], https=False)
    sources = {word for words in directives.values() for word in words}  # type: ignore[attr-defined]
    assert sources == {"'none'", "'self'", "data:"}
    assert [name for name, words in directives.items() if "data:" in words] == ["img-src"]  # type: ignore[operator]
    closed = ("default-src", "object-src", "base-uri", "frame-ancestors")
    assert {name: directives[name] for name in closed} == {name: ["'none'"] for name in closed}


def test_forms_go_to_this_site_and_to_the_ministrys_own_sign_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = asked(
        monkeypatch,
        issuer="https://id.example.org/realms/plan",
        OIDC_ORIGINS="https://door.example.org:8443/x,https://id.example.org",
    )
    directives = said["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]  # type: ignore[index]
    assert directives["form-action"] == [
        "'self'",
        "https://id.example.org",
        "https://door.example.org:8443",
    ]


@pytest.mark.parametrize(
    "address", ["id.example.org", "javascript://x", "https://", "https://a;script-src *"]
)
def test_what_is_no_address_widens_no_policy(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="is no address"):
        asked(monkeypatch, OIDC_ORIGINS=address)


def test_with_https_cookies_and_addresses_are_held_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    said = asked(monkeypatch)
    assert said["SESSION_COOKIE_NAME"] == "__Host-sessionid"
    assert said["CSRF_COOKIE_NAME"] == "__Host-csrftoken"
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT")
    assert [said[name] for name in names] == [True, True, True]
    hsts = ("SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD")
    assert [said[name] for name in hsts] == [31_536_000, True, False]
    assert policy([], https=True)["upgrade-insecure-requests"] is True


def test_being_kept_in_the_list_of_browsers_is_asked_for_and_not_assumed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = asked(monkeypatch, HSTS_PRELOAD="on")
    assert (said["SECURE_HSTS_PRELOAD"], said["SILENCED_SYSTEM_CHECKS"]) == (True, [])


def test_without_https_nothing_is_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    said = asked(monkeypatch, https=False, HSTS_PRELOAD="on")
    assert said["SESSION_COOKIE_NAME"] == "sessionid"
    hsts = ("SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD")
    assert [said[name] for name in hsts] == [0, False, False]
