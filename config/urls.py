"""Addresses. Names and prefixes stand in docs; /api/v1/ is put together in config.api."""

from django.contrib import admin
from django.urls import include, path

from config import health, robots, views
from config.metrics import metrics

handler400 = "config.errors.bad_request"
handler500 = "config.errors.failed"
urlpatterns = [
    path("", include("measures.urls")),
    path("accounts/", include("agencies.urls")),
    path("calendar/", include("agencies.urls_days")),
    path("concept/", include("planner.urls")),
    path("reports/", include("reports.urls")),
    path("verify/", include("reports.urls_verifying")),
    path("public/", include("publications.urls")),
    path("plans/", include("publications.urls_publishing")),
    path("exchange/", include("exchange.urls")),
    path("audit/", include("audit.urls")),
    path("robots.txt", robots.robots, name="robots"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("config.api_urls")),
    path("theme/", views.theme, name="theme"),
    path("components/", views.components, name="components"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
]
