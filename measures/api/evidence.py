"""Files behind reports: their facts, their content, and taking one off a draft."""

from typing import Any

from django.http import FileResponse, Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from measures.api.asking import Asking
from measures.api.downloads import FILE, files, told_of
from measures.api.progress_shapes import EvidenceSerializer
from measures.models import Evidence
from measures.rules.files import ALLOWED
from measures.services.evidence import drop_evidence
from measures.services.files.serving import only_saved, open_file, readable


class FileSerializer(EvidenceSerializer):
    entry = serializers.PrimaryKeyRelatedField[Any](read_only=True)

    class Meta(EvidenceSerializer.Meta):
        fields = [*EvidenceSerializer.Meta.fields, "entry"]


class EvidenceViewSet(Asking):
    """For who may read the report."""

    queryset = Evidence.objects.none()
    serializer_class = FileSerializer
    scope = "progress"

    def _seen(self, pk: str) -> Evidence:
        try:
            return readable(int(pk), by=self.person, today=self.today)
        except (Evidence.DoesNotExist, ValueError) as unknown:
            raise Http404 from unknown

    @extend_schema(operation_id="evidence_retrieve", tags=["progress"], responses=FileSerializer)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self.told(FileSerializer, self._seen(pk))

    @extend_schema(operation_id="evidence_drop", tags=["progress"], responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        """Takes it off a draft; what was handed in stays: 409 "not_a_draft"."""
        drop_evidence(self._seen(pk), by=self.person, today=self.today)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        operation_id="evidence_file",
        tags=["progress"],
        responses=files(*sorted(set(ALLOWED.values()))),
    )
    @action(detail=True, renderer_classes=FILE)
    def file(self, request: Request, pk: str) -> FileResponse:
        """409 "file_missing", "file_changed": its row is there, its content is not. "file_waiting":
        it is being checked for viruses; "file_infected", "file_unscannable": it is held back."""
        evidence = self._seen(pk)
        content = open_file(evidence, by=self.person, today=self.today)
        told_of(request, what="measures_evidence", pk=evidence.pk, name=evidence.name)
        answer = FileResponse(content)
        only_saved(answer, evidence)
        return answer
