"""Lending a role over the API: to whom, which, and what others may know of it; and the rights."""

from datetime import date, timedelta

import pytest
from django.test import Client

from agencies.models import Agency, Delegation, Membership, Role, User
from agencies.services_delegations import delegate
from planner.models import ActionPlan
from tests.api.asking import (
    client_of,
    code_of,
    fields_of,
    get,
    post,
    send,
    somebody,
    statements_of,
)
from tests.api.calling import token_of
from tests.factories import person

TODAY = date(2009, 7, 6)
DAYS = {"starts_on": "2009-07-06", "ends_on": "2009-07-19", "reason": "Отпуск"}


@pytest.fixture
def colleague(plan: ActionPlan, coordinator: User) -> User:
    return person(plan.coordinator, Role.OFFICER, full_name="A colleague")


def lent(role: Membership, to: User, first: date = TODAY) -> Delegation:
    last = first + timedelta(days=5)
    told = {"starts_on": first, "ends_on": last, "reason": "Отпуск"}
    return delegate(role, to=to, by=role.user, today=TODAY, **told)  # type: ignore[arg-type]


def test_a_role_is_lent_to_a_colleague(coordinator: User, colleague: User) -> None:
    role = coordinator.memberships.get()
    answer = post(coordinator, "delegation-list", role=role.pk, to=colleague.pk, **DAYS)
    told = answer.json()
    assert answer.status_code == 201
    assert (
        told["role"],
        told["holder"]["id"],
        told["to"]["id"],
        told["state"],
        told["may_end"],
    ) == (
        "coordinator",
        coordinator.pk,
        colleague.pk,
        "standing",
        True,
    )
    assert Delegation.objects.get().made_by == coordinator


def test_the_choices_are_what_may_be_lent_and_to_whom(coordinator: User, colleague: User) -> None:
    told = get(coordinator, "delegation-choices").json()
    assert [one["id"] for one in told["roles"]] == [coordinator.memberships.get().pk]
    assert {one["id"] for one in told["people"]} == {coordinator.pk, colleague.pk}
    asked = get(coordinator, "delegation-choices", agency="nobody")
    assert fields_of(asked) == (400, ["agency"])


def test_a_role_of_another_body_is_as_one_that_is_not_there(
    coordinator: User, colleague: User
) -> None:
    theirs = somebody().memberships.get()
    for pk in (theirs.pk, 10**9):
        sent = {"role": pk, "to": colleague.pk, **DAYS}
        answer = post(coordinator, "delegation-list", **sent)
        assert fields_of(answer) == (400, ["role"])
    assert Delegation.objects.count() == 0


def test_nobody_outside_the_body_is_given_a_role(coordinator: User) -> None:
    role, stranger = coordinator.memberships.get(), somebody()
    answer = post(coordinator, "delegation-list", role=role.pk, to=stranger.pk, **DAYS)
    assert fields_of(answer) == (400, ["to"])


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"starts_on": "2009-07-01"}, "days_past"),
        ({"ends_on": "2009-07-05"}, "ends_before_start"),
        ({"ends_on": "2011-07-05"}, "too_long"),
    ],
)
def test_days_that_make_no_sense_are_refused(
    coordinator: User, colleague: User, changed: dict[str, str], code: str
) -> None:
    sent = {"role": coordinator.memberships.get().pk, "to": colleague.pk, **DAYS, **changed}
    assert code_of(post(coordinator, "delegation-list", **sent)) == (409, code)


def test_who_made_it_is_not_taken_from_the_call(coordinator: User, colleague: User) -> None:
    sent = {"role": coordinator.memberships.get().pk, "to": colleague.pk, **DAYS}
    post(coordinator, "delegation-list", **sent, made_by=colleague.pk, ended_at="2009-07-06")
    given = Delegation.objects.get()
    assert (given.made_by, given.ended_at) == (coordinator, None)


