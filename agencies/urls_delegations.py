"""Under /accounts/delegations/; part of agencies.urls."""

from django.urls import path

from agencies import views_delegations

urlpatterns = [
    path("", views_delegations.delegations, name="delegations"),
    path("<int:pk>/end/", views_delegations.end, name="delegation-end"),
]
