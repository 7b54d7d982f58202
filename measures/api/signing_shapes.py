"""How a draft stands with the head of its agency, as its own page tells it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from measures.api.rows import PersonSerializer
from measures.models import ProgressEntry, Signing, SigningState
from measures.queries.signing import with_signings


class DraftSigningSerializer(serializers.ModelSerializer[Signing]):
    """`id`: of the signature, under `/api/v1/signatures/`. `agency`: whose head is asked. `waits`
    false of one that is `waiting`: the draft was changed since, and is handed in anew first."""

    state = serializers.ChoiceField(SigningState.choices)
    waits = serializers.BooleanField(read_only=True)
    agency = serializers.CharField(source="entry.obligation.agency.code", read_only=True)
    asked_by = PersonSerializer()
    decided_by = PersonSerializer(allow_null=True)

    class Meta:
        model = Signing
        fields = [
            *("id", "state", "waits", "agency", "asked_by", "asked_on"),
            *("decided_by", "decided_on", "reason"),
        ]


class SigningField(serializers.Serializer[Any]):
    """The last time that the draft was put before the head; None of what was handed in."""

    signing = serializers.SerializerMethodField()

    @extend_schema_field(DraftSigningSerializer(allow_null=True))
    def get_signing(self, row: ProgressEntry) -> Any:
        if "signing" not in vars(row):
            with_signings([row])
        signing = vars(row)["signing"]
        return DraftSigningSerializer(signing).data if signing else None
