"""`/api/v1/audit/`: the record for programs of auditors, by the queries of the pages.

As on the pages, what is read is not recorded and what is taken away is.
"""

from typing import Any, Final

from django.http.response import HttpResponseBase
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.models import Scope
from agencies.rest.asked import Ordering
from agencies.rest.views import Endpoint
from agencies.rest_tokens import WithinScope
from audit import exporting
from audit.api_shapes import AuditChainSerializer, AuditEntrySerializer
from audit.forms import RecordFilter
from audit.models import Door, Entry, Kind
from audit.permissions import check_may_read_record
from audit.queries import Asked, standing
from audit.queries import found as found_in_record
from audit.services.telling import tell_exported
from audit.shown import sealed
from audit.tables import names_of_tables
from measures.api.asking import Asking, found, queried
from measures.api.downloads import WhateverIsAccepted, files
from measures.api.strict import check_query


class ReadsRecord(BasePermission):
    """Auditors, whether or not they have a role: audit.permissions."""

    def has_permission(self, request: Request, view: Any) -> bool:
        check_may_read_record(request.user)
        return True


class OfRecord(Endpoint):
    """What the addresses of the record have in common: a token reads it with a scope of its own."""

    permission_classes = [IsAuthenticated, WithinScope, ReadsRecord]
    scope = ""  # nothing is written here
    scope_to_read = Scope.AUDIT.value


def _filter(name: str, what: str, kind: Any = str, **rest: Any) -> OpenApiParameter:
    return OpenApiParameter(name, kind, description=what, **rest)


FILTERS: Final = [
    _filter("person", "Part of a name or an e-mail, or the number of an account: who acted, on "
            "whose behalf, and what was done to the account."),
    _filter("kind", "What was done.", enum=Kind.values),
    _filter("relation", "A table.", enum=sorted(names_of_tables())),
    _filter("number", "The number of a row; best with `relation`."),
    _filter("door", "What it came through.", enum=Door.values),
    _filter("since", "From this day on.", OpenApiTypes.DATE),
    _filter("until", "To the end of this day.", OpenApiTypes.DATE),
    _filter("request", "The request: the header X-Request-ID of an answer."),
    _filter("text", "Words in what changed: of the last 90 days, unless `since` says otherwise."),
]  # fmt: skip
NAMES: Final = tuple(one.name for one in FILTERS)
FORMAT: Final = _filter("as", "Of the file.", enum=sorted(exporting.CONTENT_TYPES), required=True)


def asked_of(request: Request) -> Asked:
    """The filters of the page, read strictly. Raises ValidationError that names each wrong one."""
    check_query(request, FILTERS)
    form = RecordFilter(request.query_params)
    queried(form)
    return form.question()


class AuditEntryViewSet(OfRecord, Asking):
    """For auditors: every change of the data, every sign-in, every file that left the site."""

    queryset = Entry.objects.none()
    serializer_class = AuditEntrySerializer
    filter_backends: Any = [Ordering]
    ordering_fields = ("id", "at")

    def parameters(self) -> set[str]:
        ordered = Ordering().names(self) if self.action == "list" else set()
        return super().parameters() | ordered

    @extend_schema(
        operation_id="audit_entries_list",
        tags=["audit"],
        parameters=FILTERS,
        responses=AuditEntrySerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """The record as filtered, the newest first; reading it is not recorded.

        What is added meanwhile comes before the newest, and moves nothing. In the order of `id` an
        entry whose transaction ended late may come to stand before what was read already: whoever
        goes on from the last `id` reads the last hour again, and knows each entry by its `id`.
        """
        rows = self.filter_queryset(found_in_record(asked_of(request)))
        return self.paged(AuditEntrySerializer, rows, sealed)

    @extend_schema(
        operation_id="audit_entries_retrieve", tags=["audit"], responses=AuditEntrySerializer
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        """One entry in full: who, when, from where, before and after, its place in the chain."""
        [one] = sealed([found(Entry.objects.all(), pk=pk)])
        return self.told(AuditEntrySerializer, one)


class AuditChainView(OfRecord):
    """Where the chain over the record stands."""

    @extend_schema(
        operation_id="audit_chain_retrieve", tags=["audit"], responses=AuditChainSerializer
    )
    def get(self, request: Request) -> Response:
        """How far the record is sealed, with which hash, and when that was last told outside."""
        return Response(AuditChainSerializer(standing()).data)


class AuditExportView(OfRecord):
    """The record as a file; the record tells who took it."""

    content_negotiation_class = WhateverIsAccepted
    takes = (*NAMES, "as")

    @extend_schema(
        operation_id="audit_export_retrieve",
        tags=["audit"],
        parameters=[
            FORMAT,
            *FILTERS,
        ],
        responses=files(*exporting.CONTENT_TYPES.values()),
    )
    def get(self, request: Request) -> HttpResponseBase:
        """All that the filters find, without pages. JSON Lines holds what is needed to reckon the
        hashes again; a workbook takes 100 000 rows (400 `too_many_rows` at a filter).
        """
        check_query(request, [FORMAT])
        fmt, asked = request.query_params["as"], asked_of(request)
        rows = found_in_record(asked)
        if exporting.is_too_long(rows, fmt):
            raise ValidationError({"since": [exporting.too_long()]}, code="too_many_rows")
        tell_exported(asked, fmt)
        return exporting.answer(rows, fmt)


paths = [
    path("audit/chain/", AuditChainView.as_view(), name="audit-chain"),
    path("audit/export/", AuditExportView.as_view(), name="audit-export"),
]
