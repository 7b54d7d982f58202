"""docs/api-measures.md names an endpoint, or a reason, for each page of these apps.

The pages are read from the addresses, the endpoints from the schema: a page that is added without
a row, and a row that leads nowhere, fail here.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from drf_spectacular.generators import SchemaGenerator

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "api-measures.md"
APPS = ("measures", "agencies", "calendar", "planner", "audit")
ROW = re.compile(r"^\| `(?P<page>[a-z]+:[a-z-]+)` \| (?P<what>[^|]+) \| (?P<does>[^|]+) \|$")
ENDPOINT = re.compile(r"^`(?P<method>GET|POST|PUT|PATCH|DELETE) (?P<path>/api/v1/\S*)`$")
OURS = (
    *("measures.api", "planner.api", "agencies.api_days"),
    *("agencies.api_delegations", "agencies.api_rights", "audit.api"),
)
BESIDES = [
    "GET /api/v1/concepts/",
    "GET /api/v1/extensions/",
    "GET /api/v1/indicators/{id}/",
]
REASON = re.compile(r"^none: \S.+")


def rows() -> list[tuple[str, str]]:
    """(page, endpoint or reason) of each row of the table."""
    found = map(ROW.match, DOCUMENT.read_text().splitlines())
    return [(row["page"], row["does"]) for row in found if row]


def pages(patterns: "list[URLPattern | URLResolver]", space: str = "") -> Iterator[tuple[str, str]]:
    """(namespace, name) of every named address below these."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from pages(one.url_patterns, one.namespace or space)
        elif one.name and space:
            yield space, one.name


def every_page() -> list[str]:
    known = pages(get_resolver().url_patterns)
    return sorted({f"{space}:{name}" for space, name in known if space in APPS})


@pytest.fixture(scope="module")
def operations() -> dict[str, str]:
    """ "GET /api/v1/desk/" → the module of its view."""
    generator = SchemaGenerator()
    generator._initialise_endpoints()
    return {
        f"{method} {path}": type(view).__module__
        for path, _regex, method, view in generator._get_paths_and_endpoints()
    }


@pytest.mark.parametrize("page", every_page())
def test_every_page_has_a_row(page: str) -> None:
    assert page in {one for one, _does in rows()}


@pytest.mark.parametrize(("page", "does"), rows())
def test_every_row_names_an_endpoint_or_says_why_there_is_none(
    page: str, does: str, operations: dict[str, str]
) -> None:
    told = ENDPOINT.match(does)
    assert (told and f"{told['method']} {told['path']}" in operations) or REASON.match(does)


def test_no_row_is_about_a_page_that_is_gone() -> None:
    there = set(every_page())
    gone = [page for page, _does in rows() if page not in there]
    # Pages of accounts come and go with the way of signing in; they have no endpoints anyway.
    assert [page for page in gone if not page.startswith("agencies:")] == []


def test_every_endpoint_of_these_apps_is_told(operations: dict[str, str]) -> None:
    """Beside the table stand only plain reference data and lists that no page has so."""
    answers = [ENDPOINT.match(does) for _page, does in rows()]
    told = {f"{one['method']} {one['path']}" for one in answers if one}
    ours = {one for one, module in operations.items() if module.startswith(OURS)}
    assert sorted(ours - told) == BESIDES
