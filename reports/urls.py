"""Under /reports/."""

from django.urls import URLPattern, URLResolver, path

from reports.views import (
    cadence,
    editions,
    issuing,
    narrative_history,
    narrative_text,
    narratives,
    recipients,
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
    path("editions/<int:pk>/issue/", issuing.issue, name="issue"),
    path("issues/<int:pk>/confirm/", issuing.confirm, name="issue-confirm"),
    path("issues/<int:pk>/take-back/", issuing.take_back, name="issue-take-back"),
    path("issues/<int:pk>/withdraw/", issuing.withdraw, name="issue-withdraw"),
    path("issues/<int:pk>/files/", issuing.open_files, name="issue-files"),
    path("issues/<int:pk>/send/", issuing.send_to_rest, name="issue-send"),
    path("mails/<int:pk>/again/", issuing.send_again, name="issue-send-again"),
    path("plans/<slug:slug>/", recipients.issuing, name="issuing"),
    path("plans/<slug:slug>/signing/", recipients.signing, name="signing"),
    path("recipients/<int:pk>/", recipients.recipient, name="recipient"),
    path("recipients/<int:pk>/retire/", recipients.retire, name="recipient-retire"),
]
