"""Idempotency-Key: a call that is sent again after a broken line acts once and answers alike.

After draft-ietf-httpapi-idempotency-key-header. Only what was done is kept: a refused call has
changed nothing, and is simply looked at anew.
"""

import json
import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any, cast

from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from agencies.models import KeptAnswer, User
from agencies.rest.errors import BadRequestHeader, KeyInUse, KeyReused
from agencies.services_calls import claim, keep

HEADER = "Idempotency-Key"
KEPT_HEADERS = ("Location", "ETag", "Content-Language")
LONGEST = 255


def key_of(request: Request) -> str:
    """The key of a call, "" where there is none. Raises BadRequestHeader for an unreadable one."""
    if HEADER not in request.headers:
        return ""
    key: str = request.headers[HEADER].strip()
    if len(key) >= 2 and key[0] == key[-1] == '"':
        key = key[1:-1]
    if not re.fullmatch(r"[!-~]{1,255}", key):
        said = _("Idempotency-Key is up to %(most)s letters, digits and signs of ASCII.")
        raise BadRequestHeader(said % {"most": LONGEST}, code="bad_idempotency_key")
    return key


def once(request: Request, key: str, act: Callable[[], Any]) -> Any:
    """What `act` answers, or what it answered before. Inside the transaction of the act."""
    route = f"{request.method} {request.path}"[:500]
    sent = digest(request)
    try:
        row = claim(
            person=cast(User, request.user), key=key, route=route, sent=sent, now=timezone.now()
        )
    except OperationalError:
        raise KeyInUse from None
    if (row.route, row.sent) != (route, sent):
        raise KeyReused
    return _first(row, act) if row.status is None else _again(row)


def _first(row: KeptAnswer, act: Callable[[], Any]) -> Any:
    answer = act()
    if not (isinstance(answer, Response) and 200 <= answer.status_code < 300):
        row.delete()  # no act that is done, or a file, which is read again rather than kept
        return answer
    told = {name: answer.headers[name] for name in KEPT_HEADERS if name in answer.headers}
    body = json.dumps(answer.data, cls=JSONEncoder)
    keep(row, status=answer.status_code, headers=told, body=body)
    return answer


def _again(row: KeptAnswer) -> Response:
    headers = {**row.headers, "Idempotency-Replayed": "true"}
    return Response(json.loads(row.body), status=row.status, headers=headers)


def digest(request: Request) -> str:
    """Over what the body says, not how: the same form sent again has other boundaries."""
    told = sha256(f"{request.META.get('QUERY_STRING', '')}\n".encode())
    if request.FILES:
        for name, files in sorted(request.FILES.lists()):
            for one in files:
                told.update(f"{name}\n{one.name}\n{one.size}\n".encode())
                for chunk in one.chunks():
                    told.update(chunk)
                one.seek(0)
    told.update(json.dumps(_plain(request.data), sort_keys=True, cls=JSONEncoder).encode())
    return told.hexdigest()


def _plain(data: Any) -> Any:
    if not hasattr(data, "lists"):
        return data
    return {
        name: [value for value in values if isinstance(value, str)] for name, values in data.lists()
    }
