"""The template of a quarter's reports as an answer, by page and by API."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse

from agencies.models import Agency
from measures.exporting.lists import lines
from measures.exporting.progress_template import as_listing, drawn


def template_answer(rows: Any, fmt: str, today: date) -> HttpResponseBase:
    """Its content alone, as "xlsx" or "csv"; headers are the caller's."""
    if fmt == "xlsx":
        return FileResponse(drawn(rows))
    return StreamingHttpResponse(lines(as_listing(rows, today)))


def template_name(agencies: Sequence[Agency], fmt: str, today: date) -> str:
    codes = "-".join(one.code for one in agencies[:3])
    return f"reports-{codes}-{today.isoformat()}.{fmt}"
