"""Own cuts over the API: another's is not there at all."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from agencies.models import Membership, Role, User
from measures.models import Obligation
from planner.models import ActionPlan
from reports.models import Cut, CutEdition, ReportingRound
from reports.services.cuts import Wish, ask_for_cut, keep_cut
from reports.services.cuts_making import make_cut
from tests import factories
from tests.reports.api.conftest import calls, statements, told
from tests.reports.conftest import TODAY

CUTS = "/api/v1/cuts/"


@pytest.fixture
def ours(owed: Obligation, round_: ReportingRound) -> User:
    return factories.person(owed.agency, Role.OFFICER)


@pytest.fixture
def cut(plan: ActionPlan, owed: Obligation, ours: User) -> Cut:
    wish = Wish("Ours", "agency", agencies=[owed.agency.code], languages=["en"], formats=["json"])
    return keep_cut(plan, wish, by=ours, today=TODAY)


@pytest.fixture
def made(cut: Cut, ours: User) -> CutEdition:
    edition = ask_for_cut(cut, by=ours, today=TODAY)
    assert make_cut(edition.pk)
    return edition


def wished(plan: ActionPlan, **more: Any) -> dict[str, Any]:
    return {"plan": plan.slug, "name": "Late", "kind": "overdue", **more}


def test_a_cut_is_kept_changed_in_part_and_retired(
    ours: User, plan: ActionPlan, owed: Obligation
) -> None:
    client = calls(ours)
    answer = client.post(CUTS, wished(plan, agencies=[owed.agency.code]))
    made = answer.json()
    assert (answer.status_code, made["mine"], made["formats"]) == (201, True, ["docx"])
    weekly = {"schedule": "weekly", "weekday": 0}
    changed = client.patch(f"{CUTS}{made['id']}/", weekly).json()
    assert (changed["name"], changed["schedule"], changed["agencies"]) == (
        "Late",
        "weekly",
        [owed.agency.code],
    )
    assert client.post(f"{CUTS}{made['id']}/retire/").json()["retired_at"]
    assert told(client.post(f"{CUTS}{made['id']}/make/")) == (409, "cut_retired")
    assert client.get(f"{CUTS}?retired=false").json()["results"] == []


def test_an_officer_cuts_the_own_body_alone(ours: User, plan: ActionPlan) -> None:
    client = calls(ours)
    assert told(client.post(CUTS, wished(plan))) == (403, "permission_denied")
    assert client.post(CUTS, wished(plan, agencies=["other"])).status_code == 403


def test_a_cut_is_looked_at_before_it_is_made(ours: User, cut: Cut) -> None:
    found = calls(ours).get(f"{CUTS}{cut.pk}/preview/").json()["content"]
    assert (found["cut"]["name"], len(found["measures"])) == ("Ours", 1)


def test_a_cut_is_made_once_however_often_it_is_asked_for(ours: User, cut: Cut) -> None:
    answers = [calls(ours).post(f"{CUTS}{cut.pk}/make/") for _time in range(2)]
    assert {(one.status_code, one.json()["id"]) for one in answers} == {
        (201, CutEdition.objects.get().pk)
    }


def test_what_was_made_is_read_and_downloaded(ours: User, made: CutEdition) -> None:
    client = calls(ours)
    found = client.get(f"/api/v1/cut-editions/{made.pk}/").json()
    [row] = found["files"]
    answer = client.get(row["url"])
    assert (found["state"], found["content"]["cut"]["name"]) == ("ready", "Ours")
    assert (answer.status_code, answer["content-type"]) == (200, "application/json")
    assert client.get(f"{CUTS}{made.cut_id}/").json()["last_edition"] == made.pk


def test_anothers_cut_is_not_there(
    stranger: APIClient, cut: Cut, made: CutEdition, owed: Obligation
) -> None:
    colleague = calls(factories.person(owed.agency, Role.HEAD))
    row = made.files.get()
    for one in (stranger, colleague):
        assert one.get(CUTS).json()["results"] == []
        assert one.get("/api/v1/cut-editions/").json()["results"] == []
        for address in (
            f"{CUTS}{cut.pk}/",
            f"{CUTS}{cut.pk}/preview/",
            f"/api/v1/cut-editions/{made.pk}/",
            f"/api/v1/cut-files/{row.pk}/",
        ):
            assert one.get(address).status_code == 404
        for rest in ("make/", "retire/"):
            assert one.post(f"{CUTS}{cut.pk}/{rest}").status_code == 404
        assert one.patch(f"{CUTS}{cut.pk}/", {"name": "Mine"}).status_code == 404


def test_the_plans_coordinator_reads_it_and_changes_nothing(
    api: APIClient, cut: Cut, made: CutEdition
) -> None:
    assert [one["id"] for one in api.get(CUTS).json()["results"]] == [cut.pk]
    assert api.get(f"/api/v1/cut-files/{made.files.get().pk}/").status_code == 200
    assert api.patch(f"{CUTS}{cut.pk}/", {"name": "Mine"}).status_code == 403
    assert api.post(f"{CUTS}{cut.pk}/retire/").status_code == 403


def test_a_role_that_ended_takes_the_cuts_along(ours: User, made: CutEdition) -> None:
    Membership.objects.filter(user=ours).delete()
    factories.Membership.objects.create(
        user=ours, agency=factories.AgencyFactory(), role=Role.OFFICER
    )
    client = calls(ours)
    row = made.files.get()
    assert client.get(CUTS).json()["results"] == []
    assert client.get("/api/v1/cut-editions/").json()["results"] == []
    assert client.get(f"/api/v1/cut-files/{row.pk}/").status_code == 404


def test_what_was_made_of_other_bodies_is_not_read_after_the_cut_changed(
    ours: User, made: CutEdition
) -> None:
    choice = {**made.choice, "agencies": ["other"]}
    told_ = CutEdition.objects.create(
        cut=made.cut, number=9, as_of=TODAY, choice=choice, state="failed"
    )
    client = calls(ours)
    listed = [one["id"] for one in client.get("/api/v1/cut-editions/").json()["results"]]
    assert listed == [made.pk]
    assert client.get(f"/api/v1/cut-editions/{told_.pk}/").status_code == 404


def test_lists_take_the_same_statements_for_three_and_thirty(
    ours: User, plan: ActionPlan, owed: Obligation
) -> None:
    def add(first: int, last: int) -> None:
        for n in range(first, last):
            wish = Wish(f"{n}", "agency", agencies=[owed.agency.code])
            ask_for_cut(keep_cut(plan, wish, by=ours, today=TODAY), by=ours, today=TODAY)

    lists = [CUTS, "/api/v1/cut-editions/"]
    add(0, 3)
    few = [statements(calls(ours), one) for one in lists]
    add(3, 30)
    assert [statements(calls(ours), one) for one in lists] == few
