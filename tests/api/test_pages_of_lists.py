"""Whoever follows `next` reads every row once, whatever happens to the list meanwhile."""

from datetime import date, timedelta
from itertools import chain

import pytest
from django.urls import reverse

from agencies.models import Agency, User
from agencies.rest.paging import LARGEST
from measures.models import Extension, Obligation
from planner.models import ActionPlan
from tests.api.calling import pages, signed_in
from tests.factories import AgencyFactory, MeasureFactory, ObligationFactory, asked_for

LIST = "/api/v1/obligations/"
AGENCIES = "/api/v1/agencies/"


@pytest.fixture
def owed(plan: ActionPlan, agency: Agency) -> list[Obligation]:
    """Seven on three days, so that rows share a day across pages; of measures out of order."""
    days = [date(2009, 7, 1), date(2009, 7, 1), date(2009, 7, 1), date(2009, 7, 2)] + [
        date(2009, 7, 3)
    ] * 3
    return [
        asked_for(
            ObligationFactory(
                measure=MeasureFactory(plan=plan, position=20 - n), agency=agency, due_on=day
            )
        )
        for n, day in enumerate(days)
    ]


@pytest.mark.parametrize("ordering", ["", "due_on", "-due_on", "-agency__code,due_on"])
@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_are_the_list_cut_up(
    owed: list[Obligation], officer: User, ordering: str, size: int
) -> None:
    asked = {"ordering": ordering} if ordering else {}
    client = signed_in(officer)
    [whole] = pages(client, LIST, **asked)
    parts = pages(client, LIST, page_size=size, **asked)
    assert [len(one) for one in parts[:-1]] == [size] * (len(parts) - 1)
    assert list(chain(*parts)) == whole
    assert len({row["id"] for row in whole}) == len(owed)


def test_what_is_added_or_gone_before_the_page_moves_nothing(
    owed: list[Obligation], officer: User, agency: Agency, plan: ActionPlan
) -> None:
    client = signed_in(officer)
    [whole] = pages(client, LIST)
    first = client.get(LIST, {"page_size": 3}).json()
    Obligation.objects.filter(pk=first["results"][0]["id"]).update(
        state="withdrawn", changed_on=date(2009, 7, 6)
    )
    for n in range(4):
        early = MeasureFactory(plan=plan, position=30 + n)
        asked_for(ObligationFactory(measure=early, agency=agency, due_on=date(2009, 1, 5)))
    rest = pages(client, first["next"])
    assert list(chain(*rest)) == whole[3:]


def test_a_page_is_read_back_as_it_was_read(owed: list[Obligation], officer: User) -> None:
    client = signed_in(officer)
    first = client.get(LIST, {"page_size": 3}).json()
    second = client.get(first["next"]).json()
    third = client.get(second["next"]).json()
    back = client.get(third["previous"]).json()
    again = client.get(back["previous"]).json()
    assert (back["results"], again["results"]) == (second["results"], first["results"])
    assert (first["previous"], again["previous"], third["next"]) == (None, None, None)


def test_rows_without_the_date_they_are_ordered_by_come_last_and_once(
    owed: list[Obligation], officer: User
) -> None:
    for n, row in enumerate(owed):
        row.entries.create(
            author=officer,
            text=f"{n}",
            state="accepted" if n % 2 else "draft",
            submitted_on=date(2009, 6, 1) + timedelta(days=n) if n % 2 else None,
        )
    address, client = reverse("progressentry-list"), signed_in(officer)
    for ordering in ("submitted_on", "-submitted_on"):
        [whole] = pages(client, address, ordering=ordering)
        parts = pages(client, address, ordering=ordering, page_size=2)
        days = [row["submitted_on"] for row in whole]
        assert (len(whole), list(chain(*parts))) == (len(owed), whole)
        assert sorted(filter(None, days), reverse=ordering[0] == "-") == [*filter(None, days)]


def test_the_number_of_rows_is_told_where_it_is_free_or_asked_for(
    owed: list[Obligation], officer: User
) -> None:
    client = signed_in(officer)
    asked = [{}, {"page_size": 3}, {"page_size": 3, "count": "true"}]
    assert [client.get(LIST, one).json()["count"] for one in asked] == [7, None, 7]


def test_pages_by_number_go_on_and_say_when_they_end(owed: list[Obligation], officer: User) -> None:
    client = signed_in(officer)
    [whole] = pages(client, LIST)
    answer = client.get(LIST, {"page": 2, "page_size": 3})
    told = answer.json()
    assert (told["count"], told["results"]) == (7, whole[3:6])
    assert (answer["Deprecation"], answer["Sunset"]) == (
        "@1796083200",
        "Fri, 31 Dec 2027 00:00:00 GMT",
    )
    assert 'rel="deprecation"' in answer["Link"]
    assert "Deprecation" not in client.get(LIST)


@pytest.mark.parametrize("size", ["0", "-1", "501", "1e2", "many", "", "٣"])
def test_a_size_that_no_page_has_is_refused(officer: User, size: str) -> None:
    answer = signed_in(officer).get(LIST, {"page_size": size})
    assert (answer.status_code, answer.json()["errors"]) == (
        400,
        [
            {
                "field": "page_size",
                "code": "bad_page_size",
                "message": f"Write a number from 1 to {LARGEST}.",
            }
        ],
    )


@pytest.mark.parametrize(
    "cursor",
    [
        *("", "x", "%00", "bm9uc2Vuc2U", "W10", "WzEsMl0", "é", "[" * 3000),
        "W2ZhbHNlLCJwayIsMV0",  # of another order
        "W2ZhbHNlLCJkdWVfb24sbWVhc3VyZV9fcGxhbixwayIsMSwyLDNd",
    ],
)
def test_a_cursor_that_no_page_gave_is_refused(
    owed: list[Obligation], officer: User, cursor: str
) -> None:
    answer = signed_in(officer).get(LIST, {"cursor": cursor})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "bad_cursor")


def test_a_cursor_does_not_outlive_the_order_it_was_made_for(
    owed: list[Obligation], officer: User
) -> None:
    client = signed_in(officer)
    following = client.get(LIST, {"page_size": 2}).json()["next"]
    answer = client.get(f"{following}&ordering=-due_on")
    assert answer.json()["errors"][0]["code"] == "bad_cursor"


def test_pages_of_a_past_day_go_through_as_well(owed: list[Obligation], officer: User) -> None:
    client = signed_in(officer)
    [whole] = pages(client, LIST, as_of="2009-07-05")
    parts = pages(client, LIST, as_of="2009-07-05", page_size=2)
    assert list(chain(*parts)) == whole


def test_a_page_at_the_end_costs_as_many_statements_as_the_first(
    officer: User, django_assert_num_queries
) -> None:
    AgencyFactory.create_batch(30)
    client = signed_in(officer)
    first = client.get(AGENCIES, {"page_size": 5}).json()
    following = client.get(first["next"]).json()["next"]
    with django_assert_num_queries(4):  # the call counted, the day, the role, the rows
        client.get(following)


def test_extensions_are_read_newest_first(
    owed: list[Obligation], officer: User, coordinator: User
) -> None:
    for row in owed:
        Extension.objects.create(
            obligation=row,
            requested_by=officer,
            requested_on=date(2009, 6, 1),
            old_due_on=row.due_on,
            proposed_on=date(2009, 12, 1),
            reason="Ждём",
        )
    parts = pages(signed_in(coordinator), "/api/v1/extensions/", page_size=3)
    ids = [row["id"] for row in chain(*parts)]
    assert ids == sorted(Extension.objects.values_list("pk", flat=True), reverse=True)
