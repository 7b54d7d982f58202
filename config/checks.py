"""`manage.py check --deploy`: what lets a site start, and had better be otherwise where others use
it. What must never be is refused before anything starts: config.settings.reading.unsafe."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

from config.settings.reading.unsafe import is_local


@register(Tags.security, deploy=True)
def check_deployment(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """Of the settings as they are now."""
    found = [*_keys(), *_mail(), *_addresses(), *_door(), *_shared()]
    return [Warning(text, hint=hint, id=f"tracker.{code}") for code, text, hint in found]


Told = Iterator[tuple[str, str, str]]  # id, what is wrong, what to do


def _keys() -> Told:
    if not settings.AUDIT_KEY:
        yield (
            "W001",
            "AUDIT_KEY is not set: whoever can write to the database can forge its record.",
            "Set a key of its own that is not kept in the database; docs/audit.md.",
        )
    if not settings.EXCHANGE_KEYS:
        yield (
            "W002",
            "EXCHANGE_KEYS is not set: secrets of webhooks are sealed with SECRET_KEY.",
            "Set a key of its own; docs/exchange.md.",
        )
    if not settings.METRICS_TOKEN:
        yield (
            "W003",
            "METRICS_TOKEN is not set: /metrics tells everybody how late the plan is.",
            "Set it, and give it to the machine that watches.",
        )


def _mail() -> Told:
    host = str(settings.EMAIL_HOST)
    encrypted = settings.EMAIL_USE_TLS or getattr(settings, "EMAIL_USE_SSL", False)
    if not is_local(host) and not encrypted:
        yield (
            "W004",
            "Letters with links that open accounts leave for another machine unencrypted.",
            "Write EMAIL_URL as smtp+tls:// or smtp+ssl://.",
        )


def _addresses() -> Told:
    site = urlsplit(settings.SITE_URL)
    if settings.HTTPS and site.scheme != "https":
        yield (
            "W005",
            "SITE_URL is not an https:// address: links of letters travel open.",
            "Write SITE_URL as people type it, with https://.",
        )
    if site.hostname and site.hostname not in settings.ALLOWED_HOSTS:
        yield (
            "W006",
            f"SITE_URL names {site.hostname}, which is not in ALLOWED_HOSTS: links fail.",
            "Add the name to ALLOWED_HOSTS.",
        )
    if settings.HTTPS and not settings.REST_FRAMEWORK["NUM_PROXIES"]:
        yield (
            "W007",
            "NUM_PROXIES is 0 behind a proxy: all people seem to come from one address, and "
            "wrong passwords of one of them hold all of them up.",
            "Set the number of proxies in front that write X-Forwarded-For.",
        )


def _door() -> Told:
    if settings.BUSINESS_DATE:
        yield (
            "W008",
            "BUSINESS_DATE is set: the plan stands still on that day.",
            "Unset it, unless this is a demonstration.",
        )
    missing = {"coordinator", "administrator", "auditor"} - set(settings.MFA_REQUIRED_FOR)
    if missing or settings.DEMONSTRATION_PASSWORD_ONLY:
        yield (
            "W009",
            "A password alone opens the accounts of coordinators, administrators or auditors.",
            "Leave MFA_REQUIRED_FOR unset, or name all three in it.",
        )


def _shared() -> Told:
    """What each process counts by itself is counted once for each of them."""
    if settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        yield (
            "W010",
            "CACHE_URL is not set: every process counts wrong codes by itself.",
            "Write CACHE_URL=redis://… where more than one process serves.",
        )
