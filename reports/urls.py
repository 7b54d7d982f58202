"""Under /reports/."""

from django.urls import URLPattern, URLResolver, path

from reports.views import editions, narrative_history, narrative_text, narratives, rounds

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", rounds.rounds, name="rounds"),
    path("<int:pk>/", rounds.round_, name="round"),
    path("<int:pk>/compile/", rounds.compile_, name="compile"),
    path("editions/<int:pk>/", editions.edition, name="edition"),
    path("editions/<int:pk>/progress/", editions.progress, name="edition-progress"),
    path("files/<int:pk>/", editions.download, name="download"),
    path("<int:pk>/narrative/", narratives.narrative, name="narrative"),
    path("narratives/sections/<int:pk>/", narratives.section, name="narrative-section"),
    path("narratives/sections/<int:pk>/titles/", narratives.titles, name="narrative-titles"),
    path("narratives/<int:pk>/", narrative_text.text, name="narrative-text"),
    path("narratives/<int:pk>/save/", narrative_text.save, name="narrative-save"),
    path("narratives/<int:pk>/history/", narrative_history.history, name="narrative-history"),
]
