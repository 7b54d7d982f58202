"""Who among the co-executors is silent when the report put together is handed in."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import Agency
from measures.models import Obligation
from measures.queries.consolidation import silent_bodies


def check_silence(owed: Obligation, *, despite: bool) -> list[str]:
    """Codes of the silent ones, to be recorded; [] where nobody is.

    Raises Refused("co_executors_silent"), which names them, unless the writer goes on `despite`.
    """
    silent = silent_bodies(owed)
    if silent and not despite:
        told = _("These co-executors have handed in nothing yet: %(names)s.")
        names = named((one.agency, one.by_agreement) for one in silent)
        raise Refused("co_executors_silent", told % {"names": names})
    return [one.agency.code for one in silent]


def named(bodies: Iterable[tuple[Agency, bool]]) -> str:
    """Short names in a row; of each whether it takes part by agreement, and so owes no answer."""
    agreed = _("%(body)s (by agreement)")
    return ", ".join(
        agreed % {"body": agency.short} if by_agreement else agency.short
        for agency, by_agreement in bodies
    )
