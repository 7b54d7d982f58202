"""Mails with issued reports as they arrive."""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

from reports.models import Dispatch, Recipient
from tests.reports.issuing.conftest import WHEN

LONG = timedelta(hours=15)
Add = Callable[..., Recipient]


def states() -> dict[str, str]:
    return dict(Dispatch.objects.values_list("email", "state"))


def text(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part
    return str(part.get_content())


def attached(mail: EmailMessage) -> dict[str, bytes]:
    return {str(one.get_filename()): one.get_content() for one in mail.iter_attachments()}


WHY: dict[str, Any] = {"reason": "Ошибка в сумме", "act": "Письмо № 7", **WHEN}
