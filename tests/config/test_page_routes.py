"""No page is left out: every address of the site is looked at in a browser, or said to be none."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.urls.exceptions import Resolver404

from tests.journeys.places import NOT_PAGES, PAGES

# Rows for machines and Django's own administration have tests of their own.
ELSEWHERE = ("api/v1/", "admin/")


def routes(patterns: list[Any], before: str = "") -> Iterator[str]:
    for one in patterns:
        route = before + str(one.pattern).removeprefix("^")
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, route)
        elif isinstance(one, URLPattern):
            yield route


def of_the_site() -> set[str]:
    return {one for one in routes(get_resolver().url_patterns) if not one.startswith(ELSEWHERE)}


def looked_at() -> set[str]:
    """The routes that the addresses of PAGES lead to; a number stands for whatever is there."""
    found = set()
    for _email, address in PAGES.values():
        try:
            found.add(resolve(re.sub(r"{\w+}", "1", address.partition("?")[0])).route)
        except Resolver404:
            continue  # the page that says so
    return {one for one in found if not one.startswith(ELSEWHERE)}


def test_every_address_is_looked_at_in_a_browser_or_said_to_be_no_page() -> None:
    assert of_the_site() - looked_at() - set(NOT_PAGES) == set()


def test_nothing_is_said_to_be_no_page_that_is_looked_at_or_is_not_there() -> None:
    assert set(NOT_PAGES) - (of_the_site() - looked_at()) == set()


@pytest.mark.parametrize("route", NOT_PAGES)
def test_whatever_is_no_page_has_a_reason(route: str) -> None:
    assert NOT_PAGES[route] in {
        "an act",
        "a file",
        "a part of a page",
        "leads on",
        "for machines",
        "a link of a mail, looked at with its mails",
        "asked of who has a second factor, looked at with it",
    }
