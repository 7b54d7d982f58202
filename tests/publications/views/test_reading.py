"""What everybody reads, without signing in and out of any cache on the way."""

import json
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import User
from measures.models import Obligation
from planner.models import ActionPlan
from publications.models import Publication, TextChoice
from publications.services import withdraw, write_text
from tests import factories
from tests.measures.views.conftest import signed_in
from tests.publications.conftest import NOW, TODAY, Publish, forget

PAGES = ["", "measures/", "data/", "data.json", "measures.csv", "obligations.csv"]
FEEDS = ["feed.atom", "feed.json"]


def address(plan: ActionPlan, page: str = "", number: int | None = None) -> str:
    return f"/public/{plan.slug}/{f'{number}/' if number else ''}{page}"


@pytest.mark.parametrize("page", [*PAGES, *FEEDS])
def test_a_page_is_read_without_signing_in_and_leaves_no_cookie(
    client: Client, plan: ActionPlan, published: Publication, page: str
) -> None:
    answer = client.get(address(plan, page))
    assert answer.status_code == 200
    assert answer.content
    assert not answer.cookies
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer["Vary"].removesuffix(", Accept-Encoding") == "Accept-Language, Cookie"


@pytest.mark.parametrize("page", [*PAGES, *FEEDS])
def test_a_page_that_names_its_language_is_the_same_for_everybody(
    client: Client, plan: ActionPlan, published: Publication, coordinator: User, page: str
) -> None:
    place = f"{address(plan, page)}?lang=kk"
    answers = [
        client.get(place),
        client.get(place, headers={"accept-language": "en"}),
        signed_in(coordinator).get(place),
    ]
    assert {answer.content for answer in answers} == {answers[0].content}
    assert {(answer["Content-Language"], answer["Vary"]) for answer in answers} == {
        ("kk", "Accept-Encoding")
    }


@pytest.mark.parametrize("page", [*PAGES, *FEEDS])
def test_who_has_a_page_already_is_told_that_it_has_not_changed(
    client: Client, plan: ActionPlan, published: Publication, page: str
) -> None:
    first = client.get(address(plan, page))
    same = client.get(address(plan, page), headers={"if-none-match": first["ETag"]})
    since = client.get(address(plan, page), headers={"if-modified-since": first["Last-Modified"]})
    other = client.get(address(plan, page), headers={"if-none-match": '"another"'})
    assert [answer.status_code for answer in (same, since, other)] == [304, 304, 200]
    assert (same.content, same["ETag"]) == (b"", first["ETag"])
    assert "Accept-Encoding" in same["Vary"]
    assert first["Vary"] in (same["Vary"], "Accept-Language, Cookie")  # a short one is never packed


@pytest.mark.parametrize("page", [*PAGES, *FEEDS])
def test_only_the_head_of_a_page_can_be_asked_for(
    client: Client, plan: ActionPlan, published: Publication, page: str
) -> None:
    whole, head = client.get(address(plan, page)), client.head(address(plan, page))
    assert (head.status_code, head.content) == (200, b"")
    assert (head["ETag"], head["Content-Length"]) == (whole["ETag"], whole["Content-Length"])
    assert client.post(address(plan, page)).status_code == 405


@pytest.mark.parametrize("page", [*PAGES, *FEEDS])
def test_a_plan_that_is_not_published_is_answered_as_one_that_does_not_exist(
    client: Client, plan: ActionPlan, page: str
) -> None:
    there = client.get(address(plan, page))
    nowhere = client.get(address(ActionPlan(slug="another"), page))
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert there.content.replace(plan.slug.encode(), b"another") == nowhere.content
    own = {"Content-Length", "X-Request-ID"}  # the latter is another one in every answer
    named = [{name: value for name, value in answer.headers.items() if name not in own}
             for answer in (there, nowhere)]  # fmt: skip
    assert named[0] == named[1]


@pytest.mark.parametrize("page", ["99/", "0/", "measures/999999999/", "nonsense/x", "1/feed.atom"])
def test_what_is_not_in_a_publication_is_not_here(
    client: Client, plan: ActionPlan, published: Publication, page: str
) -> None:
    answer = client.get(f"/public/{plan.slug}/{page}")
    assert answer.status_code == 404
    assert not answer.cookies


