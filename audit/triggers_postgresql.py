"""Records what a statement did to a table, all its rows together (transition tables).

One function and one trigger for each of INSERT, UPDATE and DELETE, with the table's columns
written out: half the time of comparing documents.
"""

from typing import Final

from audit import recorded
from audit.tables import Column, Table, Told

COLUMNS: Final = (
    "at, xid, kind, relation, object_id, label, row_count, before, after,"
    " actor, behalf, door, route, request, token, db_user, personal"
)
# The act as the application told it with this very statement, or with one before it in the same
# transaction; who came past the application told nothing.
_ACT: Final = """
    act jsonb := COALESCE(NULLIF(current_setting('audit.act', true), ''), '{}')::jsonb;
    origin text := COALESCE(',"origin":' || (act->'origin')::text, '');"""
# A plan is kept for the session: one made for many rows would be compiled anew for each single one
# (a hundred times its cost).
_PLAIN: Final = "SET jit = off"
_WHEN: Final = "clock_timestamp(), pg_current_xact_id()::text::bigint"
_WHO: Final = (
    "(act->>'actor')::bigint, (act->>'behalf')::bigint, COALESCE(act->>'door', 'unknown'),"
    " COALESCE(act->>'route', ''), COALESCE(act->>'request', ''), (act->>'token')::bigint,"
    " session_user"
)
_KEPT: Final = """CASE WHEN origin = '' AND r.named = '' THEN NULL
        ELSE '{"salt":"' || gen_random_uuid() || '"' || origin || r.named || '}' END"""
_ROWS: Final = {
    "insert": ("NEW TABLE AS now", "now n", "n"),
    "update": ("OLD TABLE AS was NEW TABLE AS now", "", "COALESCE(n.{key}, o.{key})"),
    "delete": ("OLD TABLE AS was", "was o", "o"),
}
FOR_ALL: Final = f"""CREATE OR REPLACE FUNCTION audit_emptied() RETURNS trigger AS $audit$
    DECLARE {_ACT}
    BEGIN INSERT INTO audit_entry ({COLUMNS})
    SELECT {_WHEN}, 'truncate', TG_TABLE_NAME, '', '', 0, '', '', {_WHO},
        {_KEPT} FROM (SELECT ''::text AS named) r;
    RETURN NULL; END $audit$ LANGUAGE plpgsql"""  # noqa: S608  (our own constants)


