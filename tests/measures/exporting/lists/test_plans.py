"""What the lists of measures say of one that was entered without a deadline."""

import pytest
from django.utils import translation

from measures.exporting.lists.found import FOUND
from measures.exporting.lists.plans import MEASURES
from tests.factories import DeadlineFactory, MeasureFactory

pytestmark = pytest.mark.django_db


def deadlines(measure):
    with translation.override("en"):
        told = [
            next(one for one in list_ if one.title == "Deadline")
            for list_ in (MEASURES, FOUND["measures"])
        ]
        return told[0].cell((measure, None)), told[1].cell(measure)


def test_the_cell_of_a_measure_without_a_deadline_is_empty():
    assert deadlines(MeasureFactory()) == ("", "")


def test_a_deadline_reads_as_the_act_words_it():
    measure = DeadlineFactory().measure
    assert deadlines(measure) == (measure.deadline.text, measure.deadline.text)
