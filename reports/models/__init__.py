"""What is told to the coordinating body and the Government: rounds, editions, files, issues."""

from reports.models.editions import FileFormat, Report, ReportFile, ReportState
from reports.models.issuing import (
    CODE_LENGTH,
    Issue,
    IssueAct,
    IssueActKind,
    IssuedFile,
    IssueState,
    SigningRule,
)
from reports.models.rounds import ReportingRound, RoundState
from reports.models.sending import (
    Dispatch,
    DispatchKind,
    DispatchState,
    Recipient,
)

__all__ = [
    "CODE_LENGTH",
    "Dispatch",
    "DispatchKind",
    "DispatchState",
    "FileFormat",
    "Issue",
    "IssueAct",
    "IssueActKind",
    "IssueState",
    "IssuedFile",
    "Recipient",
    "Report",
    "ReportFile",
    "ReportState",
    "ReportingRound",
    "RoundState",
    "SigningRule",
]
