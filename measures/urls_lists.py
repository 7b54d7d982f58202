"""Lists as files: each beside its page, with the query of its filters; part of measures.urls."""

from django.urls import URLPattern, path

from measures.views import lists, lists_own

urlpatterns: list[URLPattern] = [
    path("board/board.<str:fmt>", lists.board, name="board-list"),
    path("desk/desk.<str:fmt>", lists.desk, name="desk-list"),
    path("review/reports.<str:fmt>", lists.reports, name="review-list"),
    path("review/extensions.<str:fmt>", lists.extensions, name="extension-list"),
    path("review/deadlines.<str:fmt>", lists.deadlines, name="deadline-list"),
    path("plans/plans.<str:fmt>", lists.plans, name="plans-list"),
    path("plans/<slug:slug>/measures.<str:fmt>", lists.plan, name="plan-list"),
    path("agencies/<slug:code>/measures.<str:fmt>", lists.agency, name="agency-list"),
    path("search/found.<str:fmt>", lists.search, name="search-list"),
    path("reminders/mails.<str:fmt>", lists_own.mails, name="mails-list"),
    path("reminders/ledger.<str:fmt>", lists_own.ledger, name="ledger-list"),
    path("reminders/mine/mine.<str:fmt>", lists_own.my_reminders, name="my-reminders-list"),
    path("notices/notices.<str:fmt>", lists_own.notices, name="notices-list"),
    path("jobs/jobs.<str:fmt>", lists_own.jobs, name="jobs-list"),
]
