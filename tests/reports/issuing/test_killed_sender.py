"""A worker that the system kills while the mail server keeps it waiting."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.utils import timezone

from reports.models import Dispatch
from reports.services.sending import Mailed, send_issued
from tests.mail_server import HANG, MailServer
from tests.races import AT_ONE_MOMENT
from tests.reports.issuing.test_races import with_mails

pytestmark = AT_ONE_MOMENT
SEND = "import django; django.setup(); from reports.tasks import send_issued; send_issued()"


def own_settings() -> dict[str, str]:
    """Those of the test, for another process: its database, its files, its mail server."""
    told: dict[str, Any] = connection.settings_dict
    person = ":".join(quote(told[name], safe="") for name in ("USER", "PASSWORD"))
    place = f"{quote(told['HOST'], safe='')}:{told['PORT']}"
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"postgres://{person}@{place}/{told['NAME']}",
        "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
    }


def taken_up() -> bool:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if Dispatch.objects.get().state == "sending":
            return True
        time.sleep(0.05)
    return False


def test_its_mail_goes_once_by_another_worker_when_the_claim_is_old(smtp: MailServer) -> None:
    with_mails(1)
    smtp.to_content = [HANG] * 2
    worker = subprocess.Popen([sys.executable, "-c", SEND], env=own_settings())  # noqa: S603  (our own)
    assert taken_up()
    worker.kill()
    worker.wait()
    smtp.to_content = []
    now = timezone.now()
    assert send_issued(now=now + timedelta(minutes=10)) == Mailed()
    assert Dispatch.objects.get().state == "sending"
    assert send_issued(now=now + timedelta(minutes=16)) == Mailed(sent=1)
    assert [mail["To"] for mail in smtp.taken] == ["0@b.example"]
    assert smtp.taken[0]["Message-ID"] == Dispatch.objects.get().message_id
