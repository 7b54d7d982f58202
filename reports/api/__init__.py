"""API of reports: rounds, their reports in words and figures, issuing, cuts."""

from reports.api.cadence import CadenceOutlookView, CadenceView
from reports.api.cut_editions import CutEditionViewSet
from reports.api.cuts import CutViewSet
from reports.api.editions import ReportViewSet
from reports.api.files import CutFileView, ReportFileView
from reports.api.issuing import IssueViewSet
from reports.api.mails import MailViewSet
from reports.api.narrative_texts import NarrativeTextViewSet
from reports.api.narratives import NarrativeSectionViewSet
from reports.api.recipients import RecipientViewSet
from reports.api.reopenings import ReopeningViewSet
from reports.api.rounds import RoundViewSet
from reports.api.signing import SigningView

__all__ = [
    "CadenceOutlookView",
    "CadenceView",
    "CutEditionViewSet",
    "CutFileView",
    "CutViewSet",
    "IssueViewSet",
    "MailViewSet",
    "NarrativeSectionViewSet",
    "NarrativeTextViewSet",
    "RecipientViewSet",
    "ReopeningViewSet",
    "ReportFileView",
    "ReportViewSet",
    "RoundViewSet",
    "SigningView",
]
