"""What is told to the coordinating body and the Government: rounds, editions, files."""

from reports.models.editions import (
    HEAD,
    STOPPED,
    UNDER_WAY,
    FileFormat,
    Report,
    ReportFile,
    ReportState,
    compile,
    r,
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

__all__ = [
    "GATHERING",
    "HEAD",
    "STOPPED",
    "UNDER_WAY",
    "FileFormat",
    "NarrativeAct",
    "NarrativeChange",
    "NarrativeSection",
    "NarrativeSource",
    "NarrativeText",
    "PartState",
    "Reopening",
    "Report",
    "ReportFile",
    "ReportPart",
    "ReportState",
    "ReportingRound",
    "RoundAct",
    "RoundEvent",
    "RoundState",
    "SectionKind",
    "compile",
    "r",
]