def test_it_is_ended_once_by_those_concerned(coordinator: User, colleague: User) -> None:
    given = lent(coordinator.memberships.get(), colleague)
    answer = post(colleague, "delegation-end", given.pk)
    told = answer.json()
    assert (answer.status_code, told["state"], told["may_end"]) == (200, "over", False)
    assert told["ended_by"]["id"] == colleague.pk
    assert code_of(post(coordinator, "delegation-end", given.pk)) == (409, "over")


def test_others_do_not_know_of_it(coordinator: User, colleague: User) -> None:
    given, stranger = lent(coordinator.memberships.get(), colleague), somebody()
    assert get(stranger, "delegation-list").json()["results"] == []
    assert get(stranger, "delegation-detail", given.pk).status_code == 404
    assert post(stranger, "delegation-end", given.pk).status_code == 404


def test_the_list_is_asked_by_state(coordinator: User, colleague: User) -> None:
    role = coordinator.memberships.get()
    over = lent(role, colleague)
    post(coordinator, "delegation-end", over.pk)
    later = lent(role, colleague, TODAY + timedelta(days=30))
    for state, row in (("standing", later), ("over", over)):
        found = get(coordinator, "delegation-list", state=state).json()["results"]
        assert [one["id"] for one in found] == [row.pk]


def test_it_is_not_ended_as_it_was_not_read(coordinator: User, colleague: User) -> None:
    given = lent(coordinator.memberships.get(), colleague)
    tag = get(coordinator, "delegation-detail", given.pk)["ETag"]
    address = f"/api/v1/delegations/{given.pk}/end/"
    wrong = client_of(coordinator).post(address, headers={"if-match": '"other"'})
    right = client_of(coordinator).post(address, headers={"if-match": tag})
    assert (wrong.status_code, right.status_code) == (412, 200)


def test_repeating_the_call_with_its_key_lends_once(coordinator: User, colleague: User) -> None:
    sent = {"role": coordinator.memberships.get().pk, "to": colleague.pk, **DAYS}
    first, again = (
        client_of(coordinator).post(
            "/api/v1/delegations/", sent, format="json", headers={"idempotency-key": "one"}
        )
        for _time in range(2)
    )
    assert (first.json(), again["Idempotency-Replayed"]) == (again.json(), "true")
    assert Delegation.objects.count() == 1


def test_a_token_for_progress_gives_no_roles_away(coordinator: User, colleague: User) -> None:
    sent = {"role": coordinator.memberships.get().pk, "to": colleague.pk, **DAYS}
    answer = Client().post(
        "/api/v1/delegations/",
        sent,
        content_type="application/json",
        headers={"authorization": token_of(coordinator)},
    )
    assert code_of(answer) == (403, "scope_missing")


def test_who_has_nothing_to_lend_is_told_so(agency: Agency) -> None:
    nobody = somebody()
    nobody.memberships.all().delete()
    assert code_of(post(nobody, "delegation-list", **DAYS)) == (403, "permission_denied")


def test_many_rows_ask_the_database_as_often_as_few(coordinator: User, colleague: User) -> None:
    role, counts = coordinator.memberships.get(), []
    for rows in (range(3), range(3, 30)):
        for row in rows:
            lent(role, colleague, TODAY + timedelta(days=7 * row))
        counts.append(statements_of(coordinator, "delegation-list"))
    assert counts[0] == counts[1]


def test_the_rights_are_those_of_the_table(officer: User) -> None:
    groups = get(officer, "rights").json()["groups"]
    acts = {act["code"]: act for group in groups for act in group["acts"]}
    [right] = acts["draft.sign"]["rights"]
    assert right["who"] == ["deputy head of the agency", "head of the agency"]
    assert "own.use" in acts


@pytest.mark.django_db
def test_strangers_read_no_rights() -> None:
    assert Client().get("/api/v1/rights/").status_code == 401


def test_rights_are_read_and_not_written(officer: User) -> None:
    assert send(officer, "put", "rights").status_code == 405
