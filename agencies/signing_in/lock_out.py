"""Wrong passwords: who must wait, and for how long.

Counted are failures of one e-mail from one address (AXES_FAILURE_LIMIT), and of one address for
any e-mails (SIGN_IN_ADDRESS_FAILURES). A person is never held up from another address, so that
nobody can keep somebody else out; and attempts while one waits do not make the wait longer.
"""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

MOST_NAME = 254


def whose(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The e-mail tried, as accounts are named: in small letters."""
    given = credentials or {}
    tried = str(given.get("email") or given.get("username") or "").strip().lower()
    return tried.replace("\0", "")[:MOST_NAME]


def nobody_named(*_args: Any) -> str:
    """What axes writes to the log about who calls: no person, no address, no typed text."""
    return "(client)"


class Guard(AxesDatabaseHandler):  # type: ignore[misc]  # axes ships no types
    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Failures of the pair; the limit at once where the address has used up its own."""
        since = timezone.now() - settings.AXES_COOLOFF_TIME
        here = AccessAttempt.objects.filter(
            ip_address=request.axes_ip_address,  # type: ignore[attr-defined]
            attempt_time__gte=since,
        )
        if _sum(here) >= settings.SIGN_IN_ADDRESS_FAILURES:
            return int(settings.AXES_FAILURE_LIMIT)
        return _sum(here.filter(username=get_client_username(request, credentials)))

    def reset_user_attempts(
        self, request: HttpRequest, credentials: dict[str, Any] | None = None
    ) -> int:
        """After a sign-in: of this pair only. One account of one's own must not wipe out what was
        tried on the accounts of others."""
        deleted: int = AccessAttempt.objects.filter(
            username=get_client_username(request, credentials),
            ip_address=request.axes_ip_address,  # type: ignore[attr-defined]
        ).delete()[0]
        return deleted

    def clean_expired_user_attempts(
        self, request: HttpRequest | None = None, credentials: dict[str, Any] | None = None
    ) -> int:
        """Of this address: what has cooled off does not count with the next failure. The rest is
        left to agencies.tasks.clear_traces."""
        if request is None:
            return 0
        cooled = timezone.now() - settings.AXES_COOLOFF_TIME
        mine = AccessAttempt.objects.filter(
            ip_address=request.axes_ip_address,  # type: ignore[attr-defined]
            attempt_time__lt=cooled,
        )
        deleted: int = mine.delete()[0]
        return deleted


def _sum(rows: Any) -> int:
    failures: int | None = rows.aggregate(failures=Sum("failures_since_start"))["failures"]
    return failures or 0
