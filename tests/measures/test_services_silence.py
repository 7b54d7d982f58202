"""Handing in what was put together: who is silent is asked about first, and recorded."""

import pytest
from django.utils import translation

from agencies.errors import Refused
from agencies.models import User
from measures.models import Claim, Event, Obligation
from measures.services.progress import Draft, accept_progress, save_draft, submit
from planner.models import ActionPlan
from tests.measures.consolidating import TODAY, Circle, circle_of


@pytest.fixture
def circle(plan: ActionPlan, coordinator: User) -> Circle:
    return circle_of(plan, coordinator, "b", "a", "c")


def kept(owed: Obligation) -> list[tuple[str, str]]:
    return list(owed.entries.order_by("pk").values_list("state", "text"))


def test_silence_is_named_and_nothing_is_handed_in(circle: Circle) -> None:
    circle.hand_in("b", "Отправлено.")
    circle.join("knb", by_agreement=True)
    circle.join("later", due_on=TODAY)
    by = circle.officers["lead"]
    entry = save_draft(circle.lead, Draft("Свод."), by=by, today=TODAY)
    with translation.override("en"), pytest.raises(Refused) as refusal:
        submit(entry, by=by, today=TODAY)
    assert (refusal.value.code, str(refusal.value), kept(circle.lead)) == (
        "co_executors_silent",
        "These co-executors have handed in nothing yet: "
        "«a», «c», «knb» (by agreement), «later» (not due yet)",
        [("draft", "Свод.")],
    )


def test_handing_in_despite_silence_is_recorded(circle: Circle) -> None:
    circle.hand_in("b", "Отправлено.")
    entry = circle.hand_in("lead", "Свод.")
    entry.refresh_from_db()
    event = Event.objects.get(obligation=circle.lead)
    assert (entry.state, entry.silent, event.data["silent"]) == (
        "submitted",
        ["a", "c"],
        ["a", "c"],
    )


def test_when_everybody_answered_nobody_is_asked(circle: Circle) -> None:
    circle.accepted("a", "", claim=Claim.NIL)
    circle.hand_in("b", "Отправлено.")
    circle.returned("c", "Слабо.")
    by = circle.officers["lead"]
    entry = save_draft(circle.lead, Draft("Свод."), by=by, today=TODAY)
    submit(entry, by=by, today=TODAY)
    entry.refresh_from_db()
    data = Event.objects.get(obligation=circle.lead).data
    assert (entry.state, entry.silent, "silent" in data) == ("submitted", [], False)


def test_a_co_executor_is_not_asked_about_the_others(circle: Circle) -> None:
    by = circle.officers["a"]
    entry = save_draft(circle.owed["a"], Draft("Своё."), by=by, today=TODAY)
    submit(entry, by=by, today=TODAY)
    accept_progress(entry, by=circle.coordinator, today=TODAY)
    entry.refresh_from_db()
    assert (entry.state, entry.silent) == ("accepted", [])


def test_the_body_marked_is_asked_and_the_lead_is_not(circle: Circle) -> None:
    circle.join("svod", consolidates=True)
    marked = circle.hand_in("svod", "Свод.")
    by = circle.officers["lead"]
    lead = save_draft(circle.lead, Draft("По своду."), by=by, today=TODAY)
    submit(lead, by=by, today=TODAY)
    marked.refresh_from_db()
    lead.refresh_from_db()
    assert (marked.silent, lead.silent, lead.state) == (["b", "a", "c"], [], "submitted")
