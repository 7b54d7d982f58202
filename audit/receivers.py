"""What the record hears of beside the writes: sign-ins, downloads, tasks, migrations."""

from contextlib import AbstractContextManager
from importlib import import_module
from typing import Any

from celery import signals as celery_signals
from django.apps import apps
from django.contrib.auth import signals as sign_in
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connections
from django.http import HttpRequest

from agencies.models import User
from agencies.signals import file_served, lock_lifted
from audit.context import Act, Fixed, acting, current
from audit.models import Kind
from audit.services.telling import tell

AUDITORS = "auditors"
PEOPLE = User._meta.db_table
HEADER = "audit_request"
_tasks: dict[str, AbstractContextManager[None]] = {}


def connect() -> None:
    sign_in.user_logged_in.connect(_signed_in)
    sign_in.user_logged_out.connect(_signed_out)
    sign_in.user_login_failed.connect(_failed)
    file_served.connect(_served)
    lock_lifted.connect(_lifted)
    celery_signals.before_task_publish.connect(_send_along)
    celery_signals.task_prerun.connect(_task_begins)
    celery_signals.task_postrun.connect(_task_ends)
    if apps.is_installed("axes"):
        import_module("axes.signals").user_locked_out.connect(_locked_out)


def _signed_in(*, user: User, **_signal: Any) -> None:
    tell(Kind.SIGNED_IN, relation=PEOPLE, object_id=user.pk, actor=user.pk)


def _signed_out(*, user: User | None, **_signal: Any) -> None:
    if user is not None:
        tell(Kind.SIGNED_OUT, relation=PEOPLE, object_id=user.pk, actor=user.pk)


def _failed(*, credentials: dict[str, Any], **_signal: Any) -> None:
    """The name that was typed can be forgotten; one that is no address may be a password typed
    into the wrong field, and is not kept at all."""
    typed = str(next((credentials[key] for key in ("username", "email") if key in credentials), ""))
    person = User.objects.filter(email__iexact=typed[:254]).values_list("pk", flat=True).first()
    names = {"email": typed[:254]} if "@" in typed and person is None else None
    tell(Kind.SIGN_IN_FAILED, relation=PEOPLE, object_id=person or "", names=names)


def _locked_out(*, request: HttpRequest, username: str = "", **_signal: Any) -> None:
    person = User.objects.filter(email__iexact=username or "").values_list("pk", flat=True).first()
    tell(Kind.LOCKED_OUT, relation=PEOPLE, object_id=person or "")


def _lifted(*, username: str, rows: int, **_signal: Any) -> None:
    """Of the table of attempts nothing else is recorded."""
    person = User.objects.filter(email__iexact=username).values_list("pk", flat=True).first()
    names = {"email": username} if username and person is None else None
    tell(Kind.LOCK_LIFTED, relation=PEOPLE, object_id=person or "", names=names, rows=rows)


def _served(*, what: str, pk: Any, name: str, **_signal: Any) -> None:
    tell(Kind.DOWNLOADED, relation=what, object_id=pk, label=name)


def _send_along(*, headers: dict[str, Any], **_signal: Any) -> None:
    """A task is known by the request that rang for it."""
    if request := current().request:
        headers[HEADER] = request


def _task_begins(*, task_id: str, task: Any, **_signal: Any) -> None:
    rung_by = getattr(task.request, HEADER, None)
    act = Act(door="task", route=task.name[:120], request=str(rung_by or task_id)[:64])
    _tasks[task_id] = acting(Fixed(act))
    _tasks[task_id].__enter__()


def _task_ends(*, task_id: str, **_signal: Any) -> None:
    if task_id in _tasks:
        _tasks.pop(task_id).__exit__(None, None, None)


def tell_migrated(using: str, plan: list[tuple[Any, bool]]) -> None:
    """While tables were rebuilt their triggers were off: which migrations ran is told instead."""
    names = [f"{'-' if backwards else ''}{step.app_label}.{step.name}" for step, backwards in plan]
    if names and "audit_entry" in connections[using].introspection.table_names():
        tell(Kind.MIGRATED, facts={"migrations": names}, rows=len(names))


def make_auditors(using: str) -> None:
    """A group that may read the record, once; an administrator may change it afterwards."""
    if Group.objects.using(using).filter(name=AUDITORS).exists():
        return
    create_permissions(apps.get_app_config("audit"), verbosity=0, using=using)
    may_read = Permission.objects.using(using).filter(
        codename="view_entry", content_type__app_label="audit"
    )
    group = Group.objects.using(using).create(name=AUDITORS)
    group.permissions.add(*may_read)
