from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import pre_migrate
from django.utils.translation import gettext_lazy as _

from agencies import triggers


class AgenciesConfig(AppConfig):
    name = "agencies"
    verbose_name = _("Agencies and people")

    def ready(self) -> None:
        pre_migrate.connect(lift_triggers, sender=self)


def lift_triggers(*, using: str, **_signal: Any) -> None:
    triggers.remove(connections[using])
