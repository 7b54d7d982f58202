"""What the page and the API of verification share: how often, which file, what is said."""

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.rest.limits import Standing, address_of, counted_call
from reports.queries_verifying import UNKNOWN, Found, by_content, by_file
from reports.rules.same_content import digest_of_json
from reports.uploads import Hashed, HashingHandler

FILE: Final = "file"


def one_more(request: Any) -> Standing:
    """One count for each address, over the page and the API together."""
    return counted_call("verify", address_of(request))


def hash_what_comes(request: HttpRequest) -> HashingHandler:
    """Before anything reads the body: from here on a file in it is hashed and not kept."""
    handler = HashingHandler(request)
    request.upload_handlers = [handler]
    return handler


def file_of(files: Any, handler: HashingHandler) -> Hashed:
    """Raises Refused "file_too_large", "file_missing", "file_empty"."""
    if handler.too_large:
        message = _("The file is larger than %(limit)s: no report of ours is. Compare checksums.")
        raise Refused(
            "file_too_large", message % {"limit": filesizeformat(settings.VERIFY_MAX_BYTES)}
        )
    upload = files.get(FILE)
    if not isinstance(upload, Hashed):
        raise Refused("file_missing", _("Choose the file that is to be checked."))
    if not upload.size:
        raise Refused("file_empty", _("The file is empty. Choose the file as it was sent to you."))
    return upload


def find(upload: Hashed) -> Found:
    """By its bytes; else, for JSON, by what it holds."""
    found = by_file(upload.sha256)
    if found.issue is None and upload.content and (content := digest_of_json(upload.content)):
        return by_content(content)
    return found if found.issue else UNKNOWN
