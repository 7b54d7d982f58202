"""Under /reports/."""

from django.urls import URLPattern, URLResolver, path

from reports.views import editions, rounds

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", rounds.rounds, name="rounds"),
    path("<int:pk>/", rounds.round_, name="round"),
    path("<int:pk>/compile/", rounds.compile_, name="compile"),
    path("editions/<int:pk>/", editions.edition, name="edition"),
    path("editions/<int:pk>/progress/", editions.progress, name="edition-progress"),
    path("editions/<int:pk>/cancel/", editions.cancel, name="edition-cancel"),
    path("editions/<int:pk>/repeat/", editions.repeat, name="edition-repeat"),
    path("files/<int:pk>/", editions.download, name="download"),
]
