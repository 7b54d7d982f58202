"""Somebody who guesses numbers, counts, searches, exports, and sends more than the form asks."""

import json
from typing import Any

import pytest
from django.test import Client

from agencies.models import Delegation, Membership, User
from measures.models import Extension, Notice, ProgressEntry
from measures.services.progress import Draft, save_draft
from tests.access.walking import client_of
from tests.access.world import TODAY, World

pytestmark = pytest.mark.django_db
SECRET = "зимородок"
STRANGERS = ["co", "stranger", "coordinator", "foreign", "observer", "chief", "roleless"]


@pytest.fixture
def draft(world: World) -> ProgressEntry:
    """An officer's unfinished text with a word that stands nowhere else."""
    entry = ProgressEntry.objects.get(pk=world.places["own"]["draft"].key)
    by = world.people["officer"]
    told = Draft(f"Мы видели {SECRET}.")
    return save_draft(entry.obligation, told, by=by, today=TODAY, version=entry.version)


def send(client: Client, method: str, path: str, **data: Any) -> Any:
    return getattr(client, method)(path, json.dumps(data), content_type="application/json")


@pytest.mark.parametrize("name", STRANGERS)
def test_a_draft_is_found_by_nobody_else(name: str, world: World, draft: ProgressEntry) -> None:
    """Neither by its number, nor by search, nor in a list, nor in a file."""
    client = client_of(world, name)
    owed, plan = draft.obligation_id, world.places["own"]["plan"].key
    addresses = [
        f"/obligations/{owed}/",
        f"/api/v1/progress/{draft.pk}/",
        f"/evidence/{world.places['own']['draft_file'].key}/",
        f"/search/?q={SECRET}",
        f"/search/suggest/?q={SECRET}",
        f"/measures/{draft.obligation.measure_id}/",
        f"/plans/{plan}/export.csv",
        f"/plans/{plan}/publish/preview/measures/",
        "/board/board.csv?status=all",
        "/review/",
        f"/api/v1/progress/?obligation={owed}",
    ]
    for address in addresses:
        answer = client.get(address)
        body = b"".join(answer) if answer.streaming else answer.content
        # A page of search repeats what was asked for; it must not tell that it found it.
        text = body.decode(errors="replace").replace(f"q={SECRET}", "")
        assert f"видели {SECRET}" not in text, address


def test_its_author_finds_it(world: World, draft: ProgressEntry) -> None:
    """Else the test above would hold for nobody's sake."""
    client = client_of(world, "officer")
    assert f"видели {SECRET}" in client.get(f"/obligations/{draft.obligation_id}/").content.decode()
    answer = client.get(f"/api/v1/progress/{draft.pk}/")
    assert answer.json()["text"] == f"Мы видели {SECRET}."


@pytest.mark.parametrize("name", STRANGERS[:6])
def test_drafts_of_others_are_not_counted(name: str, world: World, draft: ProgressEntry) -> None:
    answer = client_of(world, name).get("/api/v1/progress/?state=draft")
    if name == "chief":  # has no role
        assert answer.status_code == 403
        return
    seen = {row["id"] for row in answer.json()["results"]}
    mine = {"stranger": {"others", "foreign"}}.get(name, set())
    assert seen == {world.places[place]["draft"].key for place in mine}


@pytest.mark.parametrize("name", ["stranger", "co", "coordinator"])
def test_what_is_hidden_and_what_is_not_there_answer_alike(
    name: str, world: World, draft: ProgressEntry
) -> None:
    client = client_of(world, name)
    hidden, absent = (client.get(f"/api/v1/progress/{pk}/") for pk in (draft.pk, 10**9))
    assert (hidden.status_code, hidden.json()) == (absent.status_code, absent.json())


HIDDEN = {
    "job": "/jobs/{}/",
    "cut": "/reports/cuts/{}/",
    "cut_edition": "/reports/cuts/editions/{}/",
    "cut_file": "/reports/cuts/files/{}/",
    "upload": "/desk/upload/{}/",
    "webhook": "/exchange/webhooks/{}/",
    "message": "/exchange/webhooks/messages/{}/",
    "link": "/api/v1/calendar-links/{}/",
    "token": "/api/v1/tokens/{}/",
    "dispatch": "/api/v1/mails/{}/",
    "recipient": "/api/v1/recipients/{}/",
    "section": "/api/v1/narrative-sections/{}/",
    "text": "/api/v1/narrative-texts/{}/",
}


@pytest.mark.parametrize("thing", HIDDEN)
def test_a_number_tells_nothing_of_what_is_somebody_elses(thing: str, world: World) -> None:
    client = client_of(world, "stranger")
    theirs = client.get(HIDDEN[thing].format(world.places["own"][thing].key))
    absent = client.get(HIDDEN[thing].format(10**9))
    assert (theirs.status_code, absent.status_code) == (404, 404)


