"""What is kept for everybody: under which keys, for how long, and what happens without it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import User
from measures.models import Obligation
from planner.models import ActionPlan
from publications import keeping
from publications.models import Publication
from publications.services import withdraw
from tests.measures.views.conftest import signed_in
from tests.publications.conftest import NOW, TODAY, Publish, forget
from tests.publications.views.test_reading import address


def list_of(client: Client, plan: ActionPlan, query: str) -> bytes:
    return client.get(f"{address(plan, 'measures/')}?lang=ru&{query}").content


def kept() -> int:
    return len(caches["public"]._cache)  # type: ignore[attr-defined]


@pytest.mark.parametrize("first", ["agency={a}%7Cstatus%3Doverdue", "agency={a}&status=zzz"])
def test_two_different_questions_never_get_one_anothers_answer(
    client: Client, plan: ActionPlan, published: Publication, owed: Obligation, first: str
) -> None:
    list_of(client, plan, first.format(a=owed.agency.code))
    second = f"agency={owed.agency.code}&status=overdue"
    answered = list_of(client, plan, second)
    forget()
    assert answered == list_of(client, plan, second)
    assert b"7.1" in answered


def test_nonsense_is_answered_as_the_list_and_kept_once(
    client: Client, plan: ActionPlan, published: Publication
) -> None:
    plain = list_of(client, plan, "")
    before = kept()
    for number in range(10):
        for nonsense in (f"direction=x{number}", f"page={number + 100}", f"utm={number}"):
            assert list_of(client, plan, nonsense) == plain
        client.get(f"{address(plan)}?lang=ru&status={number}")
        client.get(address(plan, f"measures/{'0' * (number + 1)}1/"))
    assert kept() == before + 1  # the overview


def test_what_finds_nothing_is_not_kept(
    client: Client, plan: ActionPlan, published: Publication, owed: Obligation
) -> None:
    before = kept()
    assert b"7.2" not in list_of(client, plan, f"agency={owed.agency.code}&status=not_due")
    list_of(client, plan, "text=7.2")
    assert kept() == before


def test_a_filter_leads_to_the_same_question_in_other_languages(
    client: Client, plan: ActionPlan, published: Publication
) -> None:
    shown = list_of(client, plan, "status=overdue&agency=zzz&page=9").decode()
    languages = re.findall(r'<a href="([^"]*)" lang="kk"', shown)
    assert languages == [f"{address(plan, 'measures/')}?status=overdue&amp;lang=kk"]


@pytest.mark.parametrize("page", ["/public/?lang=ru", "/public/catalog.json?lang=ru"])
def test_who_saw_a_publication_before_it_was_withdrawn_is_told_of_the_change(
    client: Client,
    plan: ActionPlan,
    put_out: Publish,
    published: Publication,
    coordinator: User,
    page: str,
) -> None:
    second = put_out()
    first = client.get(page)
    later = NOW + timedelta(days=2)
    withdraw(second, reason="Ошибка.", by=coordinator, today=TODAY, now=later)
    again = client.get(page, headers={"if-modified-since": first["Last-Modified"]})
    assert again.status_code == 200
    withdraw(published, reason="Ошибка.", by=coordinator, today=TODAY, now=later)
    assert client.get(page)["Last-Modified"] == again["Last-Modified"]


class Unreachable:
    """A cache whose server is down."""

    asked = 0

    def get_many(self, _keys: list[str]) -> dict[str, Any]:
        self.asked += 1
        raise ConnectionRefusedError("nobody there")

    def set(self, *_args: Any) -> None:
        self.get_many([])


def test_without_its_cache_a_page_is_drawn_anew_and_that_is_said_once(
    client: Client,
    plan: ActionPlan,
    published: Publication,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    whole = client.get(f"{address(plan)}?lang=ru").content
    down = Unreachable()
    monkeypatch.setattr(keeping, "caches", {"public": down, "public_documents": down})
    monkeypatch.setattr(keeping, "pages", keeping.Kept("public"))
    monkeypatch.setattr(keeping, "documents", keeping.Kept("public_documents"))
    for _ in range(3):
        answer = client.get(f"{address(plan)}?lang=ru")
        assert (answer.status_code, answer.content) == (200, whole)
    assert (down.asked, len(caplog.records)) == (2, 2)  # once for pages, once for documents


def test_documents_stay_at_hand_however_many_pages_are_kept(
    client: Client, plan: ActionPlan, published: Publication
) -> None:
    client.get(address(plan, "data.json"))
    caches["public"].clear()
    with CaptureQueriesContext(connection) as asked:
        client.get(address(plan, "data.json"))
    assert len(asked) == 1


@pytest.mark.parametrize("page", ["measures", "data", "1", "1/measures"])
def test_an_address_without_its_last_slash_leads_to_the_page(
    client: Client, plan: ActionPlan, published: Publication, page: str
) -> None:
    answer = client.get(f"{address(plan, page)}?lang=kk")
    assert answer.status_code == 301
    assert answer["Location"] == f"{address(plan, page)}/?lang=kk"
    assert (answer.get("Vary"), answer["Cache-Control"]) == (None, "public, max-age=300")


@pytest.mark.parametrize("place", ["a%0ab", "nonsense/x", "plan/data.json/", "%0a"])
def test_whatever_stands_under_the_public_pages_is_refused_as_one(
    db: None, coordinator: User, place: str
) -> None:
    answers = [one.get(f"/public/{place}?lang=en") for one in (Client(), signed_in(coordinator))]
    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].content == answers[1].content
    assert coordinator.full_name not in answers[1].content.decode()


def test_what_no_public_page_has_answered_is_kept_by_nobody(
    client: Client, plan: ActionPlan, published: Publication
) -> None:
    answer = client.post(address(plan))
    assert (answer.status_code, answer["Cache-Control"]) == (405, "no-store")
