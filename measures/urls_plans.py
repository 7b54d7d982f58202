"""A plan seen from several sides, and a body over all plans."""

from django.urls import path

from measures.views import agency, plan_matrix, plan_month, plan_progress, plan_timeline

urlpatterns = [
    path("plans/<slug:slug>/progress/", plan_progress.progress, name="plan-progress"),
    path("plans/<slug:slug>/timeline/", plan_timeline.timeline, name="plan-timeline"),
    path("plans/<slug:slug>/month/", plan_month.month, name="plan-month"),
    path("plans/<slug:slug>/matrix/", plan_matrix.matrix, name="plan-matrix"),
    path("agencies/<slug:code>/", agency.agency, name="agency"),
]
