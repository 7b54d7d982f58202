"""Where webhooks may go, from what an operator says."""

import environ
from django.core.exceptions import ImproperlyConfigured

from exchange.rules.addresses import networks


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
