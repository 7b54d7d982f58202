"""Programs are asked about silence as people are, and are told what a report was made from."""

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from agencies.models import User
from measures.services.consolidation import Choice, take_parts
from measures.services.progress import Draft
from planner.models import ActionPlan
from tests.measures.consolidating import TODAY, Circle, circle_of


@pytest.fixture
def circle(plan: ActionPlan, coordinator: User) -> Circle:
    return circle_of(plan, coordinator, "b", "a")


def client_of(user: User) -> APIClient:
    client = APIClient(headers={"accept-language": "en"})
    client.force_authenticate(user)
    return client


def test_silence_is_refused_until_the_caller_goes_on_despite_it(circle: Circle) -> None:
    source = circle.accepted("b", "Первое.")
    by = circle.officers["lead"]
    entry = take_parts(circle.lead, Draft("Свод."), Choice(), by=by, today=TODAY).entry
    address = reverse("progressentry-submit", args=[entry.pk])
    refused = client_of(by).post(address)
    done = client_of(by).post(address, {"despite_silence": True}, format="json")
    assert (refused.status_code, refused.json()["code"], refused.json()["detail"]) == (
        409,
        "co_executors_silent",
        "These co-executors have handed in nothing yet: «a»",
    )
    shown = done.json()
    assert (done.status_code, shown["state"], shown["silent"], shown["sources"]) == (
        200,
        "submitted",
        ["a"],
        [source.pk],
    )


def test_a_word_that_is_neither_yes_nor_no_is_named(circle: Circle) -> None:
    by = circle.officers["lead"]
    entry = circle.lead.entries.create(author=by, text="Свод.")
    address = reverse("progressentry-submit", args=[entry.pk])
    answer = client_of(by).post(address, {"despite_silence": "maybe"}, format="json")
    assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (
        400,
        ["despite_silence"],
    )


def test_sources_and_silence_are_not_the_callers_to_write(circle: Circle) -> None:
    source = circle.accepted("b", "Первое.")
    sent = {
        "obligation": circle.lead.pk,
        "text": "Свод.",
        "sources": [source.pk],
        "silent": ["a"],
    }
    answer = client_of(circle.officers["lead"]).post(
        reverse("progressentry-list"), sent, format="json"
    )
    shown = answer.json()
    assert (answer.status_code, shown["sources"], shown["silent"]) == (201, [], [])