def test_notices_of_others_are_neither_read_nor_marked(world: World) -> None:
    theirs = Notice.objects.exclude(recipient=world.people["stranger"]).filter(seen_at=None)
    ids = list(theirs.values_list("pk", flat=True))
    assert ids
    client_of(world, "stranger").post("/notices/seen/", {"notice": ids})
    assert theirs.count() == len(ids)


def test_a_report_cannot_be_accepted_by_saying_so(world: World, draft: ProgressEntry) -> None:
    """What the form of a draft does not ask for is not taken."""
    client, other = client_of(world, "officer"), world.places["others"]["owed"].key
    more = {
        "state": "accepted",
        "submitted_on": "2009-07-01",
        "author": world.people["coordinator"].pk,
        "obligation": other,
        "assigned_to": world.people["officer"].pk,
        "review": {"verdict": "accept"},
    }
    send(
        client,
        "patch",
        f"/api/v1/progress/{draft.pk}/",
        text="Иначе",
        version=draft.version,
        **more,
    )
    typed = {"claim": "interim", "language": "ru", "text": "Ещё", "action": "save"}
    told = {name: value for name, value in more.items() if name != "review"}
    client.post(f"/obligations/{draft.obligation_id}/", {**typed, **told})
    now = ProgressEntry.objects.get(pk=draft.pk)
    assert (now.state, now.submitted_on, now.author, now.assigned_to) == (
        "draft",
        None,
        world.people["officer"],
        None,
    )
    assert now.obligation_id == draft.obligation_id


def test_a_request_cannot_be_granted_by_asking(world: World) -> None:
    owed = world.places["own"]["owed_draft"].key
    answer = send(
        client_of(world, "officer"), "post", "/api/v1/extensions/",
        obligation=owed, proposed_on="2009-08-01", reason="Ждём", state="granted",
        granted_on="2009-08-01", decided_by=1, act="№ 1", old_due_on="2009-01-01",
    )  # fmt: skip
    assert answer.status_code == 201
    made = Extension.objects.get(obligation=owed)
    assert (made.state, made.granted_on, made.act) == ("requested", None, "")
    assert made.requested_by == world.people["officer"]


def test_nobody_makes_themselves_an_administrator(world: World) -> None:
    person = world.people["officer"]
    client_of(world, "officer").post(
        "/settings/",
        {"language": "kk", "is_staff": "on", "is_superuser": "on", "email": "x@example.org",
         "user_permissions": "1", "groups": "1", "memberships-0-role": "head"},
    )  # fmt: skip
    now = User.objects.get(pk=person.pk)
    assert (now.is_staff, now.is_superuser, now.email) == (False, False, person.email)
    assert list(now.memberships.values_list("role", flat=True)) == ["officer"]


def test_a_role_of_another_is_not_delegated_by_its_number(world: World) -> None:
    """The numbers of a role in another body, of a colleague's role, and of a role that is lent."""
    theirs = Membership.objects.get(user=world.people["stranger"])
    head = Membership.objects.get(user=world.people["head"])
    before = Delegation.objects.count()
    for who, role, to in [
        ("officer", theirs.pk, "deputy"),
        ("officer", head.pk, "officer"),
        ("standin", Membership.objects.get(delegation__to=world.people["standin"]).pk, "both"),
    ]:
        answer = client_of(world, who).post(
            "/accounts/delegations/",
            {"body": "at-other", "role": role, "to": world.people[to].pk, "reason": "Так",
             "starts_on": "2009-07-06", "ends_on": "2009-07-20",
             "made_by": world.people["chief"].pk},
        )  # fmt: skip
        assert answer.status_code == 422
    assert Delegation.objects.count() == before


def test_a_role_that_has_ended_opens_nothing_to_a_session_that_goes_on(world: World) -> None:
    client = client_of(world, "officer")
    address = f"/obligations/{world.places['own']['owed_draft'].key}/"
    assert client.get(address).status_code == 200
    Membership.objects.filter(user=world.people["officer"]).update(valid_to="2009-07-05")
    assert client.get(address).status_code == 403


def test_an_account_that_was_closed_is_signed_out(world: World) -> None:
    client = client_of(world, "officer")
    User.objects.filter(pk=world.people["officer"].pk).update(is_active=False)
    assert client.get("/desk/").status_code == 302


def test_a_coordinator_who_reports_for_the_body_does_not_accept_its_reports_in_bulk(
    world: World,
) -> None:
    """The bulk act obeys what the single one does: of two reports one is left out, and told."""
    own, theirs = (world.places[place]["handed"].key for place in ("ministry", "own"))
    client_of(world, "both").post("/review/accept/", {"entry": [own, theirs], "note": "Принято"})
    states = dict(ProgressEntry.objects.filter(pk__in=[own, theirs]).values_list("pk", "state"))
    assert states == {own: "submitted", theirs: "accepted"}


def test_another_coordinator_of_the_body_accepts_them(world: World) -> None:
    """So that the coordinating body, an executor too, is not left without a reviewer."""
    own = world.places["ministry"]["handed"].key
    client_of(world, "coordinator").post(f"/review/{own}/", {"action": "accept"})
    assert ProgressEntry.objects.get(pk=own).state == "accepted"
