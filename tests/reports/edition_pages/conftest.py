""""""

from typing import Any

import pytest

from measures.models import Obligation
from reports.models import Report
from reports.services.compiling import compile_report


@pytest.fixture(autouse=True)
def _on_6_july(settings: Any) -> None:
    settings.BUSINESS_DATE = "2009-07-06"


@pytest.fixture
def issued(report: Report, owed: Obligation) -> Report:
    compile_report(report.pk)
    report.refresh_from_db()
    return report
