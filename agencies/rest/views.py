"""What views of the API derive from.

`Endpoint`: limits, parameters refused by name, If-Match and Idempotency-Key, ETag and 304.
`Reading`: a list and one object, with sparse fields. `Acting`: for view sets that also write.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import partial
from typing import Any, TypeVar, cast

from django.db import DataError, transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from rest_framework import serializers, status
from rest_framework.exceptions import APIException
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from agencies.clock import today_of
from agencies.models import User
from agencies.rest import asked, etags, limits, paging, repeating
from agencies.rest.errors import BadRequestHeader, Changed
from agencies.rest.fields import PARAMETER, fields_asked, narrow, narrowed
from agencies.services_calls import hold_until_the_end

SAFE = ("GET", "HEAD", "OPTIONS")
Row = TypeVar("Row", bound=Model)


class Endpoint(APIView):
    """Any address of the API. For what is no list of objects; else take Reading or Acting.

    `scope`: the scope that a token needs to write here, `scope_to_read`: to read. `takes`: names of
    parameters of the query beside filters, pages and fields; an `@action(…, takes=("language",))`
    has its own. `limit`: a rate of its own in settings.API_RATES, for strangers. `repeatable`:
    False where an answer must not be kept (it shows a secret), so that Idempotency-Key is refused.
    """

    scope = "admin"
    scope_to_read = "read"
    takes: Collection[str] = ()
    limit = ""
    repeatable = True
    metadata_class = None

    @property
    def person(self) -> User:
        return cast(User, self.request.user)

    @property
    def today(self) -> date:
        """The business day, one for the whole answer."""
        if getattr(self, "swagger_fake_view", False):
            return date.today()  # noqa: DTZ011  # nothing is answered, only described
        return today_of(self.request._request)

    def perform_authentication(self, request: Request) -> None:
        """Calls are counted here, so that a wrong token is a call as well."""
        try:
            super().perform_authentication(request)
        except APIException:
            limits.check(request, self.limit)
            raise
        limits.check(request, self.limit)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        method = (request.method or "").lower()
        if hasattr(self, method):
            asked.refuse_unknown(request.query_params, self.parameters())
        if request.method not in SAFE and hasattr(self, method):
            setattr(self, method, partial(self._acting, getattr(self, method)))

    def parameters(self) -> set[str]:
        """Names that may stand in the query; `format` is DRF's own."""
        return {"format", *self.takes}

    def _acting(
        self, act: Callable[..., Any], request: Request, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With a key or a condition: the act and what it rests on are one transaction."""
        key = repeating.key_of(request) if request.user.is_authenticated else ""
        if key and not self.repeatable:
            said = _("This answer shows a secret, so it is not kept: leave out Idempotency-Key.")
            raise BadRequestHeader(said, code="not_repeatable")
        now = partial(self._if_matched, act, request, *args, **kwargs)
        if not key and "If-Match" not in request.headers:
            return cast(HttpResponse, act(request, *args, **kwargs))
        with transaction.atomic():
            return cast(HttpResponse, repeating.once(request, key, now) if key else now())

    def _if_matched(
        self, act: Callable[..., Any], request: Request, *args: Any, **kwargs: Any
    ) -> Any:
        if expected := request.headers.get("If-Match"):
            self.check_match(expected)
        return act(request, *args, **kwargs)

    def check_match(self, expected: str) -> None:
        """Raises Changed where the object is not as `expected` (If-Match) says."""
        raise Changed(_("If-Match is for calls on one object, and this is none."))

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        limits.tell(request, answer)
        patch_vary_headers(answer, ("Accept-Language", "Authorization", "Cookie"))
        answer.headers.setdefault("Cache-Control", "private, no-cache")
        if request.method in ("GET", "HEAD") and isinstance(answer, Response):
            answer.add_post_render_callback(partial(_conditional, request))
        return answer


def _conditional(request: Request, answer: Response) -> HttpResponse | None:
    """Gives what is read its ETag, and 304 to who has it already."""
    if answer.status_code != status.HTTP_200_OK:
        return None
    answer.headers.setdefault("ETag", etags.tag_of_bytes(answer.content))
    known = request.headers.get("If-None-Match")
    if known and etags.named(known, answer.headers["ETag"]):
        return etags.not_modified(answer)
    return None


class Reading(Endpoint, ReadOnlyModelViewSet[Row]):
    """A list by pages, and one object: `?fields=`, filters, ordering, ETag.

    A view set says `queryset` (or get_queryset), `serializer_class`, and as it needs them
    `filterset_class`, `ordering_fields` and `lookup_field`; for rows that are to be shown other
    than as they stand, `as_they_read`.
    """

    pagination_class = paging.Pages
    filter_backends = [asked.Filters, asked.Ordering]

    def as_they_read(self, rows: Sequence[Row]) -> Sequence[Row]:
        """What a page of rows says; a view set whose rows are shown otherwise says how."""
        return rows

    def parameters(self) -> set[str]:
        known = super().parameters()
        if self.action == "retrieve":
            known.add(PARAMETER)
        if self.action == "list":
            known |= {PARAMETER, *paging.NAMES, *self.filters()}
        return known

    def filters(self) -> set[str]:
        """Names that the list is filtered and ordered by."""
        names: set[str] = set()
        for backend in self.filter_backends:
            names |= getattr(backend(), "names", lambda _view: set())(self)
        return names

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)
        return page if page is None else self.as_they_read(page)

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        serializer = super().get_serializer(*args, **kwargs)
        if self.action == "list" and not getattr(self, "swagger_fake_view", False):
            narrow(serializer, fields_asked(self.request))
        return serializer

    def get_object(self) -> Row:
        """A number or name that no database can hold is an object that is not there."""
        try:
            return super().get_object()
        except (OverflowError, ValueError, DataError):
            raise Http404 from None

    def found(self, rows: "QuerySet[Row]") -> Row:
        """The one that the address names, among these; for acts that need less at hand than what
        is told of an object, or more."""
        try:
            return get_object_or_404(rows, pk=self.kwargs[self.lookup_url_kwarg or "pk"])
        except (OverflowError, ValueError, DataError):
            raise Http404 from None

    def representation(self, row: Row) -> dict[str, Any]:
        """All that the API tells of one object; its ETag is over this."""
        [read] = self.as_they_read([row])
        return dict(self.get_serializer(read).data)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        told = self.representation(self.get_object())
        shown = narrowed(told, fields_asked(request))
        return Response(shown, headers={"ETag": etags.tag_of(told)})

    def check_match(self, expected: str) -> None:
        """Held first: what is compared is what the act then finds."""
        if not self.detail:
            super().check_match(expected)
        self.lock(self.get_object())
        if not etags.named(expected, etags.tag_of(self.representation(self.get_object()))):
            raise Changed

    def lock(self, row: Row) -> None:
        """Of two calls with If-Match on `row` the second waits here until the first has ended."""
        hold_until_the_end(f"{row._meta.label} {row.pk}")
        for rows in self.rows_to_lock(row):
            list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk"))

    def rows_to_lock(self, row: Row) -> "Sequence[QuerySet[Any]]":
        """Rows that the services here lock first, in their order, to keep out acts of the pages.

        None: the services' own conditional updates keep them out. Other rows than those that
        services begin with would make two acts wait for each other in a circle.
        """
        return ()


class Acting(Reading[Row]):
    """A view set that also writes, through services. `scope` names what a token must be for."""

    def sent(self, serializer: type[serializers.BaseSerializer[Any]]) -> dict[str, Any]:
        """The body as that serializer reads it."""
        form = serializer(data=self.request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        return dict(form.validated_data)

    def shown(self, row: Row, code: int = status.HTTP_200_OK) -> Response:
        """The object after the act, with its new ETag, as reading it would tell."""
        told = self.representation(row)
        return Response(told, status=code, headers={"ETag": etags.tag_of(told)})
