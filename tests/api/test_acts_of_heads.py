"""The head of an agency over the API: what waits, signing it, giving it back, the switch."""

from datetime import date

import pytest

from agencies.models import Agency, Role, User
from measures.models import Obligation, ProgressEntry, Signing
from measures.services.progress import Draft, save_draft, submit
from planner.models import ActionPlan
from tests.api.asking import (
    client_of,
    code_of,
    fields_of,
    get,
    post,
    send,
    somebody,
    statements_of,
)
from tests.factories import MeasureFactory, ObligationFactory, asked_for, person

TODAY = date(2009, 7, 6)


@pytest.fixture
def head(agency: Agency) -> User:
    agency.head_signs = True
    agency.save()
    return person(agency, Role.HEAD)


def put(plan: ActionPlan, agency: Agency, officer: User) -> Signing:
    row = ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency)
    owed: Obligation = asked_for(row)
    entry = save_draft(owed, Draft("Проект внесён."), by=officer, today=TODAY)
    submit(entry, by=officer, today=TODAY)
    return Signing.objects.latest("pk")


@pytest.fixture
def waiting(plan: ActionPlan, agency: Agency, head: User, officer: User) -> Signing:
    return put(plan, agency, officer)


def test_the_head_sees_what_waits(waiting: Signing, head: User, officer: User) -> None:
    [row] = get(head, "signature-list").json()["results"]
    assert (row["id"], row["entry"], row["waits"]) == (waiting.pk, waiting.entry_id, True)
    assert (row["asked_by"]["id"], row["decided_by"]) == (officer.pk, None)


def test_signing_hands_the_report_in(waiting: Signing, head: User, officer: User) -> None:
    answer = post(head, "signature-sign", waiting.pk)
    told = answer.json()
    assert (answer.status_code, told["state"], told["waits"]) == (200, "signed", False)
    entry = ProgressEntry.objects.get()
    assert (entry.state, entry.submitted_on, entry.author) == ("submitted", TODAY, officer)
    assert code_of(post(head, "signature-sign", waiting.pk)) == (409, "not_waiting")
    assert get(head, "signature-list").json()["results"] == []


def test_giving_back_leaves_a_draft_and_says_why(waiting: Signing, head: User) -> None:
    assert fields_of(post(head, "signature-give-back", waiting.pk)) == (400, ["reason"])
    answer = post(head, "signature-give-back", waiting.pk, reason="Нет реквизитов.")
    told = answer.json()
    assert (told["state"], told["reason"]) == ("given_back", "Нет реквизитов.")
    assert ProgressEntry.objects.get().state == "draft"


def test_what_was_changed_since_waits_no_more(waiting: Signing, head: User, officer: User) -> None:
    entry = ProgressEntry.objects.select_related("obligation__measure").get()
    owed = entry.obligation
    save_draft(owed, Draft("Иначе."), by=officer, today=TODAY, version=entry.version)
    assert get(head, "signature-detail", waiting.pk).json()["waits"] is False
    assert code_of(post(head, "signature-sign", waiting.pk)) == (409, "not_waiting")


def test_the_head_of_another_agency_finds_nothing(waiting: Signing) -> None:
    stranger = somebody(Role.HEAD)
    assert get(stranger, "signature-list").json()["results"] == []
    assert get(stranger, "signature-detail", waiting.pk).status_code == 404
    assert post(stranger, "signature-sign", waiting.pk).status_code == 404
    assert ProgressEntry.objects.get().state == "draft"


def test_an_officer_signs_nothing(waiting: Signing, officer: User) -> None:
    assert code_of(get(officer, "signature-list")) == (403, "permission_denied")
    assert code_of(post(officer, "signature-sign", waiting.pk)) == (403, "permission_denied")


def test_it_is_signed_as_it_was_read(waiting: Signing, head: User) -> None:
    tag = get(head, "signature-detail", waiting.pk)["ETag"]
    address = f"/api/v1/signatures/{waiting.pk}/sign/"
    wrong = client_of(head).post(address, headers={"if-match": '"other"'})
    right = client_of(head).post(address, headers={"if-match": tag})
    assert (wrong.status_code, right.status_code) == (412, 200)


def test_the_head_says_whether_reports_wait(agency: Agency, head: User) -> None:
    [told] = get(head, "signature-agencies").json()
    assert told == {"agency": agency.code, "head_signs": True}
    answer = send(head, "put", "agency-head-signs", agency.code, head_signs=False)
    assert answer.json() == {"agency": agency.code, "head_signs": False}
    agency.refresh_from_db()
    assert agency.head_signs is False
    assert get(head, "agency-head-signs", agency.code).json()["head_signs"] is False


def test_a_deputy_reads_the_switch_and_leaves_it(agency: Agency, head: User) -> None:
    deputy = person(agency, Role.DEPUTY)
    assert [one["head_signs"] for one in get(deputy, "signature-agencies").json()] == [True]
    answer = send(deputy, "put", "agency-head-signs", agency.code, head_signs=False)
    assert code_of(answer) == (403, "permission_denied")


