"""Addresses of the pages about reminders; part of measures.urls."""

from django.urls import path

from measures.views import (
    my_reminders,
    remind_now,
    reminder_explain,
    reminder_links,
    reminder_preview,
    reminders,
)

urlpatterns = [
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/again/", reminders.reminders_again, name="reminders-again"),
    path("reminders/mine/", my_reminders.mine, name="my-reminders"),
    path("reminders/mine/acknowledge/", my_reminders.acknowledge, name="my-reminders-acknowledge"),
    path("reminders/mine/plans/<slug:slug>/", my_reminders.choose, name="my-reminders-choose"),
    # These are opened from a mail, without signing in.
    path(
        "reminders/acknowledge/<str:token>/",
        reminder_links.acknowledge,
        name="reminders-acknowledge",
    ),
    path("reminders/decline/<str:token>/", reminder_links.decline, name="reminders-decline"),
    path("reminders/preview/", reminder_preview.preview, name="reminders-preview"),
    path("reminders/preview/mail/", reminder_preview.preview_mail, name="reminders-preview-mail"),
    path("reminders/now/", remind_now.remind, name="remind-now"),
    path("obligations/<int:pk>/reminders/", reminder_explain.explained, name="reminders-explain"),
]
