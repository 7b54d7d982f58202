"""ETags: what has not changed is not sent again, and nothing is overwritten unseen."""

from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from agencies.models import Agency, Region, User
from measures.models import Obligation, ProgressEntry
from planner.models import ActionPlan
from tests.api.calling import signed_in
from tests.factories import AgencyFactory, MeasureFactory, ObligationFactory, asked_for

ENTRIES = "/api/v1/progress/"


@pytest.fixture
def obligation(plan: ActionPlan, agency: Agency) -> Obligation:
    return asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency))


@pytest.fixture
def draft(obligation: Obligation, officer: User) -> dict[str, Any]:
    sent = {"obligation": obligation.pk, "text": "Идёт работа."}
    made: dict[str, Any] = signed_in(officer).post(ENTRIES, sent).json()
    return made


def matched(user: User, tag: str) -> APIClient:
    return signed_in(user, **{"if-match": tag})


@pytest.mark.parametrize("address", ["/api/v1/agencies/", "/api/v1/agencies/{pk}/", "/api/v1/"])
def test_what_has_not_changed_is_not_sent_again(
    address: str, officer: User, agency: Agency
) -> None:
    client, address = signed_in(officer), address.format(pk=agency.pk)
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    other = client.get(address, headers={"if-none-match": '"another"'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert (other.status_code, other.content) == (200, first.content)


def test_a_change_changes_the_etag_of_the_object_and_of_lists(officer: User) -> None:
    row = Region.objects.create(code="kz-ala", kind="city", name_ru="Алматы")
    client, addresses = signed_in(officer), ("/api/v1/regions/", f"/api/v1/regions/{row.pk}/")
    before = [client.get(address)["ETag"] for address in addresses]
    Region.objects.filter(pk=row.pk).update(name_ru="Алма-Ата")
    after = [client.get(address)["ETag"] for address in addresses]
    assert [one == other for one, other in zip(before, after, strict=True)] == [False, False]


def test_an_etag_is_of_the_object_whichever_fields_were_asked_for(
    officer: User, agency: Agency
) -> None:
    client, address = signed_in(officer), f"/api/v1/agencies/{agency.pk}/"
    whole, part = client.get(address), client.get(address, {"fields": "id,code"})
    assert part.json() == {"id": agency.pk, "code": agency.code}
    assert part["ETag"] == whole["ETag"]


def test_an_etag_that_was_weakened_by_compression_still_counts(
    officer: User,
) -> None:
    client = Client(headers={"accept-encoding": "gzip"})
    client.force_login(officer)
    # What is short is not compressed.
    agency = AgencyFactory(name_ru="Комитет по миграции " * 10)
    first = client.get(f"/api/v1/agencies/{agency.pk}/")
    again = client.get(f"/api/v1/agencies/{agency.pk}/", headers={"if-none-match": first["ETag"]})
    assert (first["ETag"][:2], again.status_code) == ("W/", 304)


def test_answers_are_kept_by_the_caller_alone_and_asked_about_each_time(officer: User) -> None:
    answer = signed_in(officer).get("/api/v1/regions/")
    told = {name.strip() for name in answer["Vary"].split(",")}
    assert answer["Cache-Control"] == "private, no-cache"
    assert {"Accept-Language", "Authorization", "Cookie"} <= told


def test_a_write_on_what_was_read_is_done_and_tells_the_new_state(
    draft: dict[str, Any], officer: User
) -> None:
    address = f"{ENTRIES}{draft['id']}/"
    read = signed_in(officer).get(address)
    sent = {"text": "Сделано.", "version": draft["version"]}
    saved = matched(officer, read["ETag"]).patch(address, sent)
    now = signed_in(officer).get(address)
    assert (saved.status_code, saved["ETag"], saved.json()) == (200, now["ETag"], now.json())
    assert saved["ETag"] != read["ETag"]


@pytest.mark.parametrize("what", ["patch", "submit", "files"])
def test_a_write_on_what_was_changed_meanwhile_is_refused_and_does_nothing(
    draft: dict[str, Any], officer: User, what: str
) -> None:
    address = f"{ENTRIES}{draft['id']}/"
    read = signed_in(officer).get(address)
    ProgressEntry.objects.filter(pk=draft["id"]).update(text="Правка коллеги.", version=2)
    client = matched(officer, read["ETag"])
    if what == "patch":
        answer = client.patch(address, {"text": "Моё.", "version": 2})
    else:
        answer = client.post(f"{address}{what}/")
    told = answer.json()
    assert (answer.status_code, told["code"]) == (412, "precondition_failed")
    entry = ProgressEntry.objects.get()
    assert (entry.text, entry.state, entry.version) == ("Правка коллеги.", "draft", 2)


def test_any_state_of_the_object_is_named_by_a_star(draft: dict[str, Any], officer: User) -> None:
    answer = matched(officer, "*").post(f"{ENTRIES}{draft['id']}/submit/")
    assert (answer.status_code, answer.json()["state"]) == (200, "submitted")


def test_one_of_several_etags_is_enough(draft: dict[str, Any], officer: User) -> None:
    address = f"{ENTRIES}{draft['id']}/"
    tag = signed_in(officer).get(address)["ETag"]
    answer = matched(officer, f'"older", W/{tag}').post(f"{address}submit/")
    assert answer.status_code == 200


def test_a_condition_on_what_is_no_object_is_refused(obligation: Obligation, officer: User) -> None:
    sent = {"obligation": obligation.pk, "text": "Идёт."}
    answer = matched(officer, '"some"').post(ENTRIES, sent)
    assert (answer.status_code, ProgressEntry.objects.count()) == (412, 0)


def test_nothing_is_asked_of_who_sends_no_condition(draft: dict[str, Any], officer: User) -> None:
    assert signed_in(officer).post(f"{ENTRIES}{draft['id']}/submit/").status_code == 200


def test_a_condition_tells_nothing_of_what_is_not_to_be_seen(
    draft: dict[str, Any], plan: ActionPlan, coordinator: User
) -> None:
    """A coordinator does not see drafts: 404 whichever ETag is named."""
    address = f"{ENTRIES}{draft['id']}/accept/"
    answers = [matched(coordinator, tag).post(address) for tag in ("*", '"x"')]
    assert [one.status_code for one in answers] == [404, 404]
