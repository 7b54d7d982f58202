"""Under /reports/."""

from django.urls import URLPattern, URLResolver, path

from reports.views import (
    cadence,
    editions,
    narrative_history,
    narrative_text,
    narratives,
    round_closing,
    round_parts,
    rounds,
)

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", rounds.rounds, name="rounds"),
    path("<int:pk>/", rounds.round_, name="round"),
    path("<int:pk>/compile/", rounds.compile_, name="compile"),
    path("<int:pk>/close/", round_closing.closing, name="closing"),
    path("<int:pk>/bodies.csv", round_parts.answers_csv, name="answers-csv"),
    path("<int:pk>/bodies/<slug:code>/", round_parts.part, name="part"),
    path("<int:pk>/bodies/<slug:code>/reopen/", round_parts.reopen, name="reopen"),
    path("reopened/<int:pk>/end/", round_parts.end, name="end-reopening"),
    path("plans/<slug:slug>/cadence/", cadence.cadence, name="cadence"),
    path("editions/<int:pk>/", editions.edition, name="edition"),
    path("editions/<int:pk>/progress/", editions.progress, name="edition-progress"),
    path("editions/<int:pk>/cancel/", editions.cancel, name="edition-cancel"),
    path("editions/<int:pk>/repeat/", editions.repeat, name="edition-repeat"),
    path("files/<int:pk>/", editions.download, name="download"),
    path("<int:pk>/narrative/", narratives.narrative, name="narrative"),
    path("narratives/sections/<int:pk>/", narratives.section, name="narrative-section"),
    path("narratives/sections/<int:pk>/titles/", narratives.titles, name="narrative-titles"),
    path("narratives/<int:pk>/", narrative_text.text, name="narrative-text"),
    path("narratives/<int:pk>/save/", narrative_text.save, name="narrative-save"),
    path("narratives/<int:pk>/history/", narrative_history.history, name="narrative-history"),
]
