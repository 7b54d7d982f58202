"""Which reports are asked for."""

import django_filters

from measures.models import Claim, ProgressEntry, ProgressState


class ProgressFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    state = django_filters.ChoiceFilter(choices=ProgressState.choices)
    claim = django_filters.ChoiceFilter(choices=Claim.choices)
    measure = django_filters.NumberFilter("obligation__measure", max_value=2**63 - 1)
    plan = django_filters.CharFilter("obligation__measure__plan__slug")
    agency = django_filters.CharFilter("obligation__agency__code")
    submitted_after = django_filters.DateFilter("submitted_on", "gte")
    submitted_before = django_filters.DateFilter("submitted_on", "lte")

    class Meta:
        model = ProgressEntry
        fields = ["obligation"]
