"""Of whom a second factor is asked, and whether a session has shown one.

Fails closed: who must have one and has none may set it up and do nothing else, by page, by API and
in the administration; agencies.middleware_sessions.
"""

from datetime import date

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from agencies.clock import is_demonstration
from agencies.models import User
from agencies.queries import Standing, reads_record, standing_of

AUDITOR = "auditor"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
DEMONSTRATION_MAIL = "@demo.example"
SHOWN = "second_factor"  # in the session: a factor was set up in it


def is_waived(person: User) -> bool:
    """The demonstration lets its invented people in by password alone, and nobody else."""
    return (
        settings.DEMONSTRATION_PASSWORD_ONLY
        and is_demonstration()
        and person.email.endswith(DEMONSTRATION_MAIL)
    )


def is_asked_of(person: User, standing: Standing) -> bool:
    """By MFA_REQUIRED_FOR: roles, "administrator" for staff, "auditor" for who reads the audit
    record, staff or not. One statement at most."""
    return is_named(person, standing) and not is_waived(person)


def is_named(person: User, standing: Standing) -> bool:
    """MFA_REQUIRED_FOR names the person, whether or not a demonstration waives it."""
    asked: list[str] = settings.MFA_REQUIRED_FOR
    by_role = any(held.role in asked for held in standing.memberships)
    return _is_named(person, by_role) or (AUDITOR in asked and reads_record(person))


def asked_by_roles(person: User, has_asked_role: bool) -> bool:
    """`has_asked_role`: a current role, or being an auditor, that MFA_REQUIRED_FOR names."""
    return not is_waived(person) and _is_named(person, has_asked_role)


def _is_named(person: User, has_asked_role: bool) -> bool:
    asked: list[str] = settings.MFA_REQUIRED_FOR
    keeps = person.is_staff or person.is_superuser
    return bool(asked) and (has_asked_role or (keeps and "administrator" in asked))


def must_have(person: User, today: date) -> bool:
    """The same, asked of the database; for what knows no request. One statement."""
    return is_asked_of(person, standing_of(person, today))


def has_one(person: User) -> bool:
    """Recovery codes alone are none: they are a way back to a factor that was lost."""
    return bool(Authenticator.objects.filter(user=person, type__in=FACTORS).exists())


def was_shown(request: HttpRequest, person: User) -> bool:
    """This very session was opened, or confirmed, with a second factor. No statement."""
    if request.session.get(SHOWN) == person.pk:
        return True
    records = get_authentication_records(request, person)
    return any(record.get("method") == "mfa" for record in records)
