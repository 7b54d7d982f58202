"""How and by when: measures, executors, deadlines, obligations, progress, reminders."""

from measures.models.amending import Change, ChangeKind
from measures.models.evidence import Evidence
from measures.models.extension import Extension, ExtensionLevel, ExtensionState
from measures.models.history import Event, EventKind
from measures.models.imports import ImportFile, ImportState
from measures.models.job import UNDER_WAY, Job, JobKind, JobState
from measures.models.measure import (
    Cost,
    Deadline,
    DeadlineKind,
    Executor,
    ExecutorRole,
    Measure,
    MeasureState,
)
from measures.models.notice import ALWAYS_MAILED, CHOICE_OF, Mailed, Notice, NoticeKind
from measures.models.obligation import Obligation, ObligationState, ObligationVersion
from measures.models.preference import How, Preference, StartPage
from measures.models.progress import (
    Claim,
    DocumentKind,
    ProgressEntry,
    ProgressState,
    Review,
    Verdict,
)
from measures.models.progress_upload import ProgressUpload
from measures.models.reminder import (
    ABOUT_OBLIGATIONS,
    LOST,
    ROUNDS,
    UNTRIED,
    Digest,
    DigestState,
    Ended,
    Reminder,
    ReminderClock,
    ReminderRun,
    ReminderState,
)
from measures.models.reminder_rule import (
    Audience,
    Channel,
    DayKind,
    Declined,
    ReminderRule,
    Subject,
    Weekday,
)
from measures.models.saved_view import SavedView
from measures.models.signing import Signing, SigningState
from measures.models.stored_file import ScanState, StoredFile, UploadTally
from measures.models.version import MeasureVersion

__all__ = [
    "ABOUT_OBLIGATIONS",
    "ALWAYS_MAILED",
    "CHOICE_OF",
    "LOST",
    "ROUNDS",
    "UNDER_WAY",
    "UNTRIED",
    "Audience",
    "Change",
    "ChangeKind",
    "Channel",
    "Claim",
    "Cost",
    "DayKind",
    "Deadline",
    "DeadlineKind",
    "Declined",
    "Digest",
    "DigestState",
    "DocumentKind",
    "Ended",
    "Event",
    "EventKind",
    "Evidence",
    "Executor",
    "ExecutorRole",
    "Extension",
    "ExtensionLevel",
    "ExtensionState",
    "How",
    "ImportFile",
    "ImportState",
    "Job",
    "JobKind",
    "JobState",
    "Mailed",
    "Measure",
    "MeasureState",
    "MeasureVersion",
    "Notice",
    "NoticeKind",
    "Obligation",
    "ObligationState",
    "ObligationVersion",
    "Preference",
    "ProgressEntry",
    "ProgressState",
    "ProgressUpload",
    "Reminder",
    "ReminderClock",
    "ReminderRule",
    "ReminderRun",
    "ReminderState",
    "Review",
    "SavedView",
    "ScanState",
    "Signing",
    "SigningState",
    "StartPage",
    "StoredFile",
    "Subject",
    "UploadTally",
    "Verdict",
    "Weekday",
]
