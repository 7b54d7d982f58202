"""Of whom a second factor is asked, and that nothing is open before it is set up and shown."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.test import Client

from agencies import second_factor
from agencies.models import Agency, Letter, Membership, Role, User
from agencies.permissions import may
from agencies.queries import reads_record, standing_of
from agencies.rules.rights import Do
from measures.models import Obligation
from planner.models import ActionPlan
from tests.agencies.signing_in.telephones import (
    SoftPasskey,
    add_passkey,
    asked_for,
    code_of,
    here,
    set_up_app,
    sign_in,
)
from tests.api.calling import token_of
from tests.conftest import TODAY
from tests.factories import UserFactory, person

ASKED = ["coordinator", "administrator"]
SET_UP = "/accounts/second-factor/"


@pytest.fixture(autouse=True)
def _asked(settings: object) -> None:
    settings.MFA_REQUIRED_FOR = ASKED  # type: ignore[attr-defined]


@pytest.fixture
def administrator(db: None) -> User:
    return UserFactory(is_staff=True, is_superuser=True)


def held(someone: User) -> set[str]:
    return set(Authenticator.objects.filter(user=someone).values_list("type", flat=True))


def test_it_is_asked_of_roles_and_of_staff(
    coordinator: User, officer: User, administrator: User, settings: object
) -> None:
    def asked() -> list[bool]:
        people = (coordinator, officer, administrator)
        return [second_factor.is_asked_of(one, standing_of(one, TODAY)) for one in people]

    found = {}
    for who in (ASKED, [], ["officer"]):
        settings.MFA_REQUIRED_FOR = who  # type: ignore[attr-defined]
        found[tuple(who)] = asked()
    assert found == {
        tuple(ASKED): [True, False, True],
        (): [False, False, False],
        ("officer",): [False, True, False],
    }


@pytest.fixture
def auditor(agency: Agency) -> User:
    """Reads the audit record by its group, and is no staff."""
    someone: User = person(agency, Role.OFFICER)
    someone.groups.add(Group.objects.get(name="auditors"))
    return someone


def test_auditors_who_are_no_staff_are_asked_where_they_are_named(
    auditor: User, officer: User, client: Client, settings: object
) -> None:
    given = person(officer.memberships.get().agency, Role.OFFICER)
    given.user_permissions.add(Permission.objects.get(codename="view_entry"))
    seen = {}
    for named in ([], ASKED, [*ASKED, "auditor"]):
        settings.MFA_REQUIRED_FOR = named  # type: ignore[attr-defined]
        seen[tuple(named)] = [second_factor.must_have(one, TODAY) for one in (auditor, given)]
        assert not second_factor.must_have(officer, TODAY)
    assert list(seen.values()) == [[False, False], [False, False], [True, True]]
    sign_in(client, auditor.email)
    assert client.get("/audit/").url.split("?")[0] == SET_UP


def test_a_token_of_an_auditor_without_a_factor_does_nothing(
    auditor: User, client: Client, settings: object
) -> None:
    token = token_of(auditor)
    settings.MFA_REQUIRED_FOR = ["auditor"]  # type: ignore[attr-defined]
    answer = client.get("/api/v1/plans/", headers={"authorization": token})
    assert (answer.status_code, answer.json()["code"]) == (403, "second_factor_required")


def test_an_auditor_is_whoever_the_table_of_rights_lets_read_the_record(
    auditor: User, officer: User, administrator: User
) -> None:
    closed = UserFactory(is_active=False)
    closed.groups.add(Group.objects.get(name="auditors"))
    people = (auditor, officer, closed)
    found = [(reads_record(one), may(Do.READ_RECORD, one)) for one in people]
    assert found == [(True, True), (False, False), (False, False)]
    assert may(Do.READ_RECORD, administrator)  # asked as "administrator"


def test_the_demonstration_waives_it_for_its_own_people_and_only_there(
    coordinator: User, settings: object
) -> None:
    invented = person(
        coordinator.memberships.get().agency, Role.COORDINATOR, email="a@demo.example"
    )
    seen = {}
    for waived, day in ((True, "2009-07-06"), (True, ""), (False, "2009-07-06")):
        settings.DEMONSTRATION_PASSWORD_ONLY = waived  # type: ignore[attr-defined]
        settings.BUSINESS_DATE = day  # type: ignore[attr-defined]
        seen[waived, day] = [
            second_factor.is_asked_of(one, standing_of(one, TODAY))
            for one in (invented, coordinator)
        ]
    assert seen == {
        (True, "2009-07-06"): [False, True],
        (True, ""): [True, True],
        (False, "2009-07-06"): [True, True],
    }


def test_a_person_of_the_demonstration_is_told_of_a_factor_only_where_one_would_be_asked(
    agency: Agency, client: Client, settings: object
) -> None:
    settings.DEMONSTRATION_PASSWORD_ONLY = True  # type: ignore[attr-defined]
    settings.BUSINESS_DATE = "2009-07-06"  # type: ignore[attr-defined]
    told = {}
    for role in (Role.OFFICER, Role.COORDINATOR):
        client.force_login(person(agency, role, email=f"{role}@demo.example", language="en"))
        told[role] = (
            b"would ask you for a second factor" in client.get("/accounts/security/").content
        )
    assert told == {Role.OFFICER: False, Role.COORDINATOR: True}


def test_the_page_of_security_leads_to_what_else_acts_for_the_person(
    client: Client, officer: User
) -> None:
    client.force_login(officer)
    page = client.get("/accounts/security/").content.decode().split("<main")[1]
    ways = ("/accounts/tokens/", "/exchange/calendars/", "/accounts/delegations/")
    assert [f'href="{way}"' in page for way in ways] == [True, True, True]


@pytest.mark.parametrize("page", ["/board/", "/settings/", "/accounts/sessions/", "/help/"])
def test_whoever_has_none_is_led_to_set_one_up_from_every_page(
    client: Client, coordinator: User, page: str
) -> None:
    sign_in(client, coordinator.email)
    answer = client.get(page)
    assert (answer.status_code, answer.url.split("?")[0]) == (302, SET_UP)


def test_writing_is_closed_as_reading_is(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    answer = client.post("/settings/", {"language": "kk"})
    coordinator.refresh_from_db()
    assert (answer.url.split("?")[0], coordinator.language) == (SET_UP, "en")


@pytest.mark.parametrize("where", ["draft", "files"])
def test_a_script_that_saves_while_one_types_is_as_closed(
    client: Client, owed: Obligation, settings: object, where: str
) -> None:
    """These answer a person who is signed out themselves, so they look open to all."""
    settings.MFA_REQUIRED_FOR = ["officer"]  # type: ignore[attr-defined]
    client.force_login(person(owed.agency, Role.OFFICER))
    typed = {"claim": "interim", "text": "Проект внесён.", "language": "ru", "version": ""}
    answer = client.post(f"/obligations/{owed.pk}/{where}/", typed)
    assert (answer.status_code, answer.json()["state"]) == (401, "signed_out")
    assert not owed.entries.exists()


def test_a_section_of_the_narrative_is_as_closed(
    client: Client, coordinator: User, plan: ActionPlan
) -> None:
    client.force_login(coordinator)
    assert client.post("/reports/narratives/1/save/", {"text": "Б"}).status_code == 401


def test_the_api_says_so_in_its_own_way(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    answer = client.get("/api/v1/agencies/")
    assert (answer.status_code, answer["content-type"], answer.json()["code"]) == (
        403,
        "application/problem+json",
        "second_factor_required",
    )


def test_a_call_that_wants_what_there_is_not_is_told_so_to_an_officer_too(
    client: Client, officer: User
) -> None:
    """Refused before it is counted; of the officer it was asked already which roles there are."""
    client.force_login(officer)
    answer = client.get("/api/v1/agencies/", headers={"accept": "application/xml"})
    assert (answer.status_code, answer["content-type"]) == (406, "application/problem+json")


def test_a_token_from_before_the_role_came_waits_for_the_factor_as_well(
    officer: User, coordinator: User
) -> None:
    program = Client(headers={"authorization": token_of(officer)})
    before = program.get("/api/v1/agencies/").status_code
    officer.memberships.update(role=Role.COORDINATOR)
    without = program.get("/api/v1/agencies/")
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={})
    assert (before, without.status_code, without.json()["code"]) == (
        200,
        403,
        "second_factor_required",
    )
    assert program.get("/api/v1/agencies/").status_code == 200


def test_a_token_of_who_came_into_the_administration_waits_alike(officer: User) -> None:
    program = Client(headers={"authorization": token_of(officer)})
    User.objects.filter(pk=officer.pk).update(is_staff=True)
    assert program.get("/api/v1/agencies/").status_code == 403


def test_the_administration_is_closed_too_and_has_no_door_of_its_own(
    client: Client, administrator: User
) -> None:
    at_the_door = client.get("/admin/login/", {"next": "/admin/"})
    by_its_form = client.post(
        "/admin/login/", {"username": administrator.email, "password": "correct horse battery"}
    )
    sign_in(client, administrator.email)
    answers = [client.get("/admin/"), client.get("/admin/agencies/user/")]
    assert (at_the_door.url, by_its_form.url.split("?")[0]) == (
        "/accounts/login/?next=%2Fadmin%2F",
        "/accounts/login/",
    )
    assert [answer.url.split("?")[0] for answer in answers] == [SET_UP, SET_UP]


def test_a_fragment_leads_the_whole_page(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    answer = client.get("/notices/count/", headers={"hx-request": "true"})
    assert answer["HX-Redirect"].startswith(SET_UP)


def test_public_pages_and_the_language_stay_open(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    answers = [client.get("/public/"), client.get("/healthz"), client.get(SET_UP)]
    kept = client.post("/accounts/language/", {"language": "kk", "next": SET_UP})
    assert ([answer.status_code for answer in answers], kept.url) == ([200, 200, 200], SET_UP)


def test_an_officer_is_not_asked(client: Client, officer: User) -> None:
    sign_in(client, officer.email)
    assert client.get("/desk/").status_code == 200


def test_with_an_app_set_up_the_way_is_open_and_codes_are_shown_once(
    client: Client, coordinator: User
) -> None:
    sign_in(client, coordinator.email)
    client.get("/board/", follow=True)
    set_up_app(client)
    first, again = client.get("/accounts/2fa/codes/"), client.get("/accounts/2fa/codes/")
    assert held(coordinator) == {"totp", "recovery_codes"}
    assert (first.text.count("<li><code>"), again.text.count("<li><code>")) == (10, 0)
    assert 'href="/board/"' in first.text
    assert client.get("/board/").status_code == 200


def test_the_next_sign_in_asks_for_the_code_before_anything_is_open(
    client: Client, coordinator: User
) -> None:
    sign_in(client, coordinator.email)
    secret = set_up_app(client)
    other = Client()
    asked = sign_in(other, coordinator.email)
    before = other.get("/board/")
    wrong = other.post("/accounts/2fa/authenticate/", {"code": "000000"})
    right = other.post("/accounts/2fa/authenticate/", {"code": code_of(secret, steps=1)})
    assert (asked.url, before.url.split("?")[0]) == (
        "/accounts/2fa/authenticate/",
        "/accounts/login/",
    )
    assert (wrong.status_code, right.status_code, other.get("/board/").status_code) == (
        422,
        302,
        200,
    )


def test_a_code_works_once(client: Client, coordinator: User) -> None:
    sign_in(client, coordinator.email)
    code = code_of(set_up_app(client), steps=1)
    answers = []
    for browser in (Client(), Client()):
        sign_in(browser, coordinator.email)
        answers.append(browser.post("/accounts/2fa/authenticate/", {"code": code}).status_code)
    assert answers == [302, 422]


def test_guessing_codes_is_stopped_even_if_the_right_one_comes(
    client: Client, coordinator: User
) -> None:
    sign_in(client, coordinator.email)
    secret = set_up_app(client)
    thief = Client()
    sign_in(thief, coordinator.email)
    for _ in range(5):
        thief.post("/accounts/2fa/authenticate/", {"code": "000000"})
    answer = thief.post("/accounts/2fa/authenticate/", {"code": code_of(secret, steps=1)})
    assert (answer.status_code, thief.get("/board/").status_code) == (422, 302)


def test_a_recovery_code_opens_once(client: Client, coordinator: User) -> None:
    sign_in(client, coordinator.email)
    set_up_app(client)
    code = client.get("/accounts/2fa/codes/").context["unused_codes"][0]
    answers = []
    for browser in (Client(), Client()):
        sign_in(browser, coordinator.email)
        answers.append(browser.post("/accounts/2fa/authenticate/", {"code": code}).status_code)
    assert answers == [302, 422]


def test_seeds_are_not_readable_in_the_database(client: Client, coordinator: User) -> None:
    sign_in(client, coordinator.email)
    secret = set_up_app(client)
    assert all(secret not in str(row.data) for row in Authenticator.objects.all())


def test_a_seed_that_no_key_opens_any_more_lets_nobody_in(
    client: Client, coordinator: User, settings: object
) -> None:
    sign_in(client, coordinator.email)
    secret = set_up_app(client)
    settings.SECRET_KEY = "another one, set without the old as a fallback"  # type: ignore[attr-defined]
    other = Client()
    sign_in(other, coordinator.email)
    codes = [code_of(secret, steps=1), code_of("", steps=0)]
    answers = [other.post("/accounts/2fa/authenticate/", {"code": code}) for code in codes]
    assert [answer.status_code for answer in answers] == [422, 422]


def test_the_last_factor_cannot_be_removed_by_whom_it_is_asked_of(
    client: Client, coordinator: User
) -> None:
    sign_in(client, coordinator.email)
    set_up_app(client)
    refused = client.post("/accounts/2fa/app/remove/")
    assert (refused.status_code, "Set up another one first" in refused.text) == (422, True)
    assert "totp" in held(coordinator)


def test_an_officer_may_remove_it_and_is_told_by_mail(client: Client, officer: User) -> None:
    sign_in(client, officer.email)
    set_up_app(client)
    assert client.post("/accounts/2fa/app/remove/").status_code == 302
    assert (held(officer), [row.kind for row in Letter.objects.filter(person=officer)]) == (
        set(),
        ["totp_activated", "totp_deactivated"],
    )


def test_a_session_opened_by_password_before_the_role_came_shows_the_factor_first(
    client: Client, officer: User, coordinator: User
) -> None:
    """The person has an app, but this session has not shown it."""
    with_app = Client()
    sign_in(with_app, officer.email)
    client.force_login(officer)
    secret = set_up_app(with_app)
    agency = coordinator.memberships.get().agency
    Membership.objects.create(user=officer, agency=agency, role=Role.COORDINATOR)
    led = client.get("/board/")
    shown = client.post(led.url, {"code": code_of(secret, steps=1)})
    assert (led.url.split("?")[0], shown.url, client.get("/board/").status_code) == (
        "/accounts/2fa/reauthenticate/",
        "/board/",
        200,
    )


@pytest.mark.parametrize(
    "page",
    ["2fa/app/", "2fa/app/remove/", "2fa/passkeys/add/", "2fa/codes/", "2fa/codes/new/", "email/"],
)
def test_a_session_from_before_neither_adds_nor_removes_a_factor_by_password_alone(
    client: Client, officer: User, page: str
) -> None:
    sign_in(client, officer.email)
    other = Client()
    sign_in(other, officer.email)
    set_up_app(other)
    answers = [client.get(f"/accounts/{page}"), client.post(f"/accounts/{page}")]
    assert [one.url.split("?")[0] for one in answers] == ["/accounts/2fa/reauthenticate/"] * 2
    assert held(officer) == {"totp", "recovery_codes"}


def test_a_passkey_is_a_second_factor_and_signs_in_alone(coordinator: User) -> None:
    client, passkey = here(), SoftPasskey()
    sign_in(client, coordinator.email)
    added = add_passkey(client, passkey)
    opened = client.get("/board/").status_code
    other = here()
    asked = other.get("/accounts/2fa/passkeys/login/", headers={"accept": "application/json"})
    options = asked.json()["request_options"]["publicKey"]
    answer = other.post(
        "/accounts/2fa/passkeys/login/", {"credential": passkey.shown(options), "next": "/board/"}
    )
    assert (added.url, opened, answer.url, other.get("/board/").status_code) == (
        "/accounts/2fa/codes/",
        200,
        "/board/",
        200,
    )


def test_a_passkey_comes_after_the_password_as_well(coordinator: User) -> None:
    client, passkey = here(), SoftPasskey()
    sign_in(client, coordinator.email)
    add_passkey(client, passkey)
    other = here()
    sign_in(other, coordinator.email)
    options = asked_for(other.get("/accounts/2fa/authenticate/").text)
    answer = other.post("/accounts/2fa/authenticate/", {"credential": passkey.shown(options)})
    assert (answer.status_code, other.get("/board/").status_code) == (302, 200)


@pytest.mark.parametrize("fault", ["another site", "another key", "an old challenge", "unverified"])
def test_a_passkey_that_does_not_fit_opens_nothing(coordinator: User, fault: str) -> None:
    client, passkey = here(), SoftPasskey()
    sign_in(client, coordinator.email)
    add_passkey(client, passkey)
    other = here()
    path, wanted = "/accounts/2fa/passkeys/login/", {"accept": "application/json"}
    options = other.get(path, headers=wanted).json()["request_options"]["publicKey"]
    if fault == "another site":
        passkey.origin = "https://elsewhere.example"
    elif fault == "another key":
        passkey = SoftPasskey(owner=passkey.owner)
    elif fault == "an old challenge":
        other.get(path, headers=wanted)
    else:
        passkey.verifies = False
    other.post(path, {"credential": passkey.shown(options)})
    assert other.get("/board/").url.split("?")[0] == "/accounts/login/"


def test_a_passkey_that_is_the_last_factor_stays(coordinator: User) -> None:
    client = here()
    sign_in(client, coordinator.email)
    add_passkey(client, SoftPasskey())
    row = Authenticator.objects.get(user=coordinator, type="webauthn")
    refused = client.post(f"/accounts/2fa/passkeys/{row.pk}/remove/")
    assert (refused.status_code, "webauthn" in held(coordinator)) == (422, True)


def test_nobody_touches_the_passkey_of_somebody_else(coordinator: User, agency: Agency) -> None:
    client, other = here(), here()
    sign_in(client, coordinator.email)
    add_passkey(client, SoftPasskey())
    sign_in(other, person(agency, Role.OFFICER).email)
    row = Authenticator.objects.get(user=coordinator, type="webauthn")
    pages = [f"/accounts/2fa/passkeys/{row.pk}/", f"/accounts/2fa/passkeys/{row.pk}/remove/"]
    answers = [other.get(page).status_code for page in pages]
    answers += [other.post(page, {"name": "mine"}).status_code for page in pages]
    assert (answers, "webauthn" in held(coordinator)) == ([404, 404, 404, 404], True)


def test_an_administrator_removes_lost_factors_and_every_session_ends(
    client: Client, coordinator: User, administrator: User, settings: object
) -> None:
    sign_in(client, coordinator.email)
    set_up_app(client)
    settings.MFA_REQUIRED_FOR = []  # type: ignore[attr-defined]
    desk = Client()
    desk.force_login(administrator)
    form = {"action": "remove_factors", "_selected_action": [coordinator.pk, administrator.pk]}
    desk.post("/admin/agencies/user/", form)
    assert (held(coordinator), client.get("/board/").url.split("?")[0]) == (
        set(),
        "/accounts/login/",
    )
    assert Letter.objects.filter(person=coordinator, kind="factors_removed").count() == 1
