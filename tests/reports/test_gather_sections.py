"""What a report tells beside its totals: change, discipline, regions, what is done and ahead."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from agencies.models import Agency, Region, User
from measures.models import Extension, Measure, MeasureVersion, Obligation, ProgressEntry
from planner.models import ActionPlan, Indicator, IndicatorValue
from reports.gather import gather
from reports.models import ReportingRound
from reports.rules.tracing import disagreements
from tests import factories
from tests.reports.conftest import MOMENT, TODAY, Hand, Told

pytestmark = pytest.mark.django_db


def due(measure: Measure, day: date, **fields: Any) -> Obligation:
    row: Obligation = factories.ObligationFactory(
        measure=measure, due_on=day, kind="recurring", **fields
    )
    return row


def ask(owed: Obligation, on: date, reason: str = "Согласование") -> Extension:
    assert owed.due_on
    return Extension.objects.create(
        obligation=owed,
        requested_by=factories.UserFactory(),
        requested_on=on,
        old_due_on=owed.due_on,
        proposed_on=date(2009, 12, 1),
        reason=reason,
    )


def test_change_compares_with_the_same_day_after_the_round_before_and_a_year_ago(
    measure: Measure, told: Told
) -> None:
    for day in (date(2008, 6, 10), date(2009, 3, 10), date(2009, 6, 10)):
        due(measure, day)
    found = told()["change"]
    assert (found["previous"]["round"], found["previous"]["as_of"]) == ("2009Q1", "2009-04-06")
    assert (found["year"]["round"], found["year"]["as_of"]) == ("2008Q2", "2008-07-06")
    late = [found[name]["totals"]["obligations"]["overdue"] for name in ("year", "previous")]
    assert [*late, told()["totals"]["obligations"]["overdue"]] == [1, 2, 3]
    rounds = [found[name]["totals"]["round"]["overdue"] for name in ("year", "previous")]
    assert [*rounds, told()["totals"]["round"]["overdue"]] == [1, 1, 1]


def test_change_is_told_by_the_plan_then_in_force(measure: Measure, told: Told) -> None:
    added = factories.MeasureFactory(plan=measure.plan)
    MeasureVersion.objects.filter(measure=added).update(since=date(2009, 5, 1))
    found = told()
    whole = [found["change"]["previous"]["totals"]["measures"], found["totals"]["measures"]]
    assert [sum(counts.values()) for counts in whole] == [1, 2]


def test_the_first_round_of_a_plan_has_nothing_to_compare_with(
    plan: ActionPlan, measure: Measure
) -> None:
    first = plan.rounds.create(
        label="2008Q1",
        starts_on=date(2008, 1, 1),
        ends_on=date(2008, 3, 31),
        executors_due_on=date(2008, 4, 5),
        coordinator_due_on=date(2008, 4, 20),
        counts_from=date(2008, 1, 6),
    )
    found = gather(first, edition=1, as_of=date(2008, 4, 6), compiled_at=MOMENT)
    assert found["change"] == {"previous": None, "year": None}
    assert found["rows"]["earlier"] == {"previous": None, "year": None}


def test_akimats_count_under_their_region_and_all_others_under_the_whole_country(
    measure: Measure, told: Told
) -> None:
    region = Region.objects.create(code="akmola", kind="oblast", name_ru="Акмолинская область")
    akimat = factories.AgencyFactory(code="akmola-akimat", kind="akimat", region=region)
    other = factories.MeasureFactory(plan=measure.plan)
    for one in (measure, other):
        due(one, date(2009, 6, 10), agency=akimat)
    due(measure, date(2009, 6, 20))
    rows = told()["regions"]
    assert [(row["region"], row["measures_total"], row["total"]) for row in rows] == [
        ("akmola", 2, 2),
        (None, 1, 1),
    ]
    assert rows[0]["name"]["ru"] == "Акмолинская область"
    assert rows[0]["agencies"] == ["akmola-akimat"]
    assert rows[0]["round"] == {"owed": 2, "handed_in": 0, "out": 2}


def test_tasks_count_each_measure_that_serves_them(measure: Measure, told: Told) -> None:
    goal = factories.GoalFactory(concept=measure.plan.concept)
    first, second = (factories.TaskFactory(goal=goal, number=number) for number in (1, 2))
    measure.tasks.add(first, second)
    free = factories.MeasureFactory(plan=measure.plan)
    due(measure, date(2009, 6, 10))
    due(free, date(2009, 6, 10))
    found = [(row["number"], row["measures_total"], row["total"]) for row in told()["tasks"]]
    assert found == [(1, 1, 1), (2, 1, 1), (None, 1, 1)]


def test_discipline_ranks_bodies_with_the_counts_behind_their_shares(
    measure: Measure, told: Told, hand_in: Hand
) -> None:
    good, slow, small = (factories.AgencyFactory(code=code) for code in ("good", "slow", "small"))
    for day in (date(2009, 5, 10), date(2009, 5, 20), date(2009, 6, 1)):
        hand_in(due(measure, day, agency=good), day)
    hand_in(due(measure, date(2009, 5, 10), agency=slow), date(2009, 5, 10))
    hand_in(due(measure, date(2009, 5, 20), agency=slow), date(2009, 5, 21))
    due(measure, date(2009, 6, 1), agency=slow)
    hand_in(due(measure, date(2009, 6, 1), agency=small), date(2009, 6, 1))
    names = ("place", "agency", "due", "in_time", "late", "out", "judged", "share")
    rows = [tuple(row[name] for name in names) for row in told()["discipline"]["agencies"]]
    assert rows == [
        (1, "good", 3, 3, 0, 0, 3, 100),
        (2, "slow", 3, 1, 1, 1, 3, 33),
        (None, "small", 1, 1, 0, 0, 1, 100),
    ]


def test_a_report_that_was_returned_counts_as_such_whatever_became_of_it(
    owed: Obligation, told: Told, hand_in: Hand
) -> None:
    hand_in(owed, date(2009, 6, 1), reviewed_on=date(2009, 6, 5), verdict="return")
    hand_in(owed, date(2009, 6, 9), reviewed_on=date(2009, 6, 12))
    assert told()["discipline"]["total"]["returned"] == 1
    assert told(date(2009, 6, 4))["discipline"]["total"]["returned"] == 0


def test_the_last_words_of_the_body_stand_beside_what_is_overdue(
    owed: Obligation, told: Told, hand_in: Hand
) -> None:
    factories.ProgressEntryFactory(
        obligation=owed,
        claim="interim",
        state="submitted",
        submitted_on=date(2009, 6, 9),
        text="Проект на согласовании.",
        language="kk",
    )
    assert told()["overdue"][0]["reason"] == {
        "from": "report",
        "on": "2009-06-09",
        "language": "kk",
        "text": "Проект на согласовании.",
    }
    ask(owed, date(2009, 6, 9), "Нет заключения")
    assert told()["overdue"][0]["reason"] == {
        "from": "extension",
        "on": "2009-06-09",
        "language": "",
        "text": "Нет заключения",
    }


def test_what_was_fulfilled_stands_with_its_document_in_the_round_of_its_acceptance(
    owed: Obligation, round_: ReportingRound, told: Told, hand_in: Hand
) -> None:
    hand_in(
        owed,
        date(2009, 6, 20),
        reviewed_on=date(2009, 6, 25),
        document_kind="order",
        document_number="15-н",
        document_on=date(2009, 6, 19),
    )
    assert told(date(2009, 6, 24))["completed"] == []
    (row,) = told()["completed"]
    assert {name: row[name] for name in ("done_on", "accepted_on", "late", "claim")} == {
        "done_on": "2009-06-20",
        "accepted_on": "2009-06-25",
        "late": True,
        "claim": "done",
    }
    assert row["document"] == {"kind": "order", "number": "15-н", "on": "2009-06-19"}


def test_what_was_accepted_before_the_round_is_not_told_again(
    measure: Measure, told: Told, hand_in: Hand
) -> None:
    early = due(measure, date(2009, 6, 10))
    hand_in(early, date(2009, 3, 1), reviewed_on=date(2009, 3, 5))
    assert told()["completed"] == []
    assert told()["totals"]["round"]["done"] == 1


def test_ahead_is_what_is_due_until_the_next_close_with_its_risks(
    measure: Measure, told: Told, hand_in: Hand
) -> None:
    soon, later, done = (
        due(measure, day) for day in (date(2009, 7, 10), date(2009, 9, 30), date(2009, 8, 1))
    )
    due(measure, date(2009, 10, 6))  # after the next close
    due(measure, date(2009, 7, 5))  # late already
    hand_in(done, date(2009, 7, 1))
    asked = due(measure, date(2009, 10, 5))
    ask(asked, date(2009, 7, 1))
    found = told()
    assert found["round"]["ahead"] == ["2009-07-06", "2009-10-05"]
    rows = [
        (row["obligation"], row["days_left"], row["risks"], row["time_asked"])
        for row in found["ahead"]
    ]
    assert rows == [
        (soon.pk, 4, ["untouched"], False),
        (asked.pk, 91, ["time_asked"], True),
        (later.pk, 86, [], False),
    ]


def test_indicators_stand_beside_their_targets_and_know_no_later_year(
    plan: ActionPlan, told: Told
) -> None:
    row = Indicator.objects.create(
        concept=plan.concept, code="quota", name_ru="Квота", unit_ru="семей", source="§6"
    )
    for year, kind, value in (
        (2008, "baseline", "15000"),
        (2009, "actual", "14000.5"),
        (2010, "actual", "1"),
        (2010, "target", "20000"),
    ):
        IndicatorValue.objects.create(
            indicator=row, year=year, kind=kind, value=Decimal(value), source="отчёт"
        )
    (found,) = told()["indicators"]
    assert [(one["year"], one["kind"], one["value"]) for one in found["values"]] == [
        (2008, "baseline", "15000.000"),
        (2009, "actual", "14000.500"),
        (2010, "target", "20000.000"),
    ]


def test_a_report_taken_back_later_lay_in_review_on_the_day(owed: Obligation, told: Told) -> None:
    """A past day does not know yet that its report would be taken back."""
    ProgressEntry.objects.create(
        obligation=owed,
        author=factories.UserFactory(),
        state="withdrawn",
        claim="nil",
        submitted_on=date(2009, 6, 8),
        withdrawn_on=date(2009, 6, 12),
    )
    told_then, told_after = told(date(2009, 6, 11)), told(date(2009, 6, 12))
    assert [row["submitted_on"] for row in told_then["nil"]] == ["2009-06-08"]
    assert told_then["silent"] == []
    assert told_after["nil"] == []
    assert [row["agency"] for row in told_after["silent"]] == [owed.agency.code]


def test_a_broken_measure_is_named_and_the_rest_is_complete_without_it(
    measure: Measure, owed: Obligation, told: Told
) -> None:
    whole = factories.MeasureFactory(plan=measure.plan, number="7.2")
    due(whole, date(2009, 6, 1), agency=owed.agency)
    MeasureVersion.objects.filter(measure=measure).update(costs=[{"year": 2009, "source": ""}])
    found = told()
    assert found["problems"] == [{"measure": measure.pk, "number": "7.1", "code": "KeyError"}]
    assert [row["number"] for row in found["measures"]] == ["7.2"]
    assert found["totals"]["measures"]["overdue"] == 1
    assert found["agencies"][0]["total"] == 1
    earlier = found["change"]["previous"]["totals"]
    assert [sum(earlier[part].values()) for part in ("measures", "obligations")] == [1, 1]
    assert disagreements(found) == []


def test_it_tells_how_many_measures_are_read(
    plan: ActionPlan, round_: ReportingRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.gather.told.BATCH", 2)
    for _ in range(5):
        factories.MeasureFactory(plan=plan)
    heard: list[tuple[int, int]] = []
    gather(
        round_,
        edition=1,
        as_of=TODAY,
        compiled_at=MOMENT,
        tell=lambda done, total: heard.append((done, total)),
    )
    assert heard == [(2, 5), (4, 5), (5, 5)]


def test_batches_change_nothing_of_what_is_told(
    plan: ActionPlan, agency: Agency, told: Told, hand_in: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(7):
        owed = due(factories.MeasureFactory(plan=plan), date(2009, 5, 1 + number), agency=agency)
        if number % 2:
            hand_in(owed, date(2009, 5, 3), reviewed_on=date(2009, 5, 4 + number))
    at_once = told()
    monkeypatch.setattr("reports.gather.told.BATCH", 3)
    assert told() == at_once


def test_a_person_who_decides_is_nowhere_named(
    owed: Obligation, told: Told, hand_in: Hand, coordinator: User
) -> None:
    """The document tells what bodies did; who of their people, narratives alone may say."""
    entry = hand_in(owed, date(2009, 6, 1), reviewed_on=date(2009, 6, 2))
    text = str(told())
    assert entry.author.full_name not in text
    assert coordinator.email not in text
