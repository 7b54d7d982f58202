from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from agencies import triggers as engine
from reports.triggers import GUARDS
from reports.triggers_cuts import GUARDS as CUT_GUARDS


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        post_migrate.connect(install_guards, sender=self)
        for receivers in ("reports.receivers", "reports.first_steps"):
            import_module(receivers).connect()  # needs the models, which are there now


def install_guards(*, using: str, **_signal: Any) -> None:
    engine.install(connections[using], [*GUARDS, *CUT_GUARDS])
