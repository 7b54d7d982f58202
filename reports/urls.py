"""Under /reports/."""

from django.urls import URLPattern, URLResolver, path, re_path

from reports.views import comparing, editions, rounds

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", rounds.rounds, name="rounds"),
    path("<int:pk>/", rounds.round_, name="round"),
    path("<int:pk>/compile/", rounds.compile_, name="compile"),
    path("compare/", comparing.compare, name="compare"),
    re_path(r"^compare\.(?P<fmt>csv|xlsx)$", comparing.compare_file, name="compare-file"),
    path("editions/<int:pk>/", editions.edition, name="edition"),
    path("editions/<int:pk>/progress/", editions.progress, name="edition-progress"),
    path("files/<int:pk>/", editions.download, name="download"),
]
