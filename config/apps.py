from django.apps import AppConfig
from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class ConfigConfig(AppConfig):
    """Holds the templates, static files and page furniture that all apps share."""

    name = "config"

    def ready(self) -> None:
        """The administration is called as the rest of the site is; what had better be set otherwise
        is told."""
        from config import checks  # noqa: F401  (they register themselves)

        admin.site.site_header = admin.site.site_title = _("Action plan tracker")
        admin.site.index_title = _("Administration")
