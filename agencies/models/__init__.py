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
from agencies.models.call import CallCount, KeptAnswer
from agencies.models.delegation import Delegation
from agencies.models.invitation import Invitation, InvitationState
from agencies.models.letter import Letter, LetterState
from agencies.models.token import ApiToken, Scope, TokenOrigin, TokenState
from agencies.models.user import Membership, Role, User

__all__ = [
    "Agency",
    "AgencyAlias",
    "AgencyGroup",
    "AgencyKind",
    "ApiToken",
    "BusinessClock",
    "CalendarDay",
    "CallCount",
    "DayKind",
    "Delegation",
    "Invitation",
    "InvitationState",
    "KeptAnswer",
    "Letter",
    "LetterState",
    "Membership",
    "Region",
    "RegionKind",
    "Role",
    "Scope",
    "Succession",
    "SuccessionKind",
    "TokenOrigin",
    "TokenState",
    "User",
]
