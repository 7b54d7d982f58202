"""Mails: by which server they go, and when people are reminded."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.environment import env

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="smtp://127.0.0.1:25")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT: int = env.int("EMAIL_TIMEOUT", default=20)  # seconds without an answer
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="tracker@localhost")
# Where servers send reminders back that they cannot deliver ("": to the sender that people see),
# and the folder (Maildir) where what comes to that address can be read ("": nowhere).
BOUNCE_ADDRESS: str = env.str("BOUNCE_ADDRESS", default="")
BOUNCES_MAILDIR: str = env.str("BOUNCES_MAILDIR", default="")
# Reminders: the hour of the day (TIME_ZONE) from which mails go, unless a person chose another;
# how often they are looked after; how old a claim is when its worker is taken for dead; and by
# how much the waits between the attempts of a mail are stretched.
REMINDER_HOUR: int = env.int("REMINDER_HOUR", default=8)
REMINDER_SECONDS: float = env.float("REMINDER_SECONDS", default=60)
REMINDER_CLAIM_SECONDS: float = env.float("REMINDER_CLAIM_SECONDS", default=900)
REMINDER_WAIT_SCALE: float = env.float("REMINDER_WAIT_SCALE", default=1)
if not 0 <= REMINDER_HOUR <= 23:
    raise ImproperlyConfigured(f"REMINDER_HOUR must be from 0 to 23, not {REMINDER_HOUR}.")
# How long the links of a mail that work without signing in can be used.
REMINDER_LINK_DAYS: int = env.int("REMINDER_LINK_DAYS", default=30)

# News about people's own work: for how many days it is kept on the site after it was seen.
NOTICE_DAYS: int = env.int("NOTICE_DAYS", default=180)
