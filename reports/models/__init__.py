"""What is told to the coordinating body and the Government: rounds, editions, files, issues."""

from reports.models.cuts import (
    Cut,
    CutEdition,
    CutFile,
    CutKind,
    CutState,
    Schedule,
    Weekday,
)
from reports.models.editions import (
    STOPPED,
    UNDER_WAY,
    FileFormat,
    Report,
    ReportFile,
    ReportState,
)
from reports.models.issuing import (
    CODE_LENGTH,
    Issue,
    IssueAct,
    IssueActKind,
    IssuedFile,
    IssueState,
    SigningRule,
)
from reports.models.narratives import (
    NarrativeAct,
    NarrativeChange,
    NarrativeSection,
    NarrativeSource,
    NarrativeText,
    SectionKind,
)
from reports.models.parts import (
    GATHERING,
    PartState,
    ReportPart,
)
from reports.models.rounds import (
    Reopening,
    ReportingRound,
    RoundAct,
    RoundEvent,
    RoundState,
)
from reports.models.sending import (
    Dispatch,
    DispatchKind,
    DispatchState,
    Recipient,
)

__all__ = [
    "CODE_LENGTH",
    "GATHERING",
    "STOPPED",
    "UNDER_WAY",
    "Cut",
    "CutEdition",
    "CutFile",
    "CutKind",
    "CutState",
    "Dispatch",
    "DispatchKind",
    "DispatchState",
    "FileFormat",
    "Issue",
    "IssueAct",
    "IssueActKind",
    "IssueState",
    "IssuedFile",
    "NarrativeAct",
    "NarrativeChange",
    "NarrativeSection",
    "NarrativeSource",
    "NarrativeText",
    "PartState",
    "Recipient",
    "Reopening",
    "Report",
    "ReportFile",
    "ReportPart",
    "ReportState",
    "ReportingRound",
    "RoundAct",
    "RoundEvent",
    "RoundState",
    "Schedule",
    "SectionKind",
    "SigningRule",
    "Weekday",
]
