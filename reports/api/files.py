"""Files of editions and of cuts, handed out by the API as by the pages."""

import logging

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request

from agencies.errors import Refused
from agencies.rest.views import Endpoint
from agencies.signals import file_served
from measures.api.downloads import WhateverIsAccepted
from measures.permissions.plans import check_may_view
from reports.api.days import visit_of
from reports.models import CutFile, FileFormat, ReportFile
from reports.services import cuts_making
from reports.services.files import file_name, read_bytes
from reports.views.attachments import attachment
from reports.views.cut_editions import checked
from reports.views.editions import may_read

log = logging.getLogger(__name__)


A_FILE = {
    (200, one): OpenApiResponse(OpenApiTypes.BINARY, description="The file.")
    for one in sorted({fmt.content_type.split(";")[0] for fmt in FileFormat})
}


class FileView(Endpoint):
    content_negotiation_class = WhateverIsAccepted
    scope = "reports"

    def bytes_of(self, row: ReportFile | CutFile) -> bytes:
        """Raises Refused as services.files does, and writes down that a file is lost."""
        try:
            return read_bytes(row)
        except Refused as refused:
            log.error("%s: %s", row.file.name, refused.code)
            raise

    def served(self, row: ReportFile | CutFile, name: str) -> HttpResponse:
        answer = attachment(self.bytes_of(row), name, FileFormat(row.format).content_type)
        what = type(row)._meta.db_table
        file_served.send(type(row), request=self.request, what=what, pk=row.pk, name=name)
        return answer


class ReportFileView(FileView):
    """A file of an edition."""

    @extend_schema(operation_id="report_files_retrieve", responses=A_FILE, tags=["reports"])
    def get(self, request: Request, pk: int) -> HttpResponse:
        """The file itself, for whoever may read the edition."""
        check_may_view(self.person, self.today)
        rows = ReportFile.objects.select_related("report__round__plan").defer("report__content")
        row = get_object_or_404(rows, pk=pk)
        if not may_read(self.person, row.report, self.today):
            raise Http404
        return self.served(row, file_name(row.report, row.format, row.language))


class CutFileView(FileView):
    """A file of what was made of a cut."""

    @extend_schema(operation_id="cut_files_retrieve", responses=A_FILE, tags=["cuts"])
    def get(self, request: Request, pk: int) -> HttpResponse:
        """The file itself, for whoever may read the cut now."""
        rows = CutFile.objects.select_related("edition__cut__plan").defer("edition__content")
        row = get_object_or_404(rows, pk=pk)
        checked(row.edition, visit_of(self))
        return self.served(row, cuts_making.file_name(row.edition, row.format, row.language))
