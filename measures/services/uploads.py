"""An uploaded plan table waits for a person's word between being read and being written."""

import hashlib
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.kept_files import reaching_files
from agencies.models import User
from measures.importing.outcome import Options, Outcome
from measures.importing.safety import check_size
from measures.models import ImportFile, ImportState
from measures.permissions.plans import check_may_manage_plan
from measures.rules.files import safe_name
from measures.services.importing import import_plan, look_at
from measures.services.kept_files import contents
from planner.models import ActionPlan


@transaction.atomic
def keep_upload(
    plan: ActionPlan, upload: "UploadedFile[bytes]", *, by: User, today: date, options: Options
) -> ImportFile:
    """Keeps a file that could be read, whatever was found in it; the plan is not touched.

    Raises PermissionDenied, and Refused for a file that is not safe or not a table.
    """
    check_may_manage_plan(by, plan, today)
    check_size(upload.size or 0)
    name, data = safe_name(upload.name or ""), upload.read()
    outcome = look_at(plan, data, name, options=options)
    with reaching_files():
        return ImportFile.objects.create(
            plan=plan,
            file=ContentFile(data, name=name),
            name=name,
            sha256=hashlib.sha256(data).hexdigest(),
            language=outcome.language,
            uploaded_by=by,
            outcome={**outcome.as_json(), "options": options.as_json()},
        )


def check_same_reading(kept: ImportFile, confirmed: dict[str, Any] | None) -> None:
    """What is written is what a person was shown, although another may have the file read
    otherwise since. `confirmed`: Options as JSON. Raises Refused "read_otherwise"."""
    if confirmed != options_of(kept).as_json():
        raise read_meanwhile()


def read_meanwhile() -> Refused:
    message = _("The file has been read otherwise meanwhile. Look at it again, then confirm.")
    return Refused("read_otherwise", message)


def read_again(kept: ImportFile) -> Outcome:
    """What the file would bring into the plan as the plan stands now. Raises Refused."""
    return look_at(kept.plan, contents(kept), kept.name, options=options_of(kept))


@transaction.atomic
def read_otherwise(kept: ImportFile, options: Options, *, by: User, today: date) -> Outcome:
    """Reads the kept file as a person says it is to be read, and keeps that with it.

    Raises PermissionDenied; Refused as `read_again` does, and for a file decided on before.
    """
    check_may_manage_plan(by, kept.plan, today)
    outcome = look_at(kept.plan, contents(kept), kept.name, options=options)
    found = {**outcome.as_json(), "options": options.as_json()}
    waiting = ImportFile.objects.filter(pk=kept.pk, state=ImportState.PREVIEWED)
    if not waiting.update(outcome=found, language=outcome.language):
        raise decided_before()
    return outcome


def options_of(kept: ImportFile) -> Options:
    """How the file is read."""
    return Options.from_json(kept.outcome["options"])


@transaction.atomic
def apply_import(kept: ImportFile, *, by: User, today: date) -> Outcome:
    """Reads the kept file once more and writes it; with errors it waits as before.

    Raises PermissionDenied; Refused "already_decided" for a file written or dropped before.
    """
    check_may_manage_plan(by, kept.plan, today)
    _decide(kept, ImportState.APPLIED)
    data, options = contents(kept), options_of(kept)
    outcome = import_plan(kept.plan, data, kept.name, by=by, today=today, options=options)
    if outcome.errors:
        transaction.set_rollback(True)
        return outcome
    found = {**outcome.as_json(), "options": options.as_json()}
    ImportFile.objects.filter(pk=kept.pk).update(outcome=found)
    return outcome


@transaction.atomic
def drop_import(kept: ImportFile, *, by: User, today: date) -> None:
    """The file will not be used. Raises as `apply_import` does."""
    check_may_manage_plan(by, kept.plan, today)
    _decide(kept, ImportState.DROPPED)


def _decide(kept: ImportFile, state: ImportState) -> None:
    waiting = ImportFile.objects.filter(pk=kept.pk, state=ImportState.PREVIEWED)
    if not waiting.update(state=state):
        raise decided_before()


def decided_before() -> Refused:
    return Refused("already_decided", _("This file was written to the plan or dropped before."))
