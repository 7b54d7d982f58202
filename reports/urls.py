"""Under /reports/."""

from django.urls import URLPattern, URLResolver, path

from reports.views import comparing, cut_editions, cuts, editions, rounds

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", rounds.rounds, name="rounds"),
    path("<int:pk>/", rounds.round_, name="round"),
    path("<int:pk>/compile/", rounds.compile_, name="compile"),
    path("compare/", comparing.compare, name="compare"),
    path("compare.<str:fmt>", comparing.compare_file, name="compare-file"),
    path("cuts/", cuts.cuts, name="cuts"),
    path("cuts/new/", cuts.new, name="cut-new"),
    path("cuts/<int:pk>/", cuts.cut, name="cut"),
    path("cuts/<int:pk>/change/", cuts.change, name="cut-change"),
    path("cuts/<int:pk>/retire/", cuts.retire, name="cut-retire"),
    path("cuts/<int:pk>/preview/", cuts.preview, name="cut-preview"),
    path("cuts/<int:pk>/make/", cuts.make, name="cut-make"),
    path("cuts/editions/<int:pk>/", cut_editions.edition, name="cut-edition"),
    path("cuts/files/<int:pk>/", cut_editions.download, name="cut-file"),
    path("editions/<int:pk>/", editions.edition, name="edition"),
    path("editions/<int:pk>/progress/", editions.progress, name="edition-progress"),
    path("files/<int:pk>/", editions.download, name="download"),
]
