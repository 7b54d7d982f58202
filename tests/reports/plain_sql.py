"""Figures of a report counted by plain SQL, apart from all that gathers them: no model, no rule and
no queryset of the project is used here. For the second quarter of 2009 as of 6 July."""

from typing import Any

from django.db import connection

DAY, OPENS, CLOSES, NEXT_CLOSES = "2009-07-06", "2009-04-06", "2009-07-05", "2009-10-05"
SOON = "2009-08-05"  # thirty days from the day of the report
GRAVITY = (
    "overdue", "returned", "in_review", "in_progress", "waiting", "continuous", "not_due",
    "done_late", "done", "removed",
)  # fmt: skip
Rows = list[tuple[Any, ...]]

STATUS = """CASE
    WHEN o.state = 'removed' THEN 'removed'
    WHEN o.state = 'submitted' THEN 'in_review'
    WHEN o.state = 'done' AND o.kind <> 'continuous' AND o.done_on > o.due_on THEN 'done_late'
    WHEN o.state = 'done' THEN 'done'
    WHEN o.kind = 'continuous' AND o.state = 'returned' THEN 'returned'
    WHEN o.kind = 'continuous' THEN 'continuous'
    WHEN o.due_on < '{day}' THEN 'overdue'
    WHEN o.state = 'returned' THEN 'returned'
    WHEN o.due_on IS NULL THEN 'waiting'
    WHEN o.due_on <= '{soon}' THEN 'in_progress'
    ELSE 'not_due' END"""

IN_ROUND = """CASE
    WHEN o.kind = 'continuous' THEN CASE WHEN o.occurrence = '{label}' THEN 1 ELSE 0 END
    WHEN o.due_on IS NULL THEN 0
    WHEN o.due_on <> o.first_due_on
        THEN CASE WHEN o.due_on BETWEEN '{opens}' AND '{closes}' THEN 1 ELSE 0 END
    WHEN COALESCE(o.written_on, o.due_on) BETWEEN '{opens}' AND '{closes}' THEN 1
    ELSE 0 END"""

NOW: dict[str, str] = {
    "source": "measures_obligation o",
    "id": "o.id",
    "where": "1 = 1",
    "day": DAY,
    "soon": SOON,
    "label": "2009Q2",
    "opens": OPENS,
    "closes": CLOSES,
}
# As of an earlier day: the versions of obligations that the day ended with.
YEAR_AGO = {
    "source": "measures_obligationversion o",
    "id": "o.obligation_id",
    "where": "o.since <= '2008-07-06' AND (o.until IS NULL OR o.until > '2008-07-06')",
    "day": "2008-07-06",
    "soon": "2008-08-05",
    "label": "2008Q2",
    "opens": "2008-04-06",
    "closes": "2008-07-05",
}
PREVIOUS = {
    "source": "measures_obligationversion o",
    "id": "o.obligation_id",
    "where": "o.since <= '2009-04-06' AND (o.until IS NULL OR o.until > '2009-04-06')",
    "day": "2009-04-06",
    "soon": "2009-05-06",
    "label": "2009Q1",
    "opens": "2009-01-06",
    "closes": "2009-04-05",
}


def owed_sql(told: dict[str, str]) -> str:
    """`owed` with status and round, `handed` with what was reported on it in the round."""
    return f"""WITH owed AS (
        SELECT {told["id"]} AS id, o.measure_id, a.code AS agency, r.code AS region,
            o.kind, o.state, o.due_on, o.done_on,
            {STATUS.format(**told)} AS status, {IN_ROUND.format(**told)} AS in_round
        FROM {told["source"]}
        JOIN measures_measure m ON m.id = o.measure_id
        JOIN planner_actionplan p ON p.id = m.plan_id
        JOIN agencies_agency a ON a.id = o.agency_id
        LEFT JOIN agencies_region r ON r.id = a.region_id
        WHERE p.slug = %s AND o.state <> 'withdrawn' AND {told["where"]}
    ), handed AS (
        SELECT owed.id, owed.agency, owed.measure_id, e.claim, e.state, v.verdict, v.reviewed_on
        FROM owed
        JOIN measures_progressentry e ON e.obligation_id = owed.id
        LEFT JOIN measures_review v ON v.entry_id = e.id
        WHERE e.submitted_on <= '{DAY}' AND e.state NOT IN ('draft', 'withdrawn')
            AND (owed.in_round = 1 OR e.submitted_on BETWEEN '{OPENS}' AND '{CLOSES}')
    )"""


def asked(plan: str, select: str, told: dict[str, str] = NOW) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(f"{owed_sql(told)} {select}", [plan])
        return list(cursor.fetchall())


def plainly(plan: str, statement: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(statement, [plan])
        return list(cursor.fetchall())


def by_status(rows: Rows) -> dict[str, int]:
    found = dict.fromkeys(GRAVITY, 0)
    return {**found, **dict(rows)}


def statuses_of_measures(plan: str, measures: str, told: dict[str, str]) -> Rows:
    """(measure, status): the gravest of what is owed; `measures` selects (id, off)."""
    places = " ".join(f"WHEN '{one}' THEN {at}" for at, one in enumerate(GRAVITY))
    words = " ".join(f"WHEN {at} THEN '{one}'" for at, one in enumerate(GRAVITY))
    return asked(
        plan,
        f"""SELECT rows.id, CASE WHEN rows.off = 1 THEN 'removed' ELSE
            COALESCE(CASE MIN(CASE owed.status {places} END) {words} END, 'waiting') END
        FROM ({measures}) rows LEFT JOIN owed ON owed.measure_id = rows.id
        GROUP BY rows.id, rows.off""",
        told,
    )


def measures_then(day: str) -> str:
    """Ids of the measures that a day knew, and whether they were off control; for every plan."""
    return f"""SELECT v.measure_id AS id, CASE WHEN v.state = 'on_control' THEN 0 ELSE 1 END AS off
        FROM measures_measureversion v
        WHERE v.since <= '{day}' AND (v.until IS NULL OR v.until > '{day}')"""
