"""Webhooks and the feed of changes, docs/exchange.md."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.environment import env
from config.settings.reading.exchange import allowed_networks, webhook_proxy

# What seals the secrets of webhooks and the cursors of the feed of changes, the newest
# first (empty: SECRET_KEY); networks beside the public Internet that webhooks may go to, and the
# certificates that they trust ("": those of the system); how often the outbox is looked after; how
# old a claim is when its worker is taken for dead; how long an answer is waited for; after how many
# days of failures an address is switched off; and for how many days the log is kept.
EXCHANGE_KEYS: list[str] = env.list("EXCHANGE_KEYS", default=[])
if any(len(key) < 32 for key in EXCHANGE_KEYS):
    raise ImproperlyConfigured("Each of EXCHANGE_KEYS needs 32 characters or more.")
WEBHOOK_ALLOWED_NETWORKS: list[str] = allowed_networks(env)
WEBHOOK_CA_FILE: str = env.str("WEBHOOK_CA_FILE", default="")
# By which webhooks leave a network that has no way out, and whether that proxy looks names up.
WEBHOOK_PROXY: str = webhook_proxy(env)
WEBHOOK_PROXY_RESOLVES: bool = env.bool("WEBHOOK_PROXY_RESOLVES", default=False)
WEBHOOK_SECONDS: float = env.float("WEBHOOK_SECONDS", default=5)
WEBHOOK_CLAIM_SECONDS: float = env.float("WEBHOOK_CLAIM_SECONDS", default=120)
WEBHOOK_TIMEOUT: float = env.float("WEBHOOK_TIMEOUT", default=15)  # seconds, all told
WEBHOOK_WAIT_SCALE: float = env.float("WEBHOOK_WAIT_SCALE", default=1)
WEBHOOK_FAILING_DAYS: float = env.float("WEBHOOK_FAILING_DAYS", default=5)
WEBHOOK_LOG_DAYS: int = env.int("WEBHOOK_LOG_DAYS", default=30)
