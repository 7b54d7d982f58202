"""Parts of an edition."""

from pathlib import Path

from django.core.files.storage import default_storage

from reports.draw import DRAW
from reports.models import Report
from reports.services.files import folder_of

ALL = 2 + 3 * len(DRAW)  # the gathering, its JSON, and every format in three languages


def stored(report: Report) -> list[str]:
    folder = folder_of(report)
    return sorted(default_storage.listdir(folder)[1]) if default_storage.exists(folder) else []


def named(report: Report) -> list[str]:
    return sorted(Path(row.file.name).name for row in report.files.all())
