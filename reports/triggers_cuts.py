"""What was made of a cut never changes, whoever writes it."""

from typing import Final

from agencies.triggers import Guard

_OF_A_READY_ONE: Final = (
    "EXISTS (SELECT 1 FROM reports_cutedition e WHERE e.id = {row}.edition_id"
    " AND e.state = 'ready')"
)
GUARDS: Final = [
    Guard(
        name="reports_ready_cut_is_frozen",
        table="reports_cutedition",
        events=("UPDATE",),
        forbidden=(
            "OLD.state = 'ready' AND (NEW.state <> OLD.state OR NEW.sha256 <> OLD.sha256"
            " OR CAST(NEW.content AS text) <> CAST(OLD.content AS text)"
            " OR CAST(NEW.choice AS text) <> CAST(OLD.choice AS text)"
            " OR NEW.as_of <> OLD.as_of OR NEW.number <> OLD.number OR NEW.cut_id <> OLD.cut_id)"
        ),
        message="what was made of a cut never changes",
    ),
    Guard(
        name="reports_ready_cut_stays",
        table="reports_cutedition",
        events=("DELETE",),
        forbidden="OLD.state = 'ready'",
        message="what was made of a cut is never deleted",
    ),
    Guard(
        name="reports_cut_file_is_frozen",
        table="reports_cutfile",
        events=("UPDATE",),
        forbidden="1 = 1",
        message="a drawn file of a cut never changes",
    ),
    Guard(
        name="reports_cut_file_stays",
        table="reports_cutfile",
        events=("DELETE",),
        forbidden=_OF_A_READY_ONE.format(row="OLD"),
        message="a drawn file of a ready cut is never deleted",
    ),
    Guard(
        name="reports_cut_file_of_a_ready_one",
        table="reports_cutfile",
        events=("INSERT",),
        forbidden=_OF_A_READY_ONE.format(row="NEW"),
        message="a cut that is ready takes no more files",
    ),
]
