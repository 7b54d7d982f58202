"""A report comes back: the bell says so, the notice leads to the reason and to the work."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Visitor
from tests.journeys.running import Site

pytestmark = pytest.mark.journey
COORDINATOR = "coordinator.two@demo.example"
REASON = "Қорытындыда аумақтар бойынша деректер көрсетілмеген."
WAITING = """
    SELECT e.id, e.obligation_id, u.email FROM measures_progressentry e
    JOIN agencies_user u ON u.id = e.author_id
    WHERE e.state = 'submitted' AND u.email LIKE 'officer.%%' AND u.email NOT LIKE '%%mtszn%%'
    ORDER BY e.id DESC LIMIT 1
"""


def counted(bell: Locator) -> int:
    figure = bell.locator(".count")
    return int(figure.inner_text()) if figure.count() else 0


def test_what_is_returned_rings_the_bell_of_who_wrote_it(site: Site, visit: Visitor) -> None:
    [(entry, owed, officer)] = site.ask(WAITING)
    page = visit(officer, language="kk", width=390)
    bell = page.locator("header a[href='/notices/']")
    before = counted(bell)

    coordinator = visit(COORDINATOR, language="ru")
    coordinator.goto(f"/review/{entry}/")
    coordinator.locator("textarea[name=reason]").fill(REASON)
    coordinator.locator("button[value=return]").click()
    coordinator.wait_for_url(lambda url: f"/review/{entry}/" not in url)

    page.reload()
    rung = counted(bell)  # others may have told this person something meanwhile
    assert rung > before
    bell.click()
    notice = page.locator(".notice", has_text=REASON)
    notice.locator("a[data-seen]").click()
    page.wait_for_url(re.compile(rf"/obligations/{owed}/"))
    expect(page.get_by_text(REASON).first).to_be_visible()
    page.reload()
    assert counted(bell) < rung
