"""What is told to the coordinating body and the Government: rounds, editions, files."""

from reports.models.editions import FileFormat, Report, ReportFile, ReportState
from reports.models.rounds import ReportingRound, RoundState

__all__ = ["FileFormat", "Report", "ReportFile", "ReportState", "ReportingRound", "RoundState"]
