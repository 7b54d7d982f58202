"""What may come in: of which kinds, how large, and how much of one person in a day."""

from collections.abc import Callable
from datetime import date
from typing import Final

from django.conf import settings
from django.db.models import F
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import UploadTally
from measures.rules.files import Examined, Limits, Unsafe, Why, examine


def check_content(content: bytes, name: str) -> Examined:
    """Raises Refused: "file_type", "file_two_kinds", "file_swells", "file_huge_picture",
    "file_locked", "file_damaged", "file_program"."""
    limits = Limits(unpacked=settings.FILE_MAX_UNPACKED_BYTES, pixels=settings.FILE_MAX_PIXELS)
    try:
        found = examine(content, name, kinds=settings.FILE_KINDS, limits=limits)
    except Unsafe as unsafe:
        raise REFUSED[unsafe.why](name) from None
    if found.has_program and settings.FILE_PROGRAMS == "refuse":
        raise REFUSED[Why.PROGRAM](name)
    return found


def _other_kind(name: str) -> Refused:
    kinds = ", ".join(sorted(kind.lstrip(".") for kind in settings.FILE_KINDS))
    return Refused(
        "file_type",
        _(
            "“%(name)s” is not a file of an accepted kind, or its content is not what its name "
            "says. Accepted: %(kinds)s."
        )
        % {"name": name, "kinds": kinds},
    )


def _two_kinds(name: str) -> Refused:
    return Refused(
        "file_two_kinds",
        _(
            "In “%(name)s” lies something besides the document: a page, a script or another file. "
            "Open it, save it anew under another name, and add that."
        )
        % {"name": name},
    )


def _swells(name: str) -> Refused:
    return Refused(
        "file_swells",
        _(
            "“%(name)s” unpacks to far more than a document can be, so it was not opened. "
            "Copy what is needed into a new document and add that."
        )
        % {"name": name},
    )


def _huge_picture(name: str) -> Refused:
    told = {"name": name, "millions": settings.FILE_MAX_PIXELS // 1_000_000}
    return Refused(
        "file_huge_picture",
        _(
            "The picture “%(name)s” has more than %(millions)d million dots. "
            "Save it smaller and add it again."
        )
        % told,
    )


def _locked(name: str) -> Refused:
    return Refused(
        "file_locked",
        _("“%(name)s” is protected with a password. Save it without the password and add it again.")
        % {"name": name},
    )


def _damaged(name: str) -> Refused:
    return Refused(
        "file_damaged",
        _("“%(name)s” is damaged or cut short. Open it, save it anew, and add the new file.")
        % {"name": name},
    )


def _program(name: str) -> Refused:
    return Refused(
        "file_program",
        _(
            "“%(name)s” carries macros or scripts. Save it without them, or print it to a PDF, "
            "and add that."
        )
        % {"name": name},
    )


REFUSED: Final[dict[Why, Callable[[str], Refused]]] = {
    Why.OTHER_KIND: _other_kind,
    Why.TWO_KINDS: _two_kinds,
    Why.SWELLS: _swells,
    Why.HUGE_PICTURE: _huge_picture,
    Why.LOCKED: _locked,
    Why.DAMAGED: _damaged,
    Why.PROGRAM: _program,
}


def check_tally(by: User, size: int, *, today: date) -> None:
    """Counts a file of the person's day, in the transaction that keeps it.

    What is taken away again stays counted, or a day would have no end. Raises Refused
    "too_much_today".
    """
    UploadTally.objects.get_or_create(person=by, day=today)
    room = UploadTally.objects.filter(
        person=by,
        day=today,
        files__lt=settings.FILES_A_DAY,
        size__lte=settings.FILES_A_DAY_BYTES - size,
    )
    if not room.update(files=F("files") + 1, size=F("size") + size):
        told = {"count": settings.FILES_A_DAY, "limit": filesizeformat(settings.FILES_A_DAY_BYTES)}
        raise Refused(
            "too_much_today",
            _(
                "You have added as many files today as one person can: %(count)d files, "
                "%(limit)s together. Go on tomorrow, or ask a colleague."
            )
            % told,
        )
