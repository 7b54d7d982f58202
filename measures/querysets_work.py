"""Adjectives for what workers take up: long work, and files to be looked at."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from measures.models import Job, StoredFile  # noqa: F401  (names of generic parameters)


class JobQuerySet(models.QuerySet["Job"]):
    def under_way(self) -> Self:
        return self.filter(state__in=("queued", "running"))

    def ready(self, claimed_before: datetime) -> Self:
        """What a worker may take: asked for, or left by a worker that is gone."""
        abandoned = Q(state="running", claimed_at__lt=claimed_before)
        return self.filter(Q(state="queued") | abandoned)


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def to_look_at(self, now: datetime, claimed_before: datetime) -> Self:
        """What a worker may have checked: due, and nobody's or of a worker that is gone."""
        free = Q(claimed_at=None) | Q(claimed_at__lt=claimed_before)
        return self.filter(free, look_at__lte=now)

    def nobodys(self) -> Self:
        """No report stands on them any more."""
        return self.filter(evidence=None)
