"""Publications over the API: looked at, made, withdrawn, read; and their texts."""

from datetime import date
from typing import Any

import pytest
from rest_framework.test import APIClient

from agencies.models import Role, User
from measures.models import Measure, Obligation
from planner.models import ActionPlan
from publications.models import Publication, PublicText, Release
from reports.rules.canonical import digest
from tests import factories
from tests.publications.conftest import Publish
from tests.reports.api.conftest import calls, statements, told

PUBLICATIONS, TEXTS = "/api/v1/publications/", "/api/v1/public-texts/"


@pytest.fixture
def api(coordinator: User) -> APIClient:
    return calls(coordinator)


@pytest.fixture
def executor(officer: User) -> APIClient:
    return calls(officer)


@pytest.fixture
def stranger(db: None) -> APIClient:
    other: ActionPlan = factories.ActionPlanFactory()
    return calls(factories.person(other.coordinator, Role.COORDINATOR))


def looked(api: APIClient, plan: ActionPlan, query: str = "") -> dict[str, Any]:
    found: dict[str, Any] = api.get(f"{PUBLICATIONS}preview/?plan={plan.slug}{query}").json()
    return found


def test_what_was_looked_at_is_published(
    api: APIClient, plan: ActionPlan, owed: Obligation
) -> None:
    look = looked(api, plan)
    assert (look["after"], look["personal"], look["same"]) == (0, [], False)
    sent = {"plan": plan.slug, "day": "2009-07-06", "after": 0, "at": look["at"], "note": "Тайна"}
    made = api.post(PUBLICATIONS, sent)
    found = made.json()
    assert (made.status_code, found["number"], found["note"]) == (201, 1, "Тайна")
    content = api.get(f"{PUBLICATIONS}{found['id']}/content/").json()
    assert (digest(content["content"]), content["sha256"]) == (found["sha256"], found["sha256"])
    assert looked(api, plan)["same"] is True


def test_what_changed_since_it_was_looked_at_is_not(
    api: APIClient, plan: ActionPlan, owed: Obligation
) -> None:
    sent = {"plan": plan.slug, "day": "2009-07-06", "after": 0, "at": "x"}
    assert told(api.post(PUBLICATIONS, sent)) == (409, "changed")
    assert told(api.post(PUBLICATIONS, {**sent, "after": 5})) == (409, "published_meanwhile")
    assert told(api.post(PUBLICATIONS, {**sent, "day": "2009-07-07"})) == (409, "ahead")
    assert not Publication.objects.exists()


def test_a_preview_of_what_cannot_be_told_is_refused(api: APIClient, plan: ActionPlan) -> None:
    answers = [
        api.get(f"{PUBLICATIONS}preview/?plan={plan.slug}&day=2009-07-07"),
        api.get(f"{PUBLICATIONS}preview/?plan=none"),
        api.get(f"{PUBLICATIONS}preview/"),
    ]
    assert [one.status_code for one in answers] == [409, 400, 400]


def test_a_publication_is_withdrawn_with_a_reason(api: APIClient, published: Publication) -> None:
    address = f"{PUBLICATIONS}{published.pk}/withdraw/"
    assert api.post(address, {"reason": "Ошибка."}).json()["withdrawn_reason"] == "Ошибка."
    assert told(api.post(address, {"reason": "Ошибка."})) == (409, "withdrawn")
    assert api.get(f"{PUBLICATIONS}?withdrawn=false").json()["results"] == []


def test_everybody_reads_publications_and_the_coordinating_body_the_note(
    stranger: APIClient, executor: APIClient, api: APIClient, published: Publication
) -> None:
    notes = [
        one.get(f"{PUBLICATIONS}{published.pk}/").json()["note"]
        for one in (stranger, executor, api)
    ]
    assert notes == [None, None, ""]


def test_nobody_else_looks_publishes_or_withdraws(
    stranger: APIClient, executor: APIClient, published: Publication
) -> None:
    slug = published.plan.slug
    sent = {"plan": slug, "day": "2009-07-06", "after": 1, "at": "x"}
    for one in (stranger, executor):
        assert one.get(f"{PUBLICATIONS}preview/?plan={slug}").status_code == 403
        assert one.post(PUBLICATIONS, sent).status_code == 403
        assert one.post(f"{PUBLICATIONS}{published.pk}/withdraw/").status_code == 403
    assert Publication.objects.get().withdrawn_at is None


@pytest.fixture
def accepted(owed: Obligation) -> int:
    entry = factories.ProgressEntryFactory(
        obligation=owed, state="accepted", submitted_on=date(2009, 6, 9), text="Открыт центр."
    )
    return int(entry.pk)


def written(**more: Any) -> dict[str, Any]:
    texts = {"text_ru": "Сделано.", "text_kk": "", "text_en": ""}
    return {**texts, "released": [], "version": 0, **more}


def test_a_text_is_written_and_reports_are_released_together(
    api: APIClient, measure: Measure, accepted: int
) -> None:
    address = f"{TEXTS}{measure.pk}/"
    before = api.get(address).json()
    assert (before["version"], before["has_text"], before["reports"][0]["is_released"]) == (
        0,
        False,
        False,
    )
    after = api.put(address, written(released=[accepted])).json()
    assert (after["version"], after["text_ru"], after["released"], after["has_text"]) == (
        1,
        "Сделано.",
        1,
        True,
    )
    assert told(api.put(address, written())) == (409, "changed")


def test_neither_is_kept_where_one_is_refused(
    api: APIClient, measure: Measure, accepted: int
) -> None:
    refused = api.put(f"{TEXTS}{measure.pk}/", written(released=[accepted, 999_999]))
    assert told(refused) == (409, "not_accepted")
    assert (PublicText.objects.count(), Release.objects.count()) == (0, 0)


def test_texts_are_the_coordinating_bodys_alone(
    stranger: APIClient, executor: APIClient, measure: Measure
) -> None:
    for one in (stranger, executor):
        assert one.get(TEXTS).json()["results"] == []
        assert one.get(f"{TEXTS}{measure.pk}/").status_code == 404
        assert one.put(f"{TEXTS}{measure.pk}/", written()).status_code == 404


def test_lists_take_the_same_statements_for_three_and_thirty(
    api: APIClient, plan: ActionPlan, owed: Obligation, put_out: Publish
) -> None:
    def add(first: int, last: int) -> None:
        for n in range(first, last):
            factories.MeasureFactory(plan=plan, position=10 + n)
            put_out()

    add(0, 3)
    few = [statements(api, one) for one in (PUBLICATIONS, TEXTS)]
    add(3, 30)
    assert [statements(api, one) for one in (PUBLICATIONS, TEXTS)] == few
