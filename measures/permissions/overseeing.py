"""The whole of a plan at once: coordinators act there, observers look on."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.models import User
from agencies.permissions import About, Person, may
from agencies.rules.rights import Condition, Do
from measures.models import SavedView


def may_coordinate(user: Person, today: date) -> bool:
    return may(Do.COORDINATE, user, today)


def check_may_coordinate(user: Person, today: date) -> None:
    if not may_coordinate(user, today):
        raise PermissionDenied(_("Only coordinators may do this."))


def may_see_all_entries(user: Person, today: date) -> bool:
    """Coordinators and observers see drafts' successors too: everything handed in."""
    return may(Do.OVERSEE, user, today)


def check_may_oversee(user: Person, today: date) -> None:
    """The board and the review queue: coordinators act there, observers look on."""
    if not may_see_all_entries(user, today):
        raise PermissionDenied(_("Only coordinators and observers see this page."))


def check_own_view(user: User, view: SavedView) -> None:
    """A view of the board is its person's alone."""
    sees = {Condition.OVERSEES: lambda _asked: True}  # the pages of views ask for it themselves
    if not may(Do.USE_SAVED_VIEW, user, about=About(owner=view.person_id, conditions=sees)):
        raise PermissionDenied(_("This view is another person’s."))
