"""Administration of people, bodies and the working calendar."""

from agencies.admin import bodies, days, door, invitations, people, tokens

__all__ = ["bodies", "days", "door", "invitations", "people", "tokens"]
