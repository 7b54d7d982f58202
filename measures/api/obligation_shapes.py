"""Shapes of what stands around a report that is owed."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from measures.api.history import DatesToldSerializer
from measures.api.progress_shapes import ProgressSerializer
from measures.api.rows import OwedRowSerializer
from measures.models import Claim, ProgressState
from measures.queries.consolidation import Parts
from measures.rules.consolidation import CODES
from measures.rules.typed import plain_text


class MayDoSerializer(serializers.Serializer[Any]):
    """What the caller may do here now. `must_be_signed`: handing in puts the report before the head
    of the agency, who sends it. `shut`: why nothing can be handed in, in the caller's
    language, "" where it can."""

    may_write = serializers.BooleanField()
    may_hand_in = serializers.BooleanField()
    must_be_signed = serializers.BooleanField()
    may_take_back = serializers.BooleanField()
    may_ask_for_time = serializers.BooleanField()
    may_remind = serializers.BooleanField()
    may_explain_reminders = serializers.BooleanField()
    shut_code = serializers.CharField(allow_blank=True)
    shut = serializers.CharField(allow_blank=True)


class ObligationOverviewSerializer(serializers.Serializer[Any]):
    """`draft`: the one under way, for its agency alone; `previous`: what the agency reported on the
    measure the time before."""

    dates = DatesToldSerializer()
    may = MayDoSerializer()
    draft = ProgressSerializer(allow_null=True)
    previous = ProgressSerializer(allow_null=True)


class CoExecutorPartSerializer(serializers.Serializer[Any]):
    """`accepted`: texts that can be taken over, the oldest first."""

    obligation = serializers.IntegerField(source="owed.pk")
    agency = serializers.CharField(source="owed.agency.code")
    standing = serializers.ChoiceField(CODES)
    handed_in_on = serializers.DateField(allow_null=True)
    accepted = ProgressSerializer(many=True)


class PartsSerializer(serializers.Serializer[Any]):
    """`consolidator`: code of the body that puts the report together. `taken`: ids of the reports
    that are in the one being written. `silent`: codes of whom it would be handed in without."""

    consolidator = serializers.SerializerMethodField()
    parts = CoExecutorPartSerializer(many=True)
    taken = serializers.SerializerMethodField()
    silent = serializers.SerializerMethodField()

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_consolidator(self, row: Parts) -> str | None:
        return row.consolidator.code if row.consolidator else None

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_taken(self, row: Parts) -> list[int]:
        return sorted(row.taken)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_silent(self, row: Parts) -> list[str]:
        return [one.agency.code for one in row.silent_ones]


class UseSerializer(serializers.Serializer[Any]):
    """A report that took over what was reported here; `may_open`: it is the caller's to read."""

    entry = serializers.IntegerField(source="entry.pk")
    obligation = serializers.IntegerField(source="entry.obligation_id")
    agency = serializers.CharField(source="entry.obligation.agency.code")
    state = serializers.ChoiceField(ProgressState.choices, source="entry.state")
    may_open = serializers.BooleanField()


class PlainText(serializers.CharField):
    """As an office suite pastes it: line ends of one kind, no control characters."""

    def to_internal_value(self, data: Any) -> str:
        return super().to_internal_value(plain_text(data) if isinstance(data, str) else data)


class TypedSerializer(serializers.Serializer[Any]):
    """The draft as typed so far; it is saved with what is taken over."""

    text = PlainText(required=False, allow_blank=True, default="")
    claim = serializers.ChoiceField(Claim.choices, required=False, default=Claim.INTERIM)
    language = serializers.ChoiceField(["ru", "kk", "en"], required=False, default="ru")
    version = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1, default=0)


class TakePartsSerializer(TypedSerializer):
    """`sources`: ids of accepted reports; all that are not taken yet where it is left out."""

    sources = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        required=False,
        allow_null=True,
        default=None,
        max_length=500,
    )
    files = serializers.BooleanField(required=False, default=False)


class LeaveOutPartSerializer(TypedSerializer):
    source = serializers.IntegerField(  # type: ignore[assignment]  # a field of this name
        min_value=1, max_value=2**63 - 1
    )


class NilSerializer(serializers.Serializer[Any]):
    version = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1, default=0)
    language = serializers.ChoiceField(["ru", "kk", "en"], required=False, default="ru")
    despite_silence = serializers.BooleanField(required=False, default=False)


class HandedInSerializer(serializers.Serializer[Any]):
    """`review_by`: the day by which the reviewer should have decided. `next`: what the desk has
    next to do."""

    entry = ProgressSerializer()
    review_by = serializers.DateField()
    to_do = serializers.IntegerField(source="desk.to_do")
    next = OwedRowSerializer(source="next_row", allow_null=True)
