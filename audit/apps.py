from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from audit.connections import meet


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = _("Audit")

    def ready(self) -> None:
        connection_created.connect(meet)
        pre_migrate.connect(lift, sender=self)
        post_migrate.connect(install, sender=self)
        import_module("audit.receivers").connect()  # needs the models, which are there now


def lift(*, using: str, plan: Any = None, **_signal: Any) -> None:
    """Where nothing is migrated the triggers stay on."""
    if plan:
        import_module("audit.installing").lift(connections[using])


def install(*, using: str, plan: Any = None, **_signal: Any) -> None:
    import_module("audit.installing").install(connections[using])
    receivers = import_module("audit.receivers")
    receivers.tell_migrated(using, plan or [])
    receivers.make_auditors(using)
