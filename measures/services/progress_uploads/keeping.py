"""A filled-in table is kept as its very bytes, and shown as it was read."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.kept_files import reaching_files
from agencies.models import User
from measures.importing.safety import check_size
from measures.models import ImportState, ProgressUpload
from measures.permissions.uploads import check_may_upload_reports
from measures.rules.files import safe_name
from measures.services.locks import lock
from measures.services.progress_uploads.deciding import waiting
from measures.services.progress_uploads.reading import read_bytes, read_kept
from measures.services.progress_uploads.trying import looked_at


@dataclass(frozen=True)
class Kept:
    """`before`: the very file had been uploaded already; nothing was kept twice."""

    upload: ProgressUpload
    before: bool = False


def keep_upload(sent: "UploadedFile[bytes]", *, language: str, by: User, today: date) -> Kept:
    """Keeps a file that could be read, whatever was found in it; no report is touched.

    Raises PermissionDenied, Refused for what is no table or not safe, Away "storage_away".
    """
    check_may_upload_reports(by, today)
    check_size(sent.size or 0)
    name, data = safe_name(sent.name or ""), sent.read()
    digest = hashlib.sha256(data).hexdigest()
    told = read_bytes(data, name)
    with transaction.atomic(), reaching_files():
        lock(User.objects.filter(pk=by.pk))  # the same file in two windows
        known = by.progress_uploads.filter(sha256=digest).exclude(state=ImportState.DROPPED)
        if found := known.first():
            return Kept(found, before=True)
        return Kept(
            ProgressUpload.objects.create(
                file=ContentFile(data, name=name),
                name=name,
                sha256=digest,
                language=language,
                uploaded_by=by,
                outcome=looked_at(told, language, by=by, today=today),
            )
        )


@transaction.atomic
def look_again(kept: ProgressUpload, *, by: User, today: date) -> None:
    """Where each row stands now, told anew; only of a file that waits. Raises Refused."""
    told = read_kept(kept)
    outcome = looked_at(told, kept.language, by=by, today=today)
    waiting(kept).update(outcome=outcome)
