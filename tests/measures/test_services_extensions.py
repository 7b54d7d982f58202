"""More time: who may ask and until when, who decides, and what stays on record."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from agencies.errors import Refused
from agencies.models import Agency, Role, User
from measures.models import (
    EventKind,
    ExecutorRole,
    Extension,
    ExtensionLevel,
    Measure,
    Obligation,
    ObligationVersion,
    Reminder,
)
from measures.services.deadlines import set_dates
from measures.services.extensions import grant_extension, refuse_extension, request_extension
from measures.services.levels import internal_until, may_judge
from measures.services.obligations import generate_obligations
from measures.services.reminders import default_rules, plan_reminders
from planner.models import ActionPlan
from tests.factories import (
    AgencyFactory,
    DeadlineFactory,
    ExecutorFactory,
    MeasureFactory,
    ObligationFactory,
    person,
)

JULY, AUGUST, SEPTEMBER = date(2009, 7, 10), date(2009, 8, 20), date(2009, 9, 30)
ASKED = {"proposed_on": AUGUST, "reason": "Ждём ответа."}


@pytest.fixture
def measure(plan: ActionPlan, agency: Agency) -> Measure:
    """Led by the agency of `officer`; a helper takes part, five working days earlier."""
    made: Measure = DeadlineFactory(measure=MeasureFactory(plan=plan)).measure
    ExecutorFactory(measure=made, agency=agency)
    ExecutorFactory(
        measure=made, agency=AgencyFactory(code="helper"), role=ExecutorRole.CO, position=2
    )
    generate_obligations(plan, [made], today=date(2009, 1, 12))
    return made


@pytest.fixture
def led(measure: Measure) -> Obligation:
    return measure.obligations.get(role=ExecutorRole.LEAD)


@pytest.fixture
def helped(measure: Measure) -> Obligation:
    """Due on 2 July, five working days before the lead's 10 July: the 6th is a holiday."""
    return measure.obligations.get(role=ExecutorRole.CO)


@pytest.fixture
def helper(helped: Obligation) -> User:
    return person(helped.agency, Role.OFFICER)


def ask(owed: Obligation, by: User, on: date = date(2009, 7, 1), **asked: Any) -> Extension:
    return request_extension(owed, by=by, today=on, **{**ASKED, **asked})


def grant(extension: Extension, by: User, to: date, on: date = date(2009, 7, 2)) -> None:
    act = {"act": "Постановление № 12", "act_on": on}
    grant_extension(extension, by=by, today=on, granted_on=to, **act)


def refusal(service: Any, /, *args: Any, **typed: Any) -> str:
    with pytest.raises(Refused) as refused:
        service(*args, **typed)
    return refused.value.code


def dates(owed: Obligation) -> tuple[date | None, date | None]:
    owed.refresh_from_db()
    return owed.first_due_on, owed.due_on


def test_afterwards_only_a_coordinator_records_a_request(
    led: Obligation, officer: User, coordinator: User
) -> None:
    late = date(2009, 7, 11)
    assert refusal(ask, led, officer, late) == "too_late"
    assert ask(led, coordinator, late).old_due_on == JULY


def test_the_coordinator_who_recorded_a_request_leaves_its_decision_to_another(
    led: Obligation, plan: ActionPlan, coordinator: User
) -> None:
    asked = ask(led, coordinator)
    assert refusal(grant, asked, coordinator, AUGUST) == "own_request"
    grant(asked, person(plan.coordinator, Role.COORDINATOR), AUGUST)
    assert dates(led) == (JULY, AUGUST)


def test_of_several_extensions_each_goes_on_from_the_last(
    led: Obligation, officer: User, coordinator: User
) -> None:
    grant(ask(led, officer), coordinator, AUGUST)
    grant(ask(led, officer, AUGUST, proposed_on=SEPTEMBER), coordinator, SEPTEMBER, AUGUST)
    chain = led.extensions.order_by("pk").values_list("old_due_on", "granted_on")
    assert (dates(led), list(chain)) == (
        (JULY, SEPTEMBER),
        [(JULY, AUGUST), (AUGUST, SEPTEMBER)],
    )


def test_every_date_is_kept_as_a_version(led: Obligation, officer: User, coordinator: User) -> None:
    grant(ask(led, officer), coordinator, AUGUST)
    versions = ObligationVersion.objects.filter(obligation=led).order_by("since")
    assert list(versions.values_list("since", "due_on")) == [
        (date(2009, 1, 12), JULY),
        (date(2009, 7, 2), AUGUST),
    ]


def test_a_request_whose_date_moved_meanwhile_is_only_refused(
    led: Obligation, measure: Measure, officer: User, coordinator: User, today: date
) -> None:
    asked = ask(led, officer)
    measure.deadline.decided_by = coordinator
    measure.deadline.save()
    set_dates(measure.deadline, [date(2009, 7, 31)], by=coordinator, today=today)
    code = refusal(grant, asked, coordinator, AUGUST, today)
    refuse_extension(asked, by=coordinator, today=today, note="План изменён.")
    again = ask(led, officer, today)
    assert (code, asked.state, again.old_due_on) == (
        "changed_meanwhile",
        "refused",
        date(2009, 7, 31),
    )


