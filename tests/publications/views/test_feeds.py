"""News of a plan, read by an independent feed reader."""

import json
from datetime import date

import feedparser
import pytest
from django.test import Client

from measures.models import MeasureVersion, Obligation
from planner.models import ActionPlan
from publications.models import Publication
from publications.services import withdraw
from tests.publications.conftest import NOW, TODAY, Publish


def news(client: Client, plan: ActionPlan, language: str = "en") -> feedparser.FeedParserDict:
    answer = client.get(f"/public/{plan.slug}/feed.atom?lang={language}")
    read = feedparser.parse(
        answer.content, response_headers={"content-type": answer["Content-Type"]}
    )
    assert (read.bozo, read.version) == (False, "atom10")
    return read


def test_a_publication_is_news(client: Client, plan: ActionPlan, published: Publication) -> None:
    read = news(client, plan)
    (item,) = read.entries
    assert (read.feed.title, read.feed.language) == ("Action plan", "en")
    assert item.title == "Publication No 1: state as of 6 July 2009"
    assert item.summary.startswith("2 measures in the plan. fulfilled: 0. overdue: 1.")
    assert item.updated_parsed[:5] == NOW.timetuple()[:5]
    assert item.link.endswith(f"/public/{plan.slug}/1/?lang=en")


def test_what_was_fulfilled_and_what_is_late_since_is_news(
    client: Client, plan: ActionPlan, put_out: Publish, owed: Obligation, coming: Obligation
) -> None:
    put_out(date(2009, 6, 1))
    coming.state, coming.done_on, coming.changed_on = "done", TODAY, TODAY
    coming.measure.title_en = "Draft <law> & more"
    put_out()
    coming.save()
    put_out()
    titles = [item.title for item in news(client, plan).entries]
    assert titles == [
        "Fulfilled: 7.2. Measure 7.2",
        "Publication No 3: state as of 6 July 2009",
        "Publication No 2: state as of 6 July 2009",
        "Publication No 1: state as of 1 June 2009",
    ]


def test_a_measure_that_became_late_is_news_once(
    client: Client, plan: ActionPlan, put_out: Publish, owed: Obligation
) -> None:
    put_out(date(2009, 6, 1))
    put_out()
    first = news(client, plan).entries[0]
    assert first.title == "Overdue: 7.1. Measure 7.1"
    assert first.id.endswith(f":{plan.slug}/2/{owed.measure_id}/late")
    put_out()
    assert "Overdue" not in str([item.title for item in news(client, plan).entries])


def test_a_withdrawn_publication_is_no_news(
    client: Client, plan: ActionPlan, put_out: Publish, published: Publication, coordinator: object
) -> None:
    second = put_out()
    withdraw(second, reason="Ошибка.", by=coordinator, today=TODAY, now=NOW)  # type: ignore[arg-type]
    assert [item.id[-2:] for item in news(client, plan).entries] == ["/1"]


def test_the_same_news_are_there_as_a_json_feed(
    client: Client, plan: ActionPlan, put_out: Publish, owed: Obligation
) -> None:
    put_out(date(2009, 6, 1))
    put_out()
    told = json.loads(client.get(f"/public/{plan.slug}/feed.json?lang=en").content)
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in told["items"]] == [
        item.id for item in news(client, plan).entries
    ]
    assert all(item["content_text"] for item in told["items"])


def test_an_old_document_with_a_sign_that_cannot_be_printed_breaks_no_feed(
    client: Client,
    plan: ActionPlan,
    put_out: Publish,
    owed: Obligation,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    MeasureVersion.objects.filter(measure=owed.measure).update(title_ru="Первая\x0bвторая")
    monkeypatch.setattr("publications.gather.printable", lambda content: content)
    put_out(date(2009, 6, 1))
    second = put_out()
    assert "\x0b" in second.content["measures"][0]["title"]["ru"]
    late = news(client, plan, "ru").entries[0]
    assert late.title == "Просрочено: 7.1. Первая вторая"
    assert client.get(f"/public/{plan.slug}/feed.json?lang=ru").status_code == 200
