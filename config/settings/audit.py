"""The record of who did what, docs/audit.md."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.environment import env

# The audit record: a key outside of the database with which its chain is sealed (and those that it
# was sealed with before); how often it is sealed; for how many days addresses and names of people
# are kept in it; and where, outside of the database, is told where the chain stood.
AUDIT_KEY: str = env.str("AUDIT_KEY", default="")
AUDIT_OLD_KEYS: list[str] = env.list("AUDIT_OLD_KEYS", default=[])
if AUDIT_KEY and len(AUDIT_KEY) < 32:
    raise ImproperlyConfigured("AUDIT_KEY is shorter than 32 characters.")
AUDIT_SEAL_SECONDS: float = env.float("AUDIT_SEAL_SECONDS", default=15)
AUDIT_PERSONAL_DAYS: int = env.int("AUDIT_PERSONAL_DAYS", default=365)
AUDIT_ANCHOR_FILE: str = env.str("AUDIT_ANCHOR_FILE", default="")
AUDIT_ANCHOR_MAIL: list[str] = env.list("AUDIT_ANCHOR_MAIL", default=[])
