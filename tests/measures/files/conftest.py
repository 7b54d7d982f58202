"""A draft to which files are brought, and a scanner."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Agency, User
from measures.models import Evidence, ProgressEntry
from measures.services.evidence import attach_evidence
from measures.services.progress import Draft, save_draft
from planner.models import ActionPlan
from tests.clamd_server import ScannerServer, scanner
from tests.evidence_files import pdf
from tests.factories import MeasureFactory, ObligationFactory, asked_for

Bring = Callable[..., Evidence]


@pytest.fixture
def draft(plan: ActionPlan, agency: Agency, officer: User, today: date) -> ProgressEntry:
    owed = asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency))
    return save_draft(owed, Draft("Идёт работа."), by=officer, today=today)


@pytest.fixture
def bring(draft: ProgressEntry, officer: User, today: date) -> Bring:
    """Adds a file to a report, by default a letter to the officer's own draft."""

    def add(
        content: bytes = pdf(),
        name: str = "письмо.pdf",
        *,
        to: ProgressEntry | None = None,
        by: User | None = None,
    ) -> Evidence:
        upload = SimpleUploadedFile(name, content)
        return attach_evidence(to or draft, upload, by=by or officer, today=today)

    return add


@pytest.fixture
def clamd(settings: Any) -> Iterator[ScannerServer]:
    """The scanner that the settings name, until the test is over."""
    with scanner() as server:
        settings.CLAMD_ADDRESS = server.address
        settings.CLAMD_TIMEOUT = 5
        yield server
