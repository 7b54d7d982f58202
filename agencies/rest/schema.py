"""How the OpenAPI document describes each operation: what all share is added here, once.

Errors, headers of limits, ETags, conditions and keys follow from the view (agencies.rest.views);
a view says nothing of them. Operation ids are words of the path and what is done:
`measures_list`, `progress_submit`.
"""

import re
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent, force_instance, get_doc

from agencies.rest.codes import CODES, REFUSED
from agencies.rest.described import commas
from agencies.rest.problems import PROBLEM

ROUTED = {"list", "retrieve", "create", "update", "partial_update", "destroy"}
WRITES = {"POST", "PUT", "PATCH", "DELETE"}
ERROR_NAMES = {
    400: "Invalid",
    401: "NotSignedIn",
    403: "NotAllowed",
    404: "NotThere",
    406: "NoSuchFormat",
    409: "Refused",
    412: "ChangedMeanwhile",
    413: "TooLarge",
    415: "NoSuchBody",
    422: "KeyReused",
    429: "TooManyCalls",
    503: "Busy",
}
SAID = {
    400: "Something that was sent cannot be read or is not as it should be; `errors` names fields.",
    401: "No token, or one that is wrong, expired or revoked.",
    403: "The person's role, or what the token is for, does not include this.",
    404: "Not there, or not for this person to see.",
    406: "Another format than JSON was asked for.",
    409: "The rules of the plan do not allow it as things stand; `code` says which.",
    412: "The object is not any more as `If-Match` names it.",
    413: "Larger than one call may be.",
    415: "The body is of a kind that is not read here.",
    422: "The Idempotency-Key was used for another call.",
    429: "Too many calls; repeat after `Retry-After` seconds.",
    503: "The site is busy; nothing was done.",
}
FIRST_CODE = {
    **{one.status: code for code, one in reversed(CODES.items())},
    409: "co_executors_silent",
}
TEXT = {"type": "string"}
HEADERS: dict[str, dict[str, Any]] = {
    "ETag": {"description": "Of what is told; send it in If-None-Match or If-Match.",
             "schema": TEXT, "example": '"5d41402abc4b2a76b9719d911017c592"'},
    "RateLimit": {"description": "Calls that are left (r) and seconds until the count begins anew "
                  "(t).", "schema": TEXT, "example": '"token";r=1187;t=42'},
    "RateLimit-Policy": {"description": "How many calls (q) in how many seconds (w).",
                         "schema": TEXT, "example": '"token";q=1200;w=60'},
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"},
                    "example": 17},
    "WWW-Authenticate": {"description": "How to sign in.", "schema": TEXT,
                         "example": 'Bearer realm="api"'},
    "Idempotency-Replayed": {"description": "`true`: the act was done by an earlier call.",
                             "schema": TEXT, "example": "true"},
}  # fmt: skip
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "An ETag; the answer is 304 without a body if nothing has changed.",
    "schema": TEXT,
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of the object as it was read; 412 if it was changed meanwhile.",
    "schema": TEXT,
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Chosen by the caller, best a UUID: sent again with the same body within 24 "
    "hours, the call acts once and is answered as the first time.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
    "example": "8e03978e-40d5-43dd-bc93-6894a57f9324",
}


