"""API: the bodies that carry out plans."""

import django_filters
from django.db.models import Q, QuerySet
from rest_framework import serializers

from agencies.models import Agency, AgencyGroup, Region, Succession, SuccessionKind
from agencies.rest.views import Reading


class RegionSerializer(serializers.ModelSerializer[Region]):
    class Meta:
        model = Region
        fields = ["id", "code", "kind", "name_ru", "name_kk", "name_en"]


class AgencySerializer(serializers.ModelSerializer[Agency]):
    region = serializers.SlugRelatedField[Region](
        slug_field="code", read_only=True, allow_null=True
    )

    class Meta:
        model = Agency
        fields = [
            "id",
            "code",
            "kind",
            "by_agreement",
            "region",
            *(f"{field}_{code}" for field in ("name", "short") for code in ("ru", "kk", "en")),
            "founded_on",
            "abolished_on",
        ]


class AgencyGroupSerializer(serializers.ModelSerializer[AgencyGroup]):
    members = serializers.SlugRelatedField[Agency](slug_field="code", many=True, read_only=True)

    class Meta:
        model = AgencyGroup
        fields = ["id", "code", "name_ru", "name_kk", "name_en", "members"]


class RegionViewSet(Reading[Region]):
    """Regions and cities of republican significance, with their codes."""

    queryset = Region.objects.all()
    serializer_class = RegionSerializer
    filterset_fields = ["kind"]


class AgencyViewSet(Reading[Agency]):
    """State bodies and others that plans name as executors, named in three languages."""

    queryset = Agency.objects.select_related("region")
    serializer_class = AgencySerializer
    filterset_fields = ["kind", "by_agreement", "code"]


class AgencyGroupViewSet(Reading[AgencyGroup]):
    """Bodies that plans name together, such as «akims of regions», with their members."""

    queryset = AgencyGroup.objects.prefetch_related("members")
    serializer_class = AgencyGroupSerializer


class SuccessionSerializer(serializers.ModelSerializer[Succession]):
    predecessor = serializers.SlugRelatedField[Agency](slug_field="code", read_only=True)
    successor = serializers.SlugRelatedField[Agency](slug_field="code", read_only=True)

    class Meta:
        model = Succession
        fields = ["id", "predecessor", "successor", "kind", "effective_on", "act"]


class SuccessionFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """`body`: a code; either side of the succession."""

    body = django_filters.CharFilter(method="either")
    predecessor = django_filters.CharFilter("predecessor__code")
    successor = django_filters.CharFilter("successor__code")
    kind = django_filters.ChoiceFilter(choices=SuccessionKind.choices)

    class Meta:
        model = Succession
        fields: list[str] = []

    def either(self, rows: QuerySet[Succession], name: str, code: str) -> QuerySet[Succession]:
        return rows.filter(Q(predecessor__code=code) | Q(successor__code=code))


class SuccessionViewSet(Reading[Succession]):
    """Bodies renamed, merged and split; what the first owed has passed on to the second."""

    queryset = Succession.objects.select_related("predecessor", "successor").order_by(
        "-effective_on", "-pk"
    )
    serializer_class = SuccessionSerializer
    filterset_class = SuccessionFilter
