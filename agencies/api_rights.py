"""API: the table of rights, as the page of help tells it."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.rest.views import Endpoint
from agencies.rest_tokens import WithinScope
from agencies.rights_told import told
from agencies.rules.rights import Do


class RightSerializer(serializers.Serializer[Any]):
    """Who, under which conditions, and who never; in the caller’s language."""

    who = serializers.ListField(child=serializers.CharField())
    only = serializers.ListField(child=serializers.CharField())
    never = serializers.ListField(child=serializers.CharField())


class ActWithRightsSerializer(serializers.Serializer[Any]):
    """`code` stays, `words` may change."""

    code = serializers.ChoiceField([one.value for one in Do], source="do")
    words = serializers.CharField()
    rights = RightSerializer(source="lines", many=True)


class GroupOfActsSerializer(serializers.Serializer[Any]):
    words = serializers.CharField()
    acts = ActWithRightsSerializer(many=True)


class RightsSerializer(serializers.Serializer[Any]):
    """What no right names is refused."""

    groups = GroupOfActsSerializer(many=True)


class RightsView(Endpoint):
    """For whoever is signed in."""

    permission_classes = [IsAuthenticated, WithinScope]

    @extend_schema(operation_id="rights_retrieve", tags=["rights"], responses=RightsSerializer)
    def get(self, request: Request) -> Response:
        """Who may do what: the one table from which the checks come as well."""
        return Response(RightsSerializer({"groups": told()}).data)
