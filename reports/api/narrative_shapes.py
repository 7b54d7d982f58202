"""Shapes of the sections in words, their texts and what is offered for them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agencies.translated import ORDER
from measures.rules.consolidation import LONGEST_TEXT
from reports.api.issue_shapes import PersonField
from reports.models import NarrativeChange, NarrativeSection, NarrativeText
from reports.narrative_words import section_title
from reports.queries_narratives import Offer


class AcceptedSerializer(serializers.Serializer[Any]):
    """An accepted report that can be added to a text. `is_late`: what it is about was overdue."""

    entry = serializers.IntegerField(source="pk")
    measure_number = serializers.CharField(source="number")
    agency = serializers.CharField(source="agency.code")
    language = serializers.CharField()
    accepted_on = serializers.DateField()
    is_late = serializers.BooleanField()
    text = serializers.CharField()


class TextStandingSerializer(serializers.ModelSerializer[NarrativeText]):
    """`offered`: accepted reports in its language that it does not have yet; `elsewhere`: those in
    another language."""

    empty = serializers.SerializerMethodField()
    offered = serializers.SerializerMethodField()
    elsewhere = serializers.SerializerMethodField()

    class Meta:
        model = NarrativeText
        fields = ["id", "language", "version", "is_ready", "empty", "offered", "elsewhere"]
        read_only_fields = fields

    def get_empty(self, text: NarrativeText) -> bool:
        return not text.text.strip()

    def get_offered(self, text: NarrativeText) -> int:
        return len(self.offer(text).new)

    def get_elsewhere(self, text: NarrativeText) -> int:
        return len(self.offer(text).elsewhere)

    def offer(self, text: NarrativeText) -> Offer:
        found: Offer = self.context["offers"][text.section_id][text.language]
        return found


class NarrativeSectionSerializer(serializers.ModelSerializer[NarrativeSection]):
    """`title` is in the caller's language; `title_ru` and the others are of sections of one's own.
    Send `version` as you read it with a change."""

    title = serializers.SerializerMethodField()

    class Meta:
        model = NarrativeSection
        fields = [
            *("id", "round", "code", "kind", "title", "title_ru", "title_kk", "title_en"),
            *("position", "left_out", "version"),
        ]
        read_only_fields = fields

    def get_title(self, row: NarrativeSection) -> str:
        return section_title(row)


class NarrativeSectionWithTextsSerializer(NarrativeSectionSerializer):
    texts = serializers.SerializerMethodField()

    class Meta(NarrativeSectionSerializer.Meta):
        fields = [*NarrativeSectionSerializer.Meta.fields, "texts"]
        read_only_fields = fields

    @extend_schema_field(TextStandingSerializer(many=True))
    def get_texts(self, row: NarrativeSection) -> Any:
        texts = sorted(row.texts.all(), key=lambda one: ORDER.index(one.language))
        return TextStandingSerializer(texts, many=True, context=self.context).data


class StandingSerializer(serializers.Serializer[Any]):
    """How many sections are ready, written but not ready, and empty."""

    language = serializers.CharField()
    ready = serializers.IntegerField()
    written = serializers.IntegerField()
    empty = serializers.IntegerField()


class NarrativeSerializer(serializers.Serializer[Any]):
    """`missing`: how many sections the plan gives reason for that were not begun; `accepted`: how
    many accepted reports the round has on `day`."""

    day = serializers.DateField()
    missing = serializers.IntegerField()
    accepted = serializers.IntegerField()
    standings = StandingSerializer(many=True)
    sections = NarrativeSectionWithTextsSerializer(many=True)


class BegunSerializer(serializers.Serializer[Any]):
    """How many sections were made."""

    made = serializers.IntegerField()


class LanguageSerializer(serializers.Serializer[Any]):
    language = serializers.ChoiceField(choices=ORDER)


class DraftedSerializer(serializers.Serializer[Any]):
    """Ids of the texts that accepted reports were added to."""

    texts = serializers.ListField(child=serializers.IntegerField())


class TitlesSerializer(serializers.Serializer[Any]):
    """In one language at least."""

    title_ru = serializers.CharField(required=False, allow_blank=True, default="", max_length=300)
    title_kk = serializers.CharField(required=False, allow_blank=True, default="", max_length=300)
    title_en = serializers.CharField(required=False, allow_blank=True, default="", max_length=300)


class RenameSerializer(TitlesSerializer):
    version = serializers.IntegerField(min_value=0)


class MoveSerializer(serializers.Serializer[Any]):
    """One place up or down."""

    up = serializers.BooleanField()


class LeaveOutSerializer(serializers.Serializer[Any]):
    """Out of the next editions, or back into them; the texts are kept."""

    left_out = serializers.BooleanField()
    version = serializers.IntegerField(min_value=0)


class NarrativeTextSerializer(serializers.ModelSerializer[NarrativeText]):
    """Every line is a paragraph. Send `version` as you read it with a change."""

    round = serializers.IntegerField(source="section.round_id", read_only=True)
    section_code = serializers.CharField(source="section.code", read_only=True)
    changed_by = PersonField(source="changed_by.full_name")
    ready_by = PersonField(source="ready_by.full_name")

    class Meta:
        model = NarrativeText
        fields = [
            *("id", "round", "section", "section_code", "language", "text", "version"),
            *("is_ready", "ready_by", "ready_at", "changed_by", "changed_at"),
        ]
        read_only_fields = fields


class OriginsSerializer(serializers.Serializer[Any]):
    """A paragraph and the accepted reports that it comes from; `kind`: "own", "plan", "report"."""

    text = serializers.CharField()
    kind = serializers.CharField()
    changed = serializers.BooleanField()
    entries = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_entries(self, one: Any) -> list[int]:
        return [source.entry_id for source in one.sources]


class OfferSerializer(serializers.Serializer[Any]):
    """`before`: what the section said in the last round that has it ready; null for nothing."""

    day = serializers.DateField()
    offered = AcceptedSerializer(many=True)
    elsewhere = AcceptedSerializer(many=True)
    before = serializers.CharField(allow_null=True)
    paragraphs = OriginsSerializer(many=True)


class WriteSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(allow_blank=True, max_length=LONGEST_TEXT, trim_whitespace=False)
    version = serializers.IntegerField(min_value=0)


class VersionSerializer(serializers.Serializer[Any]):
    version = serializers.IntegerField(min_value=0)


class AddSerializer(VersionSerializer):
    """`entries`: which accepted reports; all that are offered where it is left out."""

    entries = serializers.ListField(
        child=serializers.IntegerField(min_value=1), required=False, allow_null=True, default=None
    )


class DeclineSerializer(serializers.Serializer[Any]):
    """They are not offered for this text any more."""

    entries = serializers.ListField(child=serializers.IntegerField(min_value=1), min_length=1)


class RestoreSerializer(VersionSerializer):
    """`change`: of the history."""

    change = serializers.IntegerField(min_value=1)


class ChangeOfTextSerializer(serializers.ModelSerializer[NarrativeChange]):
    """`text` is what the text said after it."""

    by = PersonField(source="actor.full_name")

    class Meta:
        model = NarrativeChange
        fields = ["id", "kind", "by", "happened_on", "began_at", "at", "version", "text", "note"]
        read_only_fields = fields


class TextHistorySerializer(serializers.Serializer[Any]):
    """The last first; the newest 200."""

    changes = ChangeOfTextSerializer(many=True)
