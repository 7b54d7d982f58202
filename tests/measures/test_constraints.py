"""What must never be is refused by the database itself, whoever writes it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from measures.models import Extension, Obligation, ProgressEntry, Review
from tests.factories import (
    AgencyFactory,
    ExecutorFactory,
    MeasureFactory,
    ObligationFactory,
    ProgressEntryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2009, 7, 1)


def two_leads() -> None:
    measure = MeasureFactory()
    ExecutorFactory(measure=measure)
    ExecutorFactory(measure=measure, position=2)


def executor_that_is_nobody() -> None:
    ExecutorFactory(agency=None)


def one_obligation_twice() -> None:
    measure, agency = MeasureFactory(), AgencyFactory()
    ObligationFactory(measure=measure, agency=agency)
    ObligationFactory(measure=measure, agency=agency)


def done_without_a_day() -> None:
    ObligationFactory(state="done")


def open_with_a_day_of_handing_in() -> None:
    ObligationFactory(done_on=DAY)


def two_entries_under_way() -> None:
    obligation = ObligationFactory()
    ProgressEntryFactory(obligation=obligation)
    ProgressEntryFactory(obligation=obligation, state="submitted", submitted_on=DAY)


def handed_in_without_words() -> None:
    ProgressEntryFactory(text="", state="submitted", submitted_on=DAY)


def handed_in_on_no_day() -> None:
    ProgressEntryFactory(state="submitted")


def _entry() -> ProgressEntry:
    made: ProgressEntry = ProgressEntryFactory(state="submitted", submitted_on=DAY)
    return made


def review_without_a_reviewer() -> None:
    Review.objects.create(entry=_entry(), verdict="accept", reviewed_on=DAY, reviewer_id=None)


def return_without_a_reason() -> None:
    Review.objects.create(
        entry=_entry(), verdict="return", reviewed_on=DAY, reviewer=UserFactory(), reason=""
    )


def two_reviews_of_one_entry() -> None:
    entry = _entry()
    for _ in range(2):
        Review.objects.create(
            entry=entry, verdict="accept", reviewed_on=DAY, reviewer=UserFactory()
        )


def _extension(**fields: Any) -> None:
    asked = {
        "obligation": ObligationFactory(),
        "requested_by": UserFactory(),
        "requested_on": DAY,
        "old_due_on": date(2009, 7, 10),
        "proposed_on": date(2009, 9, 1),
        "reason": "Идёт согласование.",
    }
    Extension.objects.create(**{**asked, **fields})


def extension_to_an_earlier_day() -> None:
    _extension(proposed_on=DAY)


def extension_granted_without_an_act() -> None:
    _extension(
        state="granted", decided_by=UserFactory(), decided_on=DAY, granted_on=date(2009, 9, 1)
    )


def extension_granted_by_nobody() -> None:
    _extension(state="granted", decided_on=DAY, granted_on=date(2009, 9, 1), act="№ 1")


def measure_off_control_since_no_day() -> None:
    MeasureFactory(state="removed")


def two_measures_in_one_place() -> None:
    first = MeasureFactory()
    MeasureFactory(plan=first.plan, position=first.position)


MUST_NEVER_BE: list[Callable[[], None]] = [
    two_leads,
    executor_that_is_nobody,
    one_obligation_twice,
    done_without_a_day,
    open_with_a_day_of_handing_in,
    two_entries_under_way,
    handed_in_without_words,
    handed_in_on_no_day,
    review_without_a_reviewer,
    return_without_a_reason,
    two_reviews_of_one_entry,
    extension_to_an_earlier_day,
    extension_granted_without_an_act,
    extension_granted_by_nobody,
    measure_off_control_since_no_day,
    two_measures_in_one_place,
]


@pytest.mark.parametrize("attempt", MUST_NEVER_BE, ids=lambda one: one.__name__)
def test_the_database_refuses(attempt: Callable[[], None]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        attempt()


def test_what_is_right_passes() -> None:
    ExecutorFactory()
    ProgressEntryFactory(obligation=ObligationFactory(state="submitted", done_on=DAY))
    assert Obligation.objects.count() == 1
