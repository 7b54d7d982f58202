"""Whatever writes a row that tells of something, the database tells of the change."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection, transaction

from exchange import triggers
from exchange.models import Change, Feed
from exchange.rules.types import NOT_TOLD_OF_ISSUES, OF_EVENTS, OF_ISSUES, OF_ROUNDS, TYPES
from measures.models import Event, EventKind
from measures.queries.measure import CONFIDENTIAL
from planner.models import Amendment
from reports.models import IssueActKind, ReportingRound, RoundAct, RoundEvent
from reports.services.rounds import open_rounds
from tests.conftest import TODAY
from tests.exchange.telling import at_measure, happen, types


def test_every_kind_of_event_has_a_type() -> None:
    """A new kind needs an entry in exchange.rules.types: until then it is told to the fewest."""
    assert set(OF_EVENTS) == set(EventKind.values)
    assert set(OF_ROUNDS) == set(RoundAct.values)
    assert {*OF_ISSUES, *NOT_TOLD_OF_ISSUES} == set(IssueActKind.values)
    assert len(set(TYPES)) == len(TYPES)


def test_what_is_said_of_unaccepted_work_is_no_more_open_here_than_on_the_pages() -> None:
    hidden = {kind for kind, (_name, is_open) in OF_EVENTS.items() if not is_open}
    assert hidden == {kind.value for kind in CONFIDENTIAL}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", EventKind.values)
def test_an_event_of_an_obligation(owed: Any, kind: str) -> None:
    event = happen(EventKind(kind), owed)
    change = Change.objects.get()
    assert (change.type, change.is_open) == OF_EVENTS[kind]
    assert (change.plan, change.agency, change.measure) == (
        owed.measure.plan,
        owed.agency,
        owed.measure,
    )
    assert (change.about, change.about_id) == ("obligation", owed.pk)
    assert (change.happened_on, change.at) == (TODAY, event.at)


@pytest.mark.django_db
def test_an_event_of_a_report_names_the_report(owed: Any) -> None:
    happen(EventKind.SUBMITTED, owed, data={"entry": 77, "claim": "done"})
    change = Change.objects.get()
    assert (change.about, change.about_id, change.obligation_id) == ("progress", 77, owed.pk)


@pytest.mark.django_db
def test_an_event_of_a_measure_belongs_to_no_agency(measure: Any) -> None:
    at_measure(EventKind.REWORDED, measure)
    change = Change.objects.get()
    assert (change.type, change.about, change.about_id) == (
        "measure.reworded",
        "measure",
        measure.pk,
    )
    assert (change.agency, change.obligation) == (None, None)


@pytest.mark.django_db
def test_many_events_written_at_once_are_told_one_by_one(owed: Any) -> None:
    written = Event.objects.bulk_create(
        Event(kind=kind, measure=owed.measure, happened_on=TODAY)
        for kind in ("imported", "reworded", "struck")
    )
    assert types() == ["measure.entered", "measure.reworded", "measure.struck"]
    assert len({change.uid for change in Change.objects.all()}) == len(written)


@pytest.mark.django_db
def test_a_kind_that_nobody_entered_is_told_to_the_fewest(owed: Any) -> None:
    Event.objects.create(kind="brand_new", measure=owed.measure, happened_on=TODAY)
    change = Change.objects.get()
    assert (change.type, change.is_open) == ("measure.brand_new", False)


@pytest.mark.django_db
def test_rounds_that_begin_and_what_is_done_with_them(plan: Any, agency: Any) -> None:
    open_rounds(plan, date(2008, 4, 1))
    first = ReportingRound.objects.earliest("starts_on")
    RoundEvent.objects.create(
        round=first,
        act=RoundAct.REOPENED,
        agency=agency,
        happened_on=TODAY,
        at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    assert types() == ["round.opened", "round.opened", "round.part_reopened"]
    last = Change.objects.order_by("number").last()
    assert last
    assert (last.plan, last.agency, last.about, last.about_id) == (
        plan,
        agency,
        "round",
        first.pk,
    )


@pytest.mark.django_db
def test_an_amendment_is_told_when_it_is_adopted_and_when_it_comes_into_force(plan: Any) -> None:
    act = Amendment.objects.create(plan=plan)
    assert types() == []
    act.act, act.adopted_on, act.in_force_on = "№ 1", date(2009, 5, 1), date(2009, 6, 1)
    act.state = "adopted"
    act.save()
    act.note_ru = "Пояснение"
    act.save()
    act.state, act.applied_on = "applied", date(2009, 6, 2)
    act.save()
    assert types() == ["amendment.adopted", "amendment.applied"]
    days = Change.objects.order_by("number").values_list("happened_on", flat=True)
    assert list(days) == [date(2009, 5, 1), date(2009, 6, 2)]


@pytest.mark.django_db
def test_a_plan_that_lost_force(plan: Any) -> None:
    plan.repealed_on, plan.repealed_by = date(2009, 7, 1), "№ 9"
    plan.save()
    plan.title_ru = "Иначе"
    plan.save()
    assert types() == ["plan.repealed"]


@pytest.mark.django_db
def test_what_is_taken_back_was_never_told(owed: Any) -> None:
    with transaction.atomic():
        happen(EventKind.ACCEPTED, owed)
        transaction.set_rollback(True)
    assert Change.objects.count() == 0


@pytest.mark.django_db
def test_what_happened_before_there_was_a_feed_is_told_in_its_order(plan: Any, owed: Any) -> None:
    open_rounds(plan, date(2008, 2, 1))
    old, new = happen(EventKind.SUBMITTED, owed), happen(EventKind.ACCEPTED, owed)
    Event.objects.filter(pk=new.pk).update(at=datetime(2025, 1, 1, tzinfo=UTC))
    Event.objects.filter(pk=old.pk).update(at=datetime(2025, 1, 2, tzinfo=UTC))
    Change.objects.all().delete()
    Feed.objects.all().delete()
    triggers.tell_past(connection)
    assert types() == ["round.opened", "progress.accepted", "progress.submitted"]
    assert list(Feed.objects.values_list("numbered", "spread")) == [(3, 3)]
    first = Change.objects.get(number=1)
    assert first.at.date() == date(2008, 1, 1)
