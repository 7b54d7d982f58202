"""Who is to review which report."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from agencies.models import Membership, Role, User
from measures.models import ProgressEntry


def assigned(today: date) -> Q:
    """A report has a reviewer who may still review it: a coordinator of the plan's body now, and
    not its author. Twin of permissions.may_review over `assigned_to`."""
    held = Membership.objects.current(today).filter(
        user=OuterRef("assigned_to"),
        agency=OuterRef("obligation__measure__plan__coordinator"),
        role=Role.COORDINATOR,
    )
    return Q(Exists(held)) & ~Q(author=F("assigned_to"))


def with_reviewers(entries: Iterable[ProgressEntry], today: date) -> list[ProgressEntry]:
    """Entries with `reviewer`: who is to review it, None for nobody (any more). One statement."""
    found = list(entries)
    held = _coordinators({one.assigned_to_id for one in found if one.assigned_to_id}, today)
    for one in found:
        body = one.obligation.measure.plan.coordinator_id
        may = one.assigned_to_id != one.author_id and (one.assigned_to_id, body) in held
        vars(one)["reviewer"] = one.assigned_to if may else None
    return found


def _coordinators(people: set[int], today: date) -> set[tuple[int, int]]:
    current = Membership.objects.current(today).filter(user__in=people, role=Role.COORDINATOR)
    return set(current.values_list("user", "agency"))


def reviewers(bodies: Iterable[int], today: date) -> list[User]:
    """Coordinators of any of these bodies, by name; one statement."""
    held = Membership.objects.current(today).filter(role=Role.COORDINATOR, agency__in=set(bodies))
    return list(User.objects.filter(pk__in=held.values("user")).order_by("full_name", "pk"))
