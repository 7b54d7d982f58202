"""An uploaded table, kept as its very bytes until a person writes or drops it."""

import hashlib

from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.kept_files import reaching_files
from measures.models import ImportFile, ProgressUpload


def contents(kept: ImportFile | ProgressUpload) -> bytes:
    """The very bytes that were previewed. Raises Refused "file_lost", "file_changed"; Away
    "storage_away"."""
    try:
        with reaching_files(), kept.file.open("rb") as stream:
            data: bytes = stream.read()
    except FileNotFoundError:
        raise Refused("file_lost", _("The kept file is missing. Upload it again.")) from None
    if hashlib.sha256(data).hexdigest() != kept.sha256:
        raise Refused("file_changed", _("The kept file has changed. Upload it again."))
    return data
