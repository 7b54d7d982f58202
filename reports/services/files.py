"""The bytes of an edition: kept in the default storage, and read only as they were drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from reports.models import FileFormat, Report, ReportFile


@dataclass(frozen=True)
class Drawn:
    """`language` is "" for the content itself, which holds all of them."""

    format: FileFormat
    language: str
    data: bytes


def keep(report: Report, drawn: Iterable[Drawn]) -> list[ReportFile]:
    """Saves the bytes; unsaved rows that name them."""
    return [_kept(report, one) for one in drawn]


def _kept(report: Report, one: Drawn) -> ReportFile:
    row = ReportFile(
        report=report,
        format=one.format,
        language=one.language,
        sha256=sha256(one.data).hexdigest(),
        size=len(one.data),
    )
    folder = f"reports/{report.round.starts_on.year}"
    row.file.name = default_storage.save(
        f"{folder}/{file_name(report, one.format, one.language)}", ContentFile(one.data)
    )
    return row


def file_name(report: Report, fmt: str, language: str) -> str:
    """e.g. "plan-2008-2010_2009Q2_edition-1_ru.pdf"."""
    round_ = report.round
    tail = f"_{language}" if language else ""
    name = f"{round_.plan.slug}_{round_.label}_edition-{report.edition}{tail}"
    return f"{name}.{FileFormat(fmt).suffix}"


def forget(rows: Iterable[ReportFile]) -> None:
    """Files whose rows were not written are nobody's."""
    for row in rows:
        default_storage.delete(str(row.file.name))


def read_bytes(row: ReportFile) -> bytes:
    """The bytes as they were drawn.

    Raises Refused "file_lost" or "file_changed" when the storage no longer has just these.
    """
    try:
        with row.file.open("rb") as stored:
            data = bytes(stored.read())
    except FileNotFoundError:
        message = _("The file of this edition is missing. Tell the administrator.")
        raise Refused("file_lost", message) from None
    if sha256(data).hexdigest() != row.sha256:
        message = _(
            "The file of this edition is no longer as it was drawn. Tell the administrator."
        )
        raise Refused("file_changed", message)
    return data
