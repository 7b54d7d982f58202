"""Types of changes in people's words, in the order in which a form offers them."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from exchange.rules.types import OF_EVENTS, PING, about
from measures.models import EventKind

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

LABELS: Final[dict[str, "_StrOrPromise"]] = {
    **{name: EventKind(kind).label for kind, (name, _open) in OF_EVENTS.items()},
    "round.opened": _("reporting round opened"),
    "round.closed": _("reporting round closed"),
    "round.opened_again": _("reporting round opened again"),
    "round.part_reopened": _("part of a reporting round reopened"),
    "round.part_ended": _("reopened part ended"),
    "edition.ready": _("edition of a report ready"),
    "edition.signed": _("report signed"),
    "edition.signature_taken_back": _("signature taken back"),
    "edition.confirmed": _("second signature given"),
    "edition.issued": _("report issued"),
    "edition.replaced": _("replaced by a later edition"),
    "edition.files_opened": _("files opened to whoever has the code"),
    "edition.files_closed": _("files closed again"),
    "edition.withdrawn": _("report withdrawn"),
    "publication.published": _("progress published"),
    "publication.withdrawn": _("publication withdrawn"),
    "amendment.adopted": _("amendment adopted"),
    "amendment.applied": _("amendment came into force"),
    "plan.repealed": _("plan lost force"),
    PING: _("test message"),
}
HEADINGS: Final[dict[str, "_StrOrPromise"]] = {
    "progress": _("Reports of executors"),
    "extension": _("Requests for more time"),
    "obligation": _("Reports owed"),
    "deadline": _("Deadlines"),
    "measure": _("Measures"),
    "round": _("Reporting rounds"),
    "edition": _("Reports to the Government"),
    "publication": _("Publications"),
    "amendment": _("Amendments"),
    "plan": _("Action plan"),
}


def label(type_: str) -> "_StrOrPromise":
    """A type that was told before it was entered here stands for itself."""
    return LABELS.get(type_, type_)


def choices() -> list[tuple["_StrOrPromise", list[tuple[str, "_StrOrPromise"]]]]:
    """Groups under their headings, for a field of a form."""
    return [
        (heading, [(one, label(one)) for one in LABELS if about(one) == thing])
        for thing, heading in HEADINGS.items()
    ]
