from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from agencies.models import User
from measures.models import (
    Extension,
    Measure,
    MeasureState,
    Obligation,
)
from measures.services.control import CompletionDocument, remove_from_control
from measures.services.versions import keep_versions
from planner.models import ActionPlan
from reports.rules.canonical import canonical
from tests import factories
from tests.reports.conftest import TODAY, Hand, Told

pytestmark = pytest.mark.django_db

SUMS = ("planned", "allotted", "spent")


def status(told: dict[str, Any]) -> str:
    return next(code for code, count in told["totals"]["obligations"].items() if count)


def counted(counts: dict[str, int]) -> dict[str, int]:
    return {code: count for code, count in counts.items() if count}


def stage(plan: ActionPlan, size: int, hand_in: Hand) -> None:
    """Measures of every fate, each with an executor, a cost and a direction."""
    for number in range(size):
        measure = factories.MeasureFactory(plan=plan)
        factories.DeadlineFactory(measure=measure)
        line = factories.LineOfActionFactory(direction__concept=plan.concept)
        measure.lines.add(line)
        factories.CostFactory(measure=measure, year=2009, planned=Decimal("1.5"))
        owed = factories.ObligationFactory(
            measure=measure, due_on=date(2009, 3 + number % 6, 10), kind="recurring"
        )
        factories.ExecutorFactory(measure=measure, agency=owed.agency)
        if number % 3 == 0:
            entry = hand_in(owed, date(2009, 5, 20), reviewed_on=date(2009, 5, 25))
            factories.EvidenceFactory(entry=entry, name="a.pdf")
        if number % 3 == 1:
            hand_in(owed, date(2009, 6, 20))


def test_as_of_today_it_counts_what_the_database_counts(
    plan: ActionPlan, told: Told, hand_in: Hand
) -> None:
    stage(plan, 12, hand_in)
    rows = Obligation.objects.filter(measure__plan=plan).with_status(TODAY).order_by()
    counts = rows.values_list("status").annotate(Count("pk"))
    assert counted(told()["totals"]["obligations"]) == dict(counts)
    assert told()["totals"]["obligations"]["overdue"] == (
        Obligation.objects.filter(measure__plan=plan).overdue(TODAY).count()
    )
    assert len(told()["overdue"]) == told()["totals"]["obligations"]["overdue"] > 0


def test_totals_by_agency_and_direction_add_up_to_those_of_the_plan(
    plan: ActionPlan, told: Told, hand_in: Hand
) -> None:
    stage(plan, 12, hand_in)
    found = told()
    for part in ("agencies", "directions"):
        for code, count in found["totals"]["obligations"].items():
            assert sum(row["counts"][code] for row in found[part]) == count
        assert sum(row["total"] for row in found[part]) == 12


def test_it_takes_the_same_statements_whatever_the_size_of_the_plan(
    plan: ActionPlan, told: Told, hand_in: Hand
) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            told()
        return len(asked)

    stage(plan, 3, hand_in)
    few = statements()
    stage(plan, 27, hand_in)
    assert statements() == few


def test_it_is_the_same_document_when_gathered_again(
    plan: ActionPlan, told: Told, hand_in: Hand
) -> None:
    stage(plan, 6, hand_in)
    assert canonical(told()) == canonical(told())


def test_a_report_handed_in_later_was_not_there_yet(
    owed: Obligation, told: Told, hand_in: Hand
) -> None:
    hand_in(owed, date(2009, 6, 20), reviewed_on=date(2009, 6, 25))
    days = [date(2009, 6, day) for day in (10, 11, 20, 24, 25)]
    assert [status(told(day)) for day in days] == [
        "in_progress",
        "overdue",
        "in_review",
        "in_review",
        "done_late",
    ]


def test_a_returned_report_leaves_the_obligation_owed(
    owed: Obligation, told: Told, hand_in: Hand
) -> None:
    hand_in(owed, date(2009, 6, 1), reviewed_on=date(2009, 6, 5), verdict="return")
    assert [status(told(date(2009, 6, day))) for day in (4, 5, 11)] == [
        "in_review",
        "returned",
        "overdue",
    ]


