"""Steps, roles and chapters: nothing is told twice and nothing is left out."""

from datetime import UTC, date, datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, Membership, Role, User
from measures import reminder_reasons, reminder_steps
from measures.models import (
    Audience,
    DayKind,
    ExecutorRole,
    Extension,
    Obligation,
    ObligationState,
    ProgressState,
    Reminder,
    ReminderRule,
    Subject,
)
from measures.queries.reminders.explaining import own_people
from measures.rules.reminder_reasons import Because, Reason
from measures.services.reminders import plan_reminders
from planner.models import ActionPlan
from tests.factories import AgencyFactory, ObligationFactory, ProgressEntryFactory, person
from tests.measures.queries.explaining.told import (
    AHEAD,
    NEXT_RUN,
    ONE,
    OVERTAKEN,
    lines,
    reasons,
    rule,
    told,
)
from tests.measures.reminding import DUE, NOW, run


def test_a_returned_report_begins_anew_and_what_was_before_stands_below(
    owed: Obligation, officer: User, mailoutbox: list[object]
) -> None:
    run(DUE - 7 * ONE)
    submitted = {"state": ObligationState.SUBMITTED, "done_on": date(2009, 7, 5)}
    Obligation.objects.update(**submitted, changed_on=date(2009, 7, 5))
    returned = {"state": ObligationState.RETURNED, "done_on": None}
    Obligation.objects.update(**returned, changed_on=date(2009, 7, 8))
    [one] = told(owed)
    [part] = one.chapters
    assert [[why.reason for why in line.because] for line in part.lines] == [
        [Reason.BEFORE_LADDER, OVERTAKEN],
        [NEXT_RUN],
        [AHEAD],
    ]
    assert [line.row.remind_on for line in one.earlier if line.row] == [date(2009, 7, 3)]


def test_a_plan_without_a_step_to_someone_says_so(
    owed: Obligation, agency: Agency, coordinator: User
) -> None:
    deputy = person(agency, Role.DEPUTY)
    assert [
        (one.person, reminder_steps.of_line(one.chapters[0].lines[0])) for one in told(owed)
    ] == [
        (deputy, "to the deputy head of the agency"),
        (coordinator, "to coordinators"),
    ]
    assert {why.reason for one in told(owed) for why in one.chapters[0].lines[0].because} == {
        Reason.NO_STEP
    }


def test_days_of_one_outcome_are_one_line(
    owed: Obligation, agency: Agency, plan: ActionPlan
) -> None:
    rule(plan, 7, audience=Audience.HEAD, repeat_every=7)
    person(agency, Role.HEAD)
    first, last, ahead = lines(owed, DUE + 40 * ONE)
    assert (first.first, first.last, first.times) == (DUE + 7 * ONE, DUE + 28 * ONE, 4)
    assert [why.reason for why in first.because] == [OVERTAKEN]
    assert (last.first, ahead.first) == (DUE + 35 * ONE, DUE + 42 * ONE)


def test_a_second_role_is_told_once(owed: Obligation, agency: Agency, officer: User) -> None:
    Membership.objects.create(user=officer, agency=agency, role=Role.HEAD)
    rule(owed.measure.plan, -1, audience=Audience.HEAD)
    assert reasons(owed) == [[OVERTAKEN], [NEXT_RUN], [Reason.ALREADY], [AHEAD]]


def test_a_step_added_or_retired_since(owed: Obligation, officer: User) -> None:
    moment = datetime(2009, 7, 4, 12, tzinfo=UTC)
    ReminderRule.objects.update(added_at=moment)
    plan_reminders(today=DUE, now=NOW)
    assert reasons(owed, days_known=True)[0] == [Reason.ADDED_LATER, OVERTAKEN]
    ReminderRule.objects.filter(offset__lt=0).update(retired_at=moment)
    gone, sent, ahead = lines(owed, days_known=True)
    assert (gone.because, sent.row) == (
        (Because(Reason.RETIRED, date(2009, 7, 4)),),
        Reminder.objects.get(),
    )
    assert [why.reason for why in ahead.because] == [AHEAD]


