"""Mails that were sent, and the folder into which a mail server puts what comes back."""

from pathlib import Path

from measures.models import Digest, DigestState
from tests.factories import UserFactory
from tests.measures.bounced import ADDRESS, MESSAGE_ID
from tests.measures.reminding import DUE, NOW


def a_mail(number=0, state=DigestState.SENT, address=ADDRESS):
    return Digest.objects.create(
        recipient=UserFactory(email=address),
        day=DUE,
        state=state,
        message_id=MESSAGE_ID.replace("8812", str(8812 + number)),
        attempts=1,
        sent_at=NOW,
        sent_to=address,
    )


def maildir_in(place: Path) -> Path:
    """As a mail server makes it."""
    for name in ("new", "cur", "tmp"):
        (place / "bounces" / name).mkdir(parents=True)
    return place / "bounces"


def deliver(folder, *messages):
    for number, message in enumerate(messages):
        name = f"17684568{number:02}.M4711P{number}.mail"
        (folder / "tmp" / name).write_bytes(message)
        (folder / "tmp" / name).rename(folder / "new" / name)


def left_in(folder, name):
    return sorted(path.name for path in (folder / name).iterdir())
