"""What the pages of a plan draw, and where each part of it leads."""

import pytest

from agencies.models import User
from measures.models import Measure, Obligation
from planner.models import ActionPlan
from tests.factories import MeasureFactory
from tests.measures.views.conftest import signed_in
from tests.measures.views.plan_pages.addresses import address


def test_the_picture_tells_the_figures_of_its_table(late: Obligation, stranger: User) -> None:
    page = signed_in(stranger).get(address(late.measure.plan, "progress"))
    (node,) = page.context["compared"]
    assert (node.total, dict(node.counts)) == (1, {"overdue": 1})
    assert f"{node.row.source} {node.row.text} — overdue: 1</title>" in page.text


@pytest.mark.parametrize("view", ["progress", "timeline"])
def test_a_picture_brings_neither_style_nor_script(
    late: Obligation, stranger: User, view: str
) -> None:
    drawn = signed_in(stranger).get(address(late.measure.plan, view)).context["picture"]
    assert [word in drawn for word in ("<svg", "style=", "<style", "<script")] == [
        True,
        False,
        False,
        False,
    ]


def test_a_node_lists_its_measures_of_one_status(late: Obligation, stranger: User) -> None:
    client, plan = signed_in(stranger), late.measure.plan
    task = late.measure.tasks.get()

    def listed(status: str) -> list[Measure]:
        asked = {"node": f"task-{task.pk}", "status": status}
        return [row for row, _stand in client.get(address(plan, "progress"), asked).context["rows"]]

    assert [listed(status) for status in ("overdue", "done", "")] == [
        [late.measure],
        [],
        [late.measure],
    ]


def test_a_long_node_is_leafed_through(plan: ActionPlan, stranger: User) -> None:
    MeasureFactory.create_batch(52, plan=plan)
    client = signed_in(stranger)
    pages = [
        client.get(address(plan, "progress"), {"node": "no-task", "page": number}).context["rows"]
        for number in (1, 2)
    ]
    assert [len(rows) for rows in pages] == [50, 2]


def test_a_long_timeline_is_leafed_through(plan: ActionPlan, stranger: User) -> None:
    MeasureFactory.create_batch(42, plan=plan)
    client = signed_in(stranger)
    pages = [
        client.get(address(plan, "timeline"), {"page": number}).context["rows"] for number in (1, 2)
    ]
    assert [len(rows) for rows in pages] == [40, 2]


def test_a_month_leads_to_those_beside_it_and_to_its_days(late: Obligation, stranger: User) -> None:
    page = signed_in(stranger).get(address(late.measure.plan, "month"), {"day": "2009-07-01"})
    seen = ("?month=2009-06", "?month=2009-08", "day=2009-07-01", "Due on 1 July 2009")
    assert [words in page.text for words in seen] == [True] * 4
    assert [due.measure for due in page.context["page"]] == [late.measure]


@pytest.mark.parametrize(("month", "earlier", "later"), [("1992-01", 0, 1), ("2100-12", 1, 0)])
def test_a_month_at_the_end_of_the_calendar_has_nothing_beyond(
    plan: ActionPlan, stranger: User, month: str, earlier: int, later: int
) -> None:
    page = signed_in(stranger).get(address(plan, "month"), {"month": month})
    assert (page.text.count('rel="prev"'), page.text.count('rel="next"')) == (earlier, later)


def test_cells_lead_to_the_board_for_who_sees_it_and_to_the_plan_for_others(
    late: Obligation, coordinator: User, officer: User
) -> None:
    plan, direction = late.measure.plan, late.measure.lines.get().direction_id
    urls = []
    for who in (coordinator, officer):
        ((_agency, _whole, cells),) = signed_in(who).get(address(plan, "matrix")).context["rows"]
        urls.append(cells[0].url)
    query = f"agency={late.agency.code}&direction={direction}"
    assert urls == [
        f"/board/?plan={plan.slug}&status=overdue&{query}",
        f"/plans/{plan.slug}/?show=overdue&{query}",
    ]


@pytest.mark.parametrize("show", ["overdue", "open", "share"])
def test_a_cell_leads_to_a_page_that_opens(late: Obligation, coordinator: User, show: str) -> None:
    client = signed_in(coordinator)
    page = client.get(address(late.measure.plan, "matrix"), {"show": show})
    ((_agency, whole, cells),) = page.context["rows"]
    assert [client.get(one.url).status_code for one in (whole, *cells)] == [200, 200]


def test_figures_of_a_cell_by_what_is_asked(late: Obligation, stranger: User) -> None:
    client, figures = signed_in(stranger), []
    for show in ("overdue", "open", "share"):
        page = client.get(address(late.measure.plan, "matrix"), {"show": show})
        ((_agency, _whole, (cell,)),) = page.context["rows"]
        figures.append((cell.figure, cell.grade))
    assert figures == [(1, 5), (1, 5), (0, 5)]
