"""What a mail with an issued edition says and carries, in the language of the office."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from measures.date_words import quarter
from measures.services.reminders.envelope import envelope
from reports.draw.wording import reads
from reports.models import Dispatch, DispatchKind, FileFormat, Issue, ReportFile
from reports.services.files import file_name, read_bytes

HEADERS: Final = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


@dataclass(frozen=True)
class Enclosed:
    """A file that the mail is about: attached, or named with its checksum where it is too large."""

    row: ReportFile
    name: str
    sha256: str
    size: int


def compose(dispatch: Dispatch) -> EmailMessage:
    """The mail as text, with its files. Raises Refused "file_lost", "file_changed"."""
    with translation.override(dispatch.language):
        if dispatch.kind == DispatchKind.WITHDRAWAL:
            return _mail(dispatch, _("Withdrawn"), "reports/mail/withdrawn.txt", [])
        return _with_files(dispatch)


def _with_files(dispatch: Dispatch) -> EmailMessage:
    files = _enclosed(dispatch)
    attached = sum(one.size for one in files) <= settings.REPORT_MAIL_MAX_BYTES
    mail = _mail(dispatch, "", "reports/mail/issued.txt", files, attached=attached)
    for one in files if attached else []:
        mail.attach(one.name, read_bytes(one.row), _mail_type(one.row.format))
    return mail


def _mail_type(fmt: str) -> str:
    """Text travels with other line breaks than it was written with, and then it is not the file
    that was issued: what is text goes as bytes."""
    kind = FileFormat(fmt).content_type
    return "application/octet-stream" if kind.startswith("text/") else kind


def _enclosed(dispatch: Dispatch) -> list[Enclosed]:
    """Of the formats that the office wants, in its language; the content has no language."""
    report = dispatch.issue.report
    rows = report.files.filter(
        format__in=dispatch.formats, language__in=(dispatch.language, "")
    ).order_by("format", "language")
    return [
        Enclosed(row, file_name(report, row.format, row.language), row.sha256, row.size)
        for row in rows
    ]


def _mail(
    dispatch: Dispatch, mark: str, template: str, files: list[Enclosed], *, attached: bool = True
) -> EmailMessage:
    issue = dispatch.issue
    context = {**_told(issue), "files": files, "attached": attached}
    context |= {"dispatch": dispatch, "issue": issue}
    # What tells it from others first: a mailbox shows the beginning. Titles may hold line breaks.
    told = _("Report No %(number)s of %(date)s, %(period)s: %(title)s") % context
    subject = " ".join(told.split())
    headers = {"Message-ID": dispatch.message_id, "Content-Language": dispatch.language}
    return EmailMessage(
        subject=f"{mark}: {subject}" if mark else subject,
        body=render_to_string(template, context),
        to=[dispatch.email],
        **envelope(HEADERS | headers),
    )


def _told(issue: Issue) -> dict[str, str]:
    told = issue.told
    return {
        "title": reads(told["title"]),
        "body": reads(told["body"]),
        "period": quarter(told["round"]),
        "edition": told["edition"],
        "number": issue.number,
        "date": date_format(issue.dated_on, "DATE_FORMAT"),
        "check": settings.SITE_URL + reverse("verify:code", args=[issue.code]),
        "page": settings.SITE_URL + reverse("reports:edition", args=[issue.report_id]),
    }
