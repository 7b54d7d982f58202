"""Under /concept/. The name alone is the latest concept, with a slug that one."""

from django.urls import path

from planner import views

app_name = "planner"
urlpatterns = [
    path("", views.latest, name="concept"),
    path("<slug:slug>/", views.concept_page, name="concept"),
]
