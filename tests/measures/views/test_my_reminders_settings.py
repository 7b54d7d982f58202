"""What a person declines, the forms of the own page, and the count in the head of every page."""

import re

import pytest
from django.test import Client

from measures.models import Declined, Reminder, ReminderRule
from tests.factories import MeasureFactory, NoticeFactory, ObligationFactory, UserFactory
from tests.measures.views.conftest import signed_in

MINE, SETTINGS = "/reminders/mine/", "/settings/"


@pytest.fixture
def notice(officer):
    return NoticeFactory(recipient=officer)


def acknowledged():
    rows = Reminder.objects.exclude(acknowledged_at=None)
    return set(rows.values_list("pk", flat=True))


@pytest.fixture
def early(plan, agency):
    ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency)
    return ReminderRule.objects.create(plan=plan, offset=-10, may_decline=True)


@pytest.mark.usefixtures("early")
def test_a_person_declines_and_takes_it_back(officer, plan):
    client, address = signed_in(officer), f"{MINE}plans/{plan.slug}/"
    offered = re.findall(r'name="action" value="(\w+)"', client.get(SETTINGS).text)
    client.post(address, {"action": "decline"})
    declined = list(Declined.objects.values_list("person", "plan"))
    then = re.findall(r'name="action" value="(\w+)"', client.get(SETTINGS).text)
    client.post(address, {"action": "take_back"})
    assert (offered, then) == (["decline"], ["take_back"])
    assert (declined, Declined.objects.count()) == ([(officer.pk, plan.pk)], 0)


@pytest.mark.parametrize("action", ["", "x"])
def test_a_button_that_is_not_there_does_nothing(officer, plan, action):
    client, address = signed_in(officer), f"{MINE}plans/{plan.slug}/"
    client.post(address, {"action": "decline"})
    assert client.post(address, {"action": action}).status_code == 400
    assert Declined.objects.count() == 1


def test_a_plan_that_is_not_there_is_not_declined(officer):
    assert signed_in(officer).post(f"{MINE}plans/none/", {"action": "decline"}).status_code == 404


POSTS = ["acknowledge/", "plans/{slug}/"]


@pytest.mark.parametrize("address", POSTS)
def test_forms_of_another_site_are_refused(officer, plan, notice, address):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(officer)
    sent_ = {"one": notice.pk, "action": "decline"}
    answer = strict.post(MINE + address.format(slug=plan.slug), sent_)
    changed = (acknowledged(), Declined.objects.count())
    assert (answer.status_code, changed) == (403, (set(), 0))


@pytest.mark.parametrize("address", POSTS)
def test_opening_the_address_of_a_form_changes_nothing(officer, plan, notice, address):
    answer = signed_in(officer).get(MINE + address.format(slug=plan.slug), {"one": notice.pk})
    assert (answer.status_code, acknowledged()) == (405, set())


# The head of every page.


def badge(client, address="/plans/"):
    head = client.get(address).text.split("</header>")[0]
    found = re.search(r'href="/notices/".*?</a>', head, re.DOTALL)
    return found and " ".join(re.sub(r"<[^>]+>", " ", f"<{found[0]}").split())


def test_the_head_counts_new_notices(officer, notice):
    client = signed_in(officer)
    assert badge(client) == "Notices 1 , 1 new notice"
    client.post(f"{MINE}acknowledge/", {"one": notice.pk})
    assert badge(client) == "Notices"


def test_anothers_notices_are_not_counted(stranger, notice):
    assert badge(signed_in(stranger)) == "Notices"


def test_without_a_role_the_head_has_no_such_link(db):
    for user in (UserFactory(), UserFactory(is_staff=True, is_superuser=True)):
        assert badge(signed_in(user), "/") is None
