"""Under /reports/."""

from django.urls import URLPattern, URLResolver, path

from reports.views import editions, issuing, recipients, rounds

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", rounds.rounds, name="rounds"),
    path("<int:pk>/", rounds.round_, name="round"),
    path("<int:pk>/compile/", rounds.compile_, name="compile"),
    path("editions/<int:pk>/", editions.edition, name="edition"),
    path("editions/<int:pk>/progress/", editions.progress, name="edition-progress"),
    path("files/<int:pk>/", editions.download, name="download"),
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