def statements(table: Table, event: str, name: str) -> list[str]:
    """The function and the trigger, both called `name`, that record the event on the table."""
    if event == "truncate":
        return [
            f"CREATE TRIGGER {name} AFTER TRUNCATE ON {_q(table.name)}"
            " FOR EACH STATEMENT EXECUTE FUNCTION audit_emptied()"
        ]
    above = "WHEN (pg_trigger_depth() = 0)" if table.name in recorded.DERIVED else ""
    return [
        f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $audit$
        DECLARE {_ACT}
        BEGIN {_many(table, event)} {_each(table, event)} RETURN NULL; END
        $audit$ LANGUAGE plpgsql {_PLAIN}""",
        f"""CREATE TRIGGER {name} AFTER {event.upper()} ON {_q(table.name)}
        REFERENCING {_ROWS[event][0]} FOR EACH STATEMENT {above}
        EXECUTE FUNCTION {name}()""",
    ]


def _many(table: Table, event: str) -> str:
    """One record for all rows of a ledger's large statement."""
    if table.name not in recorded.LEDGERS:
        return ""
    rows = "was" if event == "delete" else "now"
    return f"""IF (SELECT count(*) FROM (SELECT FROM {rows} LIMIT {recorded.MANY + 1}) few)
        > {recorded.MANY} THEN
        INSERT INTO audit_entry ({COLUMNS})
        SELECT {_WHEN}, '{event}', '{table.name}', '', '', (SELECT count(*) FROM {rows}), '', '',
        {_WHO}, {_KEPT} FROM (SELECT ''::text AS named) r;
        RETURN NULL; END IF;"""  # noqa: S608


def _each(table: Table, event: str) -> str:
    key = f"COALESCE(n.{_q(table.key)}, o.{_q(table.key)})"
    rows = f"was o FULL JOIN now n ON n.{_q(table.key)} = o.{_q(table.key)}"
    if event != "update":
        rows, alias = _ROWS[event][1:]
        key = f"{alias}.{_q(table.key)}"
    return f"""INSERT INTO audit_entry ({COLUMNS})
        SELECT {_WHEN}, '{event}', '{table.name}', r.pk, r.label, 1, r.before, r.after,
        {_WHO}, {_KEPT}
        FROM (SELECT {key}::text AS pk, {_label(table, event)} AS label,
            {_changed(table, event, "o")} AS before, {_changed(table, event, "n")} AS after,
            {_named(table, event)} AS named
            FROM {rows} ORDER BY 1) r
        WHERE r.before || r.after <> '{{}}{{}}';"""  # noqa: S608


def _label(table: Table, event: str) -> str:
    if not table.label:
        return "''"
    column = f"{'o' if event == 'delete' else 'n'}.{_q(table.label)}"
    return f"COALESCE(left({column}::text, {recorded.LABEL_LENGTH}), '')"


def _changed(table: Table, event: str, side: str) -> str:
    """A JSON object of the columns that changed; of a new or deleted row those that hold a value.

    "" on the side that there is not.
    """
    if (event, side) in (("insert", "o"), ("delete", "n")):
        return "''"
    quiet = recorded.QUIET.get(table.name, ()) if event == "update" else ()
    told = [column for column in table.columns if column.name not in quiet]
    parts = [_pair(column, event, side, _value(column, side)) for column in told]
    return "'{' || concat_ws(',', " + ", ".join(parts) + ") || '}'"


def _named(table: Table, event: str) -> str:
    """The values that name people, beside those that are chained; "" if there are none."""
    columns = table.of(Told.PERSONAL)
    sides = [
        (word, side)
        for word, side in (("before", "o"), ("after", "n"))
        if (event, side) not in (("insert", "o"), ("delete", "n"))
    ]
    if not columns:
        return "''"
    return " || ".join(
        f"""COALESCE(',"{word}":{{' || NULLIF(concat_ws(',', {
            ", ".join(_pair(one, event, side, _whole(one, side)) for one in columns)
        }), '') || '}}', '')"""
        for word, side in sides
    )


def _pair(column: Column, event: str, side: str, value: str) -> str:
    name, mine = _q(column.name), f"{side}.{_q(column.name)}"
    there = f"{mine} IS NOT NULL"
    if event == "update":
        there = f"n.{name} IS DISTINCT FROM o.{name}"
    return f"""CASE WHEN {there} THEN '"{column.name}":' || {value} END"""


def _value(column: Column, side: str) -> str:
    mine = f"{side}.{_q(column.name)}"
    if column.told in (Told.PERSONAL, Told.SECRET):
        return f"""'{{"$":"{column.told.value}"}}'"""
    if column.told is Told.WHOLE:
        return _whole(column, side)
    as_bytes = mine if column.told is Told.BYTES else f"convert_to({mine}::text, 'UTF8')"
    length = f"octet_length({mine})" if column.told is Told.BYTES else f"length({mine}::text)"
    digest = f"""'{{"$":"sha256","of":"' || encode(sha256({as_bytes}), 'hex') || '","length":'
        || {length} || '}}'"""
    longer = "true" if column.told is Told.BYTES else f"{length} > {recorded.LONG}"
    short = "'null'" if column.told is Told.BYTES else f"to_json({mine}::text)::text"
    return f"CASE WHEN {mine} IS NULL THEN 'null' WHEN {longer} THEN {digest} ELSE {short} END"


def _whole(column: Column, side: str) -> str:
    mine = f"{side}.{_q(column.name)}"
    text = f"{mine}::text" if column.told is Told.PERSONAL else mine
    return f"COALESCE(to_json({text})::text, 'null')"


def _q(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
