"""Each page in each language: complete, accessible, fit for a phone, held back by no policy.

`SCREENSHOTS=1 bin/test tests/journeys/test_pages.py` renews the pictures in docs/screenshots.
"""

from urllib.parse import urlsplit

import pytest

from agencies.models import User
from measures.models import Digest
from measures.services.reminders.links import acknowledge_link, decline_link
from planner.models import ActionPlan
from tests.journeys.conftest import Readers, Visitor
from tests.journeys.looking import (
    COLOURS,
    LAYOUT,
    NARROW,
    WIDE,
    faults,
    keep_picture,
    overflow,
    refusals,
    shortened,
)
from tests.journeys.places import LANGUAGES, PAGES, place
from tests.journeys.running import Site, eventually

pytestmark = pytest.mark.journey
# Shown in the README; the desk as a phone shows it.
PICTURED = {
    *("amendment-en", "board-en", "measure-ru", "plan-progress-en", "plan-then-ru"),
    *("plan-timeline-kk", "public-ru", "desk-kk-phone"),
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_accessible_and_fits_wide_narrow_and_in_the_dark(
    readers: Readers, ids: dict[str, int], name: str, language: str
) -> None:
    email, address = place(name, ids, language)
    page = readers(email, language)
    with refusals(page) as refused:
        page.goto(address, wait_until="domcontentloaded")
        if f"{name}-{language}" in PICTURED:
            keep_picture(page, f"{name}-{language}")
        page.set_viewport_size(NARROW)
        if f"{name}-{language}-phone" in PICTURED:
            keep_picture(page, f"{name}-{language}-phone")
        found = {"language": page.locator("html").get_attribute("lang"), "refused": refused}
        found["overflow"] = overflow(page)
    shortened(page)
    found["narrow"] = faults(page, LAYOUT)
    page.set_viewport_size(WIDE)
    found["wide"] = faults(page)
    if language == "ru":
        page.emulate_media(color_scheme="dark")
        found["dark"] = faults(page, COLOURS)
    dark = {"dark": []} if language == "ru" else {}
    clean = {"wide": [], "narrow": [], "overflow": 0, "refused": []}
    assert found == {"language": language} | clean | dark


@pytest.fixture(scope="session")
def links(site: Site) -> dict[str, str]:
    """What stands in a mail to somebody whose language is Russian."""
    sql = (
        "SELECT d.id, u.email, p.id FROM measures_digest d, agencies_user u, planner_actionplan p"
        " WHERE u.id = d.recipient_id AND u.language = 'ru' AND d.state = 'sent' LIMIT 1"
    )
    (pk, email, plan) = eventually(lambda: site.ask(sql), what="a mail")[0]
    digest = Digest(pk=pk, recipient=User(email=email))
    found = {
        "acknowledge": acknowledge_link(digest),
        "decline": decline_link(digest, ActionPlan(pk=plan)),
    }
    found["wrong"] = f"{found['decline'][:-2]}/"
    return {name: urlsplit(link).path for name, link in found.items()}


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", ["acknowledge", "decline", "wrong"])
def test_a_page_that_a_mail_leads_to_is_accessible_and_fits(
    visit: Visitor, links: dict[str, str], name: str, *, dark: bool
) -> None:
    page = visit(language="ru", dark=dark)
    page.goto(links[name])
    wide = faults(page)
    page.set_viewport_size(NARROW)
    found = (page.locator("html").get_attribute("lang"), wide, faults(page), overflow(page))
    assert found == ("ru", [], [], 0)
