"""How and by when: measures, executors, deadlines, obligations, progress, reminders."""

from measures.models.amending import Change, ChangeKind
from measures.models.extension import Extension, ExtensionLevel, ExtensionState
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
from measures.models.obligation import Obligation, ObligationState, ObligationVersion
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
from measures.models.version import MeasureVersion

__all__ = [
    "Audience",
    "Change",
    "ChangeKind",
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
    "ExtensionLevel",
    "ExtensionState",
    "ImportFile",
    "ImportState",
    "Measure",
    "MeasureState",
    "MeasureVersion",
    "Obligation",
    "ObligationState",
    "ObligationVersion",
    "ProgressEntry",
    "ProgressState",
    "Reminder",
    "ReminderRule",
    "ReminderState",
    "Review",
    "Verdict",
]
