"""Each main page in each language: complete, accessible, fit for a phone, and kept as a picture.

`SCREENSHOTS=1 bin/test tests/journeys/test_pages.py` renews the pictures in docs/screenshots.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from agencies.models import User
from measures.models import Digest
from measures.services.reminders.links import acknowledge_link, decline_link
from planner.models import ActionPlan
from tests.journeys.conftest import ROOT, Site, Visitor, eventually

pytestmark = pytest.mark.journey
OFFICER, COORDINATOR = "officer.mid@demo.example", "coordinator.two@demo.example"
LEAD, ADMINISTRATOR = "officer.mtszn@demo.example", "administrator@demo.example"
PLAN = "/plans/migration-2008-2010"
ANYBODY, PUBLIC = "", "/public/migration-2008-2010"
LANGUAGES = ["ru", "kk", "en"]
PAGES = {
    "desk": (OFFICER, "/desk/"),
    "desk-of-a-lead": (LEAD, "/desk/"),
    "report-form": (OFFICER, "/obligations/{mine}/"),
    "help": (OFFICER, "/help/"),
    "help-coordinator": (COORDINATOR, "/help/"),
    "begin": (ADMINISTRATOR, "/help/begin/"),
    "handed-in": (LEAD, "/obligations/{waits}/handed-in/"),
    "board": (COORDINATOR, "/board/"),
    "board-all": (COORDINATOR, "/board/?status=all&totals=1&period=this_year&agency=nobody"),
    "review-queue": (COORDINATOR, "/review/"),
    "extension-queue": (COORDINATOR, "/review/extensions/"),
    "deadline-queue": (COORDINATOR, "/review/deadlines/"),
    "accept-together": (COORDINATOR, "/review/accept/?entry={entry}"),
    "assign-together": (COORDINATOR, "/review/assign/?entry={entry}"),
    "review": (COORDINATOR, "/review/{entry}/"),
    "measure": (COORDINATOR, "/measures/{measure}/"),
    "measure-then": (COORDINATOR, "/measures/{measure}/?as_of=2009-03-31"),
    "measure-amended": (OFFICER, "/measures/{amended}/"),
    "moments": (OFFICER, "/measures/{amended}/compare/"),
    "search": (OFFICER, "/search/?q=мигрантам"),
    "search-measures": (COORDINATOR, "/search/?q=миграц&kind=measures"),
    "search-help": (OFFICER, "/search/"),
    "search-nothing": (OFFICER, "/search/?q=кукушка"),
    "plan": (COORDINATOR, f"{PLAN}/"),
    "round": (COORDINATOR, "/reports/{round}/"),
    "concept": (COORDINATOR, "/concept/migration-2007-2015/"),
    "import": (COORDINATOR, f"{PLAN}/import/"),
    "reminders": (COORDINATOR, "/reminders/"),
    "my-reminders": (OFFICER, "/reminders/mine/"),
    "notices": (LEAD, "/notices/"),
    "my-settings": (OFFICER, "/settings/"),
    "jobs": (OFFICER, "/jobs/"),
    "reminders-preview": (COORDINATOR, "/reminders/preview/?on=2009-07-07"),
    "reminders-mail": (COORDINATOR, "/reminders/preview/mail/?on=2009-07-07&person={reader}"),
    "reminders-explain": (COORDINATOR, "/obligations/{mine}/reminders/"),
    "remind-now": (COORDINATOR, "/reminders/now/?owed={mine}&owed={late}&board="),
    "amendments": (COORDINATOR, f"{PLAN}/amendments/"),
    "amendment": (COORDINATOR, "/amendments/{draft}/"),
    "wording": (COORDINATOR, "/amendments/{draft}/add/"),
    "compare": (COORDINATOR, f"{PLAN}/compare/?first=2009-01-01&second=2009-07-06"),
    "plan-then": (COORDINATOR, f"{PLAN}/?as_of=2009-03-31"),
    "board-then": (COORDINATOR, "/board/?as_of=2009-03-31"),
    "parts": (LEAD, "/obligations/{led}/"),
    "deadline": (COORDINATOR, "/deadlines/{undecided}/"),
    "extension": (COORDINATOR, "/extensions/{asked}/"),
    "reminder-policy": (COORDINATOR, f"{PLAN}/reminders/"),
    "reminder-policy-read": (OFFICER, f"{PLAN}/reminders/"),
    "take-over": (COORDINATOR, f"{PLAN}/take-over/"),
    "end": (COORDINATOR, f"{PLAN}/end/"),
    "succession": (ADMINISTRATOR, "/succession/mtszn/"),
    "calendar": (ADMINISTRATOR, "/calendar/2009/"),
    "components": (ADMINISTRATOR, "/components/"),
    "plans": (COORDINATOR, "/plans/"),
    "plan-progress": (COORDINATOR, f"{PLAN}/progress/"),
    "plan-progress-list": (OFFICER, f"{PLAN}/progress/?node=plan&status=overdue"),
    "plan-timeline": (OFFICER, f"{PLAN}/timeline/"),
    "plan-month": (OFFICER, f"{PLAN}/month/?month=2009-06&day=2009-06-30"),
    "plan-matrix": (COORDINATOR, f"{PLAN}/matrix/"),
    "plan-matrix-share": (OFFICER, f"{PLAN}/matrix/?show=share&as_of=2009-03-31"),
    "agency": (COORDINATOR, "/agencies/mvd/"),
    "public-plans": (ANYBODY, "/public/"),
    "public": (ANYBODY, f"{PUBLIC}/"),
    "public-before": (ANYBODY, f"{PUBLIC}/1/"),
    "public-measures": (ANYBODY, f"{PUBLIC}/measures/?status=overdue"),
    "public-measure": (ANYBODY, f"{PUBLIC}/measures/{{removed}}/"),
    "public-data": (ANYBODY, f"{PUBLIC}/data/"),
    "public-nothing": (ANYBODY, "/public/nothing/"),
    "publish": (COORDINATOR, f"{PLAN}/publish/?day=2009-07-06&texts=chosen"),
    "publish-preview": (COORDINATOR, f"{PLAN}/publish/preview/?day=2009-07-06&texts=all"),
    "publish-texts": (COORDINATOR, f"{PLAN}/publish/texts/"),
    "publish-text": (COORDINATOR, f"{PLAN}/publish/texts/{{removed}}/"),
    "withdraw": (COORDINATOR, f"{PLAN}/publish/1/withdraw/"),
}
# Shown in the README and the guide.
PICTURED = {"desk", "board", "measure", "round", "amendment", "plan-then", "parts"}


@pytest.fixture(scope="session")
def ids(site: Site) -> dict[str, int]:
    """A place to look at for every address with a number in it."""
    asked = {
        "mine": "SELECT o.id FROM measures_obligation o, agencies_agency a"
        " WHERE a.id = o.agency_id AND a.code = 'mid' AND o.state = 'open'"
        " AND o.due_on > DATE '2009-07-06'"
        " ORDER BY o.due_on, o.id LIMIT 1",
        "late": "SELECT o.id FROM measures_obligation o, measures_measure m"
        " WHERE m.id = o.measure_id AND m.state = 'on_control' AND o.state = 'open'"
        " AND o.kind <> 'continuous' AND o.due_on < DATE '2009-07-06'"
        " ORDER BY o.due_on, o.id LIMIT 1",
        "reader": "SELECT id FROM agencies_user WHERE email = 'officer.mtszn@demo.example'",
        "entry": "SELECT min(id) FROM measures_progressentry WHERE state = 'submitted'",
        "waits": "SELECT min(e.obligation_id) FROM measures_progressentry e"
        " JOIN measures_obligation o ON o.id = e.obligation_id"
        " JOIN agencies_agency a ON a.id = o.agency_id"
        " WHERE e.state = 'submitted' AND a.code = 'mtszn'",
        "measure": "SELECT id FROM measures_measure WHERE number = '1.5'",
        "amended": "SELECT min(measure_id) FROM measures_change WHERE kind = 'reword'",
        "removed": "SELECT id FROM measures_measure WHERE number = '2.7'",
        "round": "SELECT id FROM reports_reportinground WHERE label = '2009Q2'",
        "draft": "SELECT id FROM planner_amendment WHERE state = 'draft'",
        "led": "SELECT o.id FROM measures_obligation o, measures_measure m"
        " WHERE m.id = o.measure_id AND m.number = '3.2' AND o.role = 'lead'"
        " AND o.occurrence = '2009-07-05'",
        "undecided": "SELECT min(id) FROM measures_deadline WHERE kind = 'undecided'",
        "asked": "SELECT min(id) FROM measures_extension WHERE state = 'requested'",
    }
    return {name: site.ask(sql)[0][0] for name, sql in asked.items()}


def faults(page: Page) -> list[str]:
    """What an accessibility checker finds, a line each."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['target']} {one['help']}" for one in found]


def keep_picture(page: Page, name: str) -> None:
    if os.environ.get("SCREENSHOTS"):
        folder = ROOT / "docs" / "screenshots"
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder / f"{name}.png"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_fits_wide_and_narrow(
    visit: Visitor, ids: dict[str, int], name: str, language: str
) -> None:
    email, address = PAGES[name]
    page = visit(email, language=language)
    page.goto(address.format(**ids))
    if name in PICTURED:
        keep_picture(page, f"{name}-{language}")
    wide = faults(page)
    page.set_viewport_size({"width": 390, "height": 844})
    if name == "desk":
        keep_picture(page, f"{name}-{language}-phone")
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert (page.locator("html").get_attribute("lang"), wide, faults(page), overflow) == (
        language,
        [],
        [],
        0,
    )


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
    page.set_viewport_size({"width": 390, "height": 844})
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert (page.locator("html").get_attribute("lang"), wide, faults(page), overflow) == (
        "ru",
        [],
        [],
        0,
    )


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_in_the_dark(visit: Visitor, ids: dict[str, int], name: str) -> None:
    email, address = PAGES[name]
    page = visit(email, language="ru", dark=True)
    page.goto(address.format(**ids))
    assert faults(page) == []
