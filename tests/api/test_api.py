"""The API asks the same questions and takes the same actions as the pages."""

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from rest_framework.test import APIClient

from agencies.models import Agency, Role, User
from measures.models import Obligation, ProgressEntry
from planner.models import ActionPlan
from tests.factories import (
    DeadlineFactory,
    ExecutorFactory,
    MeasureFactory,
    ObligationFactory,
    TaskFactory,
    UserFactory,
    asked_for,
    person,
)
from tests.measures.test_services_evidence import PDF

LISTS = [
    "region-list",
    "agency-list",
    "agencygroup-list",
    "succession-list",
    "concept-list",
    "actionplan-list",
    "indicator-list",
    "measure-list",
    "obligation-list",
    "progressentry-list",
    "extension-list",
    "deadline-list",
    "reportinground-list",
    "report-list",
]


@pytest.fixture(autouse=True)
def _nobody_has_tried_to_sign_in_yet() -> None:
    cache.clear()


def signed_in(user: User) -> APIClient:
    client = APIClient(headers={"accept-language": "en"})
    client.force_authenticate(user)
    return client


@pytest.fixture
def obligation(plan: ActionPlan, agency: Agency) -> Obligation:
    return asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency))


def created(client: APIClient, obligation: Obligation, **more: Any) -> Any:
    body = {"obligation": obligation.pk, "text": "Идёт работа.", **more}
    return client.post(reverse("progressentry-list"), body)


def test_the_schema_is_made_without_a_warning() -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null")


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_nobody_reads_without_signing_in(name: str) -> None:
    answer = APIClient().get(reverse(name))
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_nobody_reads_without_a_current_role(name: str) -> None:
    answer = signed_in(UserFactory()).get(reverse(name))
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")


@pytest.mark.parametrize("name", LISTS)
def test_people_with_a_role_read_every_list(name: str, officer: User) -> None:
    answer = signed_in(officer).get(reverse(name))
    assert (answer.status_code, answer["content-type"]) == (200, "application/json")


