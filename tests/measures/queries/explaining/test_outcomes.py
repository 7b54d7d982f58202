"""What became of each reminder, or will, is told in words of its own."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from agencies.models import Agency, Membership, Role, User
from measures import reminder_reasons, reminder_steps
from measures.models import (
    Channel,
    DeadlineKind,
    Declined,
    Digest,
    DigestState,
    Measure,
    MeasureState,
    Obligation,
    ObligationState,
    Reminder,
    ReminderRule,
    ReminderState,
)
from measures.rules.reminder_reasons import Reason
from measures.services.reminders import plan_reminders
from planner.models import ActionPlan
from tests.factories import UserFactory, person
from tests.measures.queries.explaining.told import ONE, OVERTAKEN, lines, reasons, rule, told
from tests.measures.reminding import DUE, NOW, run


def words(owed: Obligation, today: date = DUE) -> list[tuple[date | None, str]]:
    return [(line.first, reminder_reasons.outcome(line)) for line in lines(owed, today)]


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