def test_nobody_switches_it_for_another_agency(agency: Agency, head: User) -> None:
    other = somebody(Role.HEAD)
    answer = send(other, "put", "agency-head-signs", agency.code, head_signs=False)
    assert code_of(answer) == (403, "permission_denied")
    assert send(head, "put", "agency-head-signs", "nobody", head_signs=True).status_code == 404


def test_the_switch_takes_yes_or_no(agency: Agency, head: User) -> None:
    answer = send(head, "put", "agency-head-signs", agency.code, head_signs="perhaps")
    assert fields_of(answer) == (400, ["head_signs"])


def test_many_rows_ask_the_database_as_often_as_few(
    plan: ActionPlan, agency: Agency, head: User, officer: User
) -> None:
    counts = []
    for rows in (3, 27):
        for _row in range(rows):
            put(plan, agency, officer)
        counts.append(statements_of(head, "signature-list"))
    assert counts[0] == counts[1]


def draft_of(by: User, pk: int) -> tuple[int, object]:
    answer = get(by, "progressentry-detail", pk)
    return answer.status_code, answer.json().get("signing")


def test_a_draft_tells_that_it_waits_for_whom_and_since_when(
    waiting: Signing, agency: Agency, officer: User
) -> None:
    wanted = {
        "id": waiting.pk,
        "state": "waiting",
        "waits": True,
        "agency": agency.code,
        "asked_by": {"id": officer.pk, "name": officer.full_name},
        "asked_on": "2009-07-06",
        "decided_by": None,
        "decided_on": None,
        "reason": "",
    }
    assert draft_of(officer, waiting.entry_id) == (200, wanted)
    [row] = get(officer, "progressentry-list").json()["results"]
    assert row["signing"] == wanted
    owed = waiting.entry.obligation_id
    assert get(officer, "obligation-side-overview", owed).json()["draft"]["signing"] == wanted


def test_handing_in_answers_that_it_waits(plan: ActionPlan, head: User, officer: User) -> None:
    owed = asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=head_agency(head)))
    entry = save_draft(owed, Draft("Проект внесён."), by=officer, today=TODAY)
    told = post(officer, "progressentry-submit", entry.pk).json()
    assert (told["state"], told["signing"]["state"], told["signing"]["waits"]) == (
        *("draft", "waiting"),
        True,
    )


def head_agency(head: User) -> Agency:
    return Agency.objects.get(memberships__user=head)


def test_a_draft_that_was_changed_waits_no_more(waiting: Signing, officer: User) -> None:
    sent = {"text": "Иначе.", "version": waiting.version}
    told = send(officer, "patch", "progressentry-detail", waiting.entry_id, **sent).json()
    assert (told["signing"]["state"], told["signing"]["waits"]) == ("waiting", False)


def test_a_draft_that_was_given_back_says_why(waiting: Signing, head: User, officer: User) -> None:
    post(head, "signature-give-back", waiting.pk, reason="Нет приказа")
    _status, told = draft_of(officer, waiting.entry_id)
    assert isinstance(told, dict)
    assert (told["state"], told["waits"], told["reason"]) == ("given_back", False, "Нет приказа")
    assert (told["decided_by"]["id"], told["decided_on"]) == (head.pk, "2009-07-06")


def test_what_is_signed_is_no_draft_and_tells_of_no_signature(
    waiting: Signing, head: User, officer: User
) -> None:
    post(head, "signature-sign", waiting.pk)
    assert draft_of(officer, waiting.entry_id) == (200, None)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD, Role.COORDINATOR, Role.OBSERVER])
def test_nobody_else_learns_that_a_report_waits(waiting: Signing, role: Role) -> None:
    other = somebody(role)
    assert draft_of(other, waiting.entry_id) == (404, None)
    assert get(other, "progressentry-list").json()["results"] == []


def test_the_overview_says_that_handing_in_is_for_the_head(
    waiting: Signing, head: User, officer: User
) -> None:
    told = [
        get(one, "obligation-side-overview", waiting.entry.obligation_id).json()["may"]
        for one in (officer, head)
    ]
    assert [one["must_be_signed"] for one in told] == [True, False]


def test_the_desk_of_the_head_counts_what_waits(
    waiting: Signing, head: User, officer: User
) -> None:
    told = [get(one, "desk-summary").json()["to_sign"] for one in (head, officer)]
    assert told == [1, 0]


def test_a_list_of_drafts_takes_the_same_statements(
    plan: ActionPlan, agency: Agency, head: User, officer: User
) -> None:
    for _ in range(3):
        put(plan, agency, officer)
    few = statements_of(officer, "progressentry-list")
    for _ in range(27):
        put(plan, agency, officer)
    assert statements_of(officer, "progressentry-list") == few