def test_a_step_that_was_replaced_is_told_once(
    owed: Obligation, officer: User, plan: ActionPlan
) -> None:
    ReminderRule.objects.filter(offset=-1).update(retired_at=NOW)
    rule(plan, -1, may_decline=True)
    assert reasons(owed) == [[OVERTAKEN], [NEXT_RUN], [AHEAD]]


def test_lead_and_co_executors_are_told_of_each_others_parts(
    plan: ActionPlan, agency: Agency, owed: Obligation
) -> None:
    part = ObligationFactory(
        measure=owed.measure,
        agency=AgencyFactory(),
        role=ExecutorRole.CO,
        due_on=DUE - 5 * ONE,
        occurrence=owed.occurrence,
    )
    of_part = person(part.agency, Role.OFFICER)
    rule(plan, -3, audience=Audience.CO_EXECUTOR)
    rule(plan, -3, audience=Audience.LEAD)
    assert reasons(owed) == [[NEXT_RUN]]
    handed_in = {"state": ObligationState.SUBMITTED, "done_on": DUE, "changed_on": DUE}
    Obligation.objects.filter(pk=part.pk).update(**handed_in)
    assert reasons(owed) == [[Reason.PART_HANDED_IN]]
    of_lead = person(agency, Role.OFFICER)
    assert {one.person for one in told(part)} == {of_part, of_lead}


def test_a_review_and_a_request_that_wait_have_chapters_of_their_own(
    owed: Obligation, plan: ActionPlan, coordinator: User
) -> None:
    rule(plan, 0, subject=Subject.REVIEW, audience=Audience.COORDINATOR, days=DayKind.WORKING)
    rule(plan, 0, subject=Subject.EXTENSION, audience=Audience.COORDINATOR)
    sent = {"state": ProgressState.SUBMITTED, "submitted_on": date(2009, 7, 1)}
    entry = ProgressEntryFactory(obligation=owed, submitted_at=NOW, **sent)
    asked = Extension.objects.create(
        obligation=owed,
        requested_by=entry.author,
        requested_on=date(2009, 7, 2),
        old_due_on=DUE,
        proposed_on=DUE + ONE,
        reason="Awaiting figures",
    )
    [one] = told(owed)
    found = {part.about.subject: part for part in one.chapters if part.about.subject != "report"}
    assert (found[Subject.REVIEW].about.entry, found[Subject.EXTENSION].about.extension) == (
        entry,
        asked,
    )
    assert [line.because[0].reason for line in found[Subject.REVIEW].lines] == [NEXT_RUN]


def test_own_people_are_those_who_report_for_the_agency(
    owed: Obligation, officer: User, plan: ActionPlan, coordinator: User
) -> None:
    rule(plan, 0, audience=Audience.COORDINATOR)
    found = told(owed)
    assert {one.person for one in found} == {officer, coordinator}
    assert [one.person for one in own_people(found, owed.agency_id)] == [officer]


def test_the_verdict_is_the_last_and_the_next(
    owed: Obligation, officer: User, mailoutbox: list[object]
) -> None:
    def verdict(today: date) -> str:
        [one] = told(owed, today)
        return reminder_reasons.verdict(one)

    said = [verdict(date(2009, 7, 1)), verdict(DUE)]
    run(DUE)
    said.append(verdict(DUE))
    Obligation.objects.update(state=ObligationState.SUBMITTED, done_on=DUE, changed_on=DUE)
    said.append(verdict(DUE))
    assert said == [
        "Not reminded so far. Next: 03.07.2009.",
        "Not reminded so far. Owed now: the next run adds one.",
        "Last reminded on 10.07.2009. Next: 13.07.2009.",
        "Last reminded on 10.07.2009. Nothing more: handed in on 10.07.2009.",
    ]


def test_an_explanation_takes_the_same_statements_for_three_people_and_for_thirty(
    owed: Obligation, agency: Agency, mailoutbox: list[object]
) -> None:
    counts = []
    for number, people in enumerate((3, 27)):
        for _ in range(people):
            person(agency, Role.OFFICER)
        run(DUE - number * ONE)
        with CaptureQueriesContext(connection) as caught:
            assert len(told(owed)) == 3 + number * people
        counts.append(len(caught))
    assert counts[0] == counts[1]
    assert {query["sql"].split()[0] for query in caught} == {"SELECT"}
