"""A coordinator reminds by hand: who gets what, within which limits, and what stays on record."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.errors import Refused
from agencies.models import Agency, Membership, Role, User
from measures.models import (
    DeadlineKind,
    Digest,
    DigestState,
    Ended,
    Event,
    EventKind,
    Measure,
    MeasureState,
    Obligation,
    ObligationState,
    Reminder,
    ReminderState,
)
from measures.queries.reminders.ordering import MOST, ORDERS_A_DAY, order_of
from measures.services.reminders import Ordered, plan_reminders, remind_now, try_again
from planner.models import ActionPlan
from tests.factories import (
    AgencyFactory,
    MeasureFactory,
    ObligationFactory,
    UserFactory,
    person,
)
from tests.measures.reminding import DUE, NOW, body, run

ONE = timedelta(days=1)


def order(*owed: Obligation, by: User, today: date = DUE, note: str = "") -> Ordered:
    return remind_now([one.pk for one in owed], by=by, today=today, note=note)


def refused(*owed: Obligation, by: User, **said: Any) -> tuple[str, str]:
    before = (Digest.objects.count(), Reminder.objects.count(), Event.objects.count())
    with pytest.raises(Refused) as caught:
        order(*owed, by=by, **said)
    assert (Digest.objects.count(), Reminder.objects.count(), Event.objects.count()) == before
    return caught.value.code, str(caught.value)


def another(obligation: Obligation, **fields: Any) -> Obligation:
    """Of the same plan, owed by a body of its own with an officer."""
    fields = {"agency": AgencyFactory(), "due_on": DUE} | fields
    owed: Obligation = ObligationFactory(
        measure=MeasureFactory(plan=obligation.measure.plan), **fields
    )
    person(owed.agency, Role.OFFICER)
    return owed


def test_officers_get_one_mail_each_with_all_of_it(
    obligation: Obligation, officer: User, coordinator: User, agency: Agency
) -> None:
    colleague = person(agency, Role.OFFICER)
    second = ObligationFactory(
        measure=MeasureFactory(plan=obligation.measure.plan), agency=agency, due_on=DUE - ONE
    )
    assert order(obligation, second, by=coordinator, note=" Please. ") == Ordered(2, 2, 0)
    mails = Digest.objects.order_by("recipient")
    assert [(one.recipient, one.ordered_by, one.note, one.day) for one in mails] == [
        (officer, coordinator, "Please.", DUE),
        (colleague, coordinator, "Please.", DUE),
    ]
    assert [(one.state, one.next_try_at) for one in mails] == [(DigestState.WAITING, None)] * 2
    rows = Reminder.objects.filter(digest=mails[0]).order_by("due_on")
    assert [(row.obligation, row.due_on, row.remind_on, row.rule) for row in rows] == [
        (second, DUE - ONE, DUE, None),
        (obligation, DUE, DUE, None),
    ]


def test_the_mail_says_who_reminds_and_the_note(
    smtp: Any, obligation: Obligation, officer: User, coordinator: User
) -> None:
    order(obligation, by=coordinator, note="The Government asks on Monday.")
    run(date(2009, 6, 1))
    [mail] = smtp.taken
    assert mail["Subject"].startswith("[1 coming] The coordinator reminds you")
    assert f"{coordinator} reminds you of what follows." in body(mail)
    assert "The Government asks on Monday." in body(mail)


def test_without_an_officer_deputies_and_heads_get_it(
    obligation: Obligation, agency: Agency, coordinator: User
) -> None:
    deputy, head = person(agency, Role.DEPUTY), person(agency, Role.HEAD)
    person(agency, Role.OBSERVER)
    person(agency, Role.OFFICER, is_active=False)
    gone = {"valid_to": DUE - ONE}
    Membership.objects.create(user=UserFactory(), agency=agency, role=Role.OFFICER, **gone)
    assert order(obligation, by=coordinator).people == 2
    assert {one.recipient for one in Digest.objects.all()} == {deputy, head}


def test_an_agency_with_nobody_is_named(obligation: Obligation, coordinator: User) -> None:
    code, said = refused(obligation, by=coordinator)
    assert code == "nobody"
    assert obligation.agency.short in said


def test_the_history_keeps_who_was_reminded(
    obligation: Obligation, officer: User, coordinator: User
) -> None:
    order(obligation, by=coordinator, note="Please.")
    event = Event.objects.get(kind=EventKind.REMINDED)
    assert (event.obligation, event.actor, event.happened_on, event.note) == (
        obligation,
        coordinator,
        DUE,
        "Please.",
    )
    assert event.data["people"] == [officer.full_name]


def test_only_the_coordinator_of_each_plan_may(
    obligation: Obligation, officer: User, coordinator: User, plan: ActionPlan
) -> None:
    elsewhere = ObligationFactory(due_on=DUE)
    person(elsewhere.agency, Role.OFFICER)
    observer = person(plan.coordinator, Role.OBSERVER)
    administrator = UserFactory(is_superuser=True, is_staff=True)
    for who in (officer, observer, administrator):
        with pytest.raises(PermissionDenied):
            order(obligation, by=who)
    with pytest.raises(PermissionDenied):  # all or nothing
        order(obligation, elsewhere, by=coordinator)
    assert Digest.objects.count() == 0


NOT_OWED = [
    {"state": ObligationState.SUBMITTED, "done_on": DUE},
    {"state": ObligationState.WITHDRAWN},
    {"kind": DeadlineKind.CONTINUOUS},
    {"due_on": None, "first_due_on": None},
]


@pytest.mark.parametrize("change", NOT_OWED)
def test_what_is_not_owed_by_a_date_is_refused(
    obligation: Obligation, officer: User, coordinator: User, change: dict[str, Any]
) -> None:
    Obligation.objects.update(**change, changed_on=DUE)
    assert refused(obligation, by=coordinator)[0] == "not_owed"


def test_a_measure_off_control_is_refused(
    obligation: Obligation, officer: User, coordinator: User
) -> None:
    Measure.objects.update(state=MeasureState.STRUCK, state_on=DUE)
    assert refused(obligation, by=coordinator)[0] == "not_owed"


def test_a_report_is_reminded_of_once_a_business_day(
    obligation: Obligation, officer: User, coordinator: User, plan: ActionPlan
) -> None:
    order(obligation, by=coordinator)
    second = person(plan.coordinator, Role.COORDINATOR)
    code, said = refused(obligation, another(obligation), by=second)
    assert (code, "11" in said) == ("ordered_today", True)
    assert order(obligation, by=second, today=DUE + ONE).people == 1


def test_who_was_reminded_that_day_already_is_passed_over(
    obligation: Obligation,
    officer: User,
    coordinator: User,
    agency: Agency,
    mailoutbox: list[object],
) -> None:
    run(DUE)
    colleague = person(agency, Role.OFFICER)
    assert order(obligation, by=coordinator) == Ordered(1, 1, 1)
    assert Digest.objects.get(ordered_by=coordinator).recipient == colleague


def test_where_all_were_reminded_that_day_it_is_refused_until_the_next(
    obligation: Obligation, officer: User, coordinator: User, mailoutbox: list[object]
) -> None:
    run(DUE)
    assert refused(obligation, by=coordinator)[0] == "told_today"
    assert order(obligation, by=coordinator, today=DUE + ONE).people == 1


def test_what_only_waits_for_its_hour_does_not_stand_against_it(
    obligation: Obligation, officer: User, coordinator: User
) -> None:
    plan_reminders(today=DUE, now=NOW)
    assert order(obligation, by=coordinator).people == 1


def test_a_mail_just_being_sent_does(
    obligation: Obligation, officer: User, coordinator: User
) -> None:
    plan_reminders(today=DUE, now=NOW)
    Digest.objects.update(state=DigestState.SENDING)
    assert refused(obligation, by=coordinator)[0] == "told_today"


def test_the_size_of_an_order_is_limited(obligation: Obligation, coordinator: User) -> None:
    with pytest.raises(Refused) as caught:
        remind_now(range(1, MOST + 2), by=coordinator, today=DUE)
    assert caught.value.code == "too_many"
    assert refused(by=coordinator)[0] == "nothing_chosen"
    assert refused(obligation, by=coordinator, note="а" * 501)[0] == "note_too_long"
    with pytest.raises(Refused) as caught:
        remind_now([obligation.pk, 10**9], by=coordinator, today=DUE)
    assert caught.value.code == "unknown"


def test_a_coordinator_orders_twenty_times_a_day(
    obligation: Obligation, coordinator: User, plan: ActionPlan
) -> None:
    others = [another(obligation) for _ in range(ORDERS_A_DAY + 2)]
    order(*others[:2], by=coordinator)
    for owed in others[2 : ORDERS_A_DAY + 1]:
        order(owed, by=coordinator)
    assert refused(others[-1], by=coordinator)[0] == "too_many_orders"
    assert order(others[-1], by=person(plan.coordinator, Role.COORDINATOR)).people == 1
    assert order(others[0], by=coordinator, today=DUE + ONE).people == 1


def test_an_order_is_no_part_of_the_daily_mail(
    smtp: Any, obligation: Obligation, officer: User, coordinator: User
) -> None:
    plan_reminders(today=DUE - ONE, now=NOW)
    order(obligation, by=coordinator, today=DUE - ONE)
    plan_reminders(today=DUE, now=NOW)
    ordered = Digest.objects.get(ordered_by=coordinator)
    assert (ordered.day, ordered.reminders.count()) == (DUE - ONE, 1)
    assert run(DUE).sent == 3
    assert len(smtp.taken) == 2


def test_an_order_does_not_stop_the_steps_of_the_plan(
    obligation: Obligation, officer: User, coordinator: User
) -> None:
    order(obligation, by=coordinator)
    assert plan_reminders(today=DUE, now=NOW) == 1


def test_handed_in_before_it_went_it_is_left_out(
    obligation: Obligation, officer: User, coordinator: User, mailoutbox: list[object]
) -> None:
    order(obligation, by=coordinator)
    handed_in = {"state": ObligationState.SUBMITTED, "done_on": DUE, "changed_on": DUE}
    Obligation.objects.update(**handed_in)
    run(DUE)
    assert Reminder.objects.get().ended == Ended.HANDED_IN
    assert (Digest.objects.get().state, mailoutbox) == (DigestState.CANCELLED, [])


def test_who_left_before_it_went_does_not_get_it(
    obligation: Obligation, officer: User, coordinator: User, mailoutbox: list[object]
) -> None:
    order(obligation, by=coordinator, today=DUE)
    Membership.objects.filter(user=officer).update(valid_to=DUE - ONE)
    run(DUE)
    ordered = Reminder.objects.get(ordered_by=coordinator)
    assert (ordered.ended, ordered.digest.state) == (Ended.NOT_THEIRS, DigestState.CANCELLED)


def test_given_up_it_is_tried_again_on_order(
    obligation: Obligation, officer: User, coordinator: User, mailoutbox: list[object]
) -> None:
    order(obligation, by=coordinator)
    Digest.objects.update(state=DigestState.FAILED, attempts=8)
    Reminder.objects.update(state=ReminderState.FAILED)
    run(DUE + ONE)
    ordered = Digest.objects.get(ordered_by=coordinator)
    assert try_again([ordered.pk], by=coordinator, today=DUE + ONE) == 1
    run(DUE + ONE)
    ordered.refresh_from_db()
    assert (ordered.state, ordered.reminders.get().state) == (
        DigestState.SENT,
        ReminderState.SENT,
    )


def test_an_order_takes_the_same_statements_for_three_reports_and_for_thirty(
    obligation: Obligation, coordinator: User
) -> None:
    counts = []
    for number in (3, 30):
        owed = [another(obligation) for _ in range(number)]
        with CaptureQueriesContext(connection) as caught:
            order(*owed, by=coordinator)
        counts.append(len(caught))
    assert counts[0] == counts[1]
    with CaptureQueriesContext(connection) as caught:
        order_of([one.pk for one in owed], DUE)
    assert len(caught) == 5
