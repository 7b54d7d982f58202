"""Whoever has left is forgotten, and what they did is not."""

from datetime import date, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from agencies.errors import Refused
from agencies.models import ApiToken, Membership, Role, User
from audit.context import Act, Fixed, acting
from audit.models import Entry
from audit.services.erasing import erase_person
from audit.services.sealing import seal
from audit.services.telling import tell
from audit.verifying import verify
from exchange.services.links import Wanted, make_link
from measures.models import Event
from tests import factories
from tests.audit.reading import last

pytestmark = pytest.mark.django_db
TODAY, GONE = date(2009, 7, 6), date(2009, 6, 30)
NAME, ADDRESS = "Ахметова Дана Сериковна", "akhmetova@example.org"


@pytest.fixture
def administrator(db: None) -> User:
    found: User = User.objects.create_superuser("root@example.org", "x", full_name="Root")
    return found


@pytest.fixture
def departed(agency) -> User:
    person = factories.person(agency, Role.OFFICER, full_name=NAME, email=ADDRESS)
    Membership.objects.filter(user=person).update(valid_to=GONE)
    return person


def erase(person: User, by: User | None = None):
    return erase_person(person, by=by, today=TODAY)


def test_name_address_and_job_give_way_to_a_neutral_label(departed, administrator):
    erase(departed, administrator)
    found = User.objects.get(pk=departed.pk)
    assert (found.full_name, found.email, found.position) == (
        f"Выбывший сотрудник № {departed.pk}",
        f"{departed.pk}@erased.invalid",
        "",
    )
    assert (found.is_active, found.has_usable_password()) == (False, False)


def test_ways_in_go_with_the_person_and_those_of_others_stay(departed, agency, administrator):
    Membership.objects.filter(user=departed).update(valid_to=None)
    colleague = factories.person(agency, Role.OFFICER)
    now, later = timezone.now(), timezone.now() + timedelta(days=9)
    facts = {"scopes": ["read"], "origin": "page", "made_at": now, "expires_at": later}
    ApiToken.objects.create(person=departed, name="a", start="a", digest="x", **facts)
    ended = {"revoked_at": now, "revoked_by": departed}
    theirs = ApiToken.objects.create(
        person=colleague, name="b", start="b", digest="x", **facts, **ended
    )
    make_link(Wanted("mine"), by=departed, today=TODAY, now=now)
    Membership.objects.filter(user=departed).update(valid_to=GONE)
    erase(departed, administrator)
    assert list(ApiToken.objects.all()) == [theirs]
    assert not departed.calendar_links.exists()


def test_the_record_forgets_the_name_and_keeps_the_sense(departed, administrator):
    with acting(Fixed(Act(door="page", actor=departed.pk, origin={"ip": "198.51.100.7"}))):
        factories.AgencyFactory(code="made-by-her")
    seal()
    erase(departed, administrator)
    everything = "".join(
        f"{entry.before}{entry.after}{entry.personal}{entry.label}" for entry in Entry.objects.all()
    )
    assert [word in everything for word in (NAME, ADDRESS, "198.51.100.7")] == [False] * 3
    entry = last("agencies_agency")
    assert (entry.label, entry.actor) == ("made-by-her", departed.pk)


def test_the_chain_still_holds(departed, administrator):
    tell("sign_in_failed", names={"email": ADDRESS})
    seal()
    erase(departed, administrator)
    seal()
    assert verify().breaks == []


def test_the_addresses_of_mails_are_replaced_too(departed, administrator):
    digest = factories.DigestFactory(recipient=departed, sent_to=ADDRESS)
    log = LogEntry.objects.create(
        user=administrator, object_id=departed.pk, object_repr=NAME, action_flag=2
    )
    done = erase(departed, administrator)
    digest.refresh_from_db()
    log.refresh_from_db()
    assert (digest.sent_to, log.object_repr) == (
        f"{departed.pk}@erased.invalid",
        f"Выбывший сотрудник № {departed.pk}",
    )
    assert done.rows == 2


def test_what_they_did_stays_theirs(departed, administrator, owed):
    event = Event.objects.create(
        measure=owed.measure, kind="submitted", actor=departed, happened_on=GONE
    )
    erase(departed, administrator)
    assert Event.objects.get(pk=event.pk).actor_id == departed.pk


def test_whoever_still_has_a_role_is_not_erased(officer, administrator):
    with pytest.raises(Refused) as refused:
        erase(officer, administrator)
    assert refused.value.code == "still_here"


def test_nobody_erases_themselves_or_anybody_twice(departed, administrator):
    erase(departed, administrator)
    codes = []
    for person in (departed, administrator):
        with pytest.raises(Refused) as refused:
            erase(person, administrator)
        codes.append(refused.value.code)
    assert codes == ["erased_already", "yourself"]


def test_a_coordinator_erases_nobody(departed, coordinator):
    with pytest.raises(PermissionDenied):
        erase(departed, coordinator)


def test_the_erasing_is_recorded_itself(departed, administrator):
    erase(departed, administrator)
    entry = Entry.objects.get(kind="erased")
    assert (entry.relation, entry.object_id) == ("agencies_user", str(departed.pk))


def test_the_command_wants_to_be_told_that_it_cannot_be_undone(departed, capsys):
    with pytest.raises(CommandError, match="cannot be undone"):
        call_command("erase_person", ADDRESS)
    call_command("erase_person", ADDRESS, "--yes")
    assert User.objects.get(pk=departed.pk).full_name == f"Выбывший сотрудник № {departed.pk}"


def test_an_administrator_erases_from_the_list_of_people(client, departed, officer, administrator):
    client.force_login(administrator)
    asked = {"action": "erase", "_selected_action": [departed.pk, officer.pk]}
    answer = client.post(reverse("admin:agencies_user_changelist"), asked, follow=True)
    assert len(list(answer.context["messages"])) == 2
    assert [User.objects.get(pk=one.pk).is_active for one in (departed, officer)] == [False, True]
