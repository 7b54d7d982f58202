"""The bytes of an edition: kept in the default storage, and read only as they were drawn.

Each edition has a folder of its own. Where a file will lie is written into its part before the
first byte is stored, so that whoever takes over from a killed worker finds and removes it.
"""

from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.kept_files import reaching_files
from reports.models import CutFile, FileFormat, PartState, Report, ReportFile, ReportPart


def path_for(part: ReportPart) -> str:
    """A name that no other claim ever has, so that two workers never write into one file."""
    stem, ending = file_name(part.report, part.format, part.language).rsplit(".", 1)
    return f"{folder_of(part.report)}/{stem}_{part.pk}-{part.claims}.{ending}"


def folder_of(report: Report) -> str:
    return f"reports/{report.round.starts_on.year}/{report.pk}"


def store(part: ReportPart, path: str, data: bytes) -> ReportFile:
    """Saves the bytes; the unsaved row that names them."""
    row = ReportFile(
        report=part.report,
        format=part.format,
        language=part.language,
        sha256=sha256(data).hexdigest(),
        size=len(data),
    )
    row.file.name = default_storage.save(path, ContentFile(data))
    return row


def file_name(report: Report, fmt: str, language: str) -> str:
    """e.g. "plan-2008-2010_2009Q2_edition-1_ru.pdf"."""
    round_ = report.round
    tail = f"_{language}" if language else ""
    name = f"{round_.plan.slug}_{round_.label}_edition-{report.edition}{tail}"
    return f"{name}.{FileFormat(fmt).suffix}"


def forget(path: str) -> None:
    """A file that no row names; nothing happens if there is none."""
    if path:
        default_storage.delete(path)


def sweep(report: Report) -> int:
    """Removes from the edition's folder what no row names and no worker is storing; how many."""
    folder = folder_of(report)
    try:
        stored = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return 0
    # Looked up after the listing, for a file is named before it is stored; and the parts first,
    # for a part that is done in between has its row by then.
    named = {*report.parts.filter(state=PartState.WORKING).values_list("path", flat=True)}
    named |= {*report.files.values_list("file", flat=True)}
    nobodys = [path for name in stored if (path := f"{folder}/{name}") not in named]
    for path in nobodys:
        forget(path)
    return len(nobodys)


def read_bytes(row: ReportFile | CutFile) -> bytes:
    """The bytes of an edition, or of a cut, as they were drawn.

    Raises Refused "file_lost" or "file_changed" when the storage no longer has just these; Away
    "storage_away".
    """
    try:
        with reaching_files(), row.file.open("rb") as stored:
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
