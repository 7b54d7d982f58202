"""What each guide in docs/guide says is there, walked in a browser, in the language of the guide.

`SCREENSHOTS=1 bin/test tests/journeys/test_guide.py` renews the pictures that the guides show.
"""

from functools import cache

import polib
import pytest

from tests.journeys.conftest import Visitor
from tests.journeys.looking import faults, keep_picture
from tests.journeys.places import (
    ADMINISTRATOR,
    COORDINATOR,
    HEAD,
    LANGUAGES,
    LEAD,
    OFFICER,
    PLAN,
)
from tests.journeys.running import ROOT

pytestmark = pytest.mark.journey
OBSERVER = "observer.kpm@demo.example"
# Who opens what, and what the guide says stands there.
WALKS: dict[str, list[tuple[str, str, list[str]]]] = {
    "officer": [
        (OFFICER, "/desk/", ["Desk", "To do", "Later", "Without a date", "In review"]),
        (LEAD, "/obligations/{led}/", ["Parts of the co-executors"]),
        (OFFICER, "/reminders/mine/", ["My reminders"]),
        (OFFICER, "/settings/", ["My settings"]),
        (
            OFFICER,
            "/desk/upload/",
            ["Report from a spreadsheet", "Download for Excel", "Read the file"],
        ),
        (HEAD, "/signing/", ["Reports to sign", "Let the head sign"]),
        (OFFICER, "/exchange/calendars/", ["Calendars and feeds", "Make the link"]),
        (OFFICER, "/accounts/delegations/", ["Delegations of roles", "Delegate"]),
        (
            OFFICER,
            "/accounts/security/",
            ["Sign-in and security", "Second factor", "Access tokens"],
        ),
        (
            OFFICER,
            "/obligations/{mine}/",
            ["What do you report?", "What was done", "Files", "Save draft", "Hand in", "History"],
        ),
    ],
    "coordinator": [
        (COORDINATOR, "/board/", ["Board", "Requests for more time", "Deadlines without a date"]),
        (COORDINATOR, "/extensions/{asked}/", ["Move the deadline", "Refuse"]),
        (COORDINATOR, "/reminders/", ["Reminders", "Who is reminded of what, and why"]),
        (COORDINATOR, "/measures/{measure}/", ["Remove from control"]),
        (COORDINATOR, "/reports/{round}/", ["Compile the report", "Who has reported"]),
        (COORDINATOR, f"{PLAN}/", ["Enter measures from a file", "Amendments"]),
        (COORDINATOR, f"{PLAN}/import/", ["Read the file"]),
        (COORDINATOR, f"{PLAN}/amendments/", ["Draft an amendment"]),
        (COORDINATOR, "/review/{entry}/", ["Review", "Accept", "Return for rework"]),
    ],
    "reader": [
        (OBSERVER, "/board/", ["Board", "Filter"]),
        (OBSERVER, "/measures/{measure}/", ["History"]),
        (OBSERVER, "/reports/", ["Reports"]),
        (
            OBSERVER,
            f"{PLAN}/?as_of=2009-03-31",
            ["Plan", "Download the table", "State as of", "Compare two days"],
        ),
    ],
    "administrator": [
        (ADMINISTRATOR, "/admin/", ["Administration", "action plans", "people", "other names"]),
        (ADMINISTRATOR, "/admin/", ["Begin here", "Working calendar", "Succession of bodies"]),
        (ADMINISTRATOR, "/help/", ["Help", "Who may do what"]),
        (ADMINISTRATOR, "/accounts/invitations/", ["Invitations"]),
        (ADMINISTRATOR, "/accounts/locked/", ["Sign-ins held up"]),
        (ADMINISTRATOR, "/audit/", ["Audit"]),
        (ADMINISTRATOR, "/exchange/webhooks/", ["Webhooks"]),
        (ADMINISTRATOR, "/help/begin/", ["Begin here", "Reminders"]),
    ],
}


@cache
def said(language: str) -> dict[str, set[str]]:
    """Message id → everything that the site says for it, in small letters."""
    if language == "en":
        return {}
    file = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    found: dict[str, set[str]] = {}
    for entry in polib.pofile(str(file)):
        found.setdefault(entry.msgid, set()).add(entry.msgstr.lower())
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", WALKS)
def test_a_guide_finds_what_it_speaks_of(
    visit: Visitor, ids: dict[str, int], role: str, language: str
) -> None:
    text = (ROOT / "docs" / "guide" / f"{role}.{language}.md").read_text(encoding="utf-8").lower()
    guide = " ".join(text.split())
    missing: list[tuple[str, str]] = []
    for email, address, names in WALKS[role]:
        page = visit(email, language=language)
        page.goto(address.format(**ids))
        shown = " ".join(page.locator("body").inner_text().lower().split())
        for name in names:
            words = said(language).get(name, {name.lower()})
            if not any(word in shown and f"**{word}**" in guide for word in words):
                missing.append((address, name))
    keep_picture(page, f"guide-{role}-{language}")
    assert (missing, faults(page)) == ([], [])
