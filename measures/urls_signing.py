"""Reports that wait for the signature of the head; part of measures.urls."""

from django.urls import path

from measures.views import signing

urlpatterns = [
    path("", signing.to_sign, name="signing"),
    path("<int:pk>/", signing.decide, name="sign"),
    path("agencies/<slug:code>/", signing.setting, name="head-signs"),
]