@pytest.mark.django_db
def test_a_token_signs_in() -> None:
    person(MeasureFactory().plan.coordinator, Role.OFFICER, email="a@example.org")
    client = APIClient()
    sent = {"email": "A@example.org", "password": "correct horse battery"}
    token = client.post(reverse("token"), sent).json()["token"]
    client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    assert client.get(reverse("measure-list")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("email", ["a@example.org", "nobody@example.org"])
def test_a_wrong_password_and_an_unknown_person_answer_alike(email: str) -> None:
    UserFactory(email="a@example.org")
    answer = APIClient(headers={"accept-language": "en"}).post(
        reverse("token"), {"email": email, "password": "wrong"}
    )
    assert (answer.status_code, answer.json()["errors"]) == (
        400,
        [
            {
                "field": "non_field_errors",
                "code": "sign_in",
                "message": "E-mail or password is wrong.",
            }
        ],
    )


@pytest.fixture
def nobody_locked_out(settings: Any) -> None:
    """Else wrong passwords were stopped by their own count, which tests of signing in look at."""
    settings.AXES_ENABLED = False


@pytest.mark.usefixtures("nobody_locked_out")
def test_guessing_passwords_is_slowed_down(db: None) -> None:
    client = APIClient()
    sent = {"email": "a@example.org", "password": "wrong"}
    codes = [client.post(reverse("token"), sent).status_code for _ in range(21)]
    assert (codes[19], codes[20]) == (400, 429)


@pytest.mark.usefixtures("nobody_locked_out")
def test_a_forwarding_header_makes_no_new_caller(db: None) -> None:
    client = APIClient()
    sent = {"email": "a@example.org", "password": "wrong"}
    codes = [
        client.post(reverse("token"), sent, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}").status_code
        for number in range(21)
    ]
    assert (codes[19], codes[20]) == (400, 429)


@pytest.mark.parametrize(
    ("body", "code"), [('{"claim": "\\ud800"}', "invalid"), ("[" * 5000, "parse_error")]
)
def test_json_that_no_program_writes_is_answered_in_words(
    officer: User, body: str, code: str
) -> None:
    answer = signed_in(officer).generic(
        "POST", reverse("progressentry-list"), body, content_type="application/json"
    )
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_an_officer_logs_progress_with_a_file_and_a_coordinator_accepts(
    obligation: Obligation, officer: User, coordinator: User
) -> None:
    client = signed_in(officer)
    entry = created(
        client,
        obligation,
        claim="done",
        document_kind="law",
        document_number="15-IV",
        document_on="2009-07-01",
    ).json()["id"]
    files = client.post(
        reverse("progressentry-files", args=[entry]),
        {"file": SimpleUploadedFile("law.pdf", PDF)},
        format="multipart",
    )
    client.post(reverse("progressentry-submit", args=[entry]))
    answer = signed_in(coordinator).post(reverse("progressentry-accept", args=[entry]))
    obligation.refresh_from_db()
    shown = answer.json()
    assert (files.status_code, shown["state"], obligation.state, obligation.done_on) == (
        201,
        "accepted",
        "done",
        date(2009, 7, 6),
    )
    [kept] = shown["evidence"]
    assert (kept["name"], kept["url"]) == ("law.pdf", f"/evidence/{kept['id']}/")


def test_a_return_says_why(obligation: Obligation, officer: User, coordinator: User) -> None:
    entry = created(signed_in(officer), obligation).json()["id"]
    signed_in(officer).post(reverse("progressentry-submit", args=[entry]))
    address = reverse("progressentry-return", args=[entry])
    silent = signed_in(coordinator).post(address)
    said = signed_in(coordinator).post(address, {"reason": "Нет цифр."})
    assert (silent.status_code, silent.json()["code"], said.json()["review"]) == (
        409,
        "reason_missing",
        {"verdict": "return", "reason": "Нет цифр.", "reviewed_on": "2009-07-06"},
    )


def test_a_report_is_taken_back_before_review_by_its_agency_alone(
    obligation: Obligation, officer: User, coordinator: User
) -> None:
    entry = created(signed_in(officer), obligation).json()["id"]
    signed_in(officer).post(reverse("progressentry-submit", args=[entry]))
    address = reverse("progressentry-take-back", args=[entry])
    answers = [signed_in(user).post(address) for user in (coordinator, officer)]
    again = answers[1].json()
    assert [one.status_code for one in answers] == [403, 201]
    assert (again["state"], again["text"], again["id"] != entry) == ("draft", "Идёт работа.", True)


def test_a_draft_changed_meanwhile_is_not_overwritten(
    obligation: Obligation, officer: User
) -> None:
    client = signed_in(officer)
    entry = created(client, obligation).json()
    address = reverse("progressentry-detail", args=[entry["id"]])
    first = client.patch(address, {"text": "Мой текст.", "version": entry["version"]})
    second = client.patch(address, {"text": "Другой.", "version": entry["version"]})
    assert (first.status_code, second.status_code, second.json()["code"]) == (
        200,
        409,
        "changed_meanwhile",
    )
    assert ProgressEntry.objects.get().text == "Мой текст."


def test_a_report_handed_in_is_no_way_into_the_draft_that_follows_it(
    obligation: Obligation, officer: User, coordinator: User
) -> None:
    client = signed_in(officer)
    first = created(client, obligation).json()
    client.post(reverse("progressentry-submit", args=[first["id"]]))
    returned = reverse("progressentry-return", args=[first["id"]])
    signed_in(coordinator).post(returned, {"reason": "Нет приложения."})
    rework = created(client, obligation, text="Исправлено.").json()
    answer = client.patch(
        reverse("progressentry-detail", args=[first["id"]]), {"version": rework["version"]}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "not_a_draft")
    assert ProgressEntry.objects.get(pk=rework["id"]).text == "Исправлено."


def test_a_change_without_the_version_is_told_what_is_missing(
    obligation: Obligation, officer: User
) -> None:
    client = signed_in(officer)
    entry = created(client, obligation).json()
    answer = client.patch(reverse("progressentry-detail", args=[entry["id"]]), {"text": "Новое."})
    assert (answer.status_code, answer.json()["errors"]) == (
        400,
        [{"field": "version", "code": "required", "message": "This field is required."}],
    )


def test_a_number_beyond_any_id_is_refused_as_a_filter(officer: User) -> None:
    answer = signed_in(officer).get(reverse("obligation-list"), {"measure": "9" * 23})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "measure")


