"""A ministry's own provider that this site trusts."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.agencies.signing_in.provider import CLIENT, SECRET, SITE, Provider, running


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with running() as found:
        app = {
            "name": "Ministry of Labour",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": found.issuer, "token_auth_method": "client_secret_post"},
        }
        settings.SITE_URL = SITE
        settings.OIDC_ISSUER = found.issuer
        settings.SOCIALACCOUNT_PROVIDERS = {"oidc": {"APP": app, "OAUTH_PKCE_ENABLED": True}}
        yield found
