"""Shapes of tables of reports that come in filled in."""

from typing import Any

from django.conf import settings
from rest_framework import serializers

from measures.api.jobs import JobSerializer
from measures.models import Claim, DocumentKind, ImportState, ProgressUpload
from measures.rules.progress_table import Col

FORMATS = ["xlsx", "csv"]


class ProgressUploadSerializer(serializers.ModelSerializer[ProgressUpload]):
    """`language`: of the texts in it. `sha256`: the same file is kept once for a person."""

    state = serializers.ChoiceField(ImportState.choices, read_only=True)

    class Meta:
        model = ProgressUpload
        fields = ["id", "name", "sha256", "language", "state", "uploaded_at", "decided_at"]


class FaultSerializer(serializers.Serializer[Any]):
    """`field` "": said of the row or the file as a whole; `message` in the caller’s language."""

    field = serializers.ChoiceField([one.value for one in Col], allow_blank=True)
    code = serializers.CharField()
    message = serializers.CharField()


class UploadedRowSerializer(serializers.Serializer[Any]):
    """A filled-in row; `row` as the spreadsheet counts. `wrong` stands in the way of keeping it,
    `against` only of handing it in. `same`: it is handed in already as the row says. `cut`: the
    text is longer than what is shown."""

    row = serializers.IntegerField()
    obligation = serializers.IntegerField(allow_null=True)
    agency = serializers.CharField(allow_null=True)
    measure_number = serializers.CharField(allow_null=True)
    claim = serializers.ChoiceField(Claim.choices, allow_blank=True)
    text = serializers.CharField(allow_blank=True)
    cut = serializers.BooleanField()
    document_kind = serializers.ChoiceField(DocumentKind.choices, allow_blank=True)
    document_number = serializers.CharField(allow_blank=True)
    document_on = serializers.DateField(allow_null=True)
    same = serializers.BooleanField()
    wrong = FaultSerializer(many=True)
    against = FaultSerializer(many=True)


class UploadPreviewSerializer(serializers.Serializer[Any]):
    """What was read, row by row. `may_save`: all rows can be kept as drafts; `may_hand_in`: and
    handed in, where `asks_despite_silence` only with `despite_silence`. `left_alone`: rows that
    were not filled in. `job`: the long work that writes it, while that is under way."""

    file = ProgressUploadSerializer()
    may_save = serializers.BooleanField()
    may_hand_in = serializers.BooleanField()
    asks_despite_silence = serializers.BooleanField()
    left_alone = serializers.IntegerField()
    fine = serializers.IntegerField()
    same = serializers.IntegerField()
    faults = FaultSerializer(many=True)
    rows = UploadedRowSerializer(many=True)
    job = JobSerializer(allow_null=True)


class UploadProgressSerializer(serializers.Serializer[Any]):
    """The template, filled in: .xlsx, .ods or .csv. `language` of the texts in it; the person’s
    own where it is left out."""

    file = serializers.FileField()
    language = serializers.ChoiceField(
        [code for code, _name in settings.LANGUAGES], required=False, allow_blank=True, default=""
    )


class ConfirmUploadSerializer(serializers.Serializer[Any]):
    """`hand_in` false: all rows are kept as drafts. `despite_silence`: although co-executors have
    handed in nothing, which is recorded."""

    hand_in = serializers.BooleanField()
    despite_silence = serializers.BooleanField(required=False, default=False)


class UploadWrittenSerializer(serializers.Serializer[Any]):
    """How many reports were kept or handed in."""

    written = serializers.IntegerField()
    handed_in = serializers.BooleanField()


class TemplateAskedSerializer(serializers.Serializer[Any]):
    """Which template; the choices of agencies and plans are the caller’s."""

    format = serializers.ChoiceField(FORMATS)
    agency = serializers.ChoiceField([], required=False)
    plan = serializers.ChoiceField([], required=False)
    until = serializers.DateField(required=False)

    def __init__(self, agencies: list[str], plans: list[str], **more: Any) -> None:
        super().__init__(**more)
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]
        self.fields["plan"].choices = plans  # type: ignore[attr-defined]
