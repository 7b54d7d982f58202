"""Editions that are ready, without drawing them, and people who sign."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from agencies.models import Role, User
from measures.models import Obligation
from planner.models import ActionPlan
from reports.gather import gather
from reports.models import (
    FileFormat,
    Issue,
    Recipient,
    Report,
    ReportFile,
    ReportingRound,
    ReportState,
)
from reports.rules.canonical import canonical, digest
from reports.services.files import file_name, folder_of
from reports.services.issuing import sign
from reports.services.recipients import Address, add_recipient
from tests import factories
from tests.mail_server import MailServer, mail_server

TODAY = date(2009, 7, 6)
NOW = datetime(2009, 7, 6, 4, 30, tzinfo=UTC)
WHEN: dict[str, Any] = {"today": TODAY, "now": NOW}
Ready = Callable[..., Report]
Signed = Callable[..., Issue]


def kept(report: Report, fmt: FileFormat, language: str, data: bytes) -> ReportFile:
    row = ReportFile(
        report=report,
        format=fmt,
        language=language,
        sha256=sha256(data).hexdigest(),
        size=len(data),
    )
    path = f"{folder_of(report)}/{file_name(report, fmt, language)}"
    row.file.name = default_storage.save(path, ContentFile(data))
    return row


def make_ready(round_: ReportingRound, edition: int = 1, **fields: Any) -> Report:
    """An edition whose content is real and whose files say only which they are."""
    content = gather(round_, edition=edition, as_of=TODAY, compiled_at=NOW)
    report = Report.objects.create(
        round=round_, edition=edition, as_of=TODAY, content=content, sha256=digest(content)
    )
    drawn = {(FileFormat.JSON, ""): canonical(content)}
    for fmt in (FileFormat.DOCX, FileFormat.PDF, FileFormat.XLSX):
        for language in ("ru", "kk", "en"):
            drawn[fmt, language] = f"{fmt} {language} of edition {edition}".encode()
    # A file that does not tell its edition is the same in all of them.
    drawn[FileFormat.XLSX, "en"] = b"the same in every edition"
    report.files.bulk_create(kept(report, *which, data) for which, data in drawn.items())
    ended = {"state": ReportState.READY, "compiled_at": NOW, **fields}
    Report.objects.filter(pk=report.pk).update(**ended)
    report.refresh_from_db()
    return report


@pytest.fixture
def ready(round_: ReportingRound, owed: Obligation) -> Ready:
    def made(edition: int = 1, **fields: Any) -> Report:
        return make_ready(round_, edition, **fields)

    return made


@pytest.fixture
def second(plan: ActionPlan) -> User:
    return factories.person(plan.coordinator, Role.COORDINATOR)


@pytest.fixture
def signed(ready: Ready, coordinator: User) -> Signed:
    """Signs edition 1, or another one, on 6 July."""

    def made(edition: int = 1, number: str = "12-3/45", **fields: Any) -> Issue:
        report = fields.pop("report", None) or ready(edition)
        who = {"by": coordinator, **WHEN, **fields}
        return sign(report, number=number, dated_on=who["today"], **who)

    return made


@pytest.fixture
def office(plan: ActionPlan, coordinator: User) -> Recipient:
    address = Address("Канцелярия Премьер-Министра", "office@pm.example", "kk", ["docx", "pdf"])
    return add_recipient(plan, address, by=coordinator, **WHEN)


@pytest.fixture
def smtp(settings: Any) -> Iterator[MailServer]:
    """The mail server that the settings name, until the test is over."""
    with mail_server() as (server, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 5
        yield server
