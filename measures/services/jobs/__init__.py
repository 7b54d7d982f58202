"""Long work: asked for as a row, done by whichever worker claims it. docs/decisions/0018."""

from measures.services.jobs.asking import ask_bulk, ask_export, ask_import, ask_upload, cancel
from measures.services.jobs.bulk import ACTS, LONGEST, BulkAct
from measures.services.jobs.clearing import clear_old_files
from measures.services.jobs.working import give_up_abandoned, left_lying, run_job, run_next

__all__ = [
    "ACTS",
    "LONGEST",
    "BulkAct",
    "ask_bulk",
    "ask_export",
    "ask_import",
    "ask_upload",
    "cancel",
    "clear_old_files",
    "give_up_abandoned",
    "left_lying",
    "run_job",
    "run_next",
]
