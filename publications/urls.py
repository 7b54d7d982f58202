"""Under /public/: what everybody reads. Each publication of a plan also has an address of its own.

Nothing else in the project is open without signing in but the sign-in page itself, what a mail
leads to, where an issued report is verified, and what says whether the site is up.
"""

from django.urls import URLPattern, URLResolver, path, re_path, register_converter
from django.urls.converters import IntConverter

from publications.views import data, feeds, reading


class Plain(IntConverter):
    """A number written in one way: `007` would be one more address of the same page."""

    regex = "[1-9][0-9]{0,14}"


register_converter(Plain, "plain")
app_name = "public"
Paths = list[URLPattern | URLResolver]


def _of_publication(prefix: str) -> Paths:
    return [
        path(prefix, reading.overview, name="plan"),
        path(f"{prefix}measures/", reading.measures, name="measures"),
        path(f"{prefix}measures/<plain:key>/", reading.measure, name="measure"),
        path(f"{prefix}data/", data.page, name="data"),
        path(f"{prefix}data.json", data.document_json, name="data-json"),
        path(f"{prefix}measures.csv", data.measures_csv, name="measures-csv"),
        path(f"{prefix}obligations.csv", data.obligations_csv, name="obligations-csv"),
    ]


urlpatterns: Paths = [
    path("", reading.plans, name="plans"),
    path("catalog.json", data.catalog, name="catalog"),
    path("publication.schema.json", data.schema, name="schema"),
    *_of_publication("<slug:slug>/"),
    *_of_publication("<slug:slug>/<plain:number>/"),
    path("<slug:slug>/feed.atom", feeds.atom, name="feed-atom"),
    path("<slug:slug>/feed.json", feeds.json_feed, name="feed-json"),
    # Every sign, line breaks too: whatever is left over is answered as a public page.
    re_path(r"^(?P<rest>[\s\S]*)$", reading.not_here, name="not-here"),
]
