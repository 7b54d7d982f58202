"""The dates of rounds are looked at before they are saved."""

import pytest
from django.test import Client

from agencies.models import User
from planner.models import ActionPlan
from planner.rules.periods import Cadence, Stretch
from reports.services.rounds import open_rounds
from tests.reports.round_pages.addresses import TODAY, at, sent, text


def test_a_coordinator_looks_ahead_and_then_saves(
    client: Client, coordinator: User, plan: ActionPlan
) -> None:
    open_rounds(plan, TODAY)
    client.force_login(coordinator)
    address = at("cadence", plan.slug)
    half = sent(plan, text(client, address), cadence="half")
    looked = client.post(address, {**half, "action": "look"}).content.decode()
    assert ('id="ahead"' in looked, "Half-year I of 2008" in looked) == (True, True)
    assert plan.rounds.count() == 7
    answer = client.post(address, {**half, "action": "save"})
    assert answer.status_code == 302
    assert sorted(plan.rounds.values_list("label", flat=True)) == [
        "2008H1", "2008H2", "2009H1", "2009H2",
    ]  # fmt: skip


def test_own_dates_are_typed_looked_at_and_saved(
    client: Client, coordinator: User, plan: ActionPlan
) -> None:
    client.force_login(coordinator)
    address = at("cadence", plan.slug)
    row = {
        "own-0-label": "К сессии", "own-0-ends_on": "2009-09-01",
        "own-0-executors_due_on": "2009-09-10", "own-0-coordinator_due_on": "2009-09-20",
    }  # fmt: skip
    own = sent(plan, text(client, address), cadence="own", **row)
    wrong = client.post(address, {**own, "own-0-executors_due_on": "2009-08-01", "action": "look"})
    page = wrong.content.decode()
    assert (wrong.status_code, "after the period has ended" in page) == (422, True)
    assert "К сессии" in page
    more = client.post(address, {**own, "add": "1"}).content.decode()
    assert ("own-5-label" in more, "К сессии" in more) == (True, True)
    assert client.post(address, {**own, "action": "save"}).status_code == 302
    assert list(plan.rounds.values_list("label", flat=True)) == ["К сессии"]
    again = text(client, address)
    assert 'value="К сессии"' in again


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"cadence": "half", "executors_day": "29"}, "id_executors_day"),
        ({"cadence": "half", "executors_day": ""}, "id_executors_day"),
        ({"cadence": "half", "executors_day": "20", "coordinator_day": "5"}, "id_coordinator_day"),
        ({"cadence": "weekly"}, "id_cadence"),
    ],
)
def test_a_cadence_that_cannot_be_is_explained_at_its_field(
    client: Client, coordinator: User, plan: ActionPlan, said: dict[str, str], field: str
) -> None:
    client.force_login(coordinator)
    address = at("cadence", plan.slug)
    answer = client.post(address, {**sent(plan, text(client, address), **said), "action": "save"})
    assert (answer.status_code, f'href="#{field}' in answer.content.decode()) == (422, True)


def test_of_two_who_change_it_the_second_is_told_and_may_save_on_top(
    client: Client, coordinator: User, plan: ActionPlan
) -> None:
    client.force_login(coordinator)
    address = at("cadence", plan.slug)
    mine = sent(plan, text(client, address), cadence="half", action="save")
    plan.cadence = [Stretch(plan.starts_on, Cadence.MONTH).written()]
    plan.save()
    answer = client.post(address, mine)
    page = answer.content.decode()
    assert (answer.status_code, "Somebody else changed the cadence" in page) == (422, True)
    assert client.post(address, sent(plan, page, cadence="half", action="save")).status_code == 302
