from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from agencies import triggers as engine
from publications.triggers import GUARDS


class PublicationsConfig(AppConfig):
    name = "publications"
    verbose_name = _("Publications")

    def ready(self) -> None:
        post_migrate.connect(install_guards, sender=self)


def install_guards(*, using: str, **_signal: Any) -> None:
    engine.install(connections[using], GUARDS)
