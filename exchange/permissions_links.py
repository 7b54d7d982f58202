"""Who may have a private address, and what it gives that day. A link has no rights of its own:
each time it is read, its person's role of that day decides."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.models import User
from agencies.permissions import About, may
from agencies.rules.rights import Do
from exchange.models import CalendarLink, LinkKind


def may_have_link(user: User, kind: str, today: date) -> bool:
    """Own due dates: whoever reports for an agency or coordinates a plan. What every viewer reads
    on the pages (an agency's dates, a plan's news): anyone with a current role."""
    do = Do.HAVE_OWN_DATES if kind == LinkKind.MINE else Do.HAVE_LINK
    return may(do, user, today)


def check_may_have_link(user: User, kind: str, today: date) -> None:
    if not may_have_link(user, kind, today):
        raise PermissionDenied(_("You have no current role for which there is such a link."))


def check_own_link(user: User, link: CalendarLink) -> None:
    if not may(Do.USE_LINK, user, about=About(owner=link.owner_id)):
        raise PermissionDenied(_("This link is another person’s."))
