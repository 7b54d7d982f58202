"""An edition that is ready never changes, whoever writes it."""

from agencies.triggers import Guard

GUARDS = [
    Guard(
        name="reports_ready_report_is_frozen",
        table="reports_report",
        events=("UPDATE",),
        forbidden=(
            "OLD.state = 'ready' AND (NEW.state <> OLD.state OR NEW.sha256 <> OLD.sha256"
            " OR CAST(NEW.content AS text) <> CAST(OLD.content AS text)"
            " OR NEW.as_of <> OLD.as_of OR NEW.edition <> OLD.edition"
            " OR NEW.round_id <> OLD.round_id)"
        ),
        message="an edition that is ready never changes",
    ),
    Guard(
        name="reports_ready_report_stays",
        table="reports_report",
        events=("DELETE",),
        forbidden="OLD.state = 'ready'",
        message="an edition that is ready is never deleted",
    ),
    Guard(
        name="reports_file_is_frozen",
        table="reports_reportfile",
        events=("UPDATE",),
        forbidden="1 = 1",
        message="a drawn file of an edition never changes",
    ),
]
