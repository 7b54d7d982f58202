"""Refusals that the API itself makes, before or beside those of the services.

Each has a stable code; agencies.rest.codes says what it means and what to do.
"""

from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.exceptions import APIException


class Changed(APIException):
    """If-Match names a state of the object that it is in no more."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "precondition_failed"
    default_detail = _("This was changed meanwhile. Read it again and repeat your change.")


class Busy(APIException):
    """Somebody else holds what is needed; `wait` is in seconds and becomes Retry-After."""

    status_code: int = status.HTTP_503_SERVICE_UNAVAILABLE
    default_code = "busy"
    default_detail = _("The site is busy just now. Nothing was done; try again in a moment.")
    wait = 1


class KeyInUse(Busy):
    status_code = status.HTTP_409_CONFLICT
    default_code = "idempotency_key_in_use"
    default_detail = _("A call with this Idempotency-Key is still being worked on.")


class KeyReused(APIException):
    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "idempotency_key_reused"
    default_detail = _("This Idempotency-Key was used for another call. Make a new one.")


class BadRequestHeader(APIException):
    """A header that cannot be read."""

    status_code = status.HTTP_400_BAD_REQUEST
    default_code = "bad_header"


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = _("This is larger than one call may be.")


class NoSuchAddress(APIException):
    status_code = status.HTTP_404_NOT_FOUND
    default_code = "no_such_address"
    default_detail = _("The API has no such address.")