class Described(AutoSchema):
    """`api_settings.DEFAULT_SCHEMA_CLASS`."""

    def get_operation_id(self) -> str:
        made: str = super().get_operation_id()
        if getattr(self.view, "action", None) in ROUTED or self.method != "POST":
            return made
        return made.removesuffix("_create")

    def get_summary(self) -> str | None:
        """The first sentence of what the action says of itself."""
        action = getattr(self.view, "action", None) or self.method.lower()
        said = get_doc(getattr(self.view, action, None)) or get_doc(self.view.__class__)
        return re.split(r"(?<=[.;:])\s", said.strip(), maxsplit=1)[0].rstrip(".;:") or None

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation: dict[str, Any] | None = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        operation["parameters"] = [*operation.get("parameters", []), *self._shared_parameters()]
        for answer in operation["responses"].values():
            self._with_headers(answer)
        for code in self._error_codes():
            operation["responses"].setdefault(str(code), self._error(code))
        if self.method == "GET":
            operation["responses"]["304"] = self._unchanged()
        return operation

    def _shared_parameters(self) -> list[dict[str, Any]]:
        if self.method == "GET":
            routed = getattr(self.view, "action", None) in ("list", "retrieve")
            return [*([self._fields()] if routed else []), IF_NONE_MATCH]
        signed_in = bool(self.get_auth())
        keyed = signed_in and getattr(self.view, "repeatable", False)
        one = signed_in and getattr(self.view, "detail", False)
        return [*([KEY] if keyed else []), *([IF_MATCH] if one else [])]

    def _fields(self) -> dict[str, Any]:
        shown = force_instance(self.get_response_serializers())  # type: ignore[no-untyped-call]
        names = list(getattr(getattr(shown, "child", shown), "fields", ["id"]))
        return commas("fields", "Fields that are wanted; the others are left out.", names)

    def _error_codes(self) -> list[int]:
        codes = {400, 406, 429, 503}
        if self.get_auth():
            codes |= {401, 403}
        several = len(self.view.get_renderers()) > 1  # `?format=` that names none of them
        # A page by number may be past the last.
        paged = self._is_list_view() and self._get_paginator() is not None  # type: ignore[no-untyped-call]
        if several or paged or "{" in self.path:
            codes.add(404)
        if self.method in WRITES:
            codes |= {409, 413, 415} | ({404, 412, 422} if self.get_auth() else set())
        return sorted(codes)

    def _with_headers(self, answer: dict[str, Any]) -> None:
        names = ["RateLimit", "RateLimit-Policy"]
        if self.method == "GET" or getattr(self.view, "detail", False):
            names.append("ETag")
        if self.method in WRITES and getattr(self.view, "repeatable", False):
            names.append("Idempotency-Replayed")
        answer.setdefault("headers", {}).update({name: self._header(name) for name in names})

    def _header(self, name: str) -> dict[str, Any]:
        return self._component(name, ResolvedComponent.HEADER, HEADERS[name])

    def _unchanged(self) -> dict[str, Any]:
        names = ("ETag", "RateLimit", "RateLimit-Policy")
        told = {
            "description": "Nothing has changed since the ETag in If-None-Match; no body.",
            "headers": {name: self._header(name) for name in names},
        }
        return self._component("Unchanged", ResolvedComponent.RESPONSE, told)

    def _error(self, status: int) -> dict[str, Any]:
        names = ["RateLimit", "RateLimit-Policy"] if status != 406 else []
        names += {401: ["WWW-Authenticate"], 429: ["Retry-After"], 503: ["Retry-After"]}.get(
            status, []
        )
        schema = self._component("Problem", ResolvedComponent.SCHEMA, problem_schema())
        told = {
            "description": SAID[status],
            "headers": {name: self._header(name) for name in names},
            "content": {PROBLEM: {"schema": schema, "example": example(status)}},
        }
        return self._component(ERROR_NAMES[status], ResolvedComponent.RESPONSE, told)

    def _component(self, name: str, kind: str, told: dict[str, Any]) -> dict[str, Any]:
        component = ResolvedComponent(  # type: ignore[no-untyped-call]
            name=name, type=kind, schema=told, object=name
        )
        self.registry.register_on_missing(component)
        ref: dict[str, Any] = component.ref
        return ref


def problem_schema() -> dict[str, Any]:
    """RFC 9457, with `code`, and `errors` where fields are refused."""
    one = {
        "type": "object",
        "required": ["field", "code", "message"],
        "properties": {
            "field": {"type": "string", "description": "Path of the field, as `rows.3.text`."},
            "code": {"type": "string"},
            "message": {"type": "string", "description": "In the caller's language."},
        },
    }
    return {
        "type": "object",
        "description": "What is wrong (RFC 9457). Go by `code`: words may change, codes do not.",
        "required": ["type", "title", "status", "code", "detail"],
        "properties": {
            "type": {"type": "string", "format": "uri", "description": "Leads to what is written "
                     "of the code."},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "code": {"type": "string"},
            "detail": {"type": "string", "description": "In the caller's language."},
            "errors": {"type": "array", "items": one},
        },
    }  # fmt: skip


def example(status: int) -> dict[str, Any]:
    code = FIRST_CODE[status]
    told = CODES.get(code, REFUSED)
    found: dict[str, Any] = {
        "type": f"https://tracker.example.kz/api/v1/errors/{code}/",
        "title": str(told.title),
        "status": status,
        "code": code,
        "detail": str(told.help),
    }
    if status == 400:
        found["errors"] = [
            {"field": "due_after", "code": "invalid", "message": "Enter a valid date."}
        ]
    return found
