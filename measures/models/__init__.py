"""How and by when: measures, executors, deadlines, obligations, progress, reminders."""

from measures.models.extension import Extension, ExtensionState
from measures.models.history import Event, EventKind
from measures.models.imports import ImportFile, ImportState
from measures.models.measure import (
    Cost,
    Deadline,
    DeadlineKind,
    Executor,
    ExecutorRole,
    Measure,
    MeasureState,
)
from measures.models.obligation import Obligation, ObligationState
from measures.models.progress import (
    Claim,
    DocumentKind,
    Evidence,
    ProgressEntry,
    ProgressState,
    Review,
    Verdict,
)
from measures.models.reminder import (
    Audience,
    Digest,
    DigestState,
    Reminder,
    ReminderRule,
    ReminderState,
)

__all__ = [
    "Audience",
    "Claim",
    "Cost",
    "Deadline",
    "DeadlineKind",
    "Digest",
    "DigestState",
    "DocumentKind",
    "Event",
    "EventKind",
    "Evidence",
    "Executor",
    "ExecutorRole",
    "Extension",
    "ExtensionState",
    "ImportFile",
    "ImportState",
    "Measure",
    "MeasureState",
    "Obligation",
    "ObligationState",
    "ProgressEntry",
    "ProgressState",
    "Reminder",
    "ReminderRule",
    "ReminderState",
    "Review",
    "Verdict",
]
