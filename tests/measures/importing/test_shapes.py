"""Six plans in the shapes of real acts: every measure, part, deadline and sum is read."""

import pytest

from measures.importing.outcome import Options, in_order
from measures.importing.service import read_plan
from tests.measures.importing.conftest import DATES
from tests.measures.importing.shapes import SHAPES

pytestmark = pytest.mark.usefixtures("bodies")
MARKS = [("L", "lead"), ("A", "by_agreement"), ("S", "consolidates")]


def told(row):
    return {
        "place": (row.table, row.row),
        "section": row.section,
        "number": row.number,
        "title": row.title,
        "form": row.form,
        "executors": [
            one.text + "".join(f" {mark}" for mark, flag in MARKS if getattr(one, flag))
            for one in row.executors
        ],
        "deadline": row.deadline,
        "kind": row.reading.kind,
        "due": [day.isoformat() for day in row.reading.due],
        "costs": [(amount.year, str(amount.planned), amount.source) for amount in row.amounts],
        "source": row.source,
    }


@pytest.mark.parametrize("name", SHAPES)
def test_a_plan_is_read_as_a_person_reads_it(name):
    build, measures, warnings = SHAPES[name]
    found = read_plan(build(), name, dates=DATES, options=Options())
    assert found.errors == ()
    assert [told(row) for row in found.rows] == measures
    assert [(one.row, one.code) for one in in_order(found.warnings)] == warnings


def test_every_executor_is_a_known_body():
    for name, (build, _, _) in SHAPES.items():
        found = read_plan(build(), name, dates=DATES, options=Options())
        assert [one.text for row in found.rows for one in row.executors if not one.body] == []
