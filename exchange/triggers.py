"""Changes are told by the database itself: each row that a service leaves leaves a Change besides,
in the same transaction, whoever writes it and however. No service knows of them.

SQL over the source's row `e` that PostgreSQL and SQLite both understand; the same sentences tell
what happened before there was a feed (migration 0001).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

from agencies.triggers import Keeper
from exchange.rules.types import OF_EVENTS, OF_ISSUES, OF_ROUNDS

UUID: Final = {"postgresql": "gen_random_uuid()", "sqlite": "lower(hex(randomblob(16)))"}
COLUMNS: Final = (
    *("uid", "type", "is_open", "about", "about_id", "plan_id", "measure_id", "obligation_id"),
    *("agency_id", "happened_on", "at"),
)


@dataclass(frozen=True)
class Source:
    """Rows of `table` that tell of a change. `type`, `is_open`, `about`…: SQL over the row `e` and
    what is `joined`. `told`: which rows tell; `when`: which changes of a row do, over NEW and OLD.
    """

    name: str
    table: str
    type: str
    about: str
    about_id: str
    plan: str
    day: str
    at: str
    joined: str = ""
    is_open: str = "TRUE"
    measure: str = "NULL"
    obligation: str = "NULL"
    agency: str = "NULL"
    told: str = ""
    event: str = "INSERT"
    when: str = ""
    inserted: bool = False  # told as well of a row that comes so


def _typed(column: str, table: Mapping[str, tuple[str, bool]], thing: str) -> str:
    """A kind that is not in the table is told under its own name, to the fewest."""
    cases = " ".join(f"WHEN '{kind}' THEN '{name}'" for kind, (name, _open) in table.items())
    return f"CASE {column} {cases} ELSE '{thing}.' || {column} END"


def _opened(column: str, table: Mapping[str, tuple[str, bool]]) -> str:
    kinds = ", ".join(f"'{kind}'" for kind, (_name, is_open) in table.items() if is_open)
    return f"{column} IN ({kinds})"


_ENTRY: Final = "CAST(e.data->>'entry' AS bigint)"
_OF_REPORTS: Final = "JOIN reports_reportinground r ON r.id = e.round_id"
_ISSUES: Final = ", ".join(f"'{kind}'" for kind in OF_ISSUES)

SOURCES: Final = [
    Source(
        "measures_event",
        "measures_event",
        joined=(
            "JOIN measures_measure m ON m.id = e.measure_id"
            " LEFT JOIN measures_obligation o ON o.id = e.obligation_id"
        ),
        type=_typed("e.kind", OF_EVENTS, "measure"),
        is_open=_opened("e.kind", OF_EVENTS),
        about=(
            f"CASE WHEN {_ENTRY} IS NOT NULL THEN 'progress'"
            " WHEN e.obligation_id IS NOT NULL THEN 'obligation' ELSE 'measure' END"
        ),
        about_id=f"COALESCE({_ENTRY}, e.obligation_id, e.measure_id)",
        plan="m.plan_id",
        measure="e.measure_id",
        obligation="e.obligation_id",
        agency="o.agency_id",
        day="e.happened_on",
        at="e.at",
    ),
    Source(
        "reports_round",
        "reports_reportinground",
        type="'round.opened'",
        about="'round'",
        about_id="e.id",
        plan="e.plan_id",
        day="e.starts_on",
        at="CURRENT_TIMESTAMP",
    ),
    Source(
        "reports_roundevent",
        "reports_roundevent",
        joined=_OF_REPORTS,
        type=_typed("e.act", OF_ROUNDS, "round"),
        is_open=_opened("e.act", OF_ROUNDS),
        about="'round'",
        about_id="e.round_id",
        plan="r.plan_id",
        agency="e.agency_id",
        day="e.happened_on",
        at="e.at",
    ),
    Source(
        "reports_report",
        "reports_report",
        joined=_OF_REPORTS,
        type="'edition.ready'",
        about="'edition'",
        about_id="e.id",
        plan="r.plan_id",
        day="e.as_of",
        at="COALESCE(e.compiled_at, CURRENT_TIMESTAMP)",
        told="e.state = 'ready'",
        event="UPDATE",
        inserted=True,
        when="NEW.state = 'ready' AND OLD.state <> 'ready'",
    ),
    Source(
        "reports_issueact",
        "reports_issueact",
        joined="JOIN reports_issue i ON i.id = e.issue_id",
        type=_typed("e.kind", OF_ISSUES, "edition"),
        is_open=_opened("e.kind", OF_ISSUES),
        about="'edition'",
        about_id="i.report_id",
        plan="i.plan_id",
        day='e."on"',
        at="e.at",
        told=f"e.kind IN ({_ISSUES})",
    ),
    Source(
        "publications_published",
        "publications_publication",
        type="'publication.published'",
        about="'publication'",
        about_id="e.id",
        plan="e.plan_id",
        day="e.published_on",
        at="e.published_at",
    ),
    Source(
        "publications_withdrawn",
        "publications_publication",
        type="'publication.withdrawn'",
        about="'publication'",
        about_id="e.id",
        plan="e.plan_id",
        day="e.withdrawn_on",
        at="e.withdrawn_at",
        told="e.withdrawn_at IS NOT NULL",
        event="UPDATE",
        when="NEW.withdrawn_at IS NOT NULL AND OLD.withdrawn_at IS NULL",
    ),
    *(
        Source(
            f"planner_amendment_{state}",
            "planner_amendment",
            type=f"'amendment.{state}'",
            about="'amendment'",
            about_id="e.id",
            plan="e.plan_id",
            day=day,
            at="CURRENT_TIMESTAMP",
            told=f"e.state IN ({states})",
            event="UPDATE",
            inserted=True,
            when=f"NEW.state = '{state}' AND OLD.state <> '{state}'",
        )
        for state, states, day in (
            ("adopted", "'adopted', 'applied'", "e.adopted_on"),
            ("applied", "'applied'", "COALESCE(e.applied_on, e.in_force_on)"),
        )
    ),
    Source(
        "planner_plan_repealed",
        "planner_actionplan",
        type="'plan.repealed'",
        about="'plan'",
        about_id="e.id",
        plan="e.id",
        day="e.repealed_on",
        at="CURRENT_TIMESTAMP",
        told="e.repealed_on IS NOT NULL",
        event="UPDATE",
        when="NEW.repealed_on IS NOT NULL AND OLD.repealed_on IS NULL",
    ),
]


def keepers(vendor: str) -> list[Keeper]:
    return [keeper for source in SOURCES for keeper in _keepers(source, vendor)]


def _keepers(source: Source, vendor: str) -> Iterator[Keeper]:
    name, of_row = f"exchange_of_{source.name}", sentence(source, vendor, "e.id = NEW.id")
    if source.event == "UPDATE":
        yield Keeper(name, source.table, "UPDATE", (of_row,), when=source.when)
    if source.event == "INSERT" or source.inserted:
        at_once = sentence(source, vendor, rows="added")
        yield Keeper(f"{name}_new", source.table, "INSERT", (of_row,), at_once=at_once)


def sentence(source: Source, vendor: str, condition: str = "", *, rows: str = "") -> str:
    """INSERT … SELECT of the changes that the rows tell which meet the condition."""
    told = " AND ".join(part for part in (condition, source.told) if part) or "TRUE"
    values = ", ".join(
        (
            *(UUID[vendor], source.type, source.is_open, source.about, source.about_id),
            *(source.plan, source.measure, source.obligation, source.agency),
            *(source.day, source.at),
        )
    )
    return (
        f"INSERT INTO exchange_change ({', '.join(COLUMNS)}) SELECT {values}"  # noqa: S608  (our own constants)
        # Ids are given, and with them the places in the feed, in the order of what happened.
        f" FROM {rows or source.table} e {source.joined} WHERE {told} ORDER BY e.id"
    )


# The beginning of a day, where nothing else tells when something was recorded.
_MIDNIGHT: Final = {
    "postgresql": "CAST({day} AS timestamp with time zone)",
    "sqlite": "{day} || ' 00:00:00'",
}


def tell_past(connection: BaseDatabaseWrapper) -> None:
    """Writes the changes of all that happened before there was a feed, numbered as it happened."""
    with connection.cursor() as cursor:
        for source in SOURCES:
            cursor.execute(f"SELECT 1 FROM {source.table} LIMIT 1")  # noqa: S608
            if cursor.fetchone():
                then = _MIDNIGHT[connection.vendor].format(day=source.day)
                dated = replace(source, at=source.at.replace("CURRENT_TIMESTAMP", then))
                cursor.execute(sentence(dated, connection.vendor))
        cursor.execute(numbering("at, id"), [0])
        cursor.execute(
            "INSERT INTO exchange_feed (id, numbered, spread)"
            " SELECT 1, COUNT(*), COUNT(*) FROM exchange_change"
        )


def numbering(order: str = "id") -> str:
    """UPDATE that gives numbers, after the one that is its parameter, to changes without one."""
    place = f"%s + ROW_NUMBER() OVER (ORDER BY {order}) AS place"
    ordered = f"SELECT id, {place} FROM exchange_change WHERE number IS NULL"  # noqa: S608
    where = "WHERE exchange_change.id = n.id"
    return f"UPDATE exchange_change SET number = n.place FROM ({ordered}) n {where}"  # noqa: S608


def remove(connection: BaseDatabaseWrapper) -> None:
    """Before the table of changes goes: what tells them goes first."""
    on_table = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for keeper in keepers(connection.vendor):
            of = f" ON {keeper.table}" if on_table else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {keeper.name}{of}")
