"""Shapes of later acts that change a plan."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from measures.api.history import ShownChangeSerializer
from measures.api.rows import PersonSerializer
from measures.models import Change
from measures.services.amendments import as_drafted
from planner.models import Amendment, AmendmentState


class AmendmentSerializer(serializers.ModelSerializer[Amendment]):
    """`adopted_on`: the act’s date; `in_force_on`: from which day it counts; `applied_on`: the day
    on which the plan was changed here. A draft has no act yet."""

    plan = serializers.CharField(source="plan.slug", read_only=True)
    state = serializers.ChoiceField(AmendmentState.choices, read_only=True)
    drafted_by = PersonSerializer(allow_null=True, read_only=True)

    class Meta:
        model = Amendment
        fields = [
            *("id", "plan", "act", "adopted_on", "in_force_on", "state", "applied_on"),
            *("drafted_by", "created_at", "note_ru", "note_kk", "note_en"),
        ]


class DateMovedSerializer(serializers.Serializer[Any]):
    """A report that would get another date; `agency` as it is called."""

    number = serializers.CharField()
    agency = serializers.CharField()
    old = serializers.DateField(allow_null=True)
    new = serializers.DateField(allow_null=True)


class EffectSerializer(serializers.Serializer[Any]):
    """What adopting it would do to what is owed; `stale`: items to be looked at again first."""

    added = serializers.IntegerField()
    withdrawn = serializers.IntegerField()
    moved = DateMovedSerializer(many=True)
    stale = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_stale(self, row: Any) -> list[int]:
        return [one.pk for one in row.stale]


class AmendmentPageSerializer(serializers.Serializer[Any]):
    """`effect` is told to the coordinators of the plan, while the act is not in force."""

    amendment = AmendmentSerializer()
    changes = ShownChangeSerializer(many=True)
    effect = EffectSerializer(allow_null=True)


class AmendmentChangeSerializer(serializers.ModelSerializer[Change]):
    """An item of a draft with its whole new wording (bodies by id). `seen` names what it says now:
    send it back with another wording, so that nobody’s is overwritten unseen."""

    wording = serializers.DictField()
    before = serializers.DictField()
    seen = serializers.SerializerMethodField()

    class Meta:
        model = Change
        fields = [
            *("id", "amendment", "position", "kind", "measure", "section", "after"),
            *("before", "wording", "seen"),
        ]

    def get_seen(self, row: Change) -> str:
        return as_drafted(row)


class NoteSerializer(serializers.Serializer[Any]):
    """What it changes, in words."""

    note_ru = serializers.CharField(required=False, allow_blank=True, default="", max_length=5000)
    note_kk = serializers.CharField(required=False, allow_blank=True, default="", max_length=5000)
    note_en = serializers.CharField(required=False, allow_blank=True, default="", max_length=5000)


class AdoptionSerializer(serializers.Serializer[Any]):
    act = serializers.CharField(max_length=250)
    adopted_on = serializers.DateField()
    in_force_on = serializers.DateField()


class SeenSerializer(serializers.Serializer[Any]):
    seen = serializers.CharField(required=False, allow_blank=True, default="", max_length=40)


class StrikeSerializer(serializers.Serializer[Any]):
    measure = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


def _text(most: int, **more: Any) -> serializers.CharField:
    return serializers.CharField(
        **{"required": False, "allow_blank": True, "default": "", "max_length": most, **more}
    )


MUST: dict[str, Any] = {"required": True, "allow_blank": False, "default": serializers.empty}


class WordingSerializer(SeenSerializer):
    """The whole row as the act words it. `executors_text`: separated by commas, the first or the
    one marked (созыв) leads; marks (созыв), (свод), (по согласованию). `costs`: a year a line,
    its source in brackets: `2009: 12.5 (republican budget)`."""

    number = _text(20, **MUST)
    section = serializers.IntegerField(required=False, allow_null=True, default=None)
    title_ru = _text(20000, **MUST)
    title_kk = _text(20000)
    title_en = _text(20000)
    completion_form_ru = _text(500, **MUST)
    completion_form_kk = _text(500)
    completion_form_en = _text(500)
    executors_text = _text(8000, **MUST)
    deadline_ru = _text(500)
    deadline_kk = _text(500)
    deadline_en = _text(500)
    costs = _text(2000)
    funding_source = _text(300)


class AddedSerializer(WordingSerializer):
    """`after`: the id of the measure that it stands behind, in whose section; null: at the end.
    `tasks`, `lines`: ids of what it serves in the Concept."""

    after = serializers.IntegerField(required=False, allow_null=True, default=None)
    tasks = serializers.ListField(
        child=serializers.IntegerField(), required=False, default=list, max_length=200
    )
    lines = serializers.ListField(
        child=serializers.IntegerField(), required=False, default=list, max_length=200
    )


class RewordedSerializer(WordingSerializer):
    measure = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class PlanTableSerializer(serializers.Serializer[Any]):
    """The table of the plan as it would read: .docx, .xlsx, .html, .csv. `language` of its texts;
    that of the headings where it is left out."""

    file = serializers.FileField()
    language = serializers.ChoiceField(
        ["ru", "kk", "en"], required=False, allow_blank=True, default=""
    )


class DraftedItemSerializer(serializers.Serializer[Any]):
    """How many items of each kind were written into the draft."""

    reworded = serializers.IntegerField()
    added = serializers.IntegerField()
    struck = serializers.IntegerField()
