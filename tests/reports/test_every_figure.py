"""Every figure of a real document beside what plain SQL counts in the database."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from agencies.models import Role, User
from measures.models import Extension, Measure, Obligation
from measures.services.control import CompletionDocument, remove_from_control
from measures.services.versions import keep_versions
from planner.models import ActionPlan
from reports.gather import gather
from reports.queries_tracing import against_database
from reports.rules.tracing import disagreements
from reports.services.rounds import round_of
from tests import factories
from tests.reports import plain_sql
from tests.reports.conftest import MOMENT, TODAY
from tests.reports.plain_sql import (
    CLOSES,
    DAY,
    NEXT_CLOSES,
    NOW,
    OPENS,
    PREVIOUS,
    YEAR_AGO,
    asked,
    by_status,
    plainly,
)

SLUG = "dataset-1-900"
Document = dict[str, Any]


@pytest.fixture(scope="module")
def document(django_db_setup: None, django_db_blocker: Any) -> Iterator[Document]:
    """Of a plan that all tests of this file only read; it is rolled back after them."""
    with (
        django_db_blocker.unblock(),
        override_settings(BUSINESS_DATE=DAY),
        translation.override("ru"),
        transaction.atomic(),
    ):
        yield _made()
        transaction.set_rollback(True)


def _made() -> Document:
    """A synthetic plan of 900 reports, with extensions, nil returns, removals and money besides."""
    call_command("make_dataset", "--obligations", "900", "--json", stdout=StringIO())
    plan = ActionPlan.objects.select_related("concept", "coordinator").get(slug=SLUG)
    coordinator = factories.person(plan.coordinator, Role.COORDINATOR)
    _put_off(plan, coordinator)
    _nil_returns(plan)
    _left_control(plan, coordinator)
    _money(plan)
    return gather(round_of(plan, "2009Q2", TODAY), edition=1, as_of=TODAY, compiled_at=MOMENT)


def _put_off(plan: ActionPlan, coordinator: User) -> None:
    """Of what is not handed in: some dates moved, some only asked for."""
    owed = Obligation.objects.filter(measure__plan=plan, state="open", due_on__isnull=False)
    dated = owed.exclude(kind="continuous").order_by("due_on", "pk")
    late = dated.filter(due_on__lte=date(2009, 6, 10))[:40]
    ahead = dated.filter(due_on__range=(date(2009, 7, 6), date(2009, 8, 20)))[:20]
    for number, one in enumerate([*late, *ahead]):
        assert one.due_on
        granted = number % 3 == 0
        new = date(2009, 6, 20) if number % 2 and one.due_on < TODAY else date(2009, 9, 1)
        Extension.objects.create(
            obligation=one,
            requested_by=coordinator,
            requested_on=date(2009, 4, 1 + number % 20),
            old_due_on=one.due_on,
            proposed_on=new,
            reason=f"Причина {number}",
            state="granted" if granted else "requested",
            granted_on=new if granted else None,
            decided_by=coordinator if granted else None,
            decided_on=date(2009, 5, 4) if granted else None,
            act="№ 7" if granted else "",
        )
        if granted:
            moved = Obligation.objects.filter(pk=one.pk)
            moved.update(due_on=new, changed_on=date(2009, 5, 4))


def _nil_returns(plan: ActionPlan) -> None:
    owed = Obligation.objects.filter(
        measure__plan=plan, state="open", due_on__range=(OPENS, CLOSES)
    )
    for one in owed.order_by("pk")[:5]:
        factories.ProgressEntryFactory(
            obligation=one, claim="nil", text="", state="submitted", submitted_on=date(2009, 7, 2)
        )
        day = date(2009, 7, 2)
        Obligation.objects.filter(pk=one.pk).update(state="submitted", done_on=day, changed_on=day)


def _left_control(plan: ActionPlan, coordinator: User) -> None:
    for measure in list(plan.measures.order_by("position")[:6]):
        day = date(2009, 6, 1 + measure.position)
        paper = CompletionDocument("law", str(measure.position), day)
        open_now = measure.obligations.filter(state__in=("submitted",))
        if not open_now.exists():
            remove_from_control(measure, paper, by=coordinator, today=day)


def _money(plan: ActionPlan) -> None:
    for measure in plan.measures.order_by("position")[:9]:
        for year in (2009, 2010, None):
            factories.CostFactory(
                measure=measure,
                year=year,
                source="местный бюджет" if measure.position % 2 else "республиканский бюджет",
                planned=Decimal(measure.position) / 8,
                spent=Decimal(1) / 4 if measure.position % 3 else None,
            )
    keep_versions(list(plan.measures.all()), today=date(2009, 6, 1))


def counts_by(rows: plain_sql.Rows) -> dict[Any, dict[str, int]]:
    """(key, status, count) → counts by key."""
    found: defaultdict[Any, plain_sql.Rows] = defaultdict(list)
    for key, status, count in rows:
        found[key].append((status, count))
    return {key: by_status(counts) for key, counts in found.items()}


def test_totals(document: Document) -> None:
    told = document["totals"]
    group = "SELECT status, COUNT(*) FROM owed {} GROUP BY status"
    assert told["obligations"] == by_status(asked(SLUG, group.format("")))
    assert told["round"] == by_status(asked(SLUG, group.format("WHERE in_round = 1")))
    assert told["measures"] == _measures(NOW, DAY)
    assert sum(told["measures"].values()) == Measure.objects.filter(plan__slug=SLUG).count()
    assert {code for code, count in told["obligations"].items() if count} >= {
        "overdue", "in_review", "done", "done_late", "not_due", "removed", "in_progress",
    }  # fmt: skip


def _measures(told: dict[str, str], day: str) -> dict[str, int]:
    own = {pk for (pk,) in plainly(SLUG, OWN)}
    rows = plain_sql.statuses_of_measures(SLUG, plain_sql.measures_then(day), told)
    return by_status(list(Counter(status for pk, status in rows if pk in own).items()))


OWN = (
    "SELECT m.id FROM measures_measure m JOIN planner_actionplan p ON p.id = m.plan_id"
    " WHERE p.slug = %s"
)


@pytest.mark.parametrize(("name", "then"), [("previous", PREVIOUS), ("year", YEAR_AGO)])
def test_change(document: Document, name: str, then: dict[str, str]) -> None:
    told = document["change"][name]
    group = "SELECT status, COUNT(*) FROM owed {} GROUP BY status"
    assert told["as_of"] == then["day"]
    assert told["totals"] == {
        "measures": _measures(then, then["day"]),
        "obligations": by_status(asked(SLUG, group.format(""), then)),
        "round": by_status(asked(SLUG, group.format("WHERE in_round = 1"), then)),
    }
    assert sum(told["totals"]["obligations"].values()) > 0


OUT = f"""SUM(CASE WHEN in_round = 1 AND state IN ('open', 'returned') AND due_on < '{DAY}'
    THEN 1 ELSE 0 END)"""
ROUND = f"""COUNT(*), SUM(CASE WHEN in_round = 1 AND status <> 'removed' THEN 1 ELSE 0 END),
    SUM(CASE WHEN in_round = 1 AND state IN ('submitted', 'done') THEN 1 ELSE 0 END), {OUT}"""


@pytest.mark.parametrize("part", ["agency", "region"])
def test_by_body_and_by_region(document: Document, part: str) -> None:
    counts = counts_by(asked(SLUG, f"SELECT {part}, status, COUNT(*) FROM owed GROUP BY 1, 2"))
    rounds = {
        key: tuple(numbers)
        for key, *numbers in asked(SLUG, f"SELECT {part}, {ROUND} FROM owed GROUP BY 1")
    }
    rows = document["agencies" if part == "agency" else "regions"]
    assert {row[part]: row["counts"] for row in rows} == counts
    assert {row[part]: (row["total"], *_round(row)) for row in rows} == rounds
    if part == "region":
        measures = asked(SLUG, "SELECT region, COUNT(DISTINCT measure_id) FROM owed GROUP BY 1")
        assert {row["region"]: row["measures_total"] for row in rows} == dict(measures)
        assert len(rows) == 17


def _round(row: Document) -> Iterator[int]:
    yield from (row["round"][name] for name in ("owed", "handed_in", "out"))


SERVED = {
    "directions": """(SELECT DISTINCT l.measure_id, d.kind, d.number FROM measures_measure_lines l
        JOIN planner_lineofaction a ON a.id = l.lineofaction_id
        JOIN planner_direction d ON d.id = a.direction_id)""",
    "tasks": """(SELECT t.measure_id, g.number AS kind, k.number FROM measures_measure_tasks t
        JOIN planner_task k ON k.id = t.task_id JOIN planner_goal g ON g.id = k.goal_id)""",
}


@pytest.mark.parametrize("part", SERVED)
def test_by_direction_and_by_task(document: Document, part: str) -> None:
    first = "kind" if part == "directions" else "goal"
    rows = {(row[first], row["number"]): row for row in document[part]}
    owed = asked(
        SLUG,
        f"""SELECT s.kind, s.number, status, COUNT(*) FROM owed
        JOIN {SERVED[part]} s ON s.measure_id = owed.measure_id GROUP BY 1, 2, 3""",
    )
    counts = counts_by([((kind, number), status, n) for kind, number, status, n in owed])
    assert {key: row["counts"] for key, row in rows.items() if row["total"]} == counts
    measures = plainly(
        SLUG,
        f"""SELECT s.kind, s.number, COUNT(*) FROM {SERVED[part]} s JOIN ({OWN}) m
        ON m.id = s.measure_id GROUP BY 1, 2""",
    )
    assert {key: row["measures_total"] for key, row in rows.items() if row["measures_total"]} == {
        (kind, number): count for kind, number, count in measures
    }


def test_discipline(document: Document) -> None:
    late = "state IN ('submitted', 'done') AND kind <> 'continuous' AND done_on > due_on"
    moved = f"""EXISTS (SELECT 1 FROM measures_extension x WHERE x.obligation_id = owed.id
        AND x.state = 'granted' AND x.decided_on <= '{DAY}')"""
    returned = f"""EXISTS (SELECT 1 FROM measures_review v JOIN measures_progressentry e
        ON e.id = v.entry_id WHERE e.obligation_id = owed.id AND v.verdict = 'return'
        AND v.reviewed_on <= '{DAY}')"""
    handed = f"state IN ('submitted', 'done') AND NOT ({late})"
    sums = ", ".join(
        f"SUM(CASE WHEN {one} THEN 1 ELSE 0 END)" for one in (handed, late, moved, returned)
    )
    rows = asked(
        SLUG,
        f"""SELECT agency, COUNT(*), {sums}, {OUT} FROM owed
        WHERE in_round = 1 AND status <> 'removed' GROUP BY 1""",
    )
    names = ("due", "in_time", "late", "extended", "returned", "out")
    told = document["discipline"]
    found = {row["agency"]: tuple(row[name] for name in names) for row in told["agencies"]}
    assert found == {code: tuple(numbers) for code, *numbers in rows}
    whole = tuple(sum(row[at] for row in found.values()) for at in range(len(names)))
    assert tuple(told["total"][name] for name in names) == whole
    placed = [row for row in told["agencies"] if row["place"]]
    shares = [row["in_time"] / (row["in_time"] + row["late"] + row["out"]) for row in placed]
    assert shares == sorted(shares, reverse=True)
    assert [row["share"] for row in placed] == [int(share * 100) for share in shares]
    assert min(told["total"][name] for name in ("late", "extended", "returned")) > 0


def test_lists(document: Document) -> None:
    late = asked(SLUG, "SELECT id, due_on FROM owed WHERE status = 'overdue'")
    assert {row["obligation"]: row["days_late"] for row in document["overdue"]} == {
        pk: (TODAY - date.fromisoformat(str(due_on))).days for pk, due_on in late
    }
    ahead = asked(
        SLUG,
        f"""SELECT id FROM owed WHERE state IN ('open', 'returned')
        AND due_on BETWEEN '{DAY}' AND '{NEXT_CLOSES}'""",
    )
    assert sorted(row["obligation"] for row in document["ahead"]) == sorted(pk for (pk,) in ahead)
    assert 0 < sum("time_asked" in row["risks"] for row in document["ahead"]) < len(ahead)
    nil = asked(
        SLUG,
        "SELECT COUNT(*) FROM handed WHERE claim = 'nil' AND COALESCE(verdict, '') <> 'return'",
    )
    assert [(len(document["nil"]),)] == nil == [(5,)]


def test_completed(document: Document) -> None:
    accepted = f"""(SELECT e.obligation_id, MAX(v.reviewed_on) AS accepted_on
        FROM measures_progressentry e JOIN measures_review v ON v.entry_id = e.id
        WHERE v.verdict = 'accept' AND v.reviewed_on <= '{DAY}' AND e.claim IN ('done', 'nil')
        GROUP BY 1)"""
    rows = asked(
        SLUG,
        f"""SELECT id, accepted_on FROM
        (SELECT owed.id, owed.in_round, COALESCE(a.accepted_on, owed.done_on) AS accepted_on
        FROM owed LEFT JOIN {accepted} a ON a.obligation_id = owed.id WHERE owed.state = 'done')
        AS done WHERE accepted_on >= '{OPENS}' AND (accepted_on <= '{CLOSES}' OR in_round = 1)""",
    )
    found = {row["obligation"]: row["accepted_on"] for row in document["completed"]}
    assert found == {pk: str(day) for pk, day in rows}
    assert len(found) > 20


def test_silent(document: Document) -> None:
    rows = asked(
        SLUG,
        f"""SELECT agency, {OUT} FROM owed GROUP BY agency HAVING {OUT} > 0
        AND agency NOT IN (SELECT agency FROM handed)
        AND SUM(CASE WHEN in_round = 1 AND state IN ('submitted', 'done') THEN 1 ELSE 0 END) = 0""",
    )
    assert {row["agency"]: row["out"] for row in document["silent"]} == dict(rows)


def test_measures_one_by_one(document: Document) -> None:
    statuses = dict(plain_sql.statuses_of_measures(SLUG, plain_sql.measures_then(DAY), NOW))
    owed = asked(SLUG, "SELECT measure_id, status, COUNT(*) FROM owed GROUP BY 1, 2")
    counts = counts_by(owed)
    accepted = dict(
        asked(
            SLUG,
            f"""SELECT measure_id, COUNT(*) FROM handed WHERE verdict = 'accept'
            AND reviewed_on <= '{DAY}' GROUP BY 1""",
        )
    )
    for row in document["measures"]:
        pk = row["measure"]
        assert (row["status"], row["counts"], len(row["accepted"])) == (
            statuses[pk], counts.get(pk, by_status([])), accepted.get(pk, 0)
        )  # fmt: skip


def test_extensions_and_lateness(document: Document) -> None:
    rows = plainly(
        SLUG,
        f"""SELECT a.code, x.old_due_on, o.due_on, o.done_on FROM measures_extension x
        JOIN measures_obligation o ON o.id = x.obligation_id
        JOIN agencies_agency a ON a.id = o.agency_id
        JOIN ({OWN}) m ON m.id = o.measure_id
        WHERE x.state = 'granted' AND x.decided_on <= '{DAY}' AND o.state <> 'withdrawn'""",
    )
    found: Counter[str] = Counter()
    for _code, *three in rows:
        before, now, done = (one and date.fromisoformat(str(one)) for one in three)
        until = done or TODAY
        late = [max(0, (until - one).days) for one in (before, now)]
        found.update(
            moved=1, times=1, late_before=late[0], late=late[1], extended_away=late[0] - late[1]
        )
    told = document["lateness"]
    assert told["total"] == dict(found)
    assert {row["agency"]: row["moved"] for row in told["agencies"]} == dict(
        Counter(code for code, *_ in rows)
    )
    asked_for = plainly(
        SLUG,
        f"""SELECT COUNT(*) FROM measures_extension x JOIN measures_obligation o
        ON o.id = x.obligation_id JOIN ({OWN}) m ON m.id = o.measure_id
        WHERE o.state <> 'withdrawn' AND (x.state = 'requested'
        OR x.requested_on BETWEEN '{OPENS}' AND '{CLOSES}'
        OR x.decided_on BETWEEN '{OPENS}' AND '{CLOSES}')""",
    )
    assert [(len(document["extensions"]),)] == asked_for


def test_removed(document: Document) -> None:
    rows = plainly(
        SLUG,
        f"""SELECT m.id, m.state_on FROM measures_measure m JOIN planner_actionplan p
        ON p.id = m.plan_id WHERE p.slug = %s AND m.state <> 'on_control'
        AND m.state_on BETWEEN '{OPENS}' AND '{CLOSES}'""",
    )
    assert {row["measure"]: row["on"] for row in document["removed"]} == {
        pk: str(day) for pk, day in rows
    }
    assert rows


def test_spending(document: Document) -> None:
    rows = plainly(
        SLUG,
        f"""SELECT c.year, c.source, SUM(c.planned), SUM(c.spent) FROM measures_cost c
        JOIN ({OWN}) m ON m.id = c.measure_id GROUP BY 1, 2""",
    )
    found = {
        (year["year"], one["source"]): (Decimal(one["planned"]), Decimal(one["spent"]))
        for year in document["spending"]
        for one in year["sources"]
    }
    assert found == {
        (year, source): (_decimal(planned), _decimal(spent))
        for year, source, planned, spent in rows
    }
    for row in document["spending"]:
        sources = [money for (year, _), money in found.items() if year == row["year"]]
        assert Decimal(row["planned"]) == sum(money[0] for money in sources)
        assert (row["allotted"], Decimal(row["spent"])) == (None, sum(one[1] for one in sources))


def _decimal(amount: Any) -> Decimal:
    return Decimal(str(amount)).quantize(Decimal("0.001"))


def test_every_figure_follows_from_the_rows_and_these_from_the_database(
    document: Document,
) -> None:
    assert disagreements(document) == []
    assert against_database(document) == []
