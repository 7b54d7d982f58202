"""Bodies that change, and plans and Concepts that end; part of measures.urls."""

from django.urls import URLPattern, path

from measures.views import ending, succession, take_over

urlpatterns: list[URLPattern] = [
    path("succession/", succession.successions, name="successions"),
    path("succession/<slug:code>/", succession.succession, name="succession"),
    path("plans/<slug:slug>/end/", ending.end_plan, name="plan-end"),
    path("plans/<slug:slug>/take-over/", take_over.take_over, name="plan-take-over"),
    path("concepts/<slug:slug>/repeal/", ending.repeal, name="concept-repeal"),
]
