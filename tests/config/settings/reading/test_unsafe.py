"""What no site may start with is refused by name, and nothing else is."""

import os
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings as project
from django.core.exceptions import ImproperlyConfigured

from config.settings.reading.unsafe import Said, is_local, refuse_unsafe

GOOD = "correct horse battery staple and others of their kind too"
FAIR = Said(
    debug=False,
    https=True,
    plain_http=False,
    hosts=["tracker.example.org"],
    trusted_origins=[],
    secret_key=GOOD,
    other_keys={"AUDIT_KEY": [GOOD[::-1]], "SECRET_KEY_FALLBACKS": [], "EXCHANGE_KEYS": []},
    passwords={"DATABASE_URL": "u8Jm-2xQ", "EMAIL_URL": ""},
)


def test_a_fair_installation_starts() -> None:
    refuse_unsafe(FAIR)


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"secret_key": ""}, "SECRET_KEY is missing or shorter"),
    ({"secret_key": "a" * 31}, "SECRET_KEY is missing or shorter"),
    ({"secret_key": "ab" * 30}, "SECRET_KEY is one that others know"),
    ({"secret_key": f"django-insecure-{GOOD}"}, "SECRET_KEY is one that others know"),
    (
        {"secret_key": "for-tests-only-and-nothing-else-0123456789abcdef"},
        "SECRET_KEY is one that others know",
    ),
    ({"other_keys": {"AUDIT_KEY": [GOOD]}}, "AUDIT_KEY repeats SECRET_KEY"),
    ({"other_keys": {"EXCHANGE_KEYS": ["x" * 40]}}, "EXCHANGE_KEYS holds a key that others know"),
    ({"hosts": ["*"]}, "ALLOWED_HOSTS is open to every name"),
    ({"hosts": ["localhost", " * "]}, "ALLOWED_HOSTS is open to every name"),
    ({"debug": True}, "DEBUG shows settings"),
    ({"debug": True, "hosts": ["localhost", "10.0.0.5"]}, "DEBUG shows settings"),
    ({"https": False}, "ALLOWED_HOSTS names a site that others use, and HTTPS is off"),
    ({"trusted_origins": ["https://*.example.org"]}, "CSRF_TRUSTED_ORIGINS must name"),
    ({"passwords": {"DATABASE_URL": "password"}}, "DATABASE_URL has the password of an example"),
    ({"passwords": {"EMAIL_URL": "Password"}}, "EMAIL_URL has the password of an example"),
]


@pytest.mark.parametrize(("change", "said"), REFUSED)
def test_what_is_unsafe_is_refused_by_name(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"^{said}[^\n]*$"):
        refuse_unsafe(replace(FAIR, **change))


def test_everything_is_told_at_once() -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        refuse_unsafe(replace(FAIR, secret_key="", https=False, passwords={"EMAIL_URL": "secret"}))
    assert len(str(refused.value).splitlines()) == 3


LET_BE: list[dict[str, Any]] = [
    {"https": False, "plain_http": True},
    {"https": False, "debug": True, "hosts": ["127.0.0.1", "[::1]", "plan.localhost"]},
    {"https": False, "hosts": ["testserver"], "secret_key": "for-tests-only" * 3},
    {"https": False, "hosts": ["localhost"], "passwords": {"DATABASE_URL": "password"}},
]


@pytest.mark.parametrize("change", LET_BE)
def test_what_only_this_machine_uses_may_be_easy(change: dict[str, Any]) -> None:
    refuse_unsafe(replace(FAIR, **change))


@pytest.mark.parametrize(
    ("host", "local"),
    [
        *[(host, True) for host in ("localhost", "LOCALHOST", "a.localhost", "127.1.2.3", "::1")],
        *[(host, False) for host in ("localhost.kz", ".kz", "10.0.0.1", "1127.0.0.1", "server")],
    ],
)  # fmt: skip
def test_which_names_are_of_this_machine(host: str, local: bool) -> None:
    assert is_local(host) == local


FAIR_ENVIRONMENT = {
    "SECRET_KEY": GOOD,
    "ALLOWED_HOSTS": "tracker.example.org",
    "SITE_URL": "https://tracker.example.org",
    "HTTPS": "on",
    "NUM_PROXIES": "1",
    "AUDIT_KEY": GOOD[::-1],
    "EXCHANGE_KEYS": GOOD.swapcase(),
    "METRICS_TOKEN": "k3Vw9",
    "CACHE_URL": "redis://127.0.0.1:6379/2",
    "EMAIL_URL": "smtp+tls://tracker:u8Jm-2xQ@mail.example.org:587",
    "DATABASE_URL": "sqlite:////nonexistent/never-opened.sqlite3",
}
HEARD = {"DEBUG", "BUSINESS_DATE", "MFA_REQUIRED_FOR", "DEMONSTRATION_PASSWORD_ONLY", "OIDC_ISSUER"}


def manage(*arguments: str, **said: str) -> tuple[int, str]:
    """In a process of its own, which hears nothing of what the tests' own shell says."""
    env = {name: value for name, value in os.environ.items() if name not in HEARD}
    env |= FAIR_ENVIRONMENT | {"DATABASE_URL": "sqlite://:memory:", "LC_ALL": "C.UTF-8"} | said
    done = subprocess.run(  # noqa: S603  (a fixed command)
        [sys.executable, "manage.py", *arguments],
        cwd=project.BASE_DIR, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_the_check_of_a_deployment_is_clean() -> None:
    assert manage("check", "--deploy", "--fail-level", "WARNING") == (
        0,
        "System check identified no issues (1 silenced).\n",
    )


def test_the_check_names_what_had_better_be_otherwise() -> None:
    """All of it at once: starting a process for each would take a minute."""
    code, said = manage(
        "check", "--deploy", "--fail-level", "WARNING",
        AUDIT_KEY="", EXCHANGE_KEYS="", METRICS_TOKEN="", CACHE_URL="locmemcache://",
        EMAIL_URL="smtp://mail.example.org:25", SITE_URL="http://elsewhere.example.org",
        NUM_PROXIES="0", BUSINESS_DATE="2009-07-06", MFA_REQUIRED_FOR="coordinator,administrator",
    )  # fmt: skip
    told = [f"tracker.W{number:03}" for number in range(1, 11)]
    assert (code, [name for name in told if f"({name})" in said]) == (1, told)


def test_the_example_of_an_environment_does_not_start_as_it_is() -> None:
    """Whoever copies it has to put keys and passwords into it."""
    lines = (project.BASE_DIR / "deploy" / "env.example").read_text().splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    code, said = manage("check", **example)
    assert code == 1
    for name in ("SECRET_KEY is missing", "DATABASE_URL has the password", "EMAIL_URL has the"):
        assert name in said
