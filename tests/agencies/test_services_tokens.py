"""Access tokens are made, given for a password, revoked, and noted when used."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from agencies.errors import Refused
from agencies.models import Agency, ApiToken, Membership, Role, User
from agencies.queries_tokens import token_of
from agencies.rules.tokens import digest_of
from agencies.services_tokens import (
    Made,
    make_token,
    note_use,
    revoke_all,
    revoke_token,
    token_for_password,
)
from measures.models import Digest, Notice
from tests import factories
from tests.conftest import TODAY

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
UNTIL = date(2026, 5, 31)


def made(person: User, name: str = "Script", **other: Any) -> Made:
    said: dict[str, Any] = {"scopes": ["read"], "expires_on": UNTIL, "now": NOW, **other}
    return make_token(name=name, by=person, today=TODAY, **said)


def refused(person: User, **other: Any) -> str:
    with pytest.raises(Refused) as found:
        made(person, **other)
    return found.value.code


def test_only_a_hash_of_the_secret_is_kept(officer: User) -> None:
    one = made(officer)
    row = ApiToken.objects.values().get()
    assert row["digest"] == digest_of(one.secret)
    assert one.secret not in str(row)
    assert row["start"] == one.secret[4:12]


def test_a_token_counts_to_the_end_of_its_last_day_in_the_time_of_the_site(officer: User) -> None:
    token = made(officer).token
    assert timezone.localtime(token.expires_at).isoformat()[:16] == "2026-06-01T00:00"
    second = timedelta(seconds=1)
    ends = token.expires_at
    assert [token.counts(ends - second), token.counts(ends)] == [True, False]


WRONG = [
    ({"name": "  "}, "name_missing"),
    ({"name": "x" * 101}, "name_missing"),
    ({"scopes": []}, "scopes_wrong"),
    ({"scopes": ["read", "everything"]}, "scopes_wrong"),
    ({"scopes": ["admin"]}, "scopes_wrong"),
    ({"expires_on": date(2026, 3, 1)}, "expires_wrong"),
    ({"expires_on": date(2027, 3, 4)}, "expires_wrong"),
]


@pytest.mark.parametrize(("said", "code"), WRONG)
def test_a_token_is_refused_with_the_reason(said: Any, code: str, officer: User) -> None:
    assert (refused(officer, **said), ApiToken.objects.count()) == (code, 0)


def test_an_administrator_may_have_one_for_administration(agency: Agency) -> None:
    keeper = factories.person(agency, Role.OFFICER, is_staff=True)
    assert made(keeper, scopes=["admin", "read"]).token.scopes == ["read", "admin"]


def test_two_tokens_in_use_have_two_names(officer: User) -> None:
    first = made(officer).token
    assert refused(officer, name=" script ") == "name_taken"
    revoke_token(first, by=officer, now=NOW)
    assert made(officer).token.name == "Script"


def test_a_person_has_only_so_many(officer: User, settings: Any) -> None:
    settings.API_TOKENS_MOST = 2
    made(officer, "one"), made(officer, "two")
    assert refused(officer, name="three") == "too_many"


def test_who_has_no_current_role_makes_none(db: None) -> None:
    with pytest.raises(PermissionDenied):
        made(factories.UserFactory())


def test_the_owner_hears_of_it_on_the_site_and_by_mail_at_once(officer: User) -> None:
    one = made(officer)
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind, notice.path) == (
        officer,
        "token_made",
        "/accounts/tokens/",
    )
    assert (notice.mail, Digest.objects.get().recipient) == ("waiting", officer)
    assert one.secret not in str(notice.params)


def test_a_password_gives_a_token_of_a_few_hours(officer: User) -> None:
    token = token_for_password(by=officer, today=TODAY, now=NOW).token
    assert (token.expires_at - NOW, token.scopes) == (
        timedelta(hours=12),
        ["read", "progress", "reports"],
    )


def test_a_password_gives_none_for_administration(agency: Agency, settings: Any) -> None:
    settings.MFA_REQUIRED_FOR = []
    keeper = factories.person(agency, Role.OFFICER, is_staff=True)
    with pytest.raises(Refused) as found:
        token_for_password(scopes=["admin"], by=keeper, today=TODAY, now=NOW)
    assert found.value.code == "scopes_wrong"


def test_with_a_sixth_token_for_a_password_the_oldest_ends(officer: User) -> None:
    hour = timedelta(hours=1)
    for n in range(6):
        token_for_password(by=officer, today=TODAY, now=NOW + n * hour)
    oldest = ApiToken.objects.order_by("made_at").first()
    living = ApiToken.objects.living(NOW + 5 * hour)
    assert (living.count(), oldest and oldest.revoked_at) == (5, NOW + 5 * hour)


@pytest.mark.parametrize("more", [{"is_staff": True}, {"is_superuser": True}, {}])
def test_a_password_alone_gives_none_to_whom_two_factors_are_asked_of(
    more: Any, agency: Agency, settings: Any
) -> None:
    settings.MFA_REQUIRED_FOR = ["coordinator", "administrator"]
    role = Role.OFFICER if more else Role.COORDINATOR
    person = factories.person(agency, role, **more)
    with pytest.raises(Refused) as found:
        token_for_password(by=person, today=TODAY, now=NOW)
    assert (found.value.code, ApiToken.objects.count()) == ("second_factor_required", 0)


def test_a_day_of_passwords_is_told_once(officer: User) -> None:
    for n in range(3):
        token_for_password(by=officer, today=TODAY, now=NOW + timedelta(minutes=n))
    assert Notice.objects.count() == 1


def test_a_revoked_token_is_not_revoked_twice(officer: User) -> None:
    token = made(officer).token
    revoke_token(token, by=officer, now=NOW)
    with pytest.raises(Refused) as found:
        revoke_token(token, by=officer, now=NOW)
    assert found.value.code == "revoked"


def test_nobody_revokes_the_token_of_another(officer: User, agency: Agency) -> None:
    token = made(officer).token
    with pytest.raises(PermissionDenied):
        revoke_token(token, by=factories.person(agency, Role.HEAD), now=NOW)


def test_all_tokens_of_a_person_end_together(officer: User) -> None:
    made(officer, "one"), made(officer, "two")
    assert revoke_all(officer, by=officer, now=NOW) == 2
    assert not ApiToken.objects.living(NOW).exists()


def test_a_use_is_noted_once_an_hour(officer: User, django_assert_num_queries: Any) -> None:
    token = made(officer).token
    note_use(token, now=NOW)
    token.refresh_from_db()
    with django_assert_num_queries(0):
        note_use(token, now=NOW + timedelta(minutes=59))
    note_use(token, now=NOW + timedelta(hours=1))
    token.refresh_from_db()
    assert token.last_used_at == NOW + timedelta(hours=1)


def test_a_token_is_found_by_the_whole_secret_alone(officer: User) -> None:
    one, other = made(officer, "one"), made(officer, "two")
    ApiToken.objects.filter(pk=other.token.pk).update(digest=one.token.digest)
    found = token_of(one.secret, TODAY)
    assert (found and found.token, token_of(other.secret, TODAY)) == (one.token, None)


def test_a_token_tells_whether_its_person_still_has_a_role(officer: User) -> None:
    one = made(officer)
    Membership.objects.filter(user=officer).update(valid_to=date(2009, 7, 5))
    found = token_of(one.secret, TODAY)
    assert found
    assert not found.has_role
