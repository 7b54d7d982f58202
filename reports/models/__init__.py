"""What is told to the coordinating body and the Government: rounds, editions, files, own cuts."""

from reports.models.cuts import Cut, CutEdition, CutFile, CutKind, CutState, Schedule, Weekday
from reports.models.editions import FileFormat, Report, ReportFile, ReportState
from reports.models.rounds import ReportingRound, RoundState

__all__ = [
    "Cut",
    "CutEdition",
    "CutFile",
    "CutKind",
    "CutState",
    "FileFormat",
    "Report",
    "ReportFile",
    "ReportState",
    "ReportingRound",
    "RoundState",
    "Schedule",
    "Weekday",
]
