from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from agencies import triggers as engine
from measures.finding import teach_sqlite
from measures.triggers import KEEPERS


class MeasuresConfig(AppConfig):
    name = "measures"
    verbose_name = _("Measures")

    def ready(self) -> None:
        post_migrate.connect(install_keepers, sender=self)
        connection_created.connect(teach_sqlite)
        receivers = import_module("measures.receivers")  # needs the models, which are there now
        receivers.connect()


def install_keepers(*, using: str, **_signal: Any) -> None:
    engine.install(connections[using], [], KEEPERS)
