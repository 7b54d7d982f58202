"""API of measures: read what is owed, log and hand in progress, review it."""

from measures.api.deadlines import DeadlineViewSet
from measures.api.extensions import ExtensionViewSet
from measures.api.progress import ProgressViewSet
from measures.api.views import MeasureViewSet, ObligationViewSet

__all__ = [
    "DeadlineViewSet",
    "ExtensionViewSet",
    "MeasureViewSet",
    "ObligationViewSet",
    "ProgressViewSet",
]
