"""Files behind a report: checked before they are kept, removable while it is a draft."""

from datetime import date

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import Evidence, ProgressEntry, ProgressState, ScanState
from measures.permissions.reporting import check_may_report
from measures.rules.files import safe_name
from measures.services.files import check_content, check_tally, keep


@transaction.atomic
def attach_evidence(
    entry: ProgressEntry, upload: "UploadedFile[bytes]", *, by: User, today: date
) -> Evidence:
    """Keeps a file with a draft; the same bytes twice are kept once.

    Raises PermissionDenied; Refused "not_a_draft", "file_empty", "file_too_large",
    "too_many_files", "files_too_large", what services.files.check_content says, "file_infected",
    "too_much_today"; Away "storage_away".
    """
    check_may_report(by, entry.obligation, today)
    _check_draft(entry)
    name = safe_name(upload.name or "")
    _check_room(entry, upload.size or 0)
    content = _content(upload, name)
    found = check_content(content, name)
    stored = keep(content, found, name=name)
    if known := entry.evidence.filter(stored=stored).first():
        return known
    check_tally(by, len(content), today=today)
    return Evidence.objects.create(entry=entry, stored=stored, name=name, uploaded_by=by)


def _check_draft(entry: ProgressEntry) -> None:
    # Locked, so that a file never joins a report that is being handed in at this moment.
    state = ProgressEntry.objects.select_for_update().values_list("state", flat=True)
    if state.get(pk=entry.pk) != ProgressState.DRAFT:
        raise Refused("not_a_draft", _("This report has been handed in already."))


def _check_room(entry: ProgressEntry, size: int) -> None:
    most, bytes_ = settings.EVIDENCE_MOST_FILES, settings.EVIDENCE_MAX_BYTES_TOGETHER
    if entry.evidence.count() >= most:
        raise Refused(
            "too_many_files", _("A report holds at most %(count)d files.") % {"count": most}
        )
    kept = entry.evidence.aggregate(size=Sum("stored__size"))["size"] or 0
    if kept + size > bytes_:
        raise Refused(
            "files_too_large",
            _("The files of a report may be %(limit)s together, and not more.")
            % {"limit": filesizeformat(bytes_)},
        )


def _content(upload: "UploadedFile[bytes]", name: str) -> bytes:
    if not upload.size:
        raise Refused("file_empty", _("The file “%(name)s” is empty.") % {"name": name})
    if upload.size > settings.EVIDENCE_MAX_BYTES:
        raise Refused(
            "file_too_large",
            _("The file “%(name)s” is larger than %(limit)s.")
            % {"name": name, "limit": filesizeformat(settings.EVIDENCE_MAX_BYTES)},
        )
    content: bytes = upload.read()
    return content


@transaction.atomic
def drop_evidence(evidence: Evidence, *, by: User, today: date) -> None:
    """Takes a file off a draft; what was handed in stays. Bytes that no report stands on any more
    leave the storage at night: services.files.clearing."""
    entry = evidence.entry
    check_may_report(by, entry.obligation, today)
    _check_draft(entry)
    evidence.delete()


def carry_over(source: ProgressEntry, target: ProgressEntry) -> None:
    """The target stands on the same stored files, which stay for as long as one row names them.

    Bytes that the target has already are not named twice; what a virus was found in stays behind.
    """
    known = target.evidence.values("stored")
    rows = source.evidence.select_related("uploaded_by").exclude(stored__in=known)
    Evidence.objects.bulk_create(
        Evidence(entry=target, stored=one.stored, name=one.name, uploaded_by=one.uploaded_by)
        for one in rows.exclude(stored__state=ScanState.INFECTED)
    )


def check_no_virus(entry: ProgressEntry) -> None:
    """Nothing is handed in with a file that nobody may open. Raises Refused "file_infected"."""
    infected = entry.evidence.filter(stored__state=ScanState.INFECTED).order_by("uploaded_at", "pk")
    if found := infected.first():
        raise Refused(
            "file_infected",
            _("A virus was found in the file “%(name)s”. Take it off the report, then hand in.")
            % {"name": found.name},
        )
