"""A report handed in on the first day and taken back on the fifth lay in review in between."""

from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from agencies.models import Agency, Role, User
from measures.models import Obligation, ObligationVersion, ProgressEntry
from measures.queries.desk import desk_of
from measures.queries.queues import clocks, waiting
from measures.queries.risk import begun
from measures.rules.piles import Pile
from measures.services.progress import Draft, save_draft, submit
from measures.services.reviewers import assign_reviewer
from measures.services.taking_back import take_back
from planner.models import ActionPlan
from tests.factories import MeasureFactory, ObligationFactory, asked_for, person
from tests.measures.views.conftest import signed_in

BEFORE, HANDED_IN, BETWEEN = date(2009, 6, 30), date(2009, 7, 1), date(2009, 7, 3)
TAKEN_BACK = date(2009, 7, 5)
TODAY = date(2009, 7, 6)
DAYS = (BEFORE, HANDED_IN, BETWEEN, TAKEN_BACK)


@pytest.fixture
def owed(plan: ActionPlan, agency: Agency) -> Obligation:
    return asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency))


@pytest.fixture
def entry(owed: Obligation, officer: User) -> ProgressEntry:
    draft = save_draft(owed, Draft("Сказано по ошибке."), by=officer, today=HANDED_IN)
    submit(draft, by=officer, today=HANDED_IN)
    return ProgressEntry.objects.get(pk=draft.pk)


@pytest.fixture
def taken(entry: ProgressEntry, officer: User) -> ProgressEntry:
    take_back(entry, by=officer, today=TAKEN_BACK)
    return ProgressEntry.objects.get(pk=entry.pk)


def queue(person_: User, day: date) -> Any:
    return signed_in(person_).get(f"/review/?as_of={day}")


@pytest.mark.usefixtures("taken")
def test_the_queue_of_a_day_has_it_until_it_was_taken_back(coordinator: User) -> None:
    shown = [len(queue(coordinator, day).context["page"]) for day in DAYS]
    counted = [waiting(day, clocks(day)).reports for day in DAYS]
    assert (shown, counted) == ([0, 1, 1, 0], [0, 1, 1, 0])


@pytest.mark.usefixtures("taken")
def test_what_it_said_is_its_agencys_alone(
    coordinator: User, officer: User, owed: Obligation
) -> None:
    """The rights are today's, and who oversees cannot read today what was taken back."""
    page = queue(coordinator, BETWEEN).text
    own = signed_in(officer).get(f"/obligations/{owed.pk}/?as_of={BETWEEN}").text
    words = "Сказано по ошибке."
    assert (owed.measure.title in page, words in page, words in own) == (True, False, True)


@pytest.mark.usefixtures("taken")
def test_the_desk_of_a_day_has_it_among_what_waits(officer: User) -> None:
    counts = [desk_of(officer, TODAY, as_of=day).counts[Pile.REVIEW] for day in DAYS]
    assert counts == [0, 1, 1, 0]


@pytest.mark.usefixtures("taken")
def test_a_report_that_was_taken_back_is_no_beginning() -> None:
    found = [
        ObligationVersion.objects.in_force(day)
        .filter(begun(ObligationVersion.objects.all(), day))
        .count()
        for day in DAYS
    ]
    assert found == [0, 1, 1, 0]


@pytest.mark.parametrize(("day", "state"), [(BETWEEN, "submitted"), (TAKEN_BACK, "withdrawn")])
def test_the_pages_of_a_day_call_it_as_it_stood(
    officer: User, taken: ProgressEntry, day: date, state: str
) -> None:
    client, owed = signed_in(officer), taken.obligation
    pages = (f"/obligations/{owed.pk}/", f"/measures/{owed.measure_id}/")
    told = [client.get(page, {"as_of": day}).context["entries"] for page in pages]
    assert [[one.state for one in entries] for entries in told] == [[state], [state]]


def test_the_queue_of_a_day_names_no_reviewer_and_asks_for_none(
    plan: ActionPlan, coordinator: User, entry: ProgressEntry
) -> None:
    colleague = person(plan.coordinator, Role.COORDINATOR)
    assign_reviewer(entry, to=colleague, by=coordinator, today=TAKEN_BACK)
    now = signed_in(colleague).get("/review/")
    then = signed_in(colleague).get(f"/review/?as_of={BETWEEN}&whose=nobody")
    told = [[one.reviewer for one in page.context["page"]] for page in (now, then)]
    assert told == [[colleague], [None]]
    assert ["whose" in page.context["form"].fields for page in (now, then)] == [True, False]
    assert colleague.full_name not in then.text.partition("<main")[2]


def test_what_was_taken_back_before_gets_the_day_of_its_event(taken: ProgressEntry) -> None:
    ProgressEntry.objects.update(withdrawn_on=None)
    import_module("measures.migrations.0015_day_of_taking_back").tell(apps, None)
    days = ProgressEntry.objects.order_by("pk").values_list("withdrawn_on", flat=True)
    assert list(days) == [TAKEN_BACK, None]


def test_the_history_of_reports_tells_of_taking_back_and_of_reviewers(
    plan: ActionPlan, coordinator: User, officer: User, entry: ProgressEntry
) -> None:
    colleague = person(plan.coordinator, Role.COORDINATOR)
    assign_reviewer(entry, to=colleague, by=coordinator, today=HANDED_IN)
    take_back(entry, by=officer, today=TAKEN_BACK)
    page = signed_in(officer).get(f"/measures/{entry.obligation.measure_id}/?about=reports")
    told = [one.kind for one in page.context["events"]]
    assert told == ["taken_back", "assigned", "submitted"]