def test_a_date_moved_later_is_still_the_old_one_before_the_decision(
    owed: Obligation, told: Told, coordinator: User
) -> None:
    Extension.objects.create(
        obligation=owed,
        requested_by=factories.UserFactory(),
        requested_on=date(2009, 6, 5),
        old_due_on=owed.due_on,
        proposed_on=date(2009, 8, 1),
        reason="Согласование",
        state="granted",
        granted_on=date(2009, 7, 20),
        decided_by=coordinator,
        decided_on=date(2009, 6, 15),
        act="№ 12",
    )
    Obligation.objects.filter(pk=owed.pk).update(
        due_on=date(2009, 7, 20), changed_on=date(2009, 6, 15)
    )
    before, after = told(date(2009, 6, 14)), told(date(2009, 6, 15))
    assert (status(before), status(after)) == ("overdue", "not_due")
    assert [row["state"] for row in before["extensions"] + after["extensions"]] == [
        "requested",
        "granted",
    ]
    assert [row["granted_on"] for row in before["extensions"]] == [None]
    assert after["extensions"][0]["act"] == "№ 12"


def test_overdue_says_since_when_and_how_often_the_date_was_moved(
    owed: Obligation, measure: Measure, told: Told
) -> None:
    assert told()["overdue"] == [
        {
            "measure": measure.pk,
            "obligation": owed.pk,
            "position": 1,
            "number": "7.1",
            "title": {"ru": "Мероприятие 7.1", "kk": "7.1-іс-шара", "en": "Measure 7.1"},
            "agency": owed.agency.code,
            "by_agreement": False,
            "due_on": "2009-06-10",
            "first_due_on": "2009-06-10",
            "days_late": 26,
            "extensions": 0,
            "reason": None,
        }
    ]


def test_a_body_is_silent_when_its_date_is_past_without_one_report(
    owed: Obligation, told: Told
) -> None:
    assert [row["agency"] for row in told()["silent"]] == [owed.agency.code]
    assert told(date(2009, 6, 10))["silent"] == []


def test_a_body_that_handed_in_anything_in_the_round_is_not_silent(
    owed: Obligation, told: Told, hand_in: Hand
) -> None:
    other = factories.ObligationFactory(
        measure=owed.measure, agency=owed.agency, due_on=date(2009, 12, 1), kind="recurring"
    )
    hand_in(other, date(2009, 6, 1))
    assert told()["silent"] == []


def test_nothing_to_report_is_an_answer(measure: Measure, told: Told, hand_in: Hand) -> None:
    quarterly = factories.ObligationFactory(
        measure=measure, kind="continuous", occurrence="2009Q2", due_on=date(2009, 7, 5)
    )
    assert [row["agency"] for row in told()["silent"]] == [quarterly.agency.code]
    hand_in(quarterly, date(2009, 7, 6), claim="nil", text="")
    assert told()["silent"] == []
    assert [(row["agency"], row["submitted_on"]) for row in told()["nil"]] == [
        (quarterly.agency.code, "2009-07-06")
    ]


def test_a_measure_carries_the_texts_accepted_in_its_quarter(
    owed: Obligation, told: Told, hand_in: Hand
) -> None:
    entry = hand_in(
        owed,
        date(2009, 6, 8),
        reviewed_on=date(2009, 6, 12),
        text="Қабылданды: 1 020 отбасы.",
        language="kk",
        document_kind="order",
        document_number="15-н",
        document_on=date(2009, 6, 7),
    )
    factories.EvidenceFactory(entry=entry, name="есеп.pdf")
    assert told(date(2009, 6, 11))["measures"][0]["accepted"] == []
    assert told()["measures"][0]["accepted"] == [
        {
            "agency": owed.agency.code,
            "claim": "done",
            "language": "kk",
            "text": "Қабылданды: 1 020 отбасы.",
            "submitted_on": "2009-06-08",
            "accepted_on": "2009-06-12",
            "document": {"kind": "order", "number": "15-н", "on": "2009-06-07"},
            "evidence": ["есеп.pdf"],
        }
    ]


