import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules.comparing import Comparison, Mark, compared, counts
from tests.reports.documents import STATUSES, document, measure, words


def told(found: Comparison) -> dict[str, list[str]]:
    return {one.row["number"]: [mark.value for mark in one.marks] for one in found.differences}


def test_a_document_differs_in_nothing_from_itself() -> None:
    one = document([measure("1"), measure("2", status="overdue")])
    found = compared(one, one)
    assert (found.differences, found.unchanged) == ((), 2)
    assert all(figure.before == figure.after for figure in found.figures)


@pytest.mark.parametrize(
    ("before", "after", "marks"),
    [
        ("not_due", "in_progress", ["status"]),
        ("in_progress", "overdue", ["overdue", "status"]),
        ("overdue", "done_late", ["completed", "status"]),
        ("done", "removed", ["status"]),
    ],
)
def test_a_status_that_changed_says_what_that_means(
    before: str, after: str, marks: list[str]
) -> None:
    paper = {"on": "2009-07-01", "document": {"kind": "law", "number": "1", "on": None}}
    removed = paper if after == "removed" else None
    found = compared(
        document([measure("1", status=before)]),
        document([measure("1", status=after, removed=removed)]),
    )
    assert told(found) == {"1": marks}


def test_a_measure_that_is_in_one_plan_alone_was_added_or_struck() -> None:
    found = compared(document([measure("1"), measure("2")]), document([measure("2"), measure("3")]))
    assert told(found) == {"3": ["added"], "1": ["struck"]}
    assert found.unchanged == 1


def test_a_struck_measure_that_still_stands_in_the_table_is_told_as_struck() -> None:
    gone = measure("1", status="removed", removed={"on": "2009-07-01", "document": {}})
    found = compared(document([measure("1")]), document([gone]))
    assert told(found)["1"][0] == "struck"
    assert compared(document([gone]), document([gone])).differences == ()


def test_what_came_and_went_in_between_is_in_neither_plan() -> None:
    gone = measure("2", status="removed", removed={"on": "2009-07-01", "document": {}})
    assert compared(document([measure("1")]), document([measure("1"), gone])).differences == ()


def test_a_renumbered_measure_is_found_by_its_title() -> None:
    before = [measure("1", title="Закон"), measure("2", title="Отчёт")]
    after = [measure("1", title="Опрос"), measure("2", title="Закон"), measure("3", title="Отчёт")]
    found = compared(document(before), document(after))
    assert told(found) == {"1": ["added"], "2": ["number"], "3": ["number"]}


def test_an_id_is_believed_before_any_wording() -> None:
    before = [measure("1", id=7, title="Закон"), measure("2", id=8, title="Отчёт")]
    after = [measure("1", id=8, title="Закон"), measure("2", id=7, title="Отчёт")]
    found = compared(document(before), document(after))
    assert told(found) == {"1": ["wording", "number"], "2": ["wording", "number"]}


def test_two_measures_of_one_title_are_never_mixed_up() -> None:
    before = [measure("1", title="Отчёт"), measure("2", title="Отчёт", status="overdue")]
    found = compared(document(before), document(before[::-1]))
    assert found.differences == ()


def test_a_new_deadline_and_a_granted_extension_both_moved_it() -> None:
    before = document([measure("1"), measure("2")])
    grant = {
        **{"position": 2, "number": "2", "agency": "mvd", "state": "granted"},
        **{"old_due_on": "2009-06-01", "granted_on": "2009-08-01", "decided_on": "2009-06-20"},
    }
    later = [measure("1", deadline=words("до 1 мая")), measure("2")]
    after = document(later, extensions=[grant])
    found = compared(before, after)
    assert told(found) == {"1": ["deadline"], "2": ["deadline"]}
    assert found.differences[1].parts[0].after == [{"agency": "mvd", "on": "2009-08-01"}]
    assert told(compared(after, after)) == {}


def test_a_report_that_was_accepted_since_is_told_and_an_old_one_is_not_missed() -> None:
    paper = {"agency": "mvd", "claim": "done", "submitted_on": "2009-07-01", "accepted_on": None}
    with_it, without = measure("1", accepted=[paper]), measure("1")
    assert told(compared(document([without]), document([with_it]))) == {"1": ["reports"]}
    assert told(compared(document([with_it]), document([without]))) == {}


def test_lateness_is_told_by_reports_and_by_the_longest() -> None:
    late = {"position": 1, "number": "1", "days_late": 5}
    before = document([measure("1", status="overdue")], overdue=[late])
    after = document(
        [measure("1", status="overdue")],
        overdue=[{**late, "days_late": 95}, {**late, "days_late": 3}],
    )
    part = compared(before, after).differences[0].parts[0]
    assert (part.before, part.after) == ({"reports": 1, "days": 5}, {"reports": 2, "days": 95})


def rows(**tables: list[list[object]]) -> dict[str, object]:
    columns = {
        "obligations": ["id", "measure", "agency", "due_on"],
        "costs": ["measure", "year", "source", "planned", "allotted", "spent"],
    }
    return {
        "rows": {name: {"columns": columns[name], "rows": tables.get(name, [])} for name in columns}
    }


def test_a_report_whose_date_differs_moved_the_deadline() -> None:
    one = [measure("1", measure=7)]
    before = document(one, **rows(obligations=[[1, 7, "mvd", "2009-06-01"], [2, 7, "mvd", None]]))
    after = document(one, **rows(obligations=[[1, 7, "mvd", "2009-08-01"], [3, 7, "mf", None]]))
    found = compared(before, after)
    assert told(found) == {"1": ["deadline"]}
    [part] = found.differences[0].parts
    assert part.before == [{"agency": "mvd", "on": "2009-06-01"}]
    assert part.after == [{"agency": "mvd", "on": "2009-08-01"}]


def test_costs_that_an_older_document_does_not_tell_are_no_difference() -> None:
    one = [measure("1", measure=7)]
    old = document([measure("1")])
    new = document(one, **rows(costs=[[7, 2009, "", "2.0", None, "1.5"]]))
    assert told(compared(old, new)) == {}
    more = document(one, **rows(costs=[[7, 2009, "", "2.0", None, "2.0"]]))
    assert told(compared(new, more)) == {"1": ["costs"]}


statuses = st.lists(st.sampled_from([one for one in STATUSES if one != "removed"]), max_size=12)


@given(statuses, statuses)
def test_every_measure_is_told_once_or_reads_the_same(before: list[str], after: list[str]) -> None:
    first = document([measure(str(n), status=s) for n, s in enumerate(before, 1)])
    second = document([measure(str(n), status=s) for n, s in enumerate(after, 1)])
    found = compared(first, second)
    assert len(found.differences) + found.unchanged == max(len(before), len(after))
    marks = counts(found.differences)
    assert marks[Mark.ADDED] == max(0, len(after) - len(before))
    assert marks[Mark.STRUCK] == max(0, len(before) - len(after))
    changed = [s != t for s, t in zip(before, after, strict=False)]
    assert marks[Mark.STATUS] == sum(changed)


@given(statuses, statuses)
def test_figures_before_and_after_are_those_of_the_documents(
    before: list[str], after: list[str]
) -> None:
    first = document([measure(str(n), status=s) for n, s in enumerate(before, 1)])
    second = document([measure(str(n), status=s) for n, s in enumerate(after, 1)])
    found = compared(first, second).figures
    sums = [sum(one.before for one in found if one.group == "measures")]
    sums += [sum(one.after for one in found if one.group == "measures")]
    assert sums == [len(before), len(after)]
