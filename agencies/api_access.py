"""Who may call the API: people with a current role; no role, no answer."""

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from agencies.clock import today_of
from agencies.permissions import may_use_api

if TYPE_CHECKING:  # views import this module while they are being imported
    from rest_framework.views import APIView


class HasCurrentRole(BasePermission):
    def has_permission(self, request: Request, view: "APIView") -> bool:
        return may_use_api(request.user, today_of(request._request))
