"""What stands around the content of a report: contents, signature, annexes, where to check it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

BLANK: Final = "_" * 34


@dataclass(frozen=True)
class Frame:
    """The words in the active language; `verify` and `verify_url` are "" for an unverified file.

    `signature` are pairs: what is asked, and the blank for it; a cut is signed by nobody.
    """

    contents: str
    signature_title: str
    signature: tuple[tuple[str, str], ...]
    annexes: str
    verify: str
    verify_url: str
    qr_alt: str


def frame(document: Mapping[str, Any], verify_url: str) -> Frame:
    year = document["round"]["coordinator_due_on"][:4]
    day = _("“____” ______________ %(year)s") % {"year": year}
    return Frame(
        contents=pgettext("of a document", "Contents"),
        signature_title=pgettext("at the end of a report", "Signature"),
        signature=() if "cut" in document else _signature(day),
        annexes=_("Annexes"),
        verify=_("Check that this is the issued edition:") if verify_url else "",
        verify_url=verify_url,
        qr_alt=_("QR code of the address %(address)s") % {"address": verify_url},
    )


def _signature(day: str) -> tuple[tuple[str, str], ...]:
    return (
        (_("Position"), BLANK),
        (pgettext("at the end of a report", "Signature"), BLANK),
        (_("Full name"), BLANK),
        (pgettext("of a signature", "Date"), day),
    )
