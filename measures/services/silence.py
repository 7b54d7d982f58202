"""Who among the co-executors is silent when the report put together is handed in."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import Agency
from measures.models import Obligation
from measures.queries.consolidation import silent_bodies


def check_silence(owed: Obligation, *, today: date, despite: bool) -> list[str]:
    """Codes of the silent ones, to be recorded; [] where nobody is.

    Raises Refused("co_executors_silent"), which names them, unless the writer goes on `despite`.
    """
    silent = silent_bodies(owed)
    if silent and not despite:
        told = _("These co-executors have handed in nothing yet: %(names)s")
        raise Refused("co_executors_silent", told % {"names": silent_names(silent, today)})
    return [one.agency.code for one in silent]


def silent_names(silent: Iterable[Obligation], today: date) -> str:
    return named((one.agency, _remarks(one, today)) for one in silent)


def _remarks(owed: Obligation, today: date) -> list[str]:
    """What excuses silence: the body owes no answer, or its date has not passed."""
    not_due = owed.due_on is None or owed.due_on >= today
    return [*agreed(by_agreement=owed.by_agreement), *([_("not due yet")] if not_due else [])]


def agreed(*, by_agreement: bool) -> list[str]:
    return [_("by agreement")] if by_agreement else []


def named(bodies: Iterable[tuple[Agency, Sequence[str]]]) -> str:
    """Short names in a row, each with its remarks in brackets."""
    return ", ".join(
        f"{agency.short} ({', '.join(remarks)})" if remarks else agency.short
        for agency, remarks in bodies
    )
