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
from agencies.models.invitation import Invitation, InvitationState
from agencies.models.letter import Letter, LetterState
from agencies.models.user import Membership, Role, User

__all__ = [
    "Agency",
    "AgencyAlias",
    "AgencyGroup",
    "AgencyKind",
    "BusinessClock",
    "CalendarDay",
    "DayKind",
    "Invitation",
    "InvitationState",
    "Letter",
    "LetterState",
    "Membership",
    "Region",
    "RegionKind",
    "Role",
    "Succession",
    "SuccessionKind",
    "User",
]
