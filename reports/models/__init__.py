"""What is told to the coordinating body and the Government: rounds, editions, files."""

from reports.models.editions import (
    FileFormat,
    Report,
    ReportFile,
    ReportState,
)
from reports.models.narratives import (
    NarrativeAct,
    NarrativeChange,
    NarrativeSection,
    NarrativeSource,
    NarrativeText,
    SectionKind,
)
from reports.models.rounds import (
    Reopening,
    ReportingRound,
    RoundAct,
    RoundEvent,
    RoundState,
)

__all__ = [
    "FileFormat",
    "NarrativeAct",
    "NarrativeChange",
    "NarrativeSection",
    "NarrativeSource",
    "NarrativeText",
    "Reopening",
    "Report",
    "ReportFile",
    "ReportState",
    "ReportingRound",
    "RoundAct",
    "RoundEvent",
    "RoundState",
    "SectionKind",
]
