"""The same bytes are kept once, at a place that tells their SHA-256."""

import hashlib
import secrets

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.kept_files import reaching_files
from measures.models import ScanState, StoredFile
from measures.rules.files import Examined


def keep(content: bytes, found: Examined, *, name: str) -> StoredFile:
    """The row that stands for these bytes, locked until the transaction ends: nobody removes it
    before something stands on it. To be called inside a transaction.

    Raises Refused "file_infected" for bytes in which a virus was found before; Away
    "storage_away".
    """
    sha256 = hashlib.sha256(content).hexdigest()
    while True:
        row, is_new = StoredFile.objects.get_or_create(
            sha256=sha256,
            defaults={
                "size": len(content),
                "content_type": found.content_type,
                "has_program": found.has_program,
                "file": path_for(sha256),
            },
        )
        # Removed by the night's task between the two statements: then it is made anew.
        held = row if is_new else StoredFile.objects.select_for_update().filter(pk=row.pk).first()
        if held is not None:
            break
    if held.state == ScanState.INFECTED:
        raise Refused(
            "file_infected",
            _("A virus was found in “%(name)s”: %(found)s. Check your computer for viruses.")
            % {"name": name, "found": held.found},
        )
    with reaching_files():
        _lay_down(held, content, is_new=is_new)
    return held


def path_for(sha256: str) -> str:
    """Never used twice, so that what a broken transaction left there can be removed by whoever
    finds it, and nothing that was written since goes with it."""
    return f"files/{sha256[:2]}/{sha256}-{secrets.token_hex(4)}"


def _lay_down(row: StoredFile, content: bytes, *, is_new: bool) -> None:
    """Also where the storage lost them: somebody has just brought them again."""
    storage, path = row.file.storage, str(row.file.name)
    if not is_new and storage.exists(path):
        return
    row.file.name = storage.save(path if is_new else path_for(row.sha256), ContentFile(content))
    anew = {"file": row.file.name, "state": ScanState.WAITING, "look_at": timezone.now()}
    if not is_new or row.file.name != path:
        StoredFile.objects.filter(pk=row.pk).update(**anew)
