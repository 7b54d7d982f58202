"""The database keeps every version of an obligation itself, whoever changes it and however."""

from agencies.triggers import Keeper

COLUMNS = (
    *("measure_id", "agency_id", "role", "by_agreement", "kind", "occurrence"),
    *("written_on", "due_on", "first_due_on", "state", "done_on"),
)
_NEW = ", ".join(f"NEW.{column}" for column in COLUMNS)
_SET = ", ".join(f"{column} = NEW.{column}" for column in COLUMNS)
_CURRENT = "obligation_id = NEW.id AND until IS NULL"
_ALL = ", ".join(COLUMNS)
_INTO = f"INSERT INTO measures_obligationversion (obligation_id, {_ALL}, since)"
_BEGIN = f"{_INTO} VALUES (NEW.id, {_NEW}, NEW.changed_on)"
_BEGIN_ALL = f"{_INTO} SELECT id, {_ALL}, changed_on FROM added"  # noqa: S608  (our own constants)

KEEPERS = [
    Keeper(
        "measures_obligation_begins",
        "measures_obligation",
        "INSERT",
        (_BEGIN,),
        at_once=_BEGIN_ALL,
    ),
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
