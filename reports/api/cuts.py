"""Own cuts of a report: kept, changed, retired, looked at, asked for."""

from functools import partial
from typing import Any

import django_filters
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.rest.views import Acting
from reports.api.cut_editions import editions_shown
from reports.api.cut_shapes import (
    CutEditionSerializer,
    CutSerializer,
    NewCutSerializer,
    WishSerializer,
)
from reports.api.days import AS_OF, visit_of
from reports.forms_cuts import said_by
from reports.gather.narrowed import narrow
from reports.models import Cut, CutEdition, CutKind, CutState
from reports.permissions import check_may_keep_cuts, may_read_cut
from reports.queries_cuts import readable_cuts
from reports.services.cuts import Wish, ask_for_cut, change_cut, choice_of, keep_cut, retire_cut
from reports.services.cuts_making import choice_from, latest
from reports.views.cuts import readable, ring


class CutFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    """`retired`: those in use where it is left out."""

    plan = django_filters.CharFilter("plan__slug")
    kind = django_filters.ChoiceFilter(choices=CutKind.choices)
    retired = django_filters.BooleanFilter("retired_at", "isnull", exclude=True)

    class Meta:
        model = Cut
        fields: list[str] = []


class CutPreviewSerializer(serializers.Serializer[Any]):
    """The document of a cut from the facts of a day; nothing is kept."""

    content = serializers.JSONField()


class CutViewSet(Acting[Cut]):
    """The caller's own, and those of plans that the caller's body coordinates; another's cut is
    not there at all."""

    scope = "reports"
    queryset = Cut.objects.none()
    serializer_class = CutSerializer
    filterset_class = CutFilter

    def get_queryset(self) -> QuerySet[Cut]:
        if getattr(self, "swagger_fake_view", False):
            return Cut.objects.none()
        check_may_keep_cuts(self.person, self.today)
        ready = CutEdition.objects.filter(cut=OuterRef("pk"), state=CutState.READY)
        last = ready.order_by("-number").values("pk")[:1]
        rows = readable_cuts(self.person, self.today).annotate(last_id=Subquery(last))
        if self.detail:
            return rows
        theirs = readable(list(rows), visit_of(self))
        return rows.filter(pk__in=[row.pk for row in theirs]).order_by("name", "pk")

    def get_object(self) -> Cut:
        found = super().get_object()
        if not may_read_cut(self.person, found, self.today):
            raise Http404
        return found

    @extend_schema(request=NewCutSerializer, responses={201: CutSerializer})
    def create(self, request: Request) -> Response:
        """Keeps a cut."""
        check_may_keep_cuts(self.person, self.today)
        sent = self.sent(NewCutSerializer)
        plan = sent.pop("plan")
        made = keep_cut(plan, Wish(**sent), by=self.person, today=self.today)
        return self.shown(self.get_queryset().get(pk=made.pk), status.HTTP_201_CREATED)

    @extend_schema(request=WishSerializer, responses=CutSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Changes a cut; fields that are not sent stay. What was made of it before stands."""
        found = self.get_object()
        form = WishSerializer(data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        wish = Wish(**{**said_by(found), **form.validated_data})
        change_cut(found, wish, by=self.person, today=self.today)
        return self.shown(self.get_object())

    @extend_schema(operation_id="cuts_retire", request=None, responses=CutSerializer)
    @action(detail=True, methods=["post"])
    def retire(self, request: Request, pk: str) -> Response:
        """It is made no more; its files stay."""
        retire_cut(self.get_object(), by=self.person, now=timezone.now())
        return self.shown(self.get_object())

    @extend_schema(operation_id="cuts_preview", parameters=[AS_OF], responses=CutPreviewSerializer)
    @action(detail=True, takes=("as_of",))
    def preview(self, request: Request, pk: str) -> Response:
        """The cut from the facts of now, or of the end of a day; nothing is kept."""
        found, asked = self.get_object(), visit_of(self)
        whole = latest(
            found.plan, asked.day, by=asked.person, today=asked.today, number=1, now=timezone.now()
        )
        content = narrow(whole, choice_from(choice_of(found)))
        return Response(CutPreviewSerializer({"content": content}).data)

    @extend_schema(operation_id="cuts_make", request=None, responses={201: CutEditionSerializer})
    @action(detail=True, methods=["post"])
    def make(self, request: Request, pk: str) -> Response:
        """Makes it now; what is under way already is answered with."""
        made = ask_for_cut(self.get_object(), by=self.person, today=self.today)
        transaction.on_commit(partial(ring, made))
        row = editions_shown().get(pk=made.pk)
        context = self.get_serializer_context()
        return Response(CutEditionSerializer(row, context=context).data, status=201)
