"""Forgets a person who has left: name, address and job, wherever they are not part of a document.

The row of the person stays, and with it who did what: only whom it names is not known any more.
Issued editions and their signatures stay as they are, byte for byte.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import Membership, User
from audit.models import Kind
from audit.permissions import check_may_erase, may_erase
from audit.recorded import EXCLUDED
from audit.rules.masking import is_personal
from audit.services.forgetting import forget_person
from audit.services.telling import tell

NEUTRAL: Final = "erased.invalid"  # no mail ever goes to such a domain (RFC 2606)
ROOM: Final = 100  # characters: what is shorter holds no name
# Ways in that are the person's own go with the person.
OWN: Final = ("token", "authenticator", "socialaccount", "calendarlink", "usersession")
# An address that still gets mail is an office's matter, not the record's.
IN_USE: Final = {"reports_recipient": {"retired_at__isnull": False}}


@dataclass(frozen=True)
class Erased:
    """What was replaced: rows of other tables, and entries of the record."""

    rows: int
    entries: int
    left: list[str]  # tables that refuse: what they hold is part of a document


@transaction.atomic
def erase_person(person: User, *, by: User | None, today: date) -> Erased:
    """`by` None: a command of whoever runs the server. Raises PermissionDenied; Refused "yourself",
    "still_here", "erased_already".
    """
    if by is not None:
        check_may_erase(by)
    _check(person, by, today)
    address, name, label = person.email, person.full_name, _label(person)
    # Their values are in the record as well from here on, until it forgets them below.
    rows, left = _replace(person, label)
    _close(person, label)
    values = [json.dumps(value, ensure_ascii=False) for value in (address, name) if value]
    entries, others = forget_person(person.pk, User._meta.db_table, values)
    facts = {"records": entries, "others": others, "rows": rows, "left": left}
    tell(Kind.ERASED, relation=User._meta.db_table, object_id=person.pk, label=label, facts=facts)
    return Erased(rows, entries, left)


def _check(person: User, by: User | None, today: date) -> None:
    if not may_erase(by, person):
        raise Refused("yourself", _("Nobody erases themselves: ask another administrator."))
    if person.email.endswith(f"@{NEUTRAL}"):
        raise Refused("erased_already", _("This person is erased already."))
    if Membership.objects.current(today).filter(user=person).exists():
        raise Refused(
            "still_here",
            _("%(person)s still has a role: enter the day on which each membership ended first.")
            % {"person": person},
        )


def _label(person: User) -> str:
    """The same for all readers, since it is data now."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("Departed person No. %(number)s") % {"number": person.pk}


def _close(person: User, label: str) -> None:
    for model in apps.get_models():
        if any(word in model._meta.db_table for word in OWN):
            for field in _to_people(model):
                model._default_manager.filter(**{field: person}).delete()
    person.email, person.full_name, person.position = f"{person.pk}@{NEUTRAL}", label, ""
    person.is_active = person.is_staff = person.is_superuser = False
    person.set_unusable_password()  # ends the sessions as well
    person.save()
    person.groups.clear()
    person.user_permissions.clear()


def _to_people(model: type[models.Model]) -> Iterator[str]:
    """Whose it is: what the person only did to another's (who revoked it) is no such field."""
    for field in model._meta.concrete_fields:
        whose: Any = field.remote_field
        if field.related_model is User and whose.on_delete is models.CASCADE:
            yield field.name


def _replace(person: User, label: str) -> tuple[int, list[str]]:
    """In every column that is known to name people; what a trigger holds is left and told."""
    rows, left = 0, []
    for model, field in _columns():
        for value, instead in ((person.email, f"{person.pk}@{NEUTRAL}"), (person.full_name, label)):
            found = model._default_manager.filter(**{f"{field}__iexact": value})
            found = found.filter(**IN_USE.get(model._meta.db_table, {}))
            try:
                with transaction.atomic():
                    rows += found.update(**{field: instead}) if value else 0
            except IntegrityError:
                left.append(model._meta.db_table)
    return rows, sorted(set(left))


def _columns() -> Iterator[tuple[type[models.Model], str]]:
    for model in apps.get_models():
        meta: Any = model._meta
        if model is User or meta.proxy or meta.db_table in EXCLUDED:
            continue
        for field in meta.concrete_fields:
            if (
                isinstance(field, models.CharField)
                and (field.max_length or ROOM) >= ROOM
                and (is_personal(str(field.column)) or field.column == "object_repr")
            ):
                yield model, field.name
