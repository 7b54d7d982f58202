"""What a reader is told of a file: whether it was checked for viruses, and whether it opens."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import gettext as _

from measures.models import Evidence, ScanState, StoredFile
from measures.services.files.serving import why_held

register = template.Library()


@dataclass(frozen=True)
class Standing:
    """`status`: the shape and colour of a badge, "" where there is nothing to say; `opens`: for
    this reader."""

    status: str
    words: str
    opens: bool


@register.simple_tag(takes_context=True)
def standing_of(context: dict[str, Any], file: Evidence) -> Standing:
    """No statement."""
    status, words = _told(file.stored)
    reader = getattr(context.get("request"), "user", None)
    return Standing(status, words, why_held(file, getattr(reader, "pk", None)) is None)


@register.filter
def being_checked(files: Iterable[Evidence]) -> str:
    """States of a draft's files while one of them is just being looked at, to be compared with
    those of the next moment; "" where nothing changes by itself."""
    told = [file.stored for file in files]
    soon = any(one.state == ScanState.WAITING and not one.trouble for one in told)
    if not settings.CLAMD_ADDRESS or not soon:
        return ""
    return "-".join(f"{one.pk}{one.state[:1]}" for one in told)


def _told(stored: StoredFile) -> tuple[str, str]:
    match stored.state:
        case ScanState.INFECTED:
            return "overdue", _("virus found: %(found)s") % {"found": stored.found}
        case ScanState.UNSCANNABLE:
            return "returned", _("could not be checked for viruses")
    if not settings.CLAMD_ADDRESS:
        return "", ""
    if stored.state == ScanState.CLEAN:
        return "done", _("no viruses found")
    if stored.trouble:
        return "waiting", _("the virus scanner does not answer; it is asked again")
    return "waiting", _("being checked for viruses")
