"""Under /accounts/tokens/: a person's own access tokens."""

from django.urls import URLPattern, URLResolver, path

from agencies import views_tokens

app_name = "tokens"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views_tokens.tokens, name="tokens"),
    path("<int:pk>/revoke/", views_tokens.revoke, name="revoke"),
]
