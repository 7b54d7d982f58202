"""The record over the API: for auditors, with a scope of its own, told as the page tells it."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from rest_framework.test import APIClient

from agencies.errors import Refused
from agencies.models import Agency, ApiToken, Role, User
from agencies.services_tokens import make_token, token_for_password
from audit.context import Act, Fixed, acting
from audit.models import Entry
from audit.receivers import AUDITORS
from audit.services.forgetting import forget_person
from audit.services.sealing import seal
from tests.api.asking import client_of, code_of, fields_of, get, statements_of
from tests.api.calling import pages
from tests.audit.reading import last
from tests.conftest import TODAY
from tests.factories import AgencyFactory, UserFactory, person

pytestmark = pytest.mark.django_db
LIST = "/api/v1/audit/entries/"
ADDRESSES = (LIST, f"{LIST}1/", "/api/v1/audit/chain/", "/api/v1/audit/export/?as=csv")


def made_auditor(user: User) -> User:
    user.groups.add(Group.objects.get(name=AUDITORS))
    return user


@pytest.fixture
def auditor(db: None) -> User:
    """Without a role in any agency."""
    return made_auditor(UserFactory(full_name="Аудиторова А."))


def shows(user: User, *scopes: str) -> APIClient:
    now = timezone.now()
    made = make_token(
        name=f"Collector {ApiToken.objects.count()}", scopes=scopes, by=user, today=TODAY, now=now,
        expires_on=timezone.localdate(now) + timedelta(days=1),
    )  # fmt: skip
    headers = {"authorization": f"Bearer {made.secret}", "accept-language": "en"}
    return APIClient(headers=headers)


def found(by: User, **asked: Any) -> list[int]:
    return [one["id"] for one in get(by, "audit-entry-list", **asked).json()["results"]]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("role", Role)
def test_no_role_reads_the_record(address: str, role: Role, agency: Agency) -> None:
    answer = client_of(person(agency, role)).get(address)
    assert code_of(answer) == (403, "permission_denied")
    assert answer.json()["detail"] == "The audit record is read by auditors."


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_stranger_is_asked_for_a_token(address: str) -> None:
    assert code_of(APIClient().get(address)) == (401, "not_authenticated")


def test_an_auditor_without_a_role_reads_the_record_and_nothing_else(auditor: User) -> None:
    client = shows(auditor, "audit", "read")
    assert [client.get(one).status_code for one in (LIST, "/api/v1/measures/")] == [200, 403]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_token_reads_the_record_with_that_scope_alone(coordinator: User, address: str) -> None:
    made_auditor(coordinator)
    everything_else = shows(coordinator, "read", "progress", "plan", "reports", "exchange")
    answer = everything_else.get(address)
    assert code_of(answer) == (403, "scope_missing")
    assert "“audit”" in answer.json()["detail"]


def test_a_token_of_the_record_reads_nothing_else(coordinator: User) -> None:
    client = shows(made_auditor(coordinator), "audit")
    assert client.get(LIST).status_code == 200
    assert code_of(client.get("/api/v1/measures/")) == (403, "scope_missing")


def test_nobody_but_auditors_is_given_that_scope(coordinator: User) -> None:
    with pytest.raises(Refused) as refused:
        shows(coordinator, "audit")
    assert refused.value.code == "scopes_wrong"


def test_a_token_ends_with_the_right(auditor: User) -> None:
    client = shows(auditor, "audit")
    auditor.groups.clear()
    assert code_of(client.get(LIST)) == (403, "permission_denied")


def test_a_password_gives_no_token_for_the_record(auditor: User) -> None:
    with pytest.raises(Refused) as refused:
        token_for_password(scopes=["audit"], by=auditor, today=TODAY, now=timezone.now())
    assert refused.value.code == "scopes_wrong"


def test_a_second_factor_is_asked_of_an_auditor_as_of_others(
    coordinator: User, settings: Any
) -> None:
    client = shows(made_auditor(coordinator), "audit")
    settings.MFA_REQUIRED_FOR = ["coordinator"]
    assert code_of(client.get(LIST)) == (403, "second_factor_required")


def test_an_entry_says_who_changed_what_from_where(auditor: User, agency: Agency) -> None:
    officer, old = person(agency, Role.OFFICER), agency.name_ru
    act = Act(door="api", route="/x/", request="r-1", actor=officer.pk, origin={"ip": "::1"})
    with acting(Fixed(act)):
        Agency.objects.filter(pk=agency.pk).update(name_ru="Новое имя")
    seal()
    wanted = last("agencies_agency")
    told = get(auditor, "audit-entry-detail", wanted.pk).json()
    assert (told["kind"], told["relation"], told["number"], told["thing"]) == (
        *("update", "agencies_agency", str(agency.pk)),
        "Agency",
    )
    assert told["person"] == {"id": officer.pk, "name": officer.full_name}
    assert (told["door"], told["request"], told["origin"]) == ("api", "r-1", "::1")
    assert (told["before"], told["after"]) == ({"name_ru": old}, {"name_ru": "Новое имя"})
    [change] = told["changes"]
    assert (change["column"], change["before"], change["after"]) == ("name_ru", old, "Новое имя")
    assert len(told["sealed"]["hash"]) == 64


def test_secrets_are_not_told_and_the_forgotten_is_not_there(auditor: User) -> None:
    somebody: User = UserFactory(email="somebody@example.org")
    somebody.set_password("another horse battery")
    somebody.save()
    seal()
    told = get(auditor, "audit-entry-detail", last("agencies_user", kind="update").pk)
    assert told.json()["after"]["password"] == {"$": "secret"}
    assert "pbkdf2" not in told.content.decode()
    made = Entry.objects.get(relation="agencies_user", kind="insert", object_id=str(somebody.pk))
    before = get(auditor, "audit-entry-detail", made.pk).json()
    forget_person(somebody.pk, "agencies_user", [])
    after = get(auditor, "audit-entry-detail", made.pk).json()
    mails = [
        next(one["after"] for one in told["changes"] if one["column"] == "email")
        for told in (before, after)
    ]
    assert mails == ["somebody@example.org", "forgotten"]
    assert (before["forgotten"], after["forgotten"]) == (False, True)
    assert after["after"]["email"] == {"$": "personal"}


def test_filters_are_those_of_the_page(auditor: User, agency: Agency) -> None:
    officer = person(agency, Role.OFFICER)
    with acting(Fixed(Act(door="task", request="r-17", actor=officer.pk))):
        made = AgencyFactory(code="wanted")
    one = last("agencies_agency", object_id=made.pk).pk
    day = timezone.localdate().isoformat()
    asked: list[dict[str, Any]] = [
        {"request": "r-17"},
        {"person": officer.full_name, "kind": "insert", "door": "task"},
        {"relation": "agencies_agency", "number": made.pk},
        {"text": "wanted", "since": day, "until": day},
    ]
    assert [found(auditor, **one) for one in asked] == [[one]] * 4
    assert found(auditor, until="2009-07-06") == []


WRONG = [
    ({"kind": "nonsense"}, ["kind"]),
    ({"relation": "pg_authid", "door": "window"}, ["door", "relation"]),
    ({"since": "yesterday"}, ["since"]),
    ({"since": "06.07.2009"}, ["since"]),
    ({"until": ""}, ["until"]),
    ({"text": "x" * 101}, ["text"]),
    ({"colour": "red"}, ["colour"]),
    ({"ordering": "label"}, ["ordering"]),
    ({"fields": "password"}, ["fields"]),
    ({"cursor": "x"}, ["cursor"]),
]


@pytest.mark.parametrize(("asked", "named"), WRONG)
def test_what_cannot_be_read_is_named(auditor: User, asked: Any, named: list[str]) -> None:
    status, fields = fields_of(get(auditor, "audit-entry-list", **asked))
    assert (status, sorted(fields)) == (400, named)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ru", "Введите правильную дату."),
        ("kk", "Дұрыс күнді енгізіңіз."),
        ("en", "Enter a valid date."),
    ],
)
def test_a_wrong_day_is_named_in_the_callers_language(
    auditor: User, language: str, said: str
) -> None:
    client = APIClient(headers={"accept-language": language})
    client.force_authenticate(auditor)
    answer = client.get(LIST, {"since": "yesterday"})
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert [one["message"] for one in answer.json()["errors"]] == [said]


@pytest.mark.parametrize("ordering", ["-id", "id", "-at", "at"])
def test_pages_miss_and_repeat_nothing_while_entries_are_added(
    auditor: User, ordering: str
) -> None:
    AgencyFactory.create_batch(20)
    rows = Entry.objects.filter(relation="agencies_agency")
    there = list(rows.values_list("pk", flat=True))
    client, read, asked = client_of(auditor), [], f"{LIST}?relation=agencies_agency&page_size=6"
    address: str | None = f"{asked}&ordering={ordering}"
    while address:
        answer = client.get(address).json()
        read += [one["id"] for one in answer["results"]]
        address = answer["next"]
        if len(read) < 20:
            AgencyFactory()
    assert len(set(read)) == len(read)
    assert set(there) <= set(read)
    assert read == sorted(read, reverse=ordering.startswith("-"))


def test_pages_are_read_back(auditor: User) -> None:
    AgencyFactory.create_batch(9)
    client = client_of(auditor)
    read = pages(client, LIST, relation="agencies_agency", page_size=4)
    assert [len(one) for one in read] == [4, 4, 1]


def test_three_and_thirty_take_the_same_statements(auditor: User) -> None:
    AgencyFactory.create_batch(3)
    asked = {"relation": "agencies_agency", "kind": "insert"}
    few = statements_of(auditor, "audit-entry-list", **asked)
    AgencyFactory.create_batch(27)
    assert statements_of(auditor, "audit-entry-list", **asked) == few
    assert len(found(auditor, **asked)) == 30


def test_fields_are_chosen_and_what_did_not_change_is_not_sent_again(
    auditor: User, agency: Agency
) -> None:
    seal()
    address = f"{LIST}{last('agencies_agency').pk}/"
    client = client_of(auditor)
    first = client.get(address, {"fields": "id,kind"})
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (sorted(first.json()), again.status_code) == (["id", "kind"], 304)
    [row] = client.get(LIST, {"fields": "at", "page_size": 1}).json()["results"]
    assert list(row) == ["at"]


@pytest.mark.parametrize("number", ["0", "999999999999999999999999", "x"])
def test_a_number_that_is_none_is_not_there(auditor: User, number: str) -> None:
    assert code_of(client_of(auditor).get(f"{LIST}{number}/")) == (404, "not_found")


def test_the_chain_tells_how_far_it_is_sealed(auditor: User, agency: Agency) -> None:
    before = get(auditor, "audit-chain").json()
    seal()
    after = get(auditor, "audit-chain").json()
    newest = Entry.objects.latest("pk").pk
    assert (before["head"], before["waits"], before["newest"]) == (None, True, newest)
    assert (after["head"]["position"], after["waits"]) == (Entry.objects.count(), False)
    assert after["anchor"] is None


def test_what_is_taken_away_is_what_the_page_gives_and_is_recorded(
    auditor: User, agency: Agency
) -> None:
    asked = {"relation": "agencies_agency", "as": "csv"}
    by_api = shows(auditor, "audit").get("/api/v1/audit/export/", asked)
    client = client_of(auditor)
    client.force_login(auditor)
    by_page = client.get("/audit/export/csv/", {"relation": "agencies_agency"})
    assert by_api.getvalue() == by_page.getvalue()  # type: ignore[attr-defined]
    entry = Entry.objects.filter(relation="audit").order_by("id")[0]
    assert (entry.kind, entry.label, entry.door, entry.actor, entry.token) == (
        *("exported", "csv", "api"),
        auditor.pk,
        ApiToken.objects.get().pk,
    )
    assert json.loads(entry.after) == {"relation": "agencies_agency"}


@pytest.mark.parametrize(
    ("fmt", "kind"),
    [
        ("csv", "text/csv"),
        ("jsonl", "application/jsonl"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_a_file_is_an_attachment_whatever_is_accepted(auditor: User, fmt: str, kind: str) -> None:
    answer = get(auditor, "audit-export", **{"as": fmt, "request": "none"})
    assert answer.headers["Content-Type"].partition(";")[0] == kind
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("asked", [{}, {"as": "exe"}, {"as": "csv", "kind": "x"}])
def test_a_wrong_file_is_named_and_nothing_is_recorded(auditor: User, asked: Any) -> None:
    status, fields = fields_of(get(auditor, "audit-export", **asked))
    assert (status, fields) == (400, ["kind" if "kind" in asked else "as"])
    assert not Entry.objects.filter(kind="exported").exists()


def test_a_workbook_that_would_be_too_long_is_refused(
    auditor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audit.exporting.MOST_ROWS", 3)
    AgencyFactory.create_batch(4)
    answer = get(auditor, "audit-export", **{"as": "xlsx"})
    assert [one["code"] for one in answer.json()["errors"]] == ["too_many_rows"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_at_the_ends_of_the_calendar_are_days(auditor: User, day: str) -> None:
    assert get(auditor, "audit-entry-list", since=day, until=day).status_code == 200


def test_reading_is_not_recorded_as_on_the_page(auditor: User) -> None:
    before = Entry.objects.count()
    get(auditor, "audit-entry-list")
    assert Entry.objects.count() == before
