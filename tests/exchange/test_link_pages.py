"""The page of a person's private links, and the feed of a plan's news."""

import re
from datetime import date

import feedparser
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.models import Role
from exchange.models import CalendarLink, LinkKind
from exchange.services.links import MOST_LINKS, Wanted, make_link
from measures.models import Event, EventKind
from tests import factories
from tests.confirming import confirmed

TODAY = date(2009, 7, 6)
PAGE = "/exchange/calendars/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_waits():
    cache.clear()


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return confirmed(client, officer)


def shown_in(page):
    return re.search(r'value="http://127.0.0.1:8000(/exchange/[^"]+)"', page.content.decode())


def test_a_link_is_made_shown_once_and_works(signed_in, officer):
    made = signed_in.post(PAGE, {"kind": "mine", "name": "phone"})
    address = shown_in(made)[1]
    link = CalendarLink.objects.get()
    assert (made.status_code, link.owner, link.name, link.language) == (
        200,
        officer,
        "phone",
        "en",
    )
    # With "no-referrer" a browser would name no origin, and no form of the page could be sent.
    assert made["Referrer-Policy"] == "same-origin"
    assert "no-store" in made["Cache-Control"]
    assert signed_in.get(address).status_code == 200
    again = signed_in.get(PAGE)
    assert shown_in(again) is None
    assert f"ends in …{link.ending}" in again.content.decode()


def test_a_new_address_ends_the_old_one(signed_in):
    old = shown_in(signed_in.post(PAGE, {"kind": "mine"}))[1]
    link = CalendarLink.objects.get()
    new = shown_in(signed_in.post(f"{PAGE}{link.pk}/renew/"))[1]
    assert [signed_in.get(one).status_code for one in (old, new)] == [404, 200]


def test_a_revoked_link_gives_nothing_and_is_not_renewed(signed_in):
    address = shown_in(signed_in.post(PAGE, {"kind": "mine"}))[1]
    link = CalendarLink.objects.get()
    assert signed_in.post(f"{PAGE}{link.pk}/revoke/").status_code == 302
    assert signed_in.get(address).status_code == 404
    assert signed_in.post(f"{PAGE}{link.pk}/renew/").status_code == 302
    assert signed_in.get(address).status_code == 404


def test_another_persons_link_is_not_there(client, signed_in, coordinator):
    link, _token = make_link(Wanted(LinkKind.MINE), by=coordinator, today=TODAY, now=timezone.now())
    tried = [signed_in.post(f"{PAGE}{link.pk}/{act}/").status_code for act in ("renew", "revoke")]
    link.refresh_from_db()
    assert (tried, link.revoked_at) == ([404, 404], None)


def test_what_is_missing_is_said_at_its_field_and_what_was_typed_stays(signed_in):
    page = signed_in.post(PAGE, {"kind": "agency", "name": "Outlook"})
    told = page.content.decode()
    assert page.status_code == 422
    assert "Choose the agency whose dates the calendar is to show." in told
    assert 'value="Outlook"' in told
    assert not CalendarLink.objects.exists()


def test_there_is_a_most_of_links(signed_in, officer):
    for _ in range(MOST_LINKS):
        make_link(Wanted(LinkKind.MINE), by=officer, today=TODAY, now=timezone.now())
    refused = signed_in.post(PAGE, {"kind": "mine"})
    assert (refused.status_code, CalendarLink.objects.count()) == (422, MOST_LINKS)


def test_the_page_is_for_those_with_a_role(client):
    client.force_login(factories.UserFactory())
    assert client.get(PAGE).status_code == 403


def test_three_links_and_eighteen_take_the_same_statements(signed_in, officer, plan):
    def asked(count):
        for _ in range(count):
            wanted = Wanted(LinkKind.NEWS, plan=plan)
            make_link(wanted, by=officer, today=TODAY, now=timezone.now())
        with CaptureQueriesContext(connection) as told:
            signed_in.get(PAGE)
        return len(told)

    signed_in.get(PAGE)
    assert asked(3) == asked(15)


@pytest.fixture
def feed(client, officer, plan):
    _link, token = make_link(
        Wanted(LinkKind.NEWS, plan=plan, language="en"),
        by=officer,
        today=TODAY,
        now=timezone.now(),
    )

    def read():
        answer = client.get(f"/exchange/news/{token}.atom")
        assert token.encode() not in answer.content
        found = feedparser.parse(answer.content)
        assert not found.bozo
        return found.entries

    return read


def test_the_feed_tells_of_accepted_reports_moved_dates_and_what_is_late(feed, owed, measure):
    text = "Принято <b>решение</b>"
    report = factories.ProgressEntryFactory(
        obligation=owed, text=text, state="accepted", submitted_on=TODAY
    )
    told = {"measure": measure, "obligation": owed, "happened_on": TODAY}
    Event.objects.create(
        kind=EventKind.ACCEPTED, note="for the agency alone", data={"entry": report.pk}, **told
    )
    dates = {"old_due_on": "2009-06-01", "new_due_on": "2009-06-10"}
    Event.objects.create(kind=EventKind.MOVED, data=dates, **told)
    Event.objects.create(kind=EventKind.RETURNED, note="a secret return", **told)
    found = {one.title.split(":")[0]: one for one in feed()}
    assert set(found) == {"Report accepted", "Date changed with the plan", "Overdue"}
    assert found["Report accepted"].summary == "Принято &lt;b&gt;решение&lt;/b&gt;"
    assert found["Date changed with the plan"].summary == "from 01.06.2009 to 10.06.2009"
    assert "for the agency alone" not in str(found)


def test_an_accepted_text_that_was_closed_since_is_not_told(feed, owed, measure):
    report = factories.ProgressEntryFactory(obligation=owed, text="not for all", state="draft")
    Event.objects.create(
        kind=EventKind.ACCEPTED,
        measure=measure,
        obligation=owed,
        happened_on=TODAY,
        data={"entry": report.pk},
    )
    assert "not for all" not in str(feed())


def test_news_of_three_and_of_thirty_take_the_same_statements(feed, measure):
    def asked(count):
        for _ in range(count):
            Event.objects.create(kind=EventKind.REMOVED, measure=measure, happened_on=TODAY)
        feed()
        with CaptureQueriesContext(connection) as told:
            found = feed()
        return len(told), len(found)

    few, many = asked(3), asked(27)
    assert (few[0], few[1], many[1]) == (many[0], 3, 30)


def test_the_head_of_an_agency_may_have_one_too(client, agency):
    head = factories.person(agency, Role.HEAD)
    client.force_login(head)
    assert confirmed(client, head).post(PAGE, {"kind": "mine"}).status_code == 200
