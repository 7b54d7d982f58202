"""What the view sets share that answer a page's question rather than list the rows of a table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers, status, viewsets
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.rest.days import day_in_the_past
from agencies.rest.errors import Changed
from agencies.rest.etags import named, tag_of
from agencies.rest.fields import PARAMETER, fields_asked, narrow, narrowed
from agencies.rest.views import Endpoint, Reading
from measures.api.paging import NAMES, Worked
from measures.services.locks import lock

SPARSE = ("list", "retrieve")  # `?fields=` is read where one object or a list of them is asked
YES_OR_NO = frozenset({"", "true", "false"})


class Asking(Endpoint, viewsets.GenericViewSet[Any]):
    """Answers questions of the pages: `person`, `today`, and the day that `?as_of=` names.

    What may stand in the query of an address is what its schema says.
    """

    pagination_class: Any = Worked
    # The view set that tells the object under whose address this one stands.
    read_by: type[Reading[Any]] | None = None
    filter_backends = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        request.today = self.today  # type: ignore[attr-defined]  # for filters
        request.as_of = self._asked(request)  # type: ignore[attr-defined]

    def _asked(self, request: Request) -> date | None:
        if "as_of" not in self.parameters():
            return None
        return day_in_the_past(request, self.today)

    def parameters(self) -> set[str]:
        """As the schema of the action names them; those of pages where it answers with a list."""
        schema = self._schema()
        if schema is None:
            return set()
        told = {one.name for one in schema.get_override_parameters() if one.location == "query"}
        pages = set(NAMES) if self.paginator and is_list(schema) else set()
        return told | pages | ({PARAMETER} if self.action in SPARSE else set())

    def _schema(self) -> Any:
        """How the action describes itself; None for what is no action of ours."""
        handler = getattr(self, self.action or "", None)
        described = getattr(handler, "kwargs", {}).get("schema")
        if described is None:
            return None
        schema = described()
        schema.view = self
        return schema

    @property
    def as_of(self) -> date | None:
        return getattr(self.request, "as_of", None)

    @property
    def day(self) -> date:
        return self.as_of or self.today

    @property
    def past(self) -> bool:
        return self.as_of is not None

    def sent(self, serializer: type[serializers.BaseSerializer[Any]]) -> dict[str, Any]:
        form = serializer(data=self.request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        return dict(form.validated_data)

    def told(self, serializer: type[Any], row: Any, code: int = status.HTTP_200_OK) -> Response:
        """One object, with the ETag that a later If-Match names."""
        data = serializer(row, context=self.get_serializer_context()).data
        asked = fields_asked(self.request) if self.action == "retrieve" else None
        return Response(narrowed(data, asked), status=code, headers={"ETag": tag_of(data)})

    def paged(
        self,
        serializer: type[Any],
        rows: "QuerySet[Any, Any] | Sequence[Any]",
        told: Callable[[Sequence[Any]], Iterable[Any]] = list,
    ) -> Response:
        """A page of the rows; `told` says of a page of them what stands beside each."""
        page = self.paginate_queryset(rows)
        shown = told(list(rows) if page is None else page)
        rows_told = serializer(shown, many=True, context=self.get_serializer_context())
        if self.action == "list":
            narrow(rows_told, fields_asked(self.request))
        data = rows_told.data
        return Response(data) if page is None else self.get_paginated_response(data)

    def check_match(self, expected: str) -> None:
        """What reading the object answers now is what `expected` names, and stays so."""
        try:
            rows = self.concerned()
            if rows is not None:
                lock(rows)
        except (ValueError, OverflowError):  # what names no row of any database
            raise Http404 from None
        if rows is None:
            super().check_match(expected)
        elif not named(expected, self.as_read().headers["ETag"]):
            raise Changed

    def concerned(self) -> "QuerySet[Any] | None":
        """The row that If-Match is about; None where the address is of none."""
        read = self.read_by or hasattr(self, "retrieve")
        rows: Any = vars(type(self)).get("queryset")
        if not (self.detail and read) or rows is None:
            return None
        found: QuerySet[Any] = rows.model.objects.filter(**self._key())
        return found

    def _key(self) -> dict[str, Any]:
        key = self.lookup_url_kwarg or self.lookup_field
        return {self.lookup_field: self.kwargs[key]}

    def as_read(self) -> Response:
        """As reading the object itself tells it, with its ETag."""
        if self.read_by is None:
            read: Response = self.retrieve(self.request, **self._key())  # type: ignore[attr-defined]
            return read
        view = self.read_by(request=self.request, kwargs=self.kwargs, format_kwarg=None)
        view.action, view.lookup_field = "retrieve", self.lookup_field
        told = view.representation(view.get_object())
        return Response(told, headers={"ETag": tag_of(told)})


def is_list(schema: Any) -> bool:
    return isinstance(schema.get_response_serializers(), serializers.ListSerializer)


def found(rows: "QuerySet[Any, Any]", **named: Any) -> Any:
    """The row, Http404 where there is none; a number that no database holds names none."""
    try:
        return get_object_or_404(rows, **named)
    except OverflowError:
        raise Http404 from None


def checked(form: forms.BaseForm, *, under: str = "") -> dict[str, Any]:
    """What a form of the pages makes of what was sent; its refusals name the API's fields.

    `under`: the field of the body that the whole form stands for.
    """
    if form.is_valid():
        return form.cleaned_data
    raise refused(form.errors.as_data(), under=under)


def refused(
    errors: "Mapping[str, Sequence[forms.ValidationError]]", *, under: str = ""
) -> ValidationError:
    told = {
        name if name != "__all__" else "non_field_errors": [
            ErrorDetail(message, code=str(error.code or "invalid"))
            for error in found
            for message in error.messages
        ]
        for name, found in errors.items()
    }
    return ValidationError({under: told} if under else told)


def asked_by(
    request: Request, serializer: Callable[..., serializers.Serializer[Any]], **renamed: str
) -> dict[str, Any]:
    """What stands in the query, as the serializer reads it. `renamed`: its fields that are called
    otherwise there, as `format`, which is a name of DRF's own. Raises ValidationError that names
    what cannot be read as the query does."""
    query = request.query_params
    named = {str(name): renamed.get(str(name), str(name)) for name in serializer().fields}
    asked = serializer(data={name: query[key] for name, key in named.items() if key in query})
    if not asked.is_valid():
        raise ValidationError({named[name]: said for name, said in asked.errors.items()})
    return dict(asked.validated_data)


def queried(form: forms.BaseForm) -> forms.BaseForm:
    """A filter of a page, read strictly: what a list leaves out and names above its rows, a
    program is told of instead. Raises ValidationError."""
    unread = dict(form.errors.as_data())
    said = _("Write true or false.")
    for name, field in form.fields.items():
        if isinstance(field, forms.BooleanField) and form.data.get(name, "") not in YES_OR_NO:
            unread[name] = [forms.ValidationError(said, "invalid")]
    if unread:
        raise refused(unread)
    return form


TYPES = {
    forms.DateField: OpenApiTypes.DATE,
    forms.BooleanField: OpenApiTypes.BOOL,
    forms.IntegerField: OpenApiTypes.INT,
}


def parameters(form: type[forms.BaseForm], **words: str) -> list[OpenApiParameter]:
    """Of a filter of a page as query parameters; `words` describe them, and name which."""
    return [
        OpenApiParameter(
            name,
            next((kind for field, kind in TYPES.items() if isinstance(one, field)), str),
            description=words[name],
            enum=_choices(one),
        )
        for name, one in form.base_fields.items()  # type: ignore[attr-defined]
        if name in words
    ]


def _choices(field: forms.Field) -> list[str] | None:
    """Those that stand in the code; what the database offers is not the schema's to list."""
    named = [key for key, _words in getattr(field, "choices", ()) if key != ""]
    return [str(key) for key in named] or None


class Sent(MultiValueDict[str, Any]):
    """A JSON body as a form of the pages reads it: lists give all their values."""

    def __init__(self, body: Mapping[str, Any]) -> None:
        super().__init__({name: _values(value) for name, value in body.items()})


def _values(value: Any) -> list[Any]:
    if isinstance(value, list | tuple):
        return [_text(one) for one in value]
    return [_text(value)]


def _text(value: Any) -> Any:
    """As a browser would write it: of a row its id, of a day its date."""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value
