"""Addresses of the page about reminders; part of measures.urls."""

from django.urls import path

from measures.views import remind_now, reminder_explain, reminder_preview, reminders

urlpatterns = [
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/again/", reminders.reminders_again, name="reminders-again"),
    path("reminders/preview/", reminder_preview.preview, name="reminders-preview"),
    path("reminders/preview/mail/", reminder_preview.preview_mail, name="reminders-preview-mail"),
    path("reminders/now/", remind_now.remind, name="remind-now"),
    path("obligations/<int:pk>/reminders/", reminder_explain.explained, name="reminders-explain"),
]
