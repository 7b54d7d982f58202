"""Addresses of the page about reminders; part of measures.urls."""

from django.urls import path

from measures.views import reminders

urlpatterns = [
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/again/", reminders.reminders_again, name="reminders-again"),
]