@pytest.mark.parametrize("page", PAGES)
def test_a_withdrawn_publication_says_so_and_shows_nothing(
    client: Client, plan: ActionPlan, published: Publication, coordinator: User, page: str
) -> None:
    withdraw(published, reason="Ошибка в датах.", by=coordinator, today=TODAY, now=NOW)
    for place in (address(plan, page), address(plan, page, 1)):
        answer = client.get(place)
        assert answer.status_code == 410
        assert "Ошибка в датах." in answer.content.decode()
        assert "Мероприятие" not in answer.content.decode()


def test_after_a_withdrawal_the_one_before_is_shown_and_says_why(
    client: Client, plan: ActionPlan, put_out: Publish, published: Publication, coordinator: User
) -> None:
    client.get(address(plan))  # what is kept of it must not stay
    second = put_out()
    client.get(address(plan))
    withdraw(second, reason="Ошибка.", by=coordinator, today=TODAY, now=NOW)
    shown = client.get(f"{address(plan)}?lang=en").content.decode()
    assert "publication No 1 of" in shown
    assert "Publication No 2, later than this one, was withdrawn" in shown


def test_an_earlier_publication_stays_and_leads_to_the_newer_one(
    client: Client, plan: ActionPlan, put_out: Publish, published: Publication, owed: Obligation
) -> None:
    place = f"{address(plan, number=1)}?lang=en"
    assert "There is a newer one" not in client.get(place).content.decode()
    owed.state, owed.done_on, owed.changed_on = "done", TODAY, TODAY
    owed.save()
    put_out()
    early, newest = (client.get(f"{address(plan, number=n)}?lang=en") for n in (1, 2))
    assert "There is a newer one, as of 6 July 2009" in early.content.decode()
    assert "Fulfilled since then (1)" in newest.content.decode()
    assert "Fulfilled since then" not in early.content.decode()


def test_figures_do_not_change_once_they_are_published(
    client: Client, plan: ActionPlan, published: Publication, owed: Obligation
) -> None:
    before = client.get(address(plan, "data.json")).content
    owed.state, owed.done_on, owed.changed_on = "done", TODAY, TODAY
    owed.save()
    owed.measure.title_ru = "Иначе"
    owed.measure.save()
    forget()
    assert client.get(address(plan, "data.json")).content == before


def test_a_measure_tells_its_text_in_a_language_that_there_is(
    client: Client, plan: ActionPlan, owed: Obligation, coordinator: User, put_out: Publish
) -> None:
    texts = {"ru": "Проект принят.", "kk": "", "en": "The draft is <b>adopted</b>."}
    write_text(owed.measure, texts, version=0, by=coordinator, today=TODAY, now=NOW)
    put_out(texts=TextChoice.ALL)
    place = address(plan, f"measures/{owed.measure_id}/")
    english = client.get(f"{place}?lang=en").content.decode()
    assert "The draft is &lt;b&gt;adopted&lt;/b&gt;." in english
    assert "Text of the coordinating body as of 6 July 2009, when this was published." in english
    assert "Проект принят." in client.get(f"{place}?lang=kk").content.decode()


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("status=overdue", ["7.1"]),
        ("status=not_due", ["7.2"]),
        ("status=overdue&text=7.2", []),
        ("text=7.2", ["7.2"]),
        ("text=МЕРОПРИЯТИЕ", ["7.1", "7.2"]),
        ("agency={agency}", ["7.1"]),
        ("status=nonsense&agency=nobody&page=x", ["7.1", "7.2"]),
    ],
)
def test_the_list_is_filtered(
    client: Client,
    plan: ActionPlan,
    published: Publication,
    owed: Obligation,
    query: str,
    numbers: list[str],
) -> None:
    asked = query.format(agency=owed.agency.code)
    shown = client.get(f"{address(plan, 'measures/')}?lang=en&{asked}").content.decode()
    assert [number for number in ("7.1", "7.2") if f'data-label="№">{number}<' in shown] == numbers


