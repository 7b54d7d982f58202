"""The record is only added to, whoever writes; one part may be forgotten."""

from typing import Final

from agencies.triggers import Guard

_KEPT: Final = (
    *("id", "at", "xid", "kind", "relation", "object_id", "label", "row_count", "before", "after"),
    *("actor", "behalf", "door", "route", "request", "token", "db_user"),
)
_SAME: Final = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in _KEPT)
GUARDS: Final = [
    Guard(
        "audit_entry_is_kept",
        "audit_entry",
        ("UPDATE",),
        f"NOT (NEW.personal IS NULL AND {_SAME})",
        "the audit record never changes",
    ),
    *(
        Guard(f"{table}_stays", table, ("DELETE",), "1 = 1", "the audit record is never deleted")
        for table in ("audit_entry", "audit_link", "audit_anchor")
    ),
    *(
        Guard(f"{table}_is_frozen", table, ("UPDATE",), "1 = 1", "the audit record never changes")
        for table in ("audit_link", "audit_anchor")
    ),
    *(
        Guard(f"{table}_fills", table, ("TRUNCATE",), "1 = 1", "the audit record is never emptied")
        for table in ("audit_entry", "audit_link", "audit_anchor")
    ),
]
# What tables went through is told by their triggers alone: the application adds what it did beside.
ONLY_TRIGGERS_TELL: Final = (
    """CREATE OR REPLACE FUNCTION audit_entry_is_told() RETURNS trigger AS $audit$ BEGIN
    RAISE EXCEPTION 'what tables went through is recorded by the database alone'
    USING ERRCODE = 'check_violation'; END $audit$ LANGUAGE plpgsql""",
    "DROP TRIGGER IF EXISTS audit_entry_is_told ON audit_entry",
    """CREATE TRIGGER audit_entry_is_told BEFORE INSERT ON audit_entry FOR EACH ROW
    WHEN (pg_trigger_depth() = 0 AND NEW.kind IN ('insert', 'update', 'delete', 'truncate'))
    EXECUTE FUNCTION audit_entry_is_told()""",
)
