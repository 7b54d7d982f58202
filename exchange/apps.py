from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from agencies import triggers as engine
from exchange.triggers import keepers


class ExchangeConfig(AppConfig):
    name = "exchange"
    verbose_name = _("Exchange")

    def ready(self) -> None:
        post_migrate.connect(install_keepers, sender=self)


def install_keepers(*, using: str, **_signal: Any) -> None:
    """Not while the tables are those of a time before there were changes to tell."""
    connection = connections[using]
    if "exchange_change" in connection.introspection.table_names():
        engine.install(connection, [], keepers(connection.vendor))