def test_the_language_is_the_addresss_else_the_cookies_else_the_browsers(
    client: Client, plan: ActionPlan, published: Publication
) -> None:
    client.cookies["django_language"] = "kk"
    asked = {"accept-language": "en"}
    places = [address(plan), f"{address(plan)}?lang=ru", f"{address(plan)}?lang=zz"]
    told = [client.get(place, headers=asked)["Content-Language"] for place in places]
    assert told == ["kk", "ru", "kk"]
    assert Client().get(address(plan), headers=asked)["Content-Language"] == "en"


def test_each_language_leads_to_the_others(
    client: Client, plan: ActionPlan, published: Publication, settings: Any
) -> None:
    settings.SITE_URL = "https://plan.example"
    shown = client.get(f"{address(plan)}?lang=kk&utm=1").content.decode()
    whole = f"https://plan.example{address(plan)}"
    assert f'<link rel="canonical" href="{whole}?lang=kk">' in shown
    for code in ("ru", "kk", "en"):
        assert f'<link rel="alternate" hreflang="{code}" href="{whole}?lang={code}">' in shown
    assert f'hreflang="x-default" href="{whole}"' in shown
    assert "utm" not in shown


def test_an_emptied_text_of_an_old_publication_is_not_announced(
    client: Client,
    plan: ActionPlan,
    owed: Obligation,
    put_out: Publish,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nothing = {"summary": {"ru": "", "kk": "", "en": ""}, "reports": []}
    monkeypatch.setattr("publications.facts._texts", lambda *_: {owed.measure_id: nothing})
    put_out(texts=TextChoice.ALL)
    place = address(plan, f"measures/{owed.measure_id}/")
    assert "What has been done" not in client.get(f"{place}?lang=en").content.decode()


def test_published_plans_are_listed(
    client: Client, plan: ActionPlan, published: Publication
) -> None:
    factories.MeasureFactory()  # of a plan that is not published
    shown = client.get("/public/?lang=en").content.decode()
    assert shown.count("<article") == 1
    assert f"/public/{plan.slug}/" in shown


def test_nothing_is_listed_where_nothing_is_published(client: Client, db: None) -> None:
    assert "Nothing has been published yet." in client.get("/public/?lang=en").content.decode()


def test_a_demonstration_says_that_it_is_one(
    client: Client, plan: ActionPlan, owed: Obligation, put_out: Publish
) -> None:
    plan.is_illustrative = True
    plan.save()
    put_out()
    for page in ("", "measures/", f"measures/{owed.measure_id}/", "data/"):
        shown = client.get(f"{address(plan, page)}?lang=en").content.decode()
        assert "A demonstration, not the official act." in shown


@pytest.mark.parametrize("page", [*PAGES, *FEEDS])
def test_a_page_takes_three_statements_at_most_and_one_when_it_is_kept(
    client: Client, plan: ActionPlan, put_out: Publish, published: Publication, page: str
) -> None:
    put_out()

    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(address(plan, page))
        return len(asked)

    assert (statements() <= 3, statements()) == (True, 1)


def test_thirty_measures_take_no_more_statements_than_three(
    client: Client, plan: ActionPlan, put_out: Publish
) -> None:
    def statements(count: int) -> list[int]:
        for position in range(plan.measures.count() + 1, count + 1):
            row = factories.MeasureFactory(plan=plan, position=position)
            factories.ObligationFactory(measure=row, due_on=date(2009, 7, 1))
        put_out()
        key = plan.measures.earliest("pk").pk
        return [_asked(client, address(plan, page)) for page in (*PAGES, f"measures/{key}/")]

    put_out_once = statements(3)
    forget()
    assert statements(30) == [min(3, one + (page == "")) for one, page in
                              zip(put_out_once, [*PAGES, "measure"], strict=True)]  # fmt: skip


def _asked(client: Client, place: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(place).status_code == 200
    return len(asked)


def test_robots_read_the_public_pages_and_nothing_else(client: Client, db: None) -> None:
    told = client.get("/robots.txt").content.decode().splitlines()
    assert told[:2] == ["User-agent: *", "Allow: /public/"]
    assert told[-1] == "Disallow: /"


def test_the_json_is_the_document_that_was_hashed(
    client: Client, plan: ActionPlan, published: Publication
) -> None:
    answer = client.get(address(plan, "data.json"))
    assert json.loads(answer.content) == published.content
    assert answer["Access-Control-Allow-Origin"] == "*"
