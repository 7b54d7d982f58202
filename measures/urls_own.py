"""A person's own pages: notices, settings, long work; part of measures.urls."""

from django.urls import URLPattern, path

from measures.views import jobs, my_settings, notices

urlpatterns: list[URLPattern] = [
    path("notices/", notices.notices, name="notices"),
    path("notices/seen/", notices.seen, name="notices-seen"),
    path("notices/count/", notices.count, name="notices-count"),
    path("settings/", my_settings.my_settings, name="my-settings"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/progress/", jobs.progress, name="job-progress"),
    path("jobs/<int:pk>/cancel/", jobs.cancel, name="job-cancel"),
    path("jobs/<int:pk>/file/", jobs.download, name="job-file"),
]
