"""Unsafe settings of sign-in are refused before anything starts."""

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings.reading.sign_in import sign_in_settings

PROVIDER = {
    "OIDC_ISSUER": "https://id.example/",
    "OIDC_CLIENT_ID": "tracker",
    "OIDC_CLIENT_SECRET": "secret",
    "OIDC_NAME": "Ministry",
}


def asked(
    monkeypatch: pytest.MonkeyPatch, *, https: bool = True, day: str = "", **said: str
) -> dict[str, object]:
    for name in ("MFA_REQUIRED_FOR", "DEMONSTRATION_PASSWORD_ONLY", *PROVIDER):
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    return sign_in_settings(environ.Env(), https=https, proxies=1, demonstration=day)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"DEMONSTRATION_PASSWORD_ONLY": "on"}, "DEMONSTRATION_PASSWORD_ONLY"),
        ({"MFA_REQUIRED_FOR": "coordinators"}, "coordinators"),
        ({"SESSION_IDLE_HOURS": "200"}, "SESSION_IDLE_HOURS"),
        ({"SESSION_IDLE_HOURS": "0"}, "SESSION_IDLE_HOURS"),
        ({"OIDC_ISSUER": "https://id.example"}, "OIDC_CLIENT_ID and OIDC_CLIENT_SECRET"),
        ({**PROVIDER, "OIDC_ISSUER": "http://id.example"}, "https://"),
    ],
)
def test_what_is_unsafe_or_a_slip_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, str], named: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=named):
        asked(monkeypatch, **said)


def test_auditors_may_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(monkeypatch, MFA_REQUIRED_FOR="auditor,officer")


def test_the_demonstration_may_do_without_second_factors(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(monkeypatch, day="2009-07-06", DEMONSTRATION_PASSWORD_ONLY="on")


def test_a_provider_is_made_of_its_four_names(monkeypatch: pytest.MonkeyPatch) -> None:
    found = asked(monkeypatch, **PROVIDER)
    app = found["SOCIALACCOUNT_PROVIDERS"]["oidc"]["APP"]  # type: ignore[index]
    assert (found["OIDC_ISSUER"], app["name"], app["settings"]["server_url"]) == (
        "https://id.example",
        "Ministry",
        "https://id.example",
    )
