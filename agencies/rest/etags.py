"""ETags: of an object over everything that the API tells of it, of a list over the answer sent."""

import json
from hashlib import sha256
from typing import Any

from django.http import HttpResponse
from django.utils.http import parse_etags
from rest_framework.utils.encoders import JSONEncoder

KEPT_ON_304 = ("ETag", "Vary", "Cache-Control", "RateLimit", "RateLimit-Policy", "Content-Language")


def tag_of(data: Any) -> str:
    """The ETag of an object as the API tells of it, whichever `fields` are asked for."""
    return tag_of_bytes(json.dumps(data, cls=JSONEncoder, sort_keys=True).encode())


def tag_of_bytes(content: bytes) -> str:
    return f'"{sha256(content).hexdigest()[:32]}"'


def named(header: str, tag: str) -> bool:
    """Whether If-Match or If-None-Match names `tag`.

    Weak ones count as well: an answer that was compressed on its way has W/ before its own.
    """
    return header.strip() == "*" or tag in {one.removeprefix("W/") for one in parse_etags(header)}


def not_modified(answer: HttpResponse) -> HttpResponse:
    """304 with the headers that tell of the answer it stands for, and without its body."""
    short = HttpResponse(status=304)
    del short.headers["Content-Type"]
    for name in KEPT_ON_304:
        if name in answer.headers:
            short.headers[name] = answer.headers[name]
    short.cookies = answer.cookies
    return short
