"""Under /exchange/."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "exchange"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("exchange.urls_links")),
]