def test_a_decision_needs_an_act_that_is_there(
    led: Obligation, officer: User, coordinator: User, today: date
) -> None:
    asked = ask(led, officer)
    by: dict[str, Any] = {"by": coordinator, "today": today, "granted_on": AUGUST}
    codes = [
        refusal(grant_extension, asked, act=act, act_on=act_on, **by)
        for act, act_on in [(" ", today), ("№ 1", None), ("№ 1", date(2009, 7, 7))]
    ]
    assert codes == ["act_missing", "act_missing", "act_ahead"]


def test_the_new_date_is_later_than_the_one_in_force(
    led: Obligation, officer: User, coordinator: User
) -> None:
    assert refusal(ask, led, officer, proposed_on=JULY) == "not_later"
    assert refusal(grant, ask(led, officer), coordinator, JULY) == "not_later"


def test_a_refusal_says_why_and_may_name_its_letter(
    led: Obligation, officer: User, coordinator: User, today: date
) -> None:
    asked = ask(led, officer)
    by: dict[str, Any] = {"by": coordinator, "today": today}
    code = refusal(refuse_extension, asked, note=" ", **by)
    refuse_extension(asked, note="Срок достаточен.", act="Письмо № 5", act_on=today, **by)
    told = (asked.state, asked.note, asked.act, asked.act_on, asked.level)
    assert (code, told) == (
        "reason_missing",
        ("refused", "Срок достаточен.", "Письмо № 5", today, ExtensionLevel.ACT),
    )


def test_a_report_handed_in_while_the_request_waited_is_measured_by_the_new_date(
    led: Obligation, officer: User, coordinator: User
) -> None:
    asked = ask(led, officer)
    Obligation.objects.filter(pk=led.pk).update(
        state="done", done_on=date(2009, 7, 15), changed_on=date(2009, 7, 15)
    )
    grant(asked, coordinator, AUGUST, date(2009, 7, 16))
    assert Obligation.objects.with_status(date(2009, 7, 16)).get(pk=led.pk).status == "done"


def test_the_lead_moves_an_internal_date_up_to_its_own(
    helped: Obligation, helper: User, officer: User
) -> None:
    asked = ask(helped, helper, proposed_on=date(2009, 7, 9))
    assert refusal(grant, asked, officer, date(2009, 7, 11)) == "beyond_lead"
    grant(asked, officer, JULY)
    assert (dates(helped), asked.level) == ((date(2009, 7, 2), JULY), ExtensionLevel.INTERNAL)


def test_the_leads_own_extension_makes_room_for_its_co_executors(
    led: Obligation, helped: Obligation, helper: User, officer: User, coordinator: User
) -> None:
    grant(ask(led, officer), coordinator, AUGUST)
    grant(ask(helped, helper), officer, AUGUST)
    assert (internal_until(helped), dates(helped)[1]) == (AUGUST, AUGUST)


def test_what_goes_beyond_the_leads_date_the_lead_does_not_refuse_either(
    helped: Obligation, helper: User, officer: User, coordinator: User, today: date
) -> None:
    asked = ask(helped, helper)
    by = {"today": today, "note": "Нет."}
    assert refusal(refuse_extension, asked, by=officer, **by) == "beyond_lead"
    refuse_extension(asked, by=coordinator, **by)
    assert asked.level == ExtensionLevel.ACT


def test_a_co_executor_decides_nothing_nor_does_the_lead_on_its_own_date(
    led: Obligation, helped: Obligation, helper: User, agency: Agency, officer: User
) -> None:
    colleagues = [person(helped.agency, Role.HEAD), person(agency, Role.HEAD)]
    requests = [ask(helped, helper, proposed_on=JULY), ask(led, officer)]
    for asked, colleague in zip(requests, colleagues, strict=True):
        with pytest.raises(PermissionDenied):
            grant(asked, colleague, AUGUST)
    judged = [may_judge(by, helped, date(2009, 7, 1)) for by in (helper, officer)]
    assert (judged, Extension.objects.filter(state="requested").count()) == ([False, True], 2)


def test_the_trace_tells_both_dates_the_act_and_the_level(
    led: Obligation, officer: User, coordinator: User
) -> None:
    grant(ask(led, officer), coordinator, AUGUST)
    told = led.events.get(kind=EventKind.EXTENSION_GRANTED)
    assert (told.actor, told.data) == (
        coordinator,
        {
            "old_due_on": "2009-07-10",
            "new_due_on": "2009-08-20",
            "act": "Постановление № 12",
            "act_on": "2009-07-02",
            "level": "act",
        },
    )


def test_reminders_follow_the_date_in_force(
    plan: ActionPlan, officer: User, coordinator: User, agency: Agency
) -> None:
    default_rules(plan)
    owed = ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency, due_on=JULY)
    grant(ask(owed, officer), coordinator, AUGUST)
    planned = {}
    for day in (JULY, date(2009, 7, 20), AUGUST):
        plan_reminders(today=day, now=datetime(2009, 7, 1, tzinfo=UTC))
        planned[day] = set(Reminder.objects.values_list("due_on", flat=True))
    assert planned == {JULY: set(), date(2009, 7, 20): set(), AUGUST: {AUGUST}}
