"""Lists as files: each beside its page, with the query of its filters; part of reports.urls."""

from django.urls import URLPattern, path

from reports.views import lists

urlpatterns: list[URLPattern] = [
    path("rounds.<str:fmt>", lists.rounds, name="rounds-list"),
    path("<int:pk>/bodies.<str:fmt>", lists.answers, name="answers-list"),
    path("<int:pk>/bodies/<slug:code>/owed.<str:fmt>", lists.part, name="part-list"),
    path("cuts/cuts.<str:fmt>", lists.cuts, name="cuts-list"),
    path("plans/<slug:slug>/recipients.<str:fmt>", lists.recipients, name="recipients-list"),
    path("plans/<slug:slug>/register.<str:fmt>", lists.register, name="register-list"),
    path("editions/<int:pk>/mails.<str:fmt>", lists.mails, name="issue-mails-list"),
]
