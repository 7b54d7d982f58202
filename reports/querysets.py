"""Adjectives for sets of rows."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from reports.models import Reopening  # noqa: F401  (name of a generic parameter)


class ReopeningQuerySet(models.QuerySet["Reopening"]):
    def holding(self, day: date) -> Self:
        """Under which an agency may hand in at the end of that day."""
        in_time = Q(last_day=None) | Q(last_day__gte=day)
        not_ended = Q(ended_on=None) | Q(ended_on__gt=day)
        return self.filter(in_time, not_ended, opened_on__lte=day)
