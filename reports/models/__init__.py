"""What is told to the coordinating body and the Government: rounds, editions, files."""

from reports.models.editions import (
    STOPPED,
    UNDER_WAY,
    FileFormat,
    Report,
    ReportFile,
    ReportState,
)
from reports.models.parts import GATHERING, PartState, ReportPart
from reports.models.rounds import ReportingRound, RoundState

__all__ = [
    "GATHERING",
    "STOPPED",
    "UNDER_WAY",
    "FileFormat",
    "PartState",
    "Report",
    "ReportFile",
    "ReportPart",
    "ReportState",
    "ReportingRound",
    "RoundState",
]
