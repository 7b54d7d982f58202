"""Files behind reports: their facts, their content, and taking one off a draft."""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.errors import Refused
from measures.api.asking import Asking, found
from measures.api.downloads import FILE, attached, files, told_of
from measures.api.progress import EvidenceSerializer
from measures.models import Evidence
from measures.permissions import may_see_entry
from measures.rules.files import ALLOWED
from measures.services.evidence import drop_evidence

log = logging.getLogger(__name__)


class FileSerializer(EvidenceSerializer):
    entry = serializers.PrimaryKeyRelatedField[Any](read_only=True)

    class Meta(EvidenceSerializer.Meta):
        fields = [*EvidenceSerializer.Meta.fields, "entry"]


class EvidenceViewSet(Asking):
    """For who may read the report."""

    queryset = Evidence.objects.none()
    serializer_class = FileSerializer
    scope = "progress"

    def _seen(self, pk: int) -> Evidence:
        rows = Evidence.objects.select_related("entry__obligation__measure__plan")
        evidence: Evidence = found(rows, pk=pk)
        if not may_see_entry(self.person, evidence.entry, self.today):
            raise PermissionDenied(_("This file belongs to a report that is not yours to read."))
        return evidence

    @extend_schema(operation_id="evidence_retrieve", tags=["progress"], responses=FileSerializer)
    def retrieve(self, request: Request, pk: int) -> Response:
        return self.told(FileSerializer, self._seen(pk))

    @extend_schema(operation_id="evidence_drop", tags=["progress"], responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Takes it off a draft; what was handed in stays: 409 "not_a_draft"."""
        drop_evidence(self._seen(pk), by=self.person, today=self.today)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        operation_id="evidence_file",
        tags=["progress"],
        responses=files(*sorted(set(ALLOWED.values()))),
    )
    @action(detail=True, renderer_classes=FILE)
    def file(self, request: Request, pk: int) -> FileResponse:
        """409 "file_missing": its row is there, its content is not."""
        evidence = self._seen(pk)
        try:
            content = evidence.file.open("rb")
        except FileNotFoundError:
            log.error("the file of evidence %s is missing", pk)
            said = _("The file “%(name)s” is missing. Tell the administrator.")
            raise Refused("file_missing", said % {"name": evidence.name}) from None
        told_of(request, what="evidence", pk=evidence.pk, name=evidence.name)
        answer = FileResponse(content, as_attachment=True, filename=evidence.name)
        named = answer["Content-Disposition"]
        attached(answer, "file", evidence.content_type)
        answer["Content-Disposition"] = named  # with the letters of its own language
        return answer
