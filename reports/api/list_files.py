"""Rounds, cuts, recipients, the register and mails as files; see measures.api.list_files."""

from typing import Final

from django.urls import URLPattern
from drf_spectacular.utils import OpenApiParameter

from measures.api.list_files import CODE, SLUG, list_file
from reports.api.days import AS_OF
from reports.api.rounds import STANDING
from reports.views import lists
from reports.views.round_parts import SHOWN

SHOW: Final = OpenApiParameter("show", str, enum=SHOWN, description="All where it is left out.")
ID: Final = OpenApiParameter("id", int, OpenApiParameter.PATH, description="Of a round.")
EDITION: Final = OpenApiParameter("id", int, OpenApiParameter.PATH, description="Of an edition.")
paths: list[URLPattern] = [
    list_file("rounds", lists.rounds, "Reporting rounds.", [AS_OF]),
    list_file(
        "rounds/<int:pk>/bodies", lists.answers, "Who has reported.", [STANDING, AS_OF],
        path_parameters=[ID],
    ),
    list_file(
        "rounds/<int:pk>/bodies/<slug:code>/owed", lists.part, "What a body owes in a round.",
        [SHOW, AS_OF], path_parameters=[ID, CODE],
    ),
    list_file("cuts", lists.cuts, "Own cuts of the report."),
    list_file(
        "plans/<slug:slug>/recipients", lists.recipients, "Who gets what is issued.",
        path_parameters=[SLUG],
    ),
    list_file(
        "plans/<slug:slug>/register", lists.register, "The register of reports.",
        path_parameters=[SLUG],
    ),
    list_file(
        "reports/<int:pk>/mails", lists.mails, "How an issued edition was sent.",
        path_parameters=[EDITION],
    ),
]  # fmt: skip
