"""What is told of the site to those who keep it."""

from config.log_lines import logging_settings
from config.settings.environment import env

METRICS_TOKEN: str = env.str("METRICS_TOKEN", default="")  # who scrapes /metrics shows it
LOGGING = logging_settings()
