"""What most pages need: who asks, on which business day, which page of a list."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from agencies.clock import business_today
from agencies.models import User
from agencies.permissions import signed_in

PAGE_SIZE = 50


@dataclass(frozen=True)
class Visit:
    person: User
    today: date


def visit(request: HttpRequest) -> Visit:
    return Visit(signed_in(request.user), business_today())


def page_of(request: HttpRequest, rows: "QuerySet[Any]", param: str = "page") -> "Page[Any]":
    """Fifty rows; a page that is not there gives the nearest that is."""
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get(param))