def test_a_text_of_another_quarter_is_not_repeated(
    measure: Measure, told: Told, hand_in: Hand
) -> None:
    earlier = factories.ObligationFactory(
        measure=measure, due_on=date(2009, 4, 5), kind="recurring"
    )
    hand_in(earlier, date(2009, 4, 3), reviewed_on=date(2009, 4, 10))
    assert told()["measures"][0]["accepted"] == []


def test_a_measure_that_left_control_shows_its_document(
    owed: Obligation, measure: Measure, told: Told, coordinator: User
) -> None:
    document = CompletionDocument("law", "142", date(2009, 6, 1))
    remove_from_control(measure, document, by=coordinator, today=date(2009, 6, 30))
    assert status(told(date(2009, 6, 29))) == "overdue"
    found = told()
    assert (status(found), found["measures"][0]["status"]) == ("removed", "removed")
    assert [(row["on"], row["document"]) for row in found["removed"]] == [
        ("2009-06-30", {"kind": "law", "number": "142", "on": "2009-06-01"})
    ]


def test_a_struck_measure_is_off_control_from_its_day(
    owed: Obligation, measure: Measure, told: Told
) -> None:
    Measure.objects.filter(pk=measure.pk).update(
        state=MeasureState.STRUCK, state_on=date(2009, 6, 30)
    )
    keep_versions([measure], today=date(2009, 6, 30))
    states = [told(day)["measures"][0]["status"] for day in (date(2009, 6, 29), TODAY)]
    assert states == ["overdue", "removed"]


def test_spending_is_summed_by_year_and_nothing_entered_is_not_nought(
    measure: Measure, told: Told
) -> None:
    factories.CostFactory(measure=measure, year=2009, planned=Decimal("10.5"), spent=Decimal("2"))
    factories.CostFactory(measure=measure, year=2009, planned=Decimal("0.25"), source="местный")
    factories.CostFactory(measure=measure, year=None, planned=Decimal("7"))
    years = told()["spending"]
    assert [{name: row[name] for name in ("year", *SUMS)} for row in years] == [
        {"year": 2009, "planned": "10.750", "allotted": None, "spent": "2.000"},
        {"year": None, "planned": "7.000", "allotted": None, "spent": None},
    ]
    assert years[0]["sources"] == [
        {"source": "", "planned": "10.500", "allotted": None, "spent": "2.000"},
        {"source": "местный", "planned": "0.250", "allotted": None, "spent": None},
    ]


def test_a_sum_without_a_source_of_its_own_comes_from_that_of_the_measure(
    measure: Measure, told: Told
) -> None:
    Measure.objects.filter(pk=measure.pk).update(funding_source="республиканский бюджет")
    factories.CostFactory(measure=measure, year=2009, planned=Decimal("3"))
    assert [one["source"] for one in told()["spending"][0]["sources"]] == ["республиканский бюджет"]


def test_the_report_says_how_much_lateness_was_extended_away(
    owed: Obligation, told: Told, coordinator: User, hand_in: Hand
) -> None:
    for old, new, on in (
        (date(2009, 6, 10), date(2009, 6, 20), date(2009, 6, 8)),
        (date(2009, 6, 20), date(2009, 6, 25), date(2009, 6, 18)),
    ):
        Extension.objects.create(
            obligation=owed,
            requested_by=factories.UserFactory(),
            requested_on=on,
            old_due_on=old,
            proposed_on=new,
            reason="Согласование",
            state="granted",
            granted_on=new,
            decided_by=coordinator,
            decided_on=on,
            act="№ 12",
        )
        Obligation.objects.filter(pk=owed.pk).update(due_on=new, changed_on=on)
    owed.refresh_from_db()
    hand_in(owed, date(2009, 6, 28))

    def total(day: date) -> dict[str, int]:
        found: dict[str, int] = told(day)["lateness"]["total"]
        return found

    keys = ("moved", "times", "late_before", "late", "extended_away")
    days = (date(2009, 6, 7), date(2009, 6, 15), date(2009, 6, 19), TODAY)
    assert [tuple(total(day)[key] for key in keys) for day in days] == [
        (0, 0, 0, 0, 0),
        (1, 1, 5, 0, 5),
        (1, 2, 9, 0, 9),
        (1, 2, 18, 3, 15),
    ]
    assert [row["agency"] for row in told()["lateness"]["agencies"]] == [owed.agency.code]
