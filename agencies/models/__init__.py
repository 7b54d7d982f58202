"""Who: bodies, groups, regions, people, and the days they work."""

from agencies.models.agency import (
    Agency,
    AgencyAlias,
    AgencyGroup,
    AgencyKind,
    Region,
    RegionKind,
    Succession,
    SuccessionKind,
)
from agencies.models.calendar import BusinessClock, CalendarDay, DayKind
from agencies.models.delegation import Delegation
from agencies.models.user import Membership, Role, User

__all__ = [
    "Agency",
    "AgencyAlias",
    "AgencyGroup",
    "AgencyKind",
    "BusinessClock",
    "CalendarDay",
    "DayKind",
    "Delegation",
    "Membership",
    "Region",
    "RegionKind",
    "Role",
    "Succession",
    "SuccessionKind",
    "User",
]