def test_the_pages_of_the_schema_take_no_other_method(db: None) -> None:
    assert APIClient().options(reverse("docs")).status_code == 405


def test_a_second_start_does_not_overwrite_the_first(obligation: Obligation, officer: User) -> None:
    created(signed_in(officer), obligation)
    answer = created(signed_in(officer), obligation, text="Заново.")
    assert (answer.status_code, ProgressEntry.objects.get().text) == (409, "Идёт работа.")


def test_a_field_that_is_wrong_is_named(officer: User) -> None:
    answer = signed_in(officer).post(reverse("progressentry-list"), {"obligation": 0})
    assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (
        400,
        ["obligation"],
    )


def test_another_agencys_draft_does_not_exist_for_strangers(
    obligation: Obligation, officer: User, coordinator: User
) -> None:
    entry = created(signed_in(officer), obligation).json()["id"]
    stranger = person(MeasureFactory().plan.coordinator, Role.OFFICER)
    addresses = [
        reverse("progressentry-detail", args=[entry]),
        reverse("progressentry-list"),
    ]
    seen = [signed_in(stranger).get(address) for address in addresses]
    assert (seen[0].status_code, seen[1].json()["count"]) == (404, 0)
    submit = signed_in(stranger).post(reverse("progressentry-submit", args=[entry]))
    assert submit.status_code == 404
    assert signed_in(coordinator).get(addresses[0]).status_code == 404


def test_a_stranger_cannot_report_for_another_agency(obligation: Obligation) -> None:
    stranger = person(MeasureFactory().plan.coordinator, Role.OFFICER)
    assert created(signed_in(stranger), obligation).status_code == 403


def test_obligations_carry_status_and_filter_by_it(
    obligation: Obligation, officer: User, agency: Agency
) -> None:
    late = ObligationFactory(agency=agency, due_on=date(2009, 6, 30))
    ObligationFactory(agency=agency, due_on=date(2009, 7, 6))
    client, address = signed_in(officer), reverse("obligation-list")
    by_status = client.get(address, {"status": "overdue"}).json()["results"]
    by_flag = client.get(address, {"overdue": "true"}).json()["results"]
    told = [(row["id"], row["status"], row["days_late"]) for row in by_status]
    assert (told, by_flag) == ([(late.pk, "overdue", 6)], by_status)


def test_measures_filter_by_task(officer: User, plan: ActionPlan) -> None:
    task = TaskFactory(number=8)
    wanted = MeasureFactory(plan=plan)
    wanted.tasks.add(task)
    MeasureFactory(plan=plan)
    answer = signed_in(officer).get(reverse("measure-list"), {"task": 8}).json()
    assert [row["id"] for row in answer["results"]] == [wanted.pk]


@pytest.mark.parametrize("name", ["measure-list", "obligation-list", "progressentry-list"])
def test_a_list_of_30_takes_as_many_statements_as_one_of_3(
    name: str, coordinator: User, agency: Agency, plan: ActionPlan, django_assert_max_num_queries
) -> None:
    def statements(rows: int) -> int:
        for _ in range(rows):
            measure = MeasureFactory(plan=plan)
            ExecutorFactory(measure=measure)
            DeadlineFactory(measure=measure)
            owed = ObligationFactory(measure=measure, agency=agency)
            author = UserFactory()
            owed.entries.create(
                author=author, text="x", state="accepted", submitted_on="2009-07-01"
            )
        with django_assert_max_num_queries(30) as caught:
            assert signed_in(coordinator).get(reverse(name)).status_code == 200
        return len(caught)

    assert statements(3) == statements(27)
