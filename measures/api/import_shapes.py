"""Shapes of plan tables that come in from files."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from measures.api.jobs import JobSerializer
from measures.api.rows import PersonSerializer
from measures.models import DeadlineKind, ImportFile, ImportState
from measures.rules.plan_table.executors import Named
from measures.rules.plan_table.wording import NAMED


class ImportSerializer(serializers.ModelSerializer[ImportFile]):
    """`measures`, `error_count`, `warning_count`: of what was found when it was last read."""

    plan = serializers.CharField(source="plan.slug", read_only=True)
    state = serializers.ChoiceField(ImportState.choices, read_only=True)
    uploaded_by = PersonSerializer(read_only=True)
    measures = serializers.SerializerMethodField()
    error_count = serializers.SerializerMethodField()
    warning_count = serializers.SerializerMethodField()

    class Meta:
        model = ImportFile
        fields = [
            *("id", "plan", "name", "sha256", "language", "state", "uploaded_by", "uploaded_at"),
            *("measures", "error_count", "warning_count"),
        ]

    def get_measures(self, row: ImportFile) -> int:
        return int(row.outcome.get("measures", 0))

    def get_error_count(self, row: ImportFile) -> int:
        return len(row.outcome.get("errors", []))

    def get_warning_count(self, row: ImportFile) -> int:
        return len(row.outcome.get("warnings", []))


class FindingSerializer(serializers.Serializer[Any]):
    """`row` null: said of the file as a whole. `message` in the caller’s language."""

    table = serializers.IntegerField(allow_null=True)
    row = serializers.IntegerField(allow_null=True)
    column = serializers.IntegerField(allow_null=True)
    code = serializers.CharField()
    message = serializers.CharField()


class ReadRowSerializer(serializers.Serializer[Any]):
    """A row as it was understood; `wrong` stands in the way of writing, `warnings` do not."""

    row = serializers.IntegerField(source="row.row")
    number = serializers.CharField(source="row.number")
    title = serializers.CharField(source="row.title")
    deadline = serializers.CharField(source="row.deadline")
    kind = serializers.SerializerMethodField()
    due = serializers.ListField(child=serializers.DateField())
    lead = serializers.SerializerMethodField()
    others = serializers.SerializerMethodField()
    wrong = serializers.ListField(source="errors", child=serializers.CharField())
    warnings = serializers.ListField(child=serializers.CharField())

    @extend_schema_field(serializers.ChoiceField(DeadlineKind.choices))
    def get_kind(self, shown: Any) -> str:
        return str(shown.row.reading.kind.value)

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_lead(self, shown: Any) -> str | None:
        return shown.lead.text if shown.lead else None

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_others(self, shown: Any) -> list[str]:
        others: list[Named] = shown.others
        return [one.text for one in others]


class TableChoiceSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    name = serializers.CharField(allow_blank=True)
    rows = serializers.IntegerField()
    first = serializers.CharField(allow_blank=True)
    likely = serializers.BooleanField()


class ColumnChoiceSerializer(serializers.Serializer[Any]):
    """`meaning`: what it is taken for, "" for not read; a year stands for its costs."""

    place = serializers.IntegerField()
    heading = serializers.CharField(allow_blank=True)
    samples = serializers.ListField(child=serializers.CharField())
    meaning = serializers.SerializerMethodField()

    def get_meaning(self, column: Any) -> str:
        return "" if column.key is None else str(column.key)


class RowChoiceSerializer(serializers.Serializer[Any]):
    row = serializers.IntegerField()
    text = serializers.CharField()


class ChoicesSerializer(serializers.Serializer[Any]):
    """How the file is read, and what may be chosen instead; `heading_row` 0: no headings."""

    tables = TableChoiceSerializer(many=True)
    shown = serializers.IntegerField()
    several = serializers.BooleanField()
    heading_row = serializers.IntegerField()
    rows = RowChoiceSerializer(many=True)
    columns = ColumnChoiceSerializer(many=True)


class ImportPreviewSerializer(serializers.Serializer[Any]):
    """What the file would bring into the plan as it stands now. `reading` seals how it is read:
    send it back to apply exactly that. `refused`: why it cannot be read any more, "" if it can."""

    file = ImportSerializer()
    may_write = serializers.BooleanField()
    reading = serializers.CharField(allow_blank=True)
    refused = serializers.CharField(allow_blank=True)
    findings = FindingSerializer(many=True)
    warnings = FindingSerializer(many=True)
    unknown = serializers.ListField(child=serializers.CharField())
    choices = ChoicesSerializer(allow_null=True)
    rows = ReadRowSerializer(many=True)
    job = JobSerializer(allow_null=True)


class UploadTableSerializer(serializers.Serializer[Any]):
    """.docx, .xlsx, .html or .csv. `which` table of the file, from 1. `create_agencies`: bodies
    that are not known become new ones. `headings`: JSON of {meaning: heading of its column}."""

    file = serializers.FileField()
    language = serializers.ChoiceField(
        [code for code, _name in settings.LANGUAGES], required=False, allow_blank=True, default=""
    )
    which = serializers.IntegerField(required=False, allow_null=True, min_value=1, default=None)
    create_agencies = serializers.BooleanField(required=False, default=False)
    headings = serializers.JSONField(required=False, default=dict)

    def validate_headings(self, sent: Any) -> dict[str, str]:
        known = {str(column) for column in NAMED}
        if not isinstance(sent, dict) or not known.issuperset(sent):
            said = _("An object of headings by these names: %(known)s.")
            raise serializers.ValidationError(said % {"known": ", ".join(sorted(known))})
        return {name: str(text)[:200] for name, text in sent.items()}


class ReadOtherwiseSerializer(serializers.Serializer[Any]):
    """What is left out stays as it is read now. `columns`: {place from 1: meaning}, "" for not
    read, a year for its costs."""

    language = serializers.ChoiceField(
        [code for code, _name in settings.LANGUAGES], required=False, allow_blank=True
    )
    which = serializers.IntegerField(required=False, min_value=1, max_value=1000)
    heading_row = serializers.IntegerField(required=False, min_value=0, max_value=100000)
    create_agencies = serializers.BooleanField(required=False)
    columns = serializers.DictField(
        child=serializers.CharField(allow_blank=True, max_length=40), required=False
    )


class ApplySerializer(serializers.Serializer[Any]):
    """`reading` as the preview told it: refused if the file has been read otherwise since."""

    reading = serializers.CharField(max_length=40)


class AppliedSerializer(serializers.Serializer[Any]):
    measures = serializers.IntegerField()
    obligations = serializers.IntegerField()
    agencies_created = serializers.IntegerField()


class ExportLaterSerializer(serializers.Serializer[Any]):
    format = serializers.ChoiceField([("xlsx", "xlsx"), ("docx", "docx"), ("csv", "csv")])
    language = serializers.ChoiceField(["ru", "kk", "en"])
