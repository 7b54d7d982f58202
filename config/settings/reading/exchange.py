"""Where webhooks may go, from what an operator says."""

import environ
from django.core.exceptions import ImproperlyConfigured

from exchange.rules.addresses import networks
from exchange.rules.proxies import proxy_of


def allowed_networks(env: environ.Env) -> list[str]:
    """WEBHOOK_ALLOWED_NETWORKS as it was said. Raises ImproperlyConfigured where it names none."""
    asked: list[str] = env.list("WEBHOOK_ALLOWED_NETWORKS", default=[])
    try:
        networks(asked)
    except ValueError as error:
        raise ImproperlyConfigured(
            "WEBHOOK_ALLOWED_NETWORKS must be networks as 10.20.0.0/16, separated by commas: "
            f"{error}"
        ) from error
    return asked


def webhook_proxy(env: environ.Env) -> str:
    """WEBHOOK_PROXY as it was said ("": none). Raises ImproperlyConfigured if it is no address."""
    asked: str = env.str("WEBHOOK_PROXY", default="")
    try:
        proxy_of(asked)
    except ValueError as error:
        raise ImproperlyConfigured(f"WEBHOOK_PROXY cannot be read: {error}.") from error
    return asked
