"""An edition that is ready never changes, whoever writes it."""

from agencies.triggers import Guard
from reports.triggers_issuing import ISSUING_GUARDS

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
    Guard(
        name="reports_file_stays",
        table="reports_reportfile",
        events=("DELETE",),
        forbidden=(
            "EXISTS (SELECT 1 FROM reports_report r"
            " WHERE r.id = OLD.report_id AND r.state = 'ready')"
        ),
        message="a drawn file of an edition that is ready is never deleted",
    ),
    Guard(
        name="reports_file_of_a_ready_report",
        table="reports_reportfile",
        events=("INSERT",),
        forbidden=(
            "EXISTS (SELECT 1 FROM reports_report r"
            " WHERE r.id = NEW.report_id AND r.state = 'ready')"
        ),
        message="an edition that is ready takes no more files",
    ),
    *ISSUING_GUARDS,
]
