"""/api/v1/: one router for all apps, the OpenAPI schema and its pages."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
