"""Lists as files, CSV or XLSX: what the pages give to people, by the same views, for programs.

Beside a list of the pages stands a view that sends it whole, under its filters, with its rights and
its record of who took it (measures.views.listing). Here that view gets an address under
`/api/v1/lists/`: what stands around it is the API's own, a token, limits, a query read strictly.
"""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final

from django import forms
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request

from agencies.rest.days import day_in_the_past
from agencies.rest.views import Endpoint
from agencies.rest_tokens import WithinScope
from measures.api import board, desk, notices, plan_sides, queues, reminder_ledger, search
from measures.api.as_of import AS_OF
from measures.api.asking import queried
from measures.api.downloads import WhateverIsAccepted, files
from measures.api.strict import check_query
from measures.exporting import CONTENT_TYPES
from measures.forms.board import BoardFilter
from measures.forms.filters import PlanFilter
from measures.forms.queues import QueueFilter, RequestFilter
from measures.views import lists, lists_own
from measures.views.listing import FORMATS
from planner.models import ActionPlan

FORMAT: Final = OpenApiParameter(
    "as", str, enum=sorted(FORMATS), required=True, description="Of the file."
)
FILE: Final = files(*(CONTENT_TYPES[fmt] for fmt in FORMATS))
Form = Callable[..., forms.BaseForm]


class ListFileView(Endpoint):
    """One list: `listed` is the view of the pages, `told` the parameters of the query, `form` what
    the page reads them with, of the query and of what the address names."""

    content_negotiation_class = WhateverIsAccepted
    listed: ClassVar[Callable[..., HttpResponseBase]]
    told: ClassVar[Sequence[OpenApiParameter]] = ()
    form: ClassVar[Form | None] = None

    def get(self, request: Request, **named: Any) -> HttpResponseBase:
        """The whole list as filtered, without pages; the record tells who took it."""
        check_query(request, [FORMAT, *self.told])
        if "as_of" in self.takes:
            day_in_the_past(request, self.today)
        if self.form is not None:
            queried(self.form(request.query_params, **named))
        return type(self).listed(request._request, fmt=request.query_params["as"], **named)


class OwnListFileView(ListFileView):
    """For whoever is signed in, with a role or without: nothing but the own."""

    permission_classes = [IsAuthenticated, WithinScope]


def list_file(
    address: str,
    listed: Callable[..., HttpResponseBase],
    what: str,
    told: Sequence[OpenApiParameter] = (),
    form: Form | None = None,
    base: type[ListFileView] = ListFileView,
    path_parameters: Sequence[OpenApiParameter] = (),
) -> URLPattern:
    """`/api/v1/lists/<address>/`; `what`: a sentence that says what the file holds."""
    words = [part for part in address.split("/") if not part.startswith("<")]
    name = "-".join(words)
    view = type(
        "".join(word.title() for word in words) + "FileView",
        (base,),
        {
            "listed": staticmethod(listed),
            "told": told,
            "form": staticmethod(form) if form else None,
            "takes": ("as", *(one.name for one in told)),
            "__doc__": what,
            "__module__": f"{listed.__module__.split('.')[0]}.api.list_files",  # whose list it is
        },
    )
    described: Any = extend_schema(
        operation_id=f"lists_{name.replace('-', '_')}",
        tags=["lists"],
        summary=what.rstrip("."),
        description=f"{what} All of it as filtered, without pages; the record tells who took it.",
        parameters=[*path_parameters, FORMAT, *told],
        responses=FILE,
    )
    shown: type[ListFileView] = extend_schema_view(get=described)(view)
    found: URLPattern = path(f"lists/{address}/", shown.as_view(), name=f"list-file-{name}")
    return found


def _queue_form(query: QueryDict) -> forms.BaseForm:
    if "as_of" not in query:
        return QueueFilter(query)
    if "whose" in query:
        raise queues.not_kept()
    return RequestFilter(query)


def _plan_form(query: QueryDict, slug: str) -> forms.BaseForm:
    return PlanFilter(get_object_or_404(ActionPlan, slug=slug), query)


SLUG: Final = OpenApiParameter("slug", str, OpenApiParameter.PATH, description="Of a plan.")
CODE: Final = OpenApiParameter("code", str, OpenApiParameter.PATH, description="Of a body.")
DAYS: Final = [
    OpenApiParameter(one.name, OpenApiTypes.DATE, description=one.description)
    for one in reminder_ledger.DAYS
]
paths: list[URLPattern] = [
    list_file("board", lists.board, "The board.", board.FILTERS, BoardFilter),
    list_file("desk", lists.desk, "A pile of the desk.", [desk.PILE, AS_OF]),
    list_file("review/reports", lists.reports, "Reports to review.", queues.FILTERS, _queue_form),
    list_file(
        "review/extensions", lists.extensions, "Requests for more time.", queues.OF_REQUESTS,
        RequestFilter,
    ),
    list_file("review/deadlines", lists.deadlines, "Deadlines without a date.", [AS_OF]),
    list_file("plans", lists.plans, "The plans.", [AS_OF]),
    list_file(
        "plans/<slug:slug>/measures", lists.plan, "The measures of a plan.", plan_sides.FILTERS,
        _plan_form, path_parameters=[SLUG],
    ),
    list_file(
        "agencies/<slug:code>/measures", lists.agency, "The measures of a body.", [AS_OF],
        path_parameters=[CODE],
    ),
    list_file("search", lists.search, "What was found, of one kind.", [search.Q, search.KIND]),
    list_file("reminders/mails", lists_own.mails, "Mails with reminders, of the day."),
    list_file("reminders/ledger", lists_own.ledger, "The ledger of reminders.", DAYS),
    list_file(
        "reminders/mine", lists_own.my_reminders, "What the caller was reminded of.",
        base=OwnListFileView,
    ),
    list_file(
        "notices", lists_own.notices, "News of the caller.", [notices.NEW], base=OwnListFileView
    ),
    list_file("jobs", lists_own.jobs, "Long work."),
]  # fmt: skip
