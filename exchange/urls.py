"""Under /exchange/."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "exchange"
urlpatterns: list[URLPattern | URLResolver] = [
    path("webhooks/", include("exchange.urls_webhooks")),
    path("", include("exchange.urls_links")),
]
