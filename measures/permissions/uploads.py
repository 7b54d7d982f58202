"""Many reports in one file: whoever writes reports, each with the own file."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.models import User
from agencies.permissions import About, Person, may
from agencies.rules.rights import Condition, Do
from measures.models import ProgressUpload


def may_upload_reports(by: Person, today: date) -> bool:
    """Whoever writes reports for an agency; of each row of the file the right is asked again."""
    return may(Do.OPEN_DESK, by, today)


def check_may_upload_reports(by: Person, today: date) -> None:
    if not may_upload_reports(by, today):
        raise PermissionDenied(_("Only those who report for an agency upload reports."))


def check_own_upload(user: User, upload: ProgressUpload) -> None:
    """A file is its person's alone until it is written."""
    reports = {Condition.REPORTS: lambda _asked: True}  # whoever uses it is asked for that besides
    about = About(owner=upload.uploaded_by_id, conditions=reports)
    if not may(Do.USE_UPLOAD, user, about=about):
        raise PermissionDenied(_("This file is another person’s."))
