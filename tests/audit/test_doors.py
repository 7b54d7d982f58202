"""A record tells who acted, through which door, from where; and of nobody else's act."""

import pytest
from celery import shared_task
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies.models import Agency, User
from audit.connections import WRITES
from audit.context import Act, Fixed, acting, command, current
from audit.middleware import ActMiddleware
from audit.models import Entry
from tests import factories
from tests.audit.reading import last, personal

pytestmark = pytest.mark.django_db
ON_POSTGRESQL = connection.vendor == "postgresql"
LANGUAGE = "/accounts/language/"
PAGE = Fixed(Act(door="page", route="measures:desk", request="r1", actor=7))


def said(entry: Entry) -> tuple[str, str, int | None]:
    return entry.door, entry.route, entry.actor


def test_a_page_tells_who_wrote_from_where(client, officer):
    client.force_login(officer)
    answer = client.post(LANGUAGE, {"language": "kk"}, REMOTE_ADDR="198.51.100.7")
    entry = last("agencies_user")
    assert said(entry) == ("page", "agencies:language", officer.pk)
    assert personal(entry)["origin"] == {"ip": "198.51.100.7"}
    assert entry.request == answer["X-Request-ID"]


def test_what_a_stranger_says_of_its_address_is_not_believed(client, officer, settings):
    client.force_login(officer)
    client.post(LANGUAGE, {"language": "kk"}, HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert personal(last("agencies_user"))["origin"] == {"ip": "127.0.0.1"}


def test_the_last_proxies_tell_the_address_and_name_the_request(client, officer, settings):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    client.force_login(officer)
    told = {"HTTP_X_FORWARDED_FOR": "6.6.6.6, 203.0.113.9", "HTTP_X_REQUEST_ID": "proxy-0001"}
    client.post(LANGUAGE, {"language": "kk"}, **told)
    entry = last("agencies_user")
    assert (personal(entry)["origin"], entry.request) == ({"ip": "203.0.113.9"}, "proxy-0001")


def test_a_name_of_a_request_that_is_none_is_not_taken(client, officer, settings):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    client.force_login(officer)
    client.post(LANGUAGE, {"language": "kk"}, HTTP_X_REQUEST_ID="'); DROP TABLE users --")
    assert last("agencies_user").request.isalnum()


def test_the_administration_is_a_door_of_its_own(client, admin_of_the_site):
    client.force_login(admin_of_the_site)
    client.post(reverse("admin:auth_group_add"), {"name": "readers"})
    assert said(last("auth_group")) == ("admin", "admin:auth_group_add", admin_of_the_site.pk)


@pytest.fixture
def admin_of_the_site(db: None) -> User:
    return get_user_model().objects.create_superuser("root@example.org", "x", full_name="Root")


def test_a_command_tells_its_name_and_the_account_that_ran_it(agency):
    with acting(Fixed(command("import_plan"))):
        Agency.objects.filter(pk=agency.pk).update(code="by-command")
    entry = last("agencies_agency")
    assert said(entry) == ("command", "import_plan", None)
    assert "@" in personal(entry)["origin"]["account"]


@shared_task
def rename(pk: int) -> None:
    Agency.objects.filter(pk=pk).update(code="by-task")


def test_a_task_tells_its_name(agency):
    rename.apply((agency.pk,))
    assert said(last("agencies_agency")) == ("task", rename.name, None)


def test_after_a_task_the_request_goes_on_as_it_was(agency):
    with acting(PAGE):
        rename.apply((agency.pk,))
        Agency.objects.filter(pk=agency.pk).update(code="by-page")
    assert said(last("agencies_agency")) == ("page", "measures:desk", 7)


def test_a_failed_task_leaves_no_act_behind(agency):
    @shared_task
    def fails() -> None:
        raise ValueError

    fails.apply()
    assert current() == Act()


def test_who_comes_past_the_application_is_of_an_unknown_door(agency):
    Agency.objects.filter(pk=agency.pk).update(code="unseen")
    entry = last("agencies_agency")
    assert (*said(entry), entry.personal) == ("unknown", "", None, None)


def test_what_a_percent_sign_or_a_quote_is_stays_what_it_is(agency):
    with acting(Fixed(Act(door="page", route="it's 100% \\ 'sure'"))):
        Agency.objects.filter(pk=agency.pk).update(code="odd")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE agencies_agency SET name_en = '100%' WHERE code = 'odd'")
    assert [entry.route for entry in Entry.objects.order_by("-id")[:2]] == [
        "it's 100% \\ 'sure'"
    ] * 2


def test_an_act_does_not_outlive_its_transaction(agency):
    with transaction.atomic(), acting(PAGE):
        Agency.objects.filter(pk=agency.pk).update(code="mine")
    Agency.objects.filter(pk=agency.pk).update(code="theirs")
    assert last("agencies_agency").door == "unknown"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("atomic", [True, False])
def test_the_next_request_on_the_same_connection_inherits_nothing(atomic):
    agency = factories.AgencyFactory()
    with acting(PAGE):
        if atomic:
            with transaction.atomic():
                Agency.objects.filter(pk=agency.pk).update(code="first")
        else:
            Agency.objects.filter(pk=agency.pk).update(code="first")
    assert said(last("agencies_agency")) == ("page", "measures:desk", 7)
    if ON_POSTGRESQL:
        with connection.cursor() as cursor:  # not a write to Django: nothing is told with it
            cursor.execute("SELECT current_setting('audit.act', true)")
            assert cursor.fetchone()[0] in (None, "")
    Agency.objects.filter(pk=agency.pk).update(code="second")
    assert last("agencies_agency").door == "unknown"


def test_telling_the_act_takes_no_further_statement(agency, django_assert_num_queries):
    with acting(PAGE), django_assert_num_queries(1):
        Agency.objects.filter(pk=agency.pk).update(code="one")


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO a",
        "  update a",
        "/* why */ DELETE",
        "WITH x AS (…)",
        "-- note\ninsert",
        "(with",
    ],
)
def test_what_may_write_is_told_whose_it_is(sql: str):
    assert WRITES.match(sql)


@pytest.mark.parametrize("sql", ["SELECT 1", "SAVEPOINT s", "updates", "DECLARE c", "SET x"])
def test_what_only_reads_is_left_as_it_is(sql: str):
    assert not WRITES.match(sql)


def test_whose_rights_a_deputy_used_is_told(rf, officer):
    def view(_request: HttpRequest) -> HttpResponse:
        factories.AgencyFactory()
        return HttpResponse()

    request = rf.post("/")
    request.user, request.on_behalf_of = officer, 4711
    ActMiddleware(view)(request)
    entry = last("agencies_agency")
    assert (entry.actor, entry.behalf) == (officer.pk, 4711)
