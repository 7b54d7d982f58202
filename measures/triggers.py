"""The database keeps every version of an obligation itself, whoever changes it and however."""

from agencies.triggers import Keeper

COLUMNS = (
    *("measure_id", "agency_id", "role", "by_agreement", "kind", "occurrence"),
    *("written_on", "due_on", "first_due_on", "state", "done_on"),
)
_NEW = ", ".join(f"NEW.{column}" for column in COLUMNS)
_SET = ", ".join(f"{column} = NEW.{column}" for column in COLUMNS)
_CURRENT = "obligation_id = NEW.id AND until IS NULL"
_BEGIN = (
    f"INSERT INTO measures_obligationversion (obligation_id, {', '.join(COLUMNS)}, since)"  # noqa: S608  (our own constants)
    f" VALUES (NEW.id, {_NEW}, NEW.changed_on)"
)

KEEPERS = [
    Keeper("measures_obligation_begins", "measures_obligation", "INSERT", (_BEGIN,)),
    Keeper(
        "measures_obligation_changes",
        "measures_obligation",
        "UPDATE",
        (f"UPDATE measures_obligationversion SET until = NEW.changed_on WHERE {_CURRENT}", _BEGIN),  # noqa: S608
        when="NEW.changed_on > OLD.changed_on",
    ),
    # A second change of one day: the day is told as it ended.
    Keeper(
        "measures_obligation_changes_again",
        "measures_obligation",
        "UPDATE",
        (f"UPDATE measures_obligationversion SET {_SET} WHERE {_CURRENT}",),  # noqa: S608
        when="NEW.changed_on <= OLD.changed_on",
    ),
]
