"""Where the head of an agency signs its reports before they are sent."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from agencies.errors import Refused
from agencies.models import Agency, Role, User
from agencies.services_delegations import delegate
from measures.models import (
    Claim,
    Event,
    Notice,
    Obligation,
    ProgressEntry,
    Signing,
)
from measures.rules.lateness import days_late
from measures.services.progress import Draft, save_draft, submit
from measures.services.signing import give_back, set_head_signs, sign
from planner.models import ActionPlan
from tests.factories import MeasureFactory, ObligationFactory, asked_for, person


@pytest.fixture
def head(agency: Agency) -> User:
    agency.head_signs = True
    agency.save()
    return person(agency, Role.HEAD)


@pytest.fixture
def obligation(plan: ActionPlan, agency: Agency, head: User) -> Obligation:
    return asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency))


@pytest.fixture
def draft(obligation: Obligation, officer: User, today: date) -> ProgressEntry:
    return save_draft(obligation, Draft("Проект внесён."), by=officer, today=today)


def put(entry: ProgressEntry, by: User, today: date) -> Signing:
    submit(entry, by=by, today=today)
    return Signing.objects.select_related("entry__obligation__agency").latest("pk")


def state_of(entry: ProgressEntry) -> tuple[str, str, date | None]:
    entry = ProgressEntry.objects.select_related("obligation").get(pk=entry.pk)
    return entry.state, entry.obligation.state, entry.submitted_on


def test_by_itself_nothing_waits_for_a_head(
    plan: ActionPlan, agency: Agency, officer: User, today: date
) -> None:
    owed = asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency))
    entry = save_draft(owed, Draft("Сделано."), by=officer, today=today)
    submit(entry, by=officer, today=today)
    assert (state_of(entry)[0], Signing.objects.count()) == ("submitted", 0)


def test_what_an_officer_hands_in_waits_for_the_head(
    draft: ProgressEntry, officer: User, head: User, today: date
) -> None:
    found = put(draft, officer, today)
    assert state_of(draft) == ("draft", "open", None)
    assert list(Notice.objects.values_list("kind", "recipient")) == [("to_sign", head.pk)]
    assert put(draft, officer, today) == found


def test_the_day_of_the_signature_counts_and_the_author_stays(
    draft: ProgressEntry, officer: User, head: User, today: date
) -> None:
    """The agency answers for the time that its head takes: due on the 10th, signed on the 13th."""
    found, day = put(draft, officer, today), today + timedelta(days=7)
    sign(found, by=head, today=day)
    draft.refresh_from_db()
    assert (*state_of(draft), draft.author) == ("submitted", "open", day, officer)
    assert Event.objects.get(kind="submitted").actor == head
    assert days_late(draft.obligation.due_on, draft.submitted_on, day) == 3


def test_given_back_it_stays_a_draft_and_its_officer_reads_why(
    draft: ProgressEntry, officer: User, head: User, today: date
) -> None:
    found = put(draft, officer, today)
    with pytest.raises(Refused) as silent:
        give_back(found, by=head, today=today, reason=" ")
    give_back(found, by=head, today=today, reason="Нет цифр")
    told = Notice.objects.get(kind="given_back")
    assert silent.value.code == "reason_missing"
    assert (state_of(draft)[0], told.recipient, told.params["why"]) == (
        "draft",
        officer,
        "Нет цифр",
    )


def test_what_was_changed_since_is_not_signed(
    draft: ProgressEntry, officer: User, head: User, today: date
) -> None:
    found = put(draft, officer, today)
    save_draft(
        draft.obligation, Draft("Иначе."), by=officer, today=today, version=found.entry.version
    )
    with pytest.raises(Refused) as refused:
        sign(found, by=head, today=today)
    assert (refused.value.code, state_of(draft)[0]) == ("not_waiting", "draft")


def test_it_is_decided_once(draft: ProgressEntry, officer: User, head: User, today: date) -> None:
    found = put(draft, officer, today)
    sign(found, by=head, today=today)
    with pytest.raises(Refused) as twice:
        give_back(found, by=head, today=today, reason="Поздно")
    assert twice.value.code == "not_waiting"


def test_a_head_hands_in_without_waiting(draft: ProgressEntry, head: User, today: date) -> None:
    submit(draft, by=head, today=today)
    assert (state_of(draft)[0], Signing.objects.count()) == ("submitted", 0)


def test_whoever_has_the_heads_role_lent_signs_for_the_head(
    draft: ProgressEntry, officer: User, head: User, agency: Agency, today: date
) -> None:
    colleague = person(agency, Role.OFFICER)
    found = put(draft, officer, today)
    with pytest.raises(PermissionDenied):
        sign(found, by=colleague, today=today)
    delegate(
        head.memberships.get(), to=colleague, by=head, today=today,
        starts_on=today, ends_on=today, reason="Отпуск",
    )  # fmt: skip
    sign(found, by=colleague, today=today)
    assert state_of(draft)[0] == "submitted"


def test_nobody_else_signs(
    draft: ProgressEntry, officer: User, coordinator: User, today: date
) -> None:
    found = put(draft, officer, today)
    for who in (officer, coordinator, person(draft.obligation.measure.plan.coordinator, Role.HEAD)):
        with pytest.raises(PermissionDenied):
            sign(found, by=who, today=today)


def test_the_head_decides_whether_the_head_signs(
    agency: Agency, head: User, officer: User, today: date
) -> None:
    set_head_signs(agency, False, by=head, today=today)
    assert not Agency.objects.get(pk=agency.pk).head_signs
    with pytest.raises(PermissionDenied):
        set_head_signs(agency, True, by=officer, today=today)


def test_the_head_signs_on_the_page(
    client: Client, draft: ProgressEntry, officer: User, head: User, today: date
) -> None:
    found = put(draft, officer, today)
    client.force_login(head)
    assert "1 report waits for your signature" in client.get("/desk/").content.decode()
    assert "Проект внесён." in client.get("/signing/").content.decode()
    wrong = client.post(f"/signing/{found.pk}/", {"action": "give_back", "reason": ""})
    assert (wrong.status_code, state_of(draft)[0]) == (422, "draft")
    client.post(f"/signing/{found.pk}/", {"action": "sign"})
    assert state_of(draft)[0] == "submitted"


def test_an_officer_reads_that_it_waits(
    client: Client, draft: ProgressEntry, officer: User, today: date
) -> None:
    client.force_login(officer)
    address = f"/obligations/{draft.obligation_id}/"
    assert "signed by its head" in client.get(address).content.decode()
    sent = {"text": draft.text, "claim": "interim", "language": "ru", "version": draft.version}
    answer = client.post(address, {**sent, "action": "submit"}, follow=True)
    assert "This report waits for the signature of the head." in answer.content.decode()
    assert state_of(draft)[0] == "draft"


def test_what_waits_names_what_is_reported_and_a_missing_reason_is_marked_as_wrong(
    obligation: Obligation, officer: User, head: User, client: Client, today: date
) -> None:
    """A report for a period is not called done, which the word of its claim alone would say."""
    Obligation.objects.filter(pk=obligation.pk).update(
        kind="continuous", occurrence="2009Q2", changed_on=today
    )
    obligation.refresh_from_db()
    entry = save_draft(obligation, Draft("За квартал.", claim=Claim.DONE), by=officer, today=today)
    waiting = put(entry, officer, today)
    head.language = "en"
    head.save()
    client.force_login(head)
    page = client.get("/signing/").content.decode()
    assert ("report for the period" in page, "· done ·" in page) == (True, False)
    wrong = client.post(f"/signing/{waiting.pk}/", {"action": "give_back"}).content.decode()
    assert f'class="wrong" id="wrong-{waiting.pk}"' in wrong
