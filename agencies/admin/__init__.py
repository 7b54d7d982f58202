"""Administration of people, bodies and the working calendar."""

from agencies.admin import bodies, days, people

__all__ = ["bodies", "days", "people"]
