"""The feed: everything once, in one order, and to each reader what is theirs to see."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from agencies.models import Membership, Role, User
from exchange.models import Change, Feed
from exchange.queries.changes import changes_told_to
from exchange.sealing import seal
from exchange.services.numbering import number_changes
from measures.models import EventKind
from tests import factories
from tests.conftest import TODAY
from tests.exchange.telling import at_measure, happen, owed_by

FEED = "/api/v1/changes/"
pytestmark = pytest.mark.django_db


def reader(person: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(person)
    return client


def read(client: APIClient, **asked: Any) -> dict[str, Any]:
    answer = client.get(FEED, asked)
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def told(page: dict[str, Any]) -> list[str]:
    return [change["type"] for change in page["results"]]


def test_a_feed_in_which_nothing_happened(officer: User) -> None:
    page = read(reader(officer))
    assert (page["results"], page["more"]) == ([], False)
    assert read(reader(officer), after=page["cursor"])["cursor"] == page["cursor"]


def test_what_a_change_says(coordinator: User, owed: Any, settings: Any) -> None:
    settings.SITE_URL = "https://tracker.example"
    happen(EventKind.SUBMITTED, owed, data={"entry": 12})
    [change] = read(reader(coordinator))["results"]
    row = Change.objects.get()
    assert change == {
        "id": f"chg_{row.uid.hex}",
        "type": "progress.submitted",
        "at": change["at"],
        "on": "2009-07-06",
        "plan": owed.measure.plan.slug,
        "agency": owed.agency.code,
        "measure": owed.measure_id,
        "obligation": owed.pk,
        "object": {"type": "progress", "id": 12},
        "url": "https://tracker.example/api/v1/progress/12/",
    }


def test_a_reader_goes_on_from_the_cursor(coordinator: User, owed: Any) -> None:
    client = reader(coordinator)
    for kind in (EventKind.SUBMITTED, EventKind.RETURNED, EventKind.SUBMITTED):
        happen(kind, owed)
    first = read(client, limit=2)
    assert (told(first), first["more"]) == (["progress.submitted", "progress.returned"], True)
    second = read(client, limit=2, after=first["cursor"])
    assert (told(second), second["more"]) == (["progress.submitted"], False)
    happen(EventKind.ACCEPTED, owed)
    assert told(read(client, after=second["cursor"])) == ["progress.accepted"]


def test_each_sees_what_is_theirs(plan: Any, coordinator: User) -> None:
    mine, others = factories.AgencyFactory(), factories.AgencyFactory()
    for body in (mine, others):
        for kind in (EventKind.SUBMITTED, EventKind.RETURNED, EventKind.ACCEPTED):
            happen(kind, owed_by(body, plan))
    officer = factories.person(mine, Role.OFFICER)
    observer = factories.person(factories.AgencyFactory(), Role.OBSERVER)
    seen = [(one["type"], one["agency"]) for one in read(reader(officer))["results"]]
    assert seen == [
        ("progress.submitted", mine.code),
        ("progress.returned", mine.code),
        ("progress.accepted", mine.code),
        ("progress.accepted", others.code),
    ]
    assert [len(read(reader(one))["results"]) for one in (coordinator, observer)] == [6, 6]


def test_without_a_role_there_is_no_feed(owed: Any) -> None:
    happen(EventKind.ACCEPTED, owed)
    stranger = factories.UserFactory()
    left = factories.person(owed.agency, Role.OFFICER)
    Membership.objects.filter(user=left).update(valid_to=TODAY - timedelta(days=1))
    assert [reader(one).get(FEED).status_code for one in (stranger, left)] == [403, 403]
    assert [changes_told_to(one, TODAY).count() for one in (stranger, left)] == [0, 0]
    assert APIClient().get(FEED).status_code == 401


def test_the_cursor_does_not_tell_how_much_happened_to_others(plan: Any) -> None:
    """One that nothing concerns keeps the same cursor and the same answer, whatever happens."""
    officer = factories.person(factories.AgencyFactory(), Role.OFFICER)
    client = reader(officer)
    before = read(client)
    other = owed_by(factories.AgencyFactory(), plan)
    for _turn in range(3):
        happen(EventKind.SUBMITTED, other)
    tag = client.get(FEED, {"after": before["cursor"]}).headers["ETag"]
    again = client.get(FEED, {"after": before["cursor"]}, HTTP_IF_NONE_MATCH=tag)
    assert again.status_code == 304
    assert read(client, after=before["cursor"]) == before


def test_filters(coordinator: User, owed: Any) -> None:
    happen(EventKind.SUBMITTED, owed)
    at_measure(EventKind.REWORDED, owed.measure)
    other = owed_by(factories.AgencyFactory(), factories.ActionPlanFactory())
    happen(EventKind.ACCEPTED, other)
    client, plan = reader(coordinator), owed.measure.plan.slug
    both = "measure.reworded,progress.accepted"
    assert told(read(client, type=both)) == ["measure.reworded", "progress.accepted"]
    assert told(read(client, plan=plan)) == ["progress.submitted", "measure.reworded"]
    assert told(read(client, agency=owed.agency.code)) == ["progress.submitted"]
    assert told(read(client, plan=plan, type="progress.accepted")) == []


WRONG = [
    ({"after": "7"}, "after", "bad_cursor"),
    ({"after": ""}, "after", "bad_cursor"),
    ({"after": "қ"}, "after", "bad_cursor"),
    ({"after": "a" * 5000}, "after", "bad_cursor"),
    ({"limit": "0"}, "limit", "invalid"),
    ({"limit": "1001"}, "limit", "invalid"),
    ({"limit": "٣"}, "limit", "invalid"),
    ({"type": "progress.read"}, "type", "invalid"),
    ({"plan": "no-such"}, "plan", "invalid"),
    ({"plan": "a\x00b"}, "plan", "invalid"),
    ({"agency": "no-such"}, "agency", "invalid"),
    ({"plam": "x"}, "plam", "unknown_parameter"),
]


@pytest.mark.parametrize(("asked", "field", "code"), WRONG)
def test_what_cannot_be_asked(
    coordinator: User, asked: dict[str, str], field: str, code: str
) -> None:
    answer = reader(coordinator).get(FEED, asked)
    assert answer.status_code == 400
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [(field, code)]


def test_a_cursor_sealed_for_another_purpose_or_installation(
    coordinator: User, settings: Any
) -> None:
    client = reader(coordinator)
    cursor = read(client)["cursor"]
    assert client.get(FEED, {"after": seal(b"1", purpose="other")}).status_code == 400
    settings.EXCHANGE_KEYS = ["k" * 40]
    assert client.get(FEED, {"after": cursor}).status_code == 400
    settings.EXCHANGE_KEYS = ["k" * 40, settings.SECRET_KEY]
    assert client.get(FEED, {"after": cursor}).status_code == 200


def test_the_number_of_statements_does_not_grow_with_the_rows(coordinator: User, owed: Any) -> None:
    counts = []
    client = reader(coordinator)
    for more in (3, 27):
        for _turn in range(more):
            happen(EventKind.ACCEPTED, owed)
        number_changes()
        with CaptureQueriesContext(
            connection,
        ) as captured:
            read(client)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_numbers_have_no_gaps(owed: Any) -> None:
    for turn in range(3):
        for _change in range(turn):
            happen(EventKind.ACCEPTED, owed)
        number_changes()
    assert list(Change.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    assert Feed.objects.get().numbered == 3
    assert number_changes() == 0


def test_a_change_whose_thing_is_gone_is_still_told(coordinator: User) -> None:
    Change.objects.create(
        type="plan.repealed",
        is_open=True,
        about="plan",
        about_id=404,
        plan_id=404,
        agency_id=404,
        happened_on=date(2009, 7, 1),
        at="2026-01-01T00:00:00Z",
    )
    [change] = read(reader(coordinator))["results"]
    assert (change["plan"], change["agency"], change["url"]) == (None, None, None)
