"""The views of the board that a person keeps: each sees and changes the own ones alone."""

from typing import Any

from django.http import QueryDict
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from measures.api.asking import Asking, found
from measures.forms.board import kept_query
from measures.models import SavedView
from measures.models.saved_view import LONGEST_NAME, LONGEST_QUERY
from measures.permissions.overseeing import check_may_oversee
from measures.queries.saved_views import views_of
from measures.services.saved_views import drop_view, keep_view, open_by_itself, rename_view


class SavedViewSerializer(serializers.ModelSerializer[SavedView]):
    """`filters`: what to ask the board for; `query`: the same as its address has it."""

    filters = serializers.SerializerMethodField()

    class Meta:
        model = SavedView
        fields = ["id", "name", "query", "filters", "is_default"]

    @extend_schema_field(serializers.DictField(child=serializers.CharField()))
    def get_filters(self, row: SavedView) -> dict[str, str]:
        return {name: str(value) for name, value in QueryDict(row.query).items()}


class KeepViewSerializer(serializers.Serializer[Any]):
    """`query` as in the address of the board; unknown words of it are left out."""

    name = serializers.CharField(max_length=LONGEST_NAME)
    query = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=LONGEST_QUERY
    )


class ChangeViewSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(required=False, max_length=LONGEST_NAME)
    is_default = serializers.BooleanField(required=False)


class SavedViewViewSet(Asking):
    """For coordinators and observers."""

    queryset = SavedView.objects.none()
    serializer_class = SavedViewSerializer
    scope = "plan"

    def _own(self, pk: int) -> SavedView:
        check_may_oversee(self.person, self.today)
        view: SavedView = found(SavedView.objects.filter(person=self.person), pk=pk)
        return view

    @extend_schema(
        operation_id="board_views_list", tags=["board"], responses=SavedViewSerializer(many=True)
    )
    def list(self, request: Request) -> Response:
        check_may_oversee(self.person, self.today)
        return self.paged(SavedViewSerializer, views_of(self.person))

    @extend_schema(
        operation_id="board_views_create",
        tags=["board"],
        request=KeepViewSerializer,
        responses={201: SavedViewSerializer},
    )
    def create(self, request: Request) -> Response:
        """409: "name_taken", "too_many_views"."""
        check_may_oversee(self.person, self.today)
        sent = self.sent(KeepViewSerializer)
        query = kept_query(QueryDict(sent["query"]))
        kept = keep_view(by=self.person, name=sent["name"], query=query)
        return self.told(SavedViewSerializer, kept, status.HTTP_201_CREATED)

    @extend_schema(
        operation_id="board_views_retrieve", tags=["board"], responses=SavedViewSerializer
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        return self.told(SavedViewSerializer, self._own(pk))

    @extend_schema(
        operation_id="board_views_update",
        tags=["board"],
        request=ChangeViewSerializer,
        responses=SavedViewSerializer,
    )
    def partial_update(self, request: Request, pk: int) -> Response:
        """Another name, or whether the board opens with it by itself."""
        view, sent = self._own(pk), self.sent(ChangeViewSerializer)
        if "name" in sent:
            rename_view(view, by=self.person, name=sent["name"])
        if "is_default" in sent:
            open_by_itself(view, by=self.person, wanted=sent["is_default"])
        return self.told(SavedViewSerializer, self._own(pk))

    @extend_schema(operation_id="board_views_delete", tags=["board"], responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        drop_view(self._own(pk), by=self.person)
        return Response(status=status.HTTP_204_NO_CONTENT)
