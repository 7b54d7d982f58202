from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Holds the templates, static files and page furniture that all apps share."""

    name = "config"
