"""Somebody who never signs in reads how the plan goes, and takes the data along."""

import csv
import hashlib
import io
import json
import re

import pytest
from lxml import etree
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.places import PUBLIC
from tests.journeys.running import Site

pytestmark = pytest.mark.journey
ATOM = "{http://www.w3.org/2005/Atom}"


def taken(page: Page, name: str) -> bytes:
    """What the link of that name gives, by a reader who has no cookie."""
    address = page.get_by_role("link", name=name, exact=True).get_attribute("href")
    answer = page.request.get(address or "-")
    assert answer.ok, (name, answer.status)
    return answer.body()


@pytest.mark.parametrize(("width", "language"), [(1440, "ru"), (390, "kk")])
def test_a_plan_is_read_and_filtered(visit: Visitor, width: int, language: str) -> None:
    page = visit(language=language, width=width)
    page.goto(f"/public/?lang={language}")
    page.locator("main article h2 a").first.click()
    late = page.locator("main .figures a[href*='status=overdue']")
    count = int(late.locator("b").inner_text())
    late.click()
    rows = page.locator("#plan-table tbody tr:not(.section)")
    expect(rows).to_have_count(count)
    rows.first.locator("th a").click()
    page.wait_for_url(re.compile(r"/measures/\d+/"))
    assert page.locator("html").get_attribute("lang") == language
    assert page.context.cookies() == []


def test_the_data_are_taken_and_are_what_their_checksum_says(site: Site, visit: Visitor) -> None:
    page = visit(language="ru", width=390)
    page.goto(f"{PUBLIC}/?lang=ru")
    page.locator(".site-nav a[href*='/data/']").click()
    whole = taken(page, "data.json")
    expect(page.locator("main code", has_text=hashlib.sha256(whole).hexdigest())).to_be_visible()
    content = json.loads(whole)
    table = list(csv.DictReader(io.StringIO(taken(page, "measures.csv").decode("utf-8-sig"))))
    owed = list(csv.DictReader(io.StringIO(taken(page, "obligations.csv").decode("utf-8-sig"))))
    [(measures,)] = site.ask(
        "SELECT count(*) FROM measures_measure m JOIN planner_actionplan p ON p.id = m.plan_id"
        " WHERE p.slug = 'migration-2008-2010'"
    )
    assert (len(content["measures"]), len(table)) == (measures, measures)
    assert len(owed) > measures


def test_the_news_are_followed_in_a_feed_reader(visit: Visitor) -> None:
    page = visit(language="ru")
    page.goto(f"{PUBLIC}/data/?lang=ru")
    feed = etree.fromstring(taken(page, "feed.atom"))
    links = [one.attrib["href"] for one in feed.iterfind(f"{ATOM}entry/{ATOM}link")]
    assert len(links) >= 2
    page.goto(links[0])
    expect(page.locator("main h1")).to_be_visible()
