"""What a reader is told of a file: whether it was checked for viruses, and whether it opens."""

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
