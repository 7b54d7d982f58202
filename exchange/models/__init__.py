"""What the site gives other programs, and to whom."""

from exchange.models.calendar_link import CalendarLink, LinkKind

__all__ = ["CalendarLink", "LinkKind"]
