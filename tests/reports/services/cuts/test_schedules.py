"""A cut is made of itself on its days, once, and for who still may have it."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from agencies.errors import Refused
from agencies.models import Membership, User
from measures.models import Notice, Obligation
from planner.models import ActionPlan
from reports import tasks_cuts
from reports.models import CutEdition, CutState, ReportingRound
from reports.services.cuts import Wish, ask_for_cut, change_cut, keep_cut, retire_cut
from reports.services.cuts_due import ask_for_due
from reports.services.cuts_making import make_cut, make_waiting, round_reported
from reports.services.rounds import open_rounds
from tests.races import AT_ONE_MOMENT, at_once
from tests.reports.conftest import TODAY, Ready
from tests.reports.services.cuts.cutting import MONDAY, agency_wish, weekly

pytestmark = pytest.mark.django_db


def test_a_weekly_cut_is_made_once_for_its_day(
    plan: ActionPlan, owed: Obligation, coordinator: User, begun: ReportingRound
) -> None:
    weekly(plan, coordinator, MONDAY)
    assert [len(ask_for_due(today=MONDAY)) for _ in range(2)] == [1, 0]
    assert CutEdition.objects.count() == 1
    tasks_cuts.make_cuts()
    edition = CutEdition.objects.get()
    assert (edition.state, edition.scheduled_for) == (CutState.READY, MONDAY)
    assert ask_for_due(today=MONDAY + timedelta(6)) == []
    assert len(ask_for_due(today=MONDAY + timedelta(7))) == 1


def test_after_a_long_stop_one_is_made_and_not_all(
    plan: ActionPlan, coordinator: User, begun: ReportingRound
) -> None:
    weekly(plan, coordinator, MONDAY)
    ask_for_due(today=MONDAY + timedelta(40))
    days = CutEdition.objects.values_list("scheduled_for", "as_of")
    assert list(days) == [(MONDAY + timedelta(35), MONDAY + timedelta(40))]


def test_a_schedule_chosen_anew_begins_on_that_day(
    plan: ActionPlan, coordinator: User, begun: ReportingRound
) -> None:
    cut = weekly(plan, coordinator, MONDAY)
    wish = Wish("Weekly", "overdue", schedule="monthly", monthday=1)
    change_cut(cut, wish, by=coordinator, today=TODAY)
    assert ask_for_due(today=date(2009, 7, 31)) == []
    assert len(ask_for_due(today=date(2009, 8, 3))) == 1


def test_with_each_edition_the_newest_is_cut_once(
    plan: ActionPlan, owed: Obligation, coordinator: User, ready: Ready
) -> None:
    ready(edition=1, as_of=date(2009, 7, 5))
    wish = agency_wish(owed, formats=["json"], schedule="edition")
    keep_cut(plan, wish, by=coordinator, today=TODAY)
    assert ask_for_due(today=TODAY) == []
    newest = ready(edition=2)
    for _ in range(2):
        ask_for_due(today=TODAY)
    edition = CutEdition.objects.get()
    assert make_cut(edition.pk)
    edition.refresh_from_db()
    assert (edition.report, (edition.content or {})["cut"]["of"]) == (newest, newest.sha256)


def test_a_cut_of_an_older_form_of_the_report_says_why_it_cannot_be(
    plan: ActionPlan, owed: Obligation, coordinator: User, ready: Ready
) -> None:
    whole = ready()
    content = {name: value for name, value in (whole.content or {}).items() if name != "rows"}
    older = type(whole).objects.create(
        round=whole.round, edition=2, as_of=TODAY, state="ready", content=content, sha256="1" * 64
    )
    cut = keep_cut(plan, agency_wish(owed), by=coordinator, today=TODAY)
    edition = ask_for_cut(cut, by=coordinator, today=TODAY, report=older)
    assert not make_cut(edition.pk)
    edition.refresh_from_db()
    assert (edition.state, edition.error) == (CutState.FAILED, "no_rows")
    assert Notice.objects.filter(recipient=coordinator, kind="edition_failed").count() == 1


def test_who_lost_the_role_gets_no_more_cuts(
    plan: ActionPlan, owed: Obligation, ours: User, begun: ReportingRound
) -> None:
    wish = agency_wish(owed, schedule="weekly", weekday=0, formats=["json"])
    keep_cut(plan, wish, by=ours, today=MONDAY)
    Membership.objects.filter(user=ours).delete()
    assert ask_for_due(today=MONDAY) == []


def test_a_retired_cut_is_not_made(
    plan: ActionPlan, coordinator: User, begun: ReportingRound
) -> None:
    cut = weekly(plan, coordinator, MONDAY)
    retire_cut(cut, by=coordinator, now=timezone.now())
    assert ask_for_due(today=MONDAY) == []
    cut.refresh_from_db()
    with pytest.raises(Refused) as refused:
        ask_for_cut(cut, by=coordinator, today=TODAY)
    assert refused.value.code == "cut_retired"


def test_a_sweep_ends_in_time_and_leaves_the_rest_to_the_next(
    plan: ActionPlan, coordinator: User, begun: ReportingRound
) -> None:
    for name in ("One", "Two"):
        wish = Wish(name, "overdue", languages=["en"], formats=["json"])
        cut = keep_cut(plan, wish, by=coordinator, today=TODAY)
        ask_for_cut(cut, by=coordinator, today=TODAY)
    left = []
    for _ in range(2):
        with patch("reports.services.cuts_making.monotonic", side_effect=[0, 299, 300]):
            make_waiting(now=timezone.now())
        left.append(CutEdition.objects.filter(state=CutState.QUEUED).count())
    assert left == [1, 0]


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2009, 7, 6), "2009Q2"),
        (date(2009, 7, 20), "2009Q2"),
        (date(2009, 7, 21), "2009Q3"),
        (date(2009, 6, 30), "2009Q2"),
    ],
)
def test_people_meet_about_the_quarter_that_is_still_owed(
    plan: ActionPlan, day: date, label: str
) -> None:
    open_rounds(plan, date(2009, 8, 1))
    assert round_reported(plan, day).label == label


class TestAtOneMoment:
    pytestmark = AT_ONE_MOMENT

    def test_two_sweeps_make_one_cut_of_a_day(self, plan: ActionPlan, coordinator: User) -> None:
        open_rounds(plan, TODAY)
        weekly(plan, coordinator, MONDAY)
        sweep = lambda: ask_for_due(today=MONDAY)  # noqa: E731
        assert at_once(sweep, sweep, sweep) == ["done"] * 3
        edition = CutEdition.objects.get()
        make = lambda: make_cut(edition.pk)  # noqa: E731
        assert at_once(make, make) == ["done"] * 2
        edition.refresh_from_db()
        assert (edition.state, edition.attempts, edition.files.count()) == ("ready", 1, 1)

    def test_two_presses_of_the_button_ask_for_one(
        self, plan: ActionPlan, coordinator: User
    ) -> None:
        open_rounds(plan, TODAY)
        cut = weekly(plan, coordinator, MONDAY)
        press = lambda: ask_for_cut(cut, by=coordinator, today=TODAY)  # noqa: E731
        assert at_once(press, press, press) == ["done"] * 3
        assert CutEdition.objects.count() == 1
