"""Addresses of the pages about reminders; part of measures.urls."""

from django.urls import path

from measures.views import my_reminders, reminder_links, reminders

urlpatterns = [
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/again/", reminders.reminders_again, name="reminders-again"),
    path("reminders/mine/", my_reminders.mine, name="my-reminders"),
    path("reminders/mine/acknowledge/", my_reminders.acknowledge, name="my-reminders-acknowledge"),
    path("reminders/mine/hour/", my_reminders.hour, name="my-reminders-hour"),
    path("reminders/mine/plans/<slug:slug>/", my_reminders.choose, name="my-reminders-choose"),
    # These are opened from a mail, without signing in.
    path(
        "reminders/acknowledge/<str:token>/",
        reminder_links.acknowledge,
        name="reminders-acknowledge",
    ),
    path("reminders/decline/<str:token>/", reminder_links.decline, name="reminders-decline"),
]
