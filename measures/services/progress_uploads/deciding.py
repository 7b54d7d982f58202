"""A kept table is decided on once: written or dropped."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import ImportState, ProgressUpload
from measures.permissions.uploads import check_own_upload


def waiting(kept: ProgressUpload) -> "QuerySet[ProgressUpload]":
    """Its row, as long as nobody decided; to be changed by a conditional update."""
    return ProgressUpload.objects.filter(pk=kept.pk, state=ImportState.PREVIEWED)


@transaction.atomic
def drop_upload(kept: ProgressUpload, *, by: User, now: datetime) -> None:
    """The file will not be used. Raises PermissionDenied, Refused "already_decided"."""
    check_own_upload(by, kept)
    if not waiting(kept).update(state=ImportState.DROPPED, decided_at=now):
        raise already_decided()


def already_decided() -> Refused:
    return Refused("already_decided", _("This file was written or dropped before."))
