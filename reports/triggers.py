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
        name="reports_gathered_content_stays",
        table="reports_report",
        events=("UPDATE",),
        # The hash stands for the content, which every worker compares with it before drawing: to
        # compare the documents here would cost seconds with each step of the progress.
        forbidden="OLD.sha256 <> '' AND NEW.sha256 <> '' AND NEW.sha256 <> OLD.sha256",
        message="what an edition tells is gathered once",
    ),
    Guard(
        name="reports_ready_when_all_is_made",
        table="reports_report",
        events=("UPDATE",),
        forbidden=(
            "NEW.state = 'ready' AND OLD.state <> 'ready' AND EXISTS (SELECT 1"
            " FROM reports_reportpart p WHERE p.report_id = NEW.id AND p.state <> 'done')"
        ),
        message="an edition is ready when all its parts are made",
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
    Guard(
        name="reports_part_of_a_ready_report",
        table="reports_reportpart",
        events=("INSERT", "UPDATE"),
        forbidden=(
            "EXISTS (SELECT 1 FROM reports_report r"
            " WHERE r.id = NEW.report_id AND r.state = 'ready')"
        ),
        message="how a ready edition was compiled is not written anew",
    ),
    Guard(
        name="reports_part_of_a_ready_report_stays",
        table="reports_reportpart",
        events=("DELETE",),
        forbidden=(
            "EXISTS (SELECT 1 FROM reports_report r"
            " WHERE r.id = OLD.report_id AND r.state = 'ready')"
        ),
        message="how a ready edition was compiled stays on record",
    ),
    *ISSUING_GUARDS,
]
