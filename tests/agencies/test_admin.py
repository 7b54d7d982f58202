"""Administrators keep people and bodies."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from agencies.forms import MOST_FAILURES
from agencies.models import Agency, AgencyAlias, Membership, Role, User
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
    assert Client().login(email="aigul@example.org", password=PASSWORD)


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


def test_guessing_an_administrators_password_is_stopped(client: Client) -> None:
    cache.clear()
    administrator = UserFactory(is_staff=True)
    sent = {"username": administrator.email, "password": "wrong"}
    for _ in range(MOST_FAILURES):
        client.post(reverse("admin:login"), sent)
    answer = client.post(reverse("admin:login"), {**sent, "password": "correct horse battery"})
    cache.clear()
    assert [error.code for error in answer.context["form"].non_field_errors().as_data()] == [
        "too_many"
    ]
