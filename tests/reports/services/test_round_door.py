"""What can still be handed in once a round is closed."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from agencies.errors import Refused
from agencies.models import Agency, User
from measures.models import Claim, Obligation, ProgressEntry, ProgressState
from measures.services.doors import check_door_open, shut_door
from measures.services.progress import Draft, save_draft, submit
from measures.services.taking_back import take_back
from measures.signals import handing_in
from planner.models import ActionPlan
from reports.models import ReportingRound
from reports.receivers import in_an_open_round
from reports.services.round_life import close_round, end_reopening, open_again, reopen_part
from tests import factories

TODAY = date(2009, 7, 6)
MOMENT = datetime(2009, 7, 6, 4, 30, tzinfo=UTC)
FIRST, LAST = date(2009, 4, 6), date(2009, 7, 5)
REPORT = Draft("Сделано.", Claim.DONE)


def owed_by(agency: Agency, plan: ActionPlan, **terms: Any) -> Obligation:
    measure = factories.MeasureFactory(plan=plan)
    made: Obligation = factories.ObligationFactory(measure=measure, agency=agency, **terms)
    return made


def handed_in(owed: Obligation, by: User, today: date = TODAY) -> ProgressEntry:
    entry = save_draft(owed, REPORT, by=by, today=today)
    submit(entry, by=by, today=today)
    return entry


def refusal(owed: Obligation) -> str:
    found = shut_door(owed, today=TODAY)
    return found.code if found else ""


def test_a_late_periodic_report_is_refused_and_stays_a_draft(
    closed: ReportingRound, periodic: Obligation, officer: User
) -> None:
    with pytest.raises(Refused) as refused:
        handed_in(periodic, officer)
    entry = periodic.entries.get()
    assert (refused.value.code, entry.state, entry.text) == (
        "round_closed",
        ProgressState.DRAFT,
        "Сделано.",
    )


def test_the_refusal_says_what_to_do(closed: ReportingRound, periodic: Obligation) -> None:
    found = shut_door(periodic, today=TODAY)
    coordinator = closed.plan.coordinator.name
    assert coordinator in str(found)


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        ({"kind": "recurring", "due_on": FIRST}, "round_closed"),
        ({"kind": "recurring", "due_on": LAST}, "round_closed"),
        ({"kind": "recurring", "due_on": date(2009, 4, 5)}, ""),
        ({"kind": "recurring", "due_on": date(2009, 7, 6)}, ""),
        ({"kind": "recurring", "due_on": date(2009, 8, 1), "first_due_on": LAST}, ""),
        (
            {"kind": "recurring", "due_on": LAST, "first_due_on": date(2009, 3, 1)},
            "round_closed",
        ),
        (
            {"kind": "recurring", "due_on": date(2009, 7, 6), "written_on": LAST},
            "round_closed",
        ),
        ({"kind": "continuous", "occurrence": "2009Q2", "due_on": LAST}, "round_closed"),
        ({"kind": "continuous", "occurrence": "2009Q3", "due_on": date(2009, 10, 5)}, ""),
        ({"kind": "once", "due_on": date(2009, 6, 10)}, ""),
        ({"kind": "event", "due_on": date(2009, 6, 10)}, ""),
        ({"kind": "undecided", "due_on": None}, ""),
    ],
)
def test_what_belongs_to_the_closed_round_is_refused_and_nothing_else(
    closed: ReportingRound, plan: ActionPlan, agency: Agency, terms: dict[str, Any], found: str
) -> None:
    owed = owed_by(agency, plan, **terms)
    assert refusal(owed) == found
    told = {
        name: getattr(owed, name)
        for name in ("kind", "occurrence", "written_on", "due_on", "first_due_on")
    }
    periodic = owed.kind in ("recurring", "continuous")
    assert bool(found) is (periodic and closed.window.owes(**told))


def test_a_late_single_report_is_always_handed_in(
    closed: ReportingRound, plan: ActionPlan, agency: Agency, officer: User
) -> None:
    owed = owed_by(agency, plan, kind="once", due_on=date(2009, 6, 10))
    document = {"document_kind": "order", "document_number": "1", "document_on": TODAY}
    entry = save_draft(owed, Draft("Сделано.", Claim.DONE, **document), by=officer, today=TODAY)
    submit(entry, by=officer, today=TODAY)
    assert ProgressEntry.objects.get(pk=entry.pk).state == ProgressState.SUBMITTED


def test_a_reopened_agency_hands_in_and_another_does_not(
    closed: ReportingRound, periodic: Obligation, plan: ActionPlan, officer: User
) -> None:
    other = owed_by(factories.AgencyFactory(), plan, kind="recurring", due_on=date(2009, 6, 10))
    reopen_part(
        closed, periodic.agency, by=None, today=TODAY, now=MOMENT, reason="Болел.", last_day=TODAY
    )
    assert [refusal(periodic), refusal(other)] == ["", "round_closed"]
    assert handed_in(periodic, officer).state == ProgressState.DRAFT  # as it was read
    assert periodic.entries.get().state == ProgressState.SUBMITTED


def test_after_the_last_day_the_door_is_shut_again(
    closed: ReportingRound, periodic: Obligation
) -> None:
    reopen_part(
        closed, periodic.agency, by=None, today=TODAY, now=MOMENT, reason="Болел.", last_day=TODAY
    )
    found = [shut_door(periodic, today=day) for day in (TODAY, date(2009, 7, 7))]
    assert [one.code if one else "" for one in found] == ["", "round_closed"]


def test_ended_by_hand_the_door_is_shut_at_once(
    closed: ReportingRound, periodic: Obligation
) -> None:
    made = reopen_part(closed, periodic.agency, by=None, today=TODAY, now=MOMENT, reason="Болел.")
    assert refusal(periodic) == ""
    end_reopening(made, by=None, today=TODAY, now=MOMENT)
    assert refusal(periodic) == "round_closed"


def test_the_round_opened_again_takes_everybodys_reports(
    closed: ReportingRound, periodic: Obligation, officer: User
) -> None:
    open_again(closed, by=None, today=TODAY, now=MOMENT, reason="Ошибка.")
    handed_in(periodic, officer)
    assert periodic.entries.get().state == ProgressState.SUBMITTED


def test_a_report_is_not_taken_back_where_it_could_not_be_handed_in_again(
    round_: ReportingRound, periodic: Obligation, officer: User
) -> None:
    entry = handed_in(periodic, officer)
    close_round(round_, by=None, today=TODAY, now=MOMENT)
    with pytest.raises(Refused) as refused:
        take_back(periodic.entries.get(pk=entry.pk), by=officer, today=TODAY)
    assert (refused.value.code, periodic.entries.get().state) == ("round_closed", "submitted")


@pytest.fixture
def nobody_answers() -> Any:
    handing_in.disconnect(dispatch_uid="reports.closed_rounds")
    yield handing_in
    handing_in.connect(in_an_open_round, dispatch_uid="reports.closed_rounds")


def test_without_an_answer_nothing_is_handed_in(
    nobody_answers: Any, periodic: Obligation, officer: User
) -> None:
    with pytest.raises(Refused) as refused:
        handed_in(periodic, officer)
    assert (refused.value.code, periodic.entries.get().state) == ("door_unknown", "draft")


def test_an_unclear_answer_is_none(nobody_answers: Any, periodic: Obligation) -> None:
    def unsure(**_signal: Any) -> None:
        return None

    nobody_answers.connect(unsure)
    try:
        with pytest.raises(Refused) as refused:
            check_door_open(periodic, today=TODAY, lock=False)
    finally:
        nobody_answers.disconnect(unsure)
    assert refused.value.code == "door_unknown"


def test_a_fault_of_who_is_asked_keeps_the_door_shut(
    nobody_answers: Any, periodic: Obligation, officer: User
) -> None:
    def broken(**_signal: Any) -> bool:
        raise RuntimeError("no database")

    nobody_answers.connect(broken)
    try:
        with pytest.raises(RuntimeError):
            handed_in(periodic, officer)
    finally:
        nobody_answers.disconnect(broken)
    assert periodic.entries.get().state == "draft"
