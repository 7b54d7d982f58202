"""Signed editions: the register, and what becomes of each: confirmed, sent, withdrawn."""

from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.rest.views import Acting
from measures.permissions.plans import check_may_manage_plan
from reports.api.issue_shapes import (
    IssueActsSerializer,
    IssueSerializer,
    OpenFilesSerializer,
    SentSerializer,
    WithdrawSerializer,
)
from reports.models import Issue, IssueState
from reports.queries_issuing import PEOPLE, acts_of
from reports.services import dispatching, issuing
from reports.views.issuing import hurry


class IssueFilter(django_filters.FilterSet):  # type: ignore[misc]  # ships no types
    plan = django_filters.CharFilter("plan__slug")
    state = django_filters.ChoiceFilter(choices=IssueState.choices)

    class Meta:
        model = Issue
        fields = ["report", "code", "number", "year"]


class IssueViewSet(Acting[Issue]):
    """Everybody with a role reads the register; the body that coordinates the plan acts."""

    scope = "reports"
    queryset = Issue.objects.none()
    serializer_class = IssueSerializer
    filterset_class = IssueFilter
    ordering_fields = ["dated_on", "issued_on"]

    def get_queryset(self) -> QuerySet[Issue]:
        """Of signatures that were taken back tell the acts of their edition."""
        if getattr(self, "swagger_fake_view", False):
            return Issue.objects.none()
        rows = Issue.objects.all() if self.detail else Issue.objects.standing()
        told = rows.select_related("plan", "report__round", *PEOPLE).defer("report__content")
        return told.order_by("-dated_on", "-pk")

    def managed(self) -> Issue:
        """Who may not act hears that before anything is said of what was sent."""
        found = self.get_object()
        check_may_manage_plan(self.person, found.plan, self.today)
        return found

    def acted(self, act: Callable[..., Any], found: Issue, /, **said: Any) -> Any:
        done = act(found, **said, by=self.person, today=self.today, now=timezone.now())
        hurry()
        return done

    def stands(self) -> Response:
        return self.shown(get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"]))

    @extend_schema(operation_id="issues_acts", responses=IssueActsSerializer)
    @action(detail=True)
    def acts(self, request: Request, pk: str) -> Response:
        """Who did what with the edition, and when."""
        return Response(IssueActsSerializer({"acts": acts_of(self.get_object().report)}).data)

    @extend_schema(operation_id="issues_confirm", request=None, responses=IssueSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        """The second signature, of another coordinator: the edition is issued."""
        self.acted(issuing.confirm, self.managed())
        return self.stands()

    @extend_schema(operation_id="issues_take_back", request=None, responses=IssueSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        """Before it is confirmed; the number is free again."""
        self.acted(issuing.take_back, self.managed())
        return self.stands()

    @extend_schema(
        operation_id="issues_withdraw", request=WithdrawSerializer, responses=IssueSerializer
    )
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """It does not stand any more; whoever got it is told by mail."""
        found = self.managed()
        self.acted(issuing.withdraw, found, **self.sent(WithdrawSerializer))
        return self.stands()

    @extend_schema(
        operation_id="issues_open_files", request=OpenFilesSerializer, responses=IssueSerializer
    )
    @action(detail=True, methods=["post"], url_path="open-files")
    def open_files(self, request: Request, pk: str) -> Response:
        """Whether whoever has the code may download the files."""
        found = self.managed()
        self.acted(issuing.open_files, found, wanted=self.sent(OpenFilesSerializer)["open"])
        return self.stands()

    @extend_schema(operation_id="issues_send", request=None, responses=SentSerializer)
    @action(detail=True, methods=["post"])
    def send(self, request: Request, pk: str) -> Response:
        """To recipients who came to the list after the edition was issued."""
        count = self.acted(dispatching.send_to_rest, self.managed())
        return Response(SentSerializer({"count": count}).data)
