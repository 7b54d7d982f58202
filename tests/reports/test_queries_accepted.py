from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.models import MeasureVersion, ProgressEntry
from reports.models import ReportingRound
from reports.queries_accepted import accepted_in
from tests import factories
from tests.reports.narrating import TODAY, Telling, owed_under_a_direction

Hand = Callable[..., ProgressEntry]
JUNE = date(2009, 6, 8)


def texts(round_: ReportingRound, day: date = TODAY) -> list[str]:
    return [one.text for one in accepted_in(round_, day).reports]


def test_only_accepted_texts_of_the_round_are_told_in_the_order_of_the_plan(
    words: Telling, hand_in: Hand
) -> None:
    hand_in(words.second, JUNE, reviewed_on=JUNE, text="второй")
    hand_in(words.first, JUNE, reviewed_on=JUNE, text="первый")
    third, fourth, fifth = (owed_under_a_direction(words.round, number) for number in (3, 4, 5))
    hand_in(third, JUNE, text="ждёт рассмотрения")
    hand_in(fourth, JUNE, reviewed_on=JUNE, verdict="return", text="возвращён")
    factories.ProgressEntryFactory(obligation=fifth, text="черновик")
    assert texts(words.round) == ["первый", "второй"]


def test_what_was_accepted_after_the_day_is_not_known(words: Telling, hand_in: Hand) -> None:
    hand_in(words.first, JUNE, reviewed_on=date(2009, 7, 3), text="первый")
    assert texts(words.round, date(2009, 7, 2)) == []
    assert texts(words.round, date(2009, 7, 3)) == ["первый"]


def test_a_report_of_another_quarter_is_not_told(words: Telling, hand_in: Hand) -> None:
    early = factories.asked_for(
        factories.ObligationFactory(measure=words.first.measure, due_on=date(2009, 3, 10))
    )
    hand_in(early, date(2009, 3, 9), reviewed_on=date(2009, 3, 9), text="первый квартал")
    assert texts(words.round) == []


def test_nothing_to_report_without_words_is_not_told(words: Telling, hand_in: Hand) -> None:
    hand_in(words.first, JUNE, reviewed_on=JUNE, claim="nil", text="")
    assert texts(words.round) == []


def test_what_a_consolidated_report_took_in_is_told_once(words: Telling, hand_in: Hand) -> None:
    part = hand_in(words.first, JUNE, reviewed_on=JUNE, text="часть")
    whole = hand_in(words.second, JUNE, reviewed_on=JUNE, text="свод: часть")
    whole.sources.add(part)
    assert texts(words.round) == ["свод: часть"]


def test_a_measure_is_named_as_the_plan_of_that_day_worded_it(
    words: Telling, hand_in: Hand
) -> None:
    hand_in(words.first, JUNE, reviewed_on=JUNE, text="первый")
    measure = words.first.measure
    change = date(2009, 7, 1)
    before = MeasureVersion.objects.get(measure=measure, until=None)
    MeasureVersion.objects.filter(pk=before.pk).update(until=change)
    before.pk, before.since, before.until, before.title_ru = None, change, None, "Новое"
    before.save(force_insert=True)
    told = [
        accepted_in(words.round, day).reports[0].measure.title_ru
        for day in (date(2009, 6, 30), change)
    ]
    assert told == ["Мероприятие 1", "Новое"]


def test_overdue_measures_without_a_word_are_named(words: Telling, hand_in: Hand) -> None:
    hand_in(words.first, JUNE, reviewed_on=JUNE, text="первый")
    assert [one.number for one in accepted_in(words.round, TODAY).late] == ["2"]


@pytest.mark.django_db
def test_thirty_reports_take_as_many_statements_as_three(words: Telling, hand_in: Hand) -> None:
    def statements(upto: int) -> int:
        made = ProgressEntry.objects.count()
        for number in range(made + 10, upto + 10):
            owed = owed_under_a_direction(words.round, number)
            hand_in(owed, JUNE, reviewed_on=JUNE, text=f"отчёт {number}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            found: Any = accepted_in(words.round, TODAY)
        assert len(found.reports) == upto
        return len(asked)

    assert [statements(3), statements(30)] == [6, 6]
