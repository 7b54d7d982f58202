"""Rounds that open, close and wait for their report: who is reminded, and until when."""

from datetime import date, timedelta

import pytest

from agencies.models import Role
from measures.models import (
    Ended,
    Obligation,
    ObligationState,
    Reminder,
    ReminderRule,
    ReminderState,
    Subject,
)
from measures.services.reminders import default_rules, plan_reminders
from reports.models import Report, ReportState
from reports.services.rounds import open_rounds
from tests.factories import AgencyFactory, MeasureFactory, ObligationFactory, person
from tests.measures.reminding import NOW

OPENS, EXECUTORS, COORDINATOR = date(2009, 7, 1), date(2009, 7, 5), date(2009, 7, 20)


@pytest.fixture
def round_(plan):
    """The second quarter of 2009, with the usual ladders of the plan's rounds alone."""
    default_rules(plan)
    of_rounds = ("round_opens", "round_closes", "consolidated")
    ReminderRule.objects.exclude(subject__in=of_rounds).delete()
    open_rounds(plan, date(2009, 7, 30))
    return plan.rounds.get(label="2009Q2")


@pytest.fixture
def owed(plan, agency):
    """A continuous measure, which no date ever reminds of."""
    measure = MeasureFactory(plan=plan)
    fields = {"kind": "continuous", "occurrence": "2009Q2", "due_on": EXECUTORS}
    return ObligationFactory(measure=measure, agency=agency, **fields)


def told(day):
    """(subject, person) of what a day adds to the ledger."""
    before = set(Reminder.objects.values_list("pk", flat=True))
    plan_reminders(today=day, now=NOW)
    rows = Reminder.objects.exclude(pk__in=before).select_related("recipient")
    return sorted(((row.subject, row.recipient) for row in rows), key=str)


def test_a_round_opens_when_its_period_is_over(round_, owed, officer, coordinator):
    assert told(OPENS - timedelta(days=1)) == []
    assert told(OPENS) == sorted(
        [(Subject.ROUND_OPENS, officer), (Subject.ROUND_OPENS, coordinator)], key=str
    )
    assert told(OPENS) == []
    rows = Reminder.objects.filter(recipient=officer)
    assert [(row.occurrence, row.due_on, row.obligation) for row in rows] == [
        ("2009Q2", OPENS, None)
    ]


def test_who_owes_nothing_in_the_round_hears_nothing(round_, owed, officer, coordinator):
    person(AgencyFactory(), Role.OFFICER)
    assert {who for _subject, who in told(OPENS)} == {officer, coordinator}


def test_the_silent_are_reminded_before_and_after_the_executors_day(
    round_, owed, officer, coordinator
):
    told(OPENS)
    days = {day: told(date(2009, 7, day)) for day in (3, 4, 5, 6, 7)}
    assert days == {
        3: [],
        4: [(Subject.ROUND_CLOSES, officer)],
        5: [],
        6: sorted([(Subject.ROUND_CLOSES, officer), (Subject.ROUND_CLOSES, coordinator)], key=str),
        7: [],
    }


def test_who_has_reported_is_left_alone(round_, owed, officer, coordinator):
    told(OPENS)
    done = {"state": ObligationState.SUBMITTED, "done_on": OPENS, "changed_on": OPENS}
    Obligation.objects.filter(pk=owed.pk).update(**done)
    assert told(date(2009, 7, 6)) == []


def test_the_coordinator_is_reminded_of_the_consolidated_report(round_, owed, coordinator):
    told(date(2009, 7, 14))
    days = {day: told(date(2009, 7, day)) for day in range(15, 26)}
    assert [day for day, rows in days.items() if rows] == [15, 19, 20, 21, 23, 25]


def compiled(round_):
    Report.objects.create(
        round=round_, edition=1, as_of=EXECUTORS, state=ReportState.READY, content={}, sha256="a"
    )


def test_a_compiled_report_ends_the_reminding(round_, owed, coordinator):
    told(date(2009, 7, 15))
    compiled(round_)
    assert told(date(2009, 7, 20)) == []
    waiting = Reminder.objects.filter(subject=Subject.CONSOLIDATED).get()
    assert (waiting.state, waiting.ended) == (ReminderState.SKIPPED, Ended.DECIDED)


def test_an_edition_from_within_the_period_ends_nothing(round_, owed, coordinator):
    ahead = {"as_of": date(2009, 5, 5), "state": ReportState.READY, "content": {}, "sha256": "a"}
    Report.objects.create(round=round_, edition=1, **ahead)
    assert told(date(2009, 7, 20)) == [
        (Subject.CONSOLIDATED, coordinator),
        (Subject.ROUND_CLOSES, coordinator),
    ]


def test_that_a_round_opens_is_no_news_after_the_executors_day(round_, owed, officer, coordinator):
    subjects = {subject for subject, _who in told(date(2009, 7, 6))}
    assert subjects == {Subject.ROUND_CLOSES}


def test_a_part_due_earlier_belongs_to_the_round_of_its_written_date(round_, plan, agency, officer):
    measure = MeasureFactory(plan=plan)
    dates = {"due_on": date(2009, 7, 3), "written_on": date(2009, 7, 10)}
    ObligationFactory(measure=measure, agency=agency, role="co", **dates)
    assert told(date(2009, 7, 4)) == []


def test_rounds_long_past_are_nobodys_daily_mail(round_, owed, coordinator):
    assert told(COORDINATOR + timedelta(days=61)) == []


def test_only_the_latest_round_is_spoken_of(round_, owed, officer, coordinator):
    told(OPENS)
    assert set(Reminder.objects.values_list("occurrence", flat=True)) == {"2009Q2"}
