"""Addresses of the pages of help; part of measures.urls."""

from django.urls import path

from measures.views.help import begin, first_steps, help_page

urlpatterns = [
    path("", help_page, name="help"),
    path("begin/", begin, name="begin"),
    path("steps/", first_steps, name="first-steps"),
]
