"""Files behind a report: checked before they are kept, removable while it is a draft."""

import hashlib
from datetime import date

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import Evidence, ProgressEntry, ProgressState
from measures.permissions import check_may_report
from measures.rules.files import ALLOWED, allowed_type, safe_name

MOST_FILES = 20


@transaction.atomic
def attach_evidence(
    entry: ProgressEntry, upload: "UploadedFile[bytes]", *, by: User, today: date
) -> Evidence:
    """Keeps a file with a draft; the same bytes twice are kept once.

    Raises PermissionDenied; Refused "not_a_draft", "file_empty", "file_too_large",
    "file_type", "too_many_files".
    """
    check_may_report(by, entry.obligation, today)
    _check_draft(entry)
    _check_room(entry)
    name = safe_name(upload.name or "file")
    content = _content(upload, name)
    content_type = allowed_type(content, name)
    if content_type is None:
        raise Refused("file_type", _type_message(name))
    sha256 = hashlib.sha256(content).hexdigest()
    known = entry.evidence.filter(sha256=sha256).first()
    upload.name = name
    return known or Evidence.objects.create(
        entry=entry,
        file=upload,
        name=name,
        content_type=content_type,
        size=len(content),
        sha256=sha256,
        uploaded_by=by,
    )


def _check_draft(entry: ProgressEntry) -> None:
    # Locked, so that a file never joins a report that is being handed in at this moment.
    state = ProgressEntry.objects.select_for_update().values_list("state", flat=True)
    if state.get(pk=entry.pk) != ProgressState.DRAFT:
        raise Refused("not_a_draft", _("This report has been handed in already."))


def _check_room(entry: ProgressEntry) -> None:
    if entry.evidence.count() >= MOST_FILES:
        raise Refused(
            "too_many_files",
            _("A report holds at most %(count)d files.") % {"count": MOST_FILES},
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
    upload.seek(0)
    return content


def _type_message(name: str) -> str:
    kinds = ", ".join(sorted(kind.lstrip(".") for kind in ALLOWED))
    return _(
        "“%(name)s” is not a file of an accepted kind, or its content is not what its name says. "
        "Accepted: %(kinds)s."
    ) % {"name": name, "kinds": kinds}


@transaction.atomic
def drop_evidence(evidence: Evidence, *, by: User, today: date) -> None:
    """Takes a file off a draft; what was handed in stays."""
    entry = evidence.entry
    check_may_report(by, entry.obligation, today)
    _check_draft(entry)
    storage, path = evidence.file.storage, str(evidence.file.name)
    evidence.delete()
    if not Evidence.objects.filter(file=path).exists():
        transaction.on_commit(lambda: storage.delete(path))


def carry_over(source: ProgressEntry, target: ProgressEntry) -> None:
    """The target stands on the same stored files, which stay for as long as one row names them.

    Bytes that the target has already are not kept twice.
    """
    kept = ("file", "name", "content_type", "size", "sha256", "uploaded_by")
    known = set(target.evidence.values_list("sha256", flat=True))
    Evidence.objects.bulk_create(
        Evidence(entry=target, **{field: getattr(one, field) for field in kept})
        for one in source.evidence.select_related("uploaded_by").exclude(sha256__in=known)
    )
