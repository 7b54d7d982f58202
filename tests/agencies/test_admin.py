"""Administrators keep people and bodies."""

import pytest
from django.contrib import admin as django_admin
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.clock import business_today
from agencies.models import Agency, AgencyAlias, Letter, Membership, Role, TokenState, User
from agencies.services_tokens import token_for_password
from tests.factories import AgencyFactory, UserFactory, person

pytestmark = pytest.mark.django_db

NO_MEMBERSHIPS = {
    "memberships-TOTAL_FORMS": "0",
    "memberships-INITIAL_FORMS": "0",
}


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(UserFactory(is_staff=True, is_superuser=True, full_name="Admin"))
    return client


PASSWORD = "a long way to the sea"


def new_person(email: str, password: str = PASSWORD) -> dict[str, str]:
    return {
        "email": email,
        "full_name": "Aigul Example",
        "usable_password": "true",
        "password1": password,
        "password2": password,
        **NO_MEMBERSHIPS,
    }


def test_a_person_is_added_by_e_mail_and_may_sign_in(admin: Client) -> None:
    admin.post(reverse("admin:agencies_user_add"), new_person("Aigul@Example.org"))
    added = User.objects.get(email="aigul@example.org")
    assert added.full_name == "Aigul Example"
    form = {"username": "aigul@example.org", "password": PASSWORD}
    assert Client().post("/accounts/login/", form).status_code == 302


def test_two_spellings_of_an_address_are_one_person(admin: Client) -> None:
    UserFactory(email="aigul@example.org")
    answer = admin.post(reverse("admin:agencies_user_add"), new_person("AIGUL@example.org"))
    assert "aigul@example.org" in str(answer.context["adminform"].form.errors["email"])


def test_a_weak_password_is_refused(admin: Client) -> None:
    answer = admin.post(reverse("admin:agencies_user_add"), new_person("a@example.org", "12345"))
    assert "password2" in answer.context["adminform"].form.errors


def test_a_membership_is_given_on_the_page_of_a_person(admin: Client) -> None:
    someone, body = UserFactory(), AgencyFactory()
    form = {
        "email": someone.email,
        "full_name": someone.full_name,
        "is_active": "on",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "0",
        "memberships-0-user": someone.pk,
        "memberships-0-agency": body.pk,
        "memberships-0-role": Role.OFFICER,
    }
    answer = admin.post(reverse("admin:agencies_user_change", args=[someone.pk]), form)
    assert answer.status_code == 302
    assert Membership.objects.values_list("user", "agency", "role").get() == (
        someone.pk,
        body.pk,
        Role.OFFICER,
    )


def test_another_name_is_kept_in_its_normal_form(admin: Client) -> None:
    body: Agency = AgencyFactory()
    form = {"text": "«МВД»  РК*", "agency": body.pk}
    admin.post(reverse("admin:agencies_agencyalias_add"), form)
    assert AgencyAlias.objects.get().text == "мвд"


@pytest.mark.parametrize("page", ["user", "membership", "agency", "agencyalias"])
def test_a_list_takes_the_same_statements_for_three_and_thirty_rows(
    admin: Client, page: str, django_assert_max_num_queries: object
) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            body: Agency = AgencyFactory()
            person(body, Role.OFFICER)
            AgencyAlias.objects.create(text=body.code, agency=body)

    def statements() -> int:
        with django_assert_max_num_queries(99) as asked:  # type: ignore[operator]
            assert admin.get(reverse(f"admin:agencies_{page}_changelist")).status_code == 200
        return len(asked)

    add(3)
    few = statements()
    add(27)
    assert statements() == few


def test_the_administration_has_no_door_of_its_own(client: Client) -> None:
    """One sign-in for the whole site: one count of wrong passwords, one second factor."""
    administrator = UserFactory(is_staff=True)
    form = {"username": administrator.email, "password": "correct horse battery"}
    answer = client.post(reverse("admin:login"), form)
    assert (answer.url.split("?")[0], "_auth_user_id" in client.session) == (
        "/accounts/login/",
        False,
    )


def test_one_s_own_password_is_changed_on_the_page_of_the_site(admin: Client) -> None:
    assert admin.get(reverse("admin:password_change")).url == "/accounts/password/change/"


def test_nothing_that_opens_accounts_is_shown_here(admin: Client) -> None:
    shown = {str(model._meta.label) for model in django_admin.site._registry}
    hidden = {"mfa.Authenticator", "usersessions.UserSession", "socialaccount.SocialToken"}
    hidden |= {"socialaccount.SocialApp", "account.EmailAddress", "axes.AccessAttempt"}
    assert shown & hidden == set()


def test_who_gets_another_address_hears_of_it_at_both(admin: Client) -> None:
    someone = UserFactory(email="old@example.org")
    form = {"email": "new@example.org", "full_name": "A", "is_active": "on", **NO_MEMBERSHIPS}
    admin.post(reverse("admin:agencies_user_change", args=[someone.pk]), form)
    told = set(Letter.objects.values_list("kind", "address"))
    assert told == {("email_changed", "old@example.org"), ("email_changed", "new@example.org")}


def test_a_password_set_by_an_administrator_is_told(admin: Client) -> None:
    someone = UserFactory()
    form = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    admin.post(f"/admin/agencies/user/{someone.pk}/password/", form)
    assert list(Letter.objects.values_list("kind", flat=True)) == ["password_by_administrator"]


@pytest.fixture
def clerk(db: None) -> Client:
    """Keeps people, and has no other permission."""
    someone = UserFactory(is_staff=True)
    someone.user_permissions.set(
        Permission.objects.filter(codename__in=("view_user", "change_user", "delete_user"))
    )
    visitor = Client()
    visitor.force_login(someone)
    return visitor


def test_who_keeps_people_gives_nobody_rights_and_least_themselves(clerk: Client) -> None:
    someone = User.objects.get(is_staff=True)
    form = {
        "email": someone.email,
        "full_name": "Clerk",
        "is_active": "on",
        "is_staff": "on",
        "is_superuser": "on",
        "user_permissions": list(Permission.objects.values_list("pk", flat=True)[:50]),
        **NO_MEMBERSHIPS,
    }
    answer = clerk.post(reverse("admin:agencies_user_change", args=[someone.pk]), form)
    someone.refresh_from_db()
    assert (answer.status_code, someone.full_name) == (302, "Clerk")
    assert (someone.is_superuser, someone.user_permissions.count()) == (False, 3)


def test_who_keeps_people_does_not_take_over_an_account_with_all_permissions(
    clerk: Client,
) -> None:
    chief = UserFactory(is_staff=True, is_superuser=True)
    page = reverse("admin:agencies_user_change", args=[chief.pk])
    mine = {"email": "mine@example.org", "full_name": "Mine", "is_active": "on", **NO_MEMBERSHIPS}
    password = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    answers = [
        clerk.post(page, mine),
        clerk.post(reverse("admin:auth_user_password_change", args=[chief.pk]), password),
        clerk.post(reverse("admin:agencies_user_delete", args=[chief.pk]), {"post": "yes"}),
    ]
    known = User.objects.get(pk=chief.pk)
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert (known.email, known.password) == (chief.email, chief.password)


def test_a_password_that_an_administrator_sets_ends_what_the_old_one_gave(admin: Client) -> None:
    someone = person(AgencyFactory(), Role.OFFICER)
    made = token_for_password(by=someone, today=business_today(), now=timezone.now())
    password = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    admin.post(reverse("admin:auth_user_password_change", args=[someone.pk]), password)
    made.token.refresh_from_db()
    assert made.token.state(timezone.now()) == TokenState.REVOKED
