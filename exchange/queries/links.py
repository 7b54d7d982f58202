"""Private addresses: a person's own, and the one that a token opens."""

from datetime import date

from django.db.models import QuerySet

from agencies.models import User
from exchange.models import CalendarLink
from exchange.permissions_links import may_have_link
from exchange.rules.tokens import hash_of


def links_of(person: User) -> QuerySet[CalendarLink]:
    """Those that stand, the newest first."""
    return (
        CalendarLink.objects.filter(owner=person, revoked_at=None)
        .select_related("agency", "plan")
        .order_by("-made_at", "-pk")
    )


def link_opened_by(token: str, today: date) -> CalendarLink | None:
    """None for what was never given out, for what was revoked, and for a person whose role has
    ended: from outside the three look alike. Two statements."""
    rows = CalendarLink.objects.select_related("owner", "agency", "plan__coordinator")
    link = rows.filter(token_hash=hash_of(token), revoked_at=None).first()
    if link is None or not may_have_link(link.owner, link.kind, today):
        return None
    return link
