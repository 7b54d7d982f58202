"""What stands around a report that is owed, as its page has it; and the acts of that page."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from measures.api.as_of import AS_OF
from measures.api.asking import Asking, found
from measures.api.history import EventSerializer
from measures.api.obligation_shapes import (
    HandedInSerializer,
    LeaveOutPartSerializer,
    NilSerializer,
    ObligationOverviewSerializer,
    PartsSerializer,
    TakePartsSerializer,
    UseSerializer,
)
from measures.api.progress_shapes import ProgressSerializer
from measures.api.views import ObligationViewSet
from measures.models import Claim, Obligation, ProgressEntry, ProgressState
from measures.permissions.reporting import check_may_report, may_open
from measures.queries.acts import acts_of
from measures.queries.consolidation import parts_of, uses_of
from measures.queries.dates import dates_of
from measures.queries.handed_in import handed_in
from measures.queries.measure import obligation_page, obligations_to_read
from measures.queries.previous import previous_report
from measures.services.at_once import report
from measures.services.consolidation import Choice, leave_out, take_parts
from measures.services.doors import shut_door
from measures.services.progress import Draft
from measures.services.signing_asked import must_be_signed


class ObligationSidesViewSet(Asking):
    """For the agency that owes the report and for those who oversee; writing is the agency’s."""

    queryset = Obligation.objects.none()
    serializer_class = ObligationOverviewSerializer
    read_by = ObligationViewSet
    scope = "progress"

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "today": self.day}

    def _opened(self, pk: int) -> Obligation:
        rows = obligations_to_read(self.today).select_related("measure__plan__coordinator")
        owed: Obligation = found(rows, pk=pk)
        if not may_open(self.person, owed, self.today):
            raise PermissionDenied(_("This report is owed by another agency."))
        return owed

    def _own(self, pk: int) -> Obligation:
        owed = self._opened(pk)
        check_may_report(self.person, owed, self.today)
        return owed

    @extend_schema(
        operation_id="obligations_overview",
        tags=["obligations"],
        responses=ObligationOverviewSerializer,
    )
    @action(detail=True, pagination_class=None)
    def overview(self, request: Request, pk: int) -> Response:
        """How it came to its date, the draft under way, and what the caller may do now."""
        owed = self._opened(pk)
        past = obligation_page(owed, self.person, self.today)
        acts = acts_of(owed, past.extensions, self.person, self.today)
        in_review = past.entries.filter(state=ProgressState.SUBMITTED).exists()
        writes = acts.may_write and acts.is_open
        shut = (
            shut_door(owed, today=self.today) if acts.may_write and (writes or in_review) else None
        )
        told = {
            "dates": dates_of(owed),
            "may": {
                "may_write": writes and not in_review,
                "may_hand_in": writes and not in_review and shut is None,
                "must_be_signed": writes
                and not in_review
                and must_be_signed(owed, by=self.person, today=self.today),
                "may_take_back": acts.may_write and in_review and shut is None,
                "may_ask_for_time": acts.may_ask,
                "may_remind": acts.may_remind,
                "may_explain_reminders": acts.may_explain,
                "shut_code": shut.code if shut else "",
                "shut": str(shut) if shut else "",
            },
            "draft": _draft(owed) if acts.may_write else None,
            "previous": previous_report(owed, self.person, self.today) if writes else None,
        }
        return self.told(ObligationOverviewSerializer, told)

    @extend_schema(
        operation_id="obligations_history",
        tags=["obligations"],
        parameters=[AS_OF],
        responses=EventSerializer(many=True),
    )
    @action(detail=True)
    def history(self, request: Request, pk: int) -> Response:
        """What happened on it, the newest first."""
        page = obligation_page(self._opened(pk), self.person, self.today, as_of=self.as_of)
        return self.paged(EventSerializer, page.events)

    @extend_schema(
        operation_id="obligations_parts", tags=["obligations"], responses=PartsSerializer
    )
    @action(detail=True, pagination_class=None)
    def parts(self, request: Request, pk: int) -> Response:
        """What co-executors handed in for it. 404 where the report is put together of nobody’s."""
        parts = parts_of(self._opened(pk), self.person, self.today)
        if parts is None:
            raise Http404
        return self.told(PartsSerializer, parts)

    @extend_schema(
        operation_id="obligations_take_parts",
        tags=["obligations"],
        request=TakePartsSerializer,
        responses=ProgressSerializer,
    )
    @action(detail=True, methods=["post"], url_path="take-parts", url_name="take-parts")
    def take_parts(self, request: Request, pk: int) -> Response:
        """Saves the draft with accepted texts of co-executors below it, and where they are from.
        409: "nothing_new", "not_a_part", "text_too_long", "too_many_files"."""
        owed, sent = self._own(pk), self.sent(TakePartsSerializer)
        sources = sent["sources"]
        choice = Choice(None if sources is None else frozenset(sources), sent["files"])
        taken = take_parts(
            owed,
            _typed(owed, sent),
            choice,
            by=self.person,
            today=self.today,
            version=sent["version"],
        )
        return self._entry(taken.entry)

    @extend_schema(
        operation_id="obligations_leave_out",
        tags=["obligations"],
        request=LeaveOutPartSerializer,
        responses=ProgressSerializer,
    )
    @action(detail=True, methods=["post"], url_path="leave-out", url_name="leave-out")
    def leave_out(self, request: Request, pk: int) -> Response:
        """The draft does not stand on that report any more; its text stays as it is."""
        owed, sent = self._own(pk), self.sent(LeaveOutPartSerializer)
        entry = leave_out(
            owed,
            _typed(owed, sent),
            sent["source"],
            by=self.person,
            today=self.today,
            version=sent["version"],
        )
        return self._entry(entry)

    @extend_schema(
        operation_id="obligations_uses",
        tags=["obligations"],
        responses=UseSerializer(many=True),
    )
    @action(detail=True, pagination_class=None)
    def uses(self, request: Request, pk: int) -> Response:
        """Reports handed in that took over what was reported here."""
        rows = uses_of(self._opened(pk), self.person, self.today)
        return Response(UseSerializer(rows, many=True).data)

    @extend_schema(
        operation_id="obligations_nil",
        tags=["obligations"],
        request=NilSerializer,
        responses={201: ProgressSerializer},
    )
    @action(detail=True, methods=["post"])
    def nil(self, request: Request, pk: int) -> Response:
        """«Nothing to report» for the period, handed in at once. 409: "nil_not_allowed"."""
        owed, sent = self._own(pk), self.sent(NilSerializer)
        draft = Draft("", claim=Claim.NIL, language=sent["language"])
        entry = report(
            owed,
            draft,
            by=self.person,
            today=self.today,
            version=sent["version"],
            despite_silence=sent["despite_silence"],
        )
        return self._entry(entry, status.HTTP_201_CREATED)

    @extend_schema(
        operation_id="obligations_handed_in",
        tags=["obligations"],
        responses=HandedInSerializer,
    )
    @action(detail=True, url_path="handed-in", url_name="handed-in", pagination_class=None)
    def handed_in(self, request: Request, pk: int) -> Response:
        """By which day it should be reviewed, and what is owed next. 404 once nothing waits."""
        told = handed_in(self._own(pk), self.person, self.today)
        if told is None:
            raise Http404
        return self.told(HandedInSerializer, told)

    def _entry(self, entry: ProgressEntry, code: int = status.HTTP_200_OK) -> Response:
        rows = ProgressEntry.objects.prefetch_related("evidence", "sources")
        return self.told(ProgressSerializer, rows.get(pk=entry.pk), code)


def _draft(owed: Obligation) -> ProgressEntry | None:
    return owed.entries.filter(state=ProgressState.DRAFT).first()


def _typed(owed: Obligation, sent: dict[str, Any]) -> Draft:
    """With the completion document that the draft names already."""
    draft = _draft(owed)
    document = ("document_kind", "document_number", "document_on")
    kept = {name: getattr(draft, name) for name in document} if draft else {}
    return Draft(sent["text"], claim=sent["claim"], language=sent["language"], **kept)
