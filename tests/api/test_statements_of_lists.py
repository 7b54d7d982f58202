"""A list of thirty rows asks the database as often as one of three."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from agencies.models import Agency, User
from measures.models import DeadlineKind, Event, EventKind, NoticeKind, Obligation
from measures.services.amendments import start_amendment
from measures.services.extensions import request_extension
from measures.services.jobs import ask_export
from measures.services.notices import News, tell
from measures.services.progress import Draft, save_draft, submit
from measures.services.saved_views import MOST_VIEWS, keep_view
from planner.models import ActionPlan
from tests.api.asking import statements_of
from tests.factories import (
    DeadlineFactory,
    MeasureFactory,
    NoticeFactory,
    ObligationFactory,
    UserFactory,
    asked_for,
)

TODAY = date(2009, 7, 6)
FEW, MANY = 3, 30


def owed(plan: ActionPlan, agency: Agency, **fields: Any) -> Obligation:
    row = ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency, **fields)
    return asked_for(row)


def grows(by: User, name: str, *args: Any, more: Callable[[], Any], **query: Any) -> None:
    for _ in range(FEW):
        more()
    few = statements_of(by, name, *args, **query)
    for _ in range(MANY - FEW):
        more()
    assert statements_of(by, name, *args, **query) == few


@pytest.mark.parametrize("query", [{}, {"as_of": "2009-07-05"}])
def test_the_desk(plan: ActionPlan, agency: Agency, officer: User, query: dict[str, str]) -> None:
    grows(officer, "desk-list", more=lambda: owed(plan, agency), **query)


def test_the_summary_of_the_desk(plan: ActionPlan, agency: Agency, officer: User) -> None:
    grows(officer, "desk-summary", more=lambda: owed(plan, agency))


@pytest.mark.parametrize("query", [{"status": "all"}, {"status": "all", "as_of": "2009-07-05"}])
def test_the_board(
    plan: ActionPlan, agency: Agency, coordinator: User, query: dict[str, str]
) -> None:
    grows(coordinator, "board-list", more=lambda: owed(plan, agency), **query)


def test_the_totals(plan: ActionPlan, agency: Agency, coordinator: User) -> None:
    grows(coordinator, "board-totals", more=lambda: owed(plan, agency), status="all")


def test_the_views_kept(coordinator: User) -> None:
    names = iter(f"Вид {number}" for number in range(MOST_VIEWS))
    grows(
        coordinator,
        "boardview-list",
        more=lambda: keep_view(by=coordinator, name=next(names), query=""),
    )


def handed_in(plan: ActionPlan, agency: Agency, officer: User) -> Obligation:
    one = owed(plan, agency)
    entry = save_draft(one, Draft("Сделано."), by=officer, today=TODAY)
    submit(entry, by=officer, today=TODAY)
    return one


@pytest.mark.parametrize("query", [{}, {"as_of": "2009-07-05"}])
def test_the_queue_of_reports(
    plan: ActionPlan, agency: Agency, officer: User, coordinator: User, query: dict[str, str]
) -> None:
    grows(
        coordinator,
        "queue-reports",
        more=lambda: handed_in(plan, agency, officer),
        **query,
    )


def test_the_queue_of_requests(
    plan: ActionPlan, agency: Agency, officer: User, coordinator: User
) -> None:
    def ask() -> None:
        one, later = owed(plan, agency), date(2009, 9, 1)
        request_extension(one, by=officer, today=TODAY, proposed_on=later, reason="Ждём.")

    grows(coordinator, "queue-extensions", more=ask)


def test_the_queue_of_deadlines(plan: ActionPlan, coordinator: User) -> None:
    def undecided() -> None:
        DeadlineFactory(measure=MeasureFactory(plan=plan), kind=DeadlineKind.UNDECIDED, due=[])

    grows(coordinator, "queue-deadlines", more=undecided)


@pytest.mark.parametrize(
    "name", ["table", "progress", "progress-measures", "timeline", "month", "matrix"]
)
@pytest.mark.parametrize("day", [{}, {"as_of": "2009-07-05"}])
def test_a_plan_from_each_side(
    plan: ActionPlan, agency: Agency, officer: User, name: str, day: dict[str, str]
) -> None:
    node = {"node": "plan"} if name == "progress-measures" else {}
    grows(
        officer,
        f"plan-side-{name}",
        plan.slug,
        more=lambda: owed(plan, agency),
        **day,
        **node,
    )


def test_how_far_every_plan_is(plan: ActionPlan, agency: Agency, officer: User) -> None:
    grows(officer, "planstanding-list", more=lambda: owed(plan, agency))


@pytest.mark.parametrize("name", ["standing", "measures"])
def test_a_body_over_all_plans(plan: ActionPlan, agency: Agency, officer: User, name: str) -> None:
    grows(officer, f"agency-side-{name}", agency.code, more=lambda: owed(plan, agency))


def test_the_history_of_a_measure(owed: Obligation, officer: User) -> None:
    def happen() -> None:
        Event.objects.create(
            measure=owed.measure,
            obligation=owed,
            kind=EventKind.CHANGED,
            actor=UserFactory(),
            happened_on=TODAY,
        )

    grows(officer, "measure-side-history", owed.measure_id, more=happen)


def test_the_overview_of_a_measure(owed: Obligation, officer: User) -> None:
    grows(
        officer,
        "measure-side-overview",
        owed.measure_id,
        more=lambda: ObligationFactory(measure=owed.measure),
    )


def test_the_amendments_of_a_plan(plan: ActionPlan, coordinator: User) -> None:
    grows(
        coordinator,
        "plan-amendment-amendments",
        plan.slug,
        more=lambda: start_amendment(plan, by=coordinator, today=TODAY),
    )


def test_the_jobs_of_a_person(plan: ActionPlan, officer: User) -> None:
    def ask() -> None:
        job = ask_export(plan, fmt="csv", language="ru", by=officer, today=TODAY)
        type(job).objects.filter(pk=job.pk).update(state="cancelled", finished_at=job.created_at)

    grows(officer, "job-list", more=ask)


def test_the_notices_of_a_person(owed: Obligation, officer: User) -> None:
    numbers = iter(range(100))

    def told() -> None:
        about = f"entry:{next(numbers)}"
        rows = {"measure_id": owed.measure_id, "obligation_id": owed.pk}
        news = News(NoticeKind.ACCEPTED, about, person=officer.pk, rows=rows)
        tell(news, by=None, today=TODAY)

    grows(officer, "notice-list", more=told)


def test_the_reminders_of_a_person(plan: ActionPlan, agency: Agency, officer: User) -> None:
    grows(
        officer,
        "reminder-list",
        more=lambda: NoticeFactory(recipient=officer, obligation=owed(plan, agency)),
    )


@pytest.mark.parametrize("kind", ["measures", "agencies", "reports", "concept", "amendments"])
def test_what_is_found(plan: ActionPlan, agency: Agency, officer: User, kind: str) -> None:
    grows(
        officer,
        "search-list",
        more=lambda: handed_in(plan, agency, officer),
        q="сделано" if kind == "reports" else "мероприятие",
        kind=kind,
    )


@pytest.mark.parametrize("name", ["overview", "history", "uses"])
def test_what_stands_around_a_report(
    owed: Obligation, officer: User, coordinator: User, name: str
) -> None:
    def happen() -> None:
        Event.objects.create(
            measure=owed.measure, obligation=owed, kind=EventKind.CHANGED, happened_on=TODAY
        )

    grows(coordinator, f"obligation-side-{name}", owed.pk, more=happen)
