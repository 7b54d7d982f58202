"""What is told of each person and step: what came of it, or why there was nothing."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from agencies.models import Agency, Membership, Role, User
from measures import reminder_reasons, reminder_steps
from measures.models import (
    Audience,
    Channel,
    DayKind,
    DeadlineKind,
    Declined,
    Digest,
    DigestState,
    ExecutorRole,
    Extension,
    Measure,
    MeasureState,
    Obligation,
    ObligationState,
    ProgressState,
    Reminder,
    ReminderRule,
    ReminderState,
    Subject,
)
from measures.queries.reminders.explaining import Explained, explain, own_people
from measures.queries.reminders.lines import Line
from measures.rules.reminder_reasons import Because, Reason
from measures.services.reminders import plan_reminders
from planner.models import ActionPlan
from tests.factories import (
    AgencyFactory,
    MeasureFactory,
    ObligationFactory,
    ProgressEntryFactory,
    UserFactory,
    person,
)
from tests.measures.reminding import DUE, NOW, run

ONE = timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def owed(plan: ActionPlan, agency: Agency) -> Obligation:
    """Due on 10 July; officers are told seven and one days before, and three days after."""
    for offset in (-7, -1, 3):
        rule(plan, offset)
    found: Obligation = ObligationFactory(
        measure=MeasureFactory(plan=plan), agency=agency, due_on=DUE
    )
    return found


def rule(plan: ActionPlan, offset: int, **fields: Any) -> ReminderRule:
    fields = {"audience": Audience.OFFICER} | fields
    return ReminderRule.objects.create(plan=plan, offset=offset, **fields)


def told(owed: Obligation, today: date = DUE, *, days_known: bool = False) -> list[Explained]:
    row = Obligation.objects.select_related("measure__plan").get(pk=owed.pk)
    return explain(row, today, days_known=days_known)


def lines(owed: Obligation, today: date = DUE, **said: Any) -> list[Line]:
    """Of the one person."""
    [one] = told(owed, today, **said)
    return [*(line for part in one.chapters for line in part.lines), *one.earlier]


def words(owed: Obligation, today: date = DUE) -> list[tuple[date | None, str]]:
    return [(line.first, reminder_reasons.outcome(line)) for line in lines(owed, today)]


def reasons(owed: Obligation, today: date = DUE, **said: Any) -> list[list[Reason]]:
    return [[why.reason for why in line.because] for line in lines(owed, today, **said)]


OVERTAKEN, AHEAD, NEXT_RUN = Reason.OVERTAKEN, Reason.AHEAD, Reason.NEXT_RUN


def test_before_the_run_each_day_says_what_will_become_of_it(
    owed: Obligation, officer: User
) -> None:
    assert words(owed) == [
        (date(2009, 7, 3), "overtaken by the step of 09.07.2009"),
        (date(2009, 7, 9), "owed now: the next run adds it"),
        (date(2009, 7, 13), "still ahead"),
    ]


def test_what_was_sent_says_when_and_where(
    owed: Obligation, officer: User, mailoutbox: list[object]
) -> None:
    run(DUE - 7 * ONE, datetime(2009, 7, 3, 4, tzinfo=UTC))
    Digest.objects.update(attempts=2)
    at, said = words(owed)[0]
    assert at == date(2009, 7, 3)
    assert said.startswith("sent ")
    assert said.endswith(f" to {officer.email}, at attempt 2")


def outcome_of(of_row: str, **of_mail: Any) -> str:
    """Of the only row of the ledger."""
    if of_mail:
        Digest.objects.update(**of_mail)
    Reminder.objects.update(state=of_row)
    return words(Obligation.objects.get())[1][1]


SENT = {"sent_at": datetime(2026, 1, 15, 6, tzinfo=UTC), "sent_to": "who@example.org"}


def test_every_state_of_a_reminder_has_its_words(owed: Obligation, officer: User) -> None:
    plan_reminders(today=DUE, now=NOW)
    waiting = ReminderState.WAITING
    assert [
        outcome_of(waiting),
        outcome_of(waiting, next_try_at=NOW),
        outcome_of(waiting, attempts=1),
        outcome_of(waiting, state=DigestState.SENDING),
        outcome_of(ReminderState.FAILED, state=DigestState.FAILED, attempts=8),
        outcome_of(ReminderState.SENT, state=DigestState.SENT, attempts=1, **SENT),
        outcome_of(
            ReminderState.BOUNCED, state=DigestState.BOUNCED, bounced_at=NOW + timedelta(hours=1)
        ),
    ] == [
        "waits for the next run",
        "waits, not before 15.01.2026 11:00",
        "waits for the next attempt, 15.01.2026 11:00, after 1 that failed",
        "is being sent",
        "given up after 8 attempts",
        "sent 15.01.2026 11:00 to who@example.org",
        "sent 15.01.2026 11:00 to who@example.org, came back 15.01.2026 12:00",
    ]


def test_what_was_acknowledged_or_ended_says_so(owed: Obligation, officer: User) -> None:
    plan_reminders(today=DUE, now=NOW)
    Reminder.objects.update(acknowledged_at=NOW)
    assert words(owed)[1][1] == "waits for the next run, acknowledged 15.01.2026 11:00"
    Reminder.objects.update(state=ReminderState.SKIPPED, ended="not_theirs", acknowledged_at=None)
    assert words(owed)[1][1] == "not sent: the person does not answer for it any more"


def test_what_waits_and_will_be_left_out_says_why(owed: Obligation, officer: User) -> None:
    plan_reminders(today=DUE, now=NOW)
    Obligation.objects.update(state=ObligationState.SUBMITTED, done_on=DUE, changed_on=DUE)
    assert words(owed)[1][1] == (
        "waits for the next run, but will be left out: handed in, or no longer owed"
    )


def test_a_notice_is_shown_on_the_site(owed: Obligation, officer: User, plan: ActionPlan) -> None:
    rule(plan, 0, channel=Channel.SITE)
    plan_reminders(today=DUE, now=NOW)
    assert (DUE, "shown on the site") in words(owed)


def test_a_blocked_account_a_declined_step_and_a_role_of_other_days(
    owed: Obligation, agency: Agency, plan: ActionPlan
) -> None:
    blocked = person(agency, Role.OFFICER, is_active=False)
    declined, left = person(agency, Role.OFFICER), UserFactory()
    ReminderRule.objects.update(may_decline=True)
    Declined.objects.create(person=declined, plan=plan)
    Membership.objects.create(
        user=left, agency=agency, role=Role.OFFICER, valid_to=date(2009, 7, 5)
    )
    why = {
        one.person: [line.because[0].reason for line in one.chapters[0].lines] for one in told(owed)
    }
    assert why == {
        blocked: [OVERTAKEN, Reason.BLOCKED, Reason.BLOCKED],
        declined: [OVERTAKEN, Reason.DECLINED, Reason.DECLINED],
        left: [OVERTAKEN, Reason.LEFT, Reason.LEFT],
    }


OVER = [
    ({"state": ObligationState.DONE, "done_on": date(2009, 7, 5)}, Reason.HANDED_IN),
    ({"state": ObligationState.WITHDRAWN}, Reason.NO_LONGER_OWED),
]


@pytest.mark.parametrize(("change", "reason"), OVER)
def test_what_is_not_owed_any_more_ends_with_the_reason(
    owed: Obligation, officer: User, change: dict[str, Any], reason: Reason
) -> None:
    Obligation.objects.update(**change, changed_on=date(2009, 7, 5))
    assert reasons(owed) == [[reason], [reason]]  # and nothing of the days after the next


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": DeadlineKind.CONTINUOUS}, Reason.CONTINUOUS),
        ({"due_on": None, "first_due_on": None}, Reason.NO_DATE),
    ],
)
def test_what_is_never_owed_by_a_date_has_no_days(
    owed: Obligation, officer: User, change: dict[str, Any], reason: Reason
) -> None:
    Obligation.objects.update(**change, changed_on=DUE)
    [line] = lines(owed)
    assert (line.first, [why.reason for why in line.because]) == (None, [reason])
    assert reminder_steps.of_line(line) == "to officers of the agency"


def test_off_control_and_a_plan_without_force(
    owed: Obligation, officer: User, plan: ActionPlan
) -> None:
    Measure.objects.update(state=MeasureState.STRUCK, state_on=date(2009, 7, 8))
    assert reasons(owed) == [[Reason.OFF_CONTROL], [Reason.OFF_CONTROL]]
    ActionPlan.objects.update(repealed_on=date(2009, 7, 1), repealed_by="Act")
    assert reasons(owed)[0][0] == Reason.PLAN_ENDED


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


def test_a_reminder_says_the_step_that_it_follows(
    owed: Obligation, officer: User, plan: ActionPlan
) -> None:
    plan_reminders(today=DUE, now=NOW)
    ReminderRule.objects.update(may_decline=True)
    assert reminder_steps.why(Reminder.objects.get()) == (
        "1 day before the day, to officers of the agency, by mail; may be declined"
    )


def test_every_reason_has_words_with_a_day_and_without() -> None:
    assert set(reminder_reasons.WORDS) == set(Reason)
