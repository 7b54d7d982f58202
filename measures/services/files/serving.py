"""A file goes out to who may read the report, once the scanner has nothing against it."""

import hashlib
import logging
from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models.fields.files import FieldFile
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.kept_files import reaching_files
from agencies.models import User
from measures.models import Evidence
from measures.permissions.reporting import check_may_fetch
from measures.rules.files import Held, attached_as, held
from measures.services.files.clamd import CHUNK

log = logging.getLogger(__name__)


def readable(pk: int, *, by: User, today: date) -> Evidence:
    """The file's row with its entry's obligation, for who may read the report.

    Raises Evidence.DoesNotExist alike for a file that is not there and for one that is not theirs:
    by its number nobody learns of another agency's draft.
    """
    rows = Evidence.objects.select_related("entry__obligation__measure__plan")
    try:
        evidence = rows.get(pk=pk)
        check_may_fetch(by, evidence, today)
    except (PermissionDenied, OverflowError) as unknown:  # or a number that no database holds
        raise Evidence.DoesNotExist from unknown
    return evidence


def open_file(evidence: Evidence, *, by: User, today: date) -> FieldFile:
    """Its bytes, open to be read; `evidence` with its entry's obligation at hand.

    Raises PermissionDenied; Refused "file_waiting", "file_infected", "file_unscannable",
    "file_missing", "file_changed"; Away "storage_away".
    """
    check_may_fetch(by, evidence, today)
    _check_not_held(evidence, by)
    content = evidence.file
    try:
        with reaching_files():
            content.open("rb")
    except FileNotFoundError:
        log.error("%s: the file of evidence %s is missing", content.name, evidence.pk)
        raise Refused(
            "file_missing",
            _("The file “%(name)s” is missing. Tell the administrator.") % {"name": evidence.name},
        ) from None
    _check_unchanged(content, evidence)
    return content


def _check_unchanged(content: FieldFile, evidence: Evidence) -> None:
    """What goes out is what was handed in, and what the scanner looked at."""
    found = hashlib.sha256()
    for chunk in content.chunks(CHUNK):
        found.update(chunk)
    content.seek(0)
    if found.hexdigest() != evidence.sha256:
        content.close()
        log.error("%s: the file of evidence %s has changed", content.name, evidence.pk)
        raise Refused(
            "file_changed",
            _("The file “%(name)s” is no longer as it was handed in. Tell the administrator.")
            % {"name": evidence.name},
        )


def why_held(evidence: Evidence, reader_id: int | None) -> Held | None:
    """Why it is not given out to this reader just now; no statement."""
    own = evidence.uploaded_by_id == reader_id
    return held(evidence.stored.state, scanner=bool(settings.CLAMD_ADDRESS), own=own)


def _check_not_held(evidence: Evidence, by: User) -> None:
    told = {"name": evidence.name, "found": evidence.stored.found}
    match why_held(evidence, by.pk):
        case Held.WAITING:
            raise Refused(
                "file_waiting",
                _("The file “%(name)s” is being checked for viruses. Try again in some minutes.")
                % told,
            )
        case Held.INFECTED:
            raise Refused(
                "file_infected",
                _("A virus was found in the file “%(name)s”: %(found)s. Nobody can open it.")
                % told,
            )
        case Held.UNSCANNABLE:
            raise Refused(
                "file_unscannable",
                _(
                    "The file “%(name)s” could not be checked for viruses, so it is not given out. "
                    "Ask who added it for another copy."
                )
                % told,
            )


def only_saved(answer: HttpResponseBase, evidence: Evidence) -> None:
    """Never shown or run by a browser, and kept by nobody in between."""
    answer["Content-Type"] = evidence.content_type
    answer["Content-Disposition"] = attached_as(evidence.name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
