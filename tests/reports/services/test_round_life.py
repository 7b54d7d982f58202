"""A round is closed, opened again, and reopened for one agency."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from agencies.errors import Refused
from agencies.models import Agency, User
from measures.models import Notice, NoticeKind, Obligation
from reports import tasks
from reports.models import Reopening, ReportingRound, RoundEvent, RoundState
from reports.services.round_life import (
    close_round,
    end_expired,
    end_reopening,
    open_again,
    reopen_part,
)
from tests import factories

TODAY = date(2009, 7, 6)
MOMENT = datetime(2009, 7, 6, 4, 30, tzinfo=UTC)
LATER = TODAY + timedelta(days=4)


def reopened(round_: ReportingRound, agency: Agency, by: User | None, **said: Any) -> Reopening:
    told = {"reason": "Болел исполнитель.", "last_day": LATER, **said}
    return reopen_part(round_, agency, by=by, **{"today": TODAY, "now": MOMENT, **told})


def refused(act: Any) -> str:
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


def acts(round_: ReportingRound) -> list[tuple[str, str, date]]:
    rows = RoundEvent.objects.filter(round=round_).order_by("pk")
    return [(one.act, one.agency.code if one.agency else "", one.happened_on) for one in rows]


def test_closing_is_recorded_with_who_and_when(round_: ReportingRound, coordinator: User) -> None:
    close_round(round_, by=coordinator, today=TODAY, now=MOMENT)
    round_.refresh_from_db()
    assert (round_.state, round_.closed_on, round_.closed_at, round_.closed_by) == (
        RoundState.CLOSED,
        TODAY,
        MOMENT,
        coordinator,
    )
    assert acts(round_) == [("closed", "", TODAY)]


def test_a_round_is_not_closed_while_executors_may_report(
    round_: ReportingRound, coordinator: User
) -> None:
    day = round_.executors_due_on
    assert (
        refused(lambda: close_round(round_, by=coordinator, today=day, now=MOMENT)) == "too_early"
    )
    assert ReportingRound.objects.get(pk=round_.pk).state == RoundState.OPEN


def test_closing_again_says_that_it_is_closed(closed: ReportingRound, coordinator: User) -> None:
    def again() -> None:
        close_round(closed, by=coordinator, today=LATER, now=MOMENT)

    assert (refused(again), len(acts(closed))) == ("closed_already", 1)
    closed.refresh_from_db()
    assert closed.closed_on == TODAY


def test_only_the_coordinating_body_acts_on_a_round(
    round_: ReportingRound, officer: User, agency: Agency, periodic: Obligation
) -> None:
    other = factories.person(factories.AgencyFactory(), "coordinator")  # type: ignore[arg-type]
    for person in (officer, other):
        with pytest.raises(PermissionDenied):
            close_round(round_, by=person, today=TODAY, now=MOMENT)
        with pytest.raises(PermissionDenied):
            open_again(round_, by=person, today=TODAY, now=MOMENT, reason="x")
        with pytest.raises(PermissionDenied):
            reopened(round_, agency, person)
    close_round(round_, by=None, today=TODAY, now=MOMENT)
    holding = reopened(round_, agency, None)
    with pytest.raises(PermissionDenied):
        end_reopening(holding, by=officer, today=TODAY, now=MOMENT)


def test_one_part_is_reopened_for_a_reason(
    closed: ReportingRound, coordinator: User, agency: Agency, periodic: Obligation
) -> None:
    made = reopened(closed, agency, coordinator)
    assert [made.holds(day) for day in (TODAY, LATER, LATER + timedelta(days=1))] == [
        True, True, False,
    ]  # fmt: skip
    assert acts(closed)[1:] == [("reopened", agency.code, TODAY)]
    assert RoundEvent.objects.get(act="reopened").note == "Болел исполнитель."


def test_the_twin_in_sql_holds_as_long_as_the_rule_says(
    closed: ReportingRound, coordinator: User, agency: Agency, periodic: Obligation
) -> None:
    made = reopened(closed, agency, coordinator)
    days = [TODAY + timedelta(days=at) for at in range(-2, 8)]
    for ended_on in (None, TODAY, TODAY + timedelta(days=2)):
        for last_day in (None, LATER):
            Reopening.objects.update(ended_on=ended_on, last_day=last_day)
            made.refresh_from_db()
            in_sql = [Reopening.objects.holding(day).exists() for day in days]
            assert in_sql == [made.holds(day) for day in days]


def test_what_cannot_be_reopened_is_refused_in_words(
    round_: ReportingRound, coordinator: User, agency: Agency, periodic: Obligation
) -> None:
    def code(body: Agency = agency, **said: Any) -> str:
        return refused(lambda: reopened(round_, body, coordinator, **said))

    assert code() == "round_open"
    close_round(round_, by=coordinator, today=TODAY, now=MOMENT)
    stranger = factories.AgencyFactory()
    assert [
        code(reason="  "),
        code(last_day=TODAY - timedelta(days=1)),
        code(stranger),
    ] == ["reason_missing", "last_day_past", "nothing_owed"]
    reopened(round_, agency, coordinator)
    assert code() == "reopened_already"


def test_the_agencys_people_are_told_why_and_until_when(
    closed: ReportingRound, coordinator: User, officer: User, periodic: Obligation
) -> None:
    reopened(closed, periodic.agency, coordinator)
    notice = Notice.objects.get(kind=NoticeKind.ROUND_REOPENED)
    assert (notice.recipient, notice.path) == (
        officer,
        f"/reports/{closed.pk}/bodies/{periodic.agency.code}/",
    )
    assert notice.params == {
        "round": "2009Q2",
        "by": LATER.isoformat(),
        "why": "Болел исполнитель.",
    }


def test_a_reopened_part_is_ended_by_hand_once(
    closed: ReportingRound, coordinator: User, agency: Agency, periodic: Obligation
) -> None:
    made = reopened(closed, agency, coordinator)
    end_reopening(made, by=coordinator, today=TODAY, now=MOMENT)
    assert (made.holds(TODAY), made.ended_by) == (False, coordinator)

    def again() -> None:
        end_reopening(made, by=coordinator, today=TODAY, now=MOMENT)

    assert (refused(again), [act for act, *_ in acts(closed)]) == (
        "ended",
        ["closed", "reopened", "ended"],
    )


def test_a_reopened_part_ends_by_itself_and_can_be_reopened_anew(
    closed: ReportingRound, coordinator: User, agency: Agency, periodic: Obligation
) -> None:
    first = reopened(closed, agency, coordinator)
    after = LATER + timedelta(days=1)
    assert end_expired(today=LATER, now=MOMENT) == 0
    second = reopened(closed, agency, coordinator, today=after, last_day=None)
    first.refresh_from_db()
    assert (first.ended_on, first.ended_by, second.holds(after)) == (after, None, True)
    assert [one[0] for one in acts(closed)] == ["closed", "reopened", "ended", "reopened"]


def test_the_nightly_task_records_what_has_ended(
    closed: ReportingRound, agency: Agency, periodic: Obligation, settings: Any
) -> None:
    made = reopened(closed, agency, None, last_day=TODAY)
    settings.BUSINESS_DATE = "2009-07-07"
    tasks.open_rounds()
    tasks.open_rounds()
    made.refresh_from_db()
    assert made.ended_on == date(2009, 7, 7)
    assert [one[0] for one in acts(closed)] == ["closed", "reopened", "ended"]


def test_the_whole_round_is_opened_again_and_who_still_owes_is_told(
    closed: ReportingRound, coordinator: User, officer: User, periodic: Obligation
) -> None:
    made = reopened(closed, periodic.agency, coordinator)
    Notice.objects.all().delete()
    open_again(closed, by=coordinator, today=TODAY, now=MOMENT, reason="Закрыт по ошибке.")
    made.refresh_from_db()
    assert (closed.state, closed.closed_on, made.ended_on) == (RoundState.OPEN, None, TODAY)
    assert list(Notice.objects.values_list("recipient", "params__why")) == [
        (officer.pk, "Закрыт по ошибке.")
    ]
    assert refused(
        lambda: open_again(closed, by=coordinator, today=TODAY, now=MOMENT, reason="x")
    ) == "round_open"  # fmt: skip
