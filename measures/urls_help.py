"""Addresses of the pages of help; part of measures.urls."""

from django.urls import path

from agencies.views_rights import rights
from measures.views.help import begin, first_steps, help_page

urlpatterns = [
    path("", help_page, name="help"),
    path("begin/", begin, name="begin"),
    path("rights/", rights, name="rights"),
    path("steps/", first_steps, name="first-steps"),
]
