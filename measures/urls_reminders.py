"""Addresses of the pages about reminders; part of measures.urls."""

from django.urls import path

from measures.views import reminder_policy, reminders

urlpatterns = [
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/again/", reminders.reminders_again, name="reminders-again"),
    path("plans/<slug:slug>/reminders/", reminder_policy.reminder_policy, name="reminder-policy"),
]
