"""What is told to the coordinating body and the Government: rounds, editions, files."""

from reports.models.editions import FileFormat, Report, ReportFile, ReportState
from reports.models.narratives import (
    NarrativeAct,
    NarrativeChange,
    NarrativeSection,
    NarrativeSource,
    NarrativeText,
    SectionKind,
)
from reports.models.rounds import ReportingRound, RoundState

__all__ = [
    "FileFormat",
    "NarrativeAct",
    "NarrativeChange",
    "NarrativeSection",
    "NarrativeSource",
    "NarrativeText",
    "Report",
    "ReportFile",
    "ReportState",
    "ReportingRound",
    "RoundState",
    "SectionKind",
]
