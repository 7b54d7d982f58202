"""What the site is called, by whom it is reached, and on which day."""

from config.settings.environment import env
from config.settings.reading.days import fixed_day

DEBUG: bool = env.bool("DEBUG", default=False)
SECRET_KEY: str = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS: bool = env.bool("HTTPS", default=False)
SITE_URL: str = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")

# A fixed "today" for demonstrations (ISO date); governs the plan's logic only.
BUSINESS_DATE: str = fixed_day(env)
