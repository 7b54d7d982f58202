"""A report taken back before it is reviewed is owed again, with all that was written."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from agencies.errors import Refused
from agencies.models import Role, User
from measures.models import Event, Obligation, ProgressEntry
from measures.services.evidence import attach_evidence
from measures.services.progress import (
    Draft,
    accept_progress,
    return_progress,
    save_draft,
    submit,
)
from measures.services.taking_back import take_back
from planner.models import ActionPlan
from tests.factories import AgencyFactory, MeasureFactory, ObligationFactory, asked_for, person
from tests.measures.consolidating import circle_of
from tests.measures.views.test_evidence import pdf

PAPER = {"document_kind": "law", "document_number": "15-IV", "document_on": date(2009, 7, 1)}


@pytest.fixture
def owed(plan: ActionPlan, agency: Any) -> Obligation:
    return asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency))


def handed_in(owed: Obligation, by: User, today: date, claim: str = "done") -> ProgressEntry:
    paper: dict[str, Any] = PAPER if claim == "done" else {}
    draft = Draft("Закон принят.", claim=claim, **paper)  # type: ignore[arg-type]  # a value
    entry = save_draft(owed, draft, by=by, today=today)
    attach_evidence(entry, pdf(), by=by, today=today)
    submit(entry, by=by, today=today)
    return ProgressEntry.objects.get(pk=entry.pk)


def told(owed: Obligation) -> tuple[str, date | None, list[tuple[str, str]]]:
    owed.refresh_from_db()
    return owed.state, owed.done_on, list(owed.entries.order_by("pk").values_list("state", "text"))


def test_a_draft_takes_the_place_of_the_report(
    owed: Obligation, officer: User, today: date
) -> None:
    draft = take_back(handed_in(owed, officer, today), by=officer, today=today)
    assert (told(owed), draft.claim, draft.document_number, draft.evidence.count()) == (
        ("open", None, [("withdrawn", "Закон принят."), ("draft", "Закон принят.")]),
        "done",
        "15-IV",
        1,
    )


def test_it_can_be_changed_and_handed_in_again(
    owed: Obligation, officer: User, today: date
) -> None:
    draft = take_back(handed_in(owed, officer, today), by=officer, today=today)
    again = Draft("Закон принят 1 июля.", claim=draft.claim, **PAPER)  # type: ignore[arg-type]  # as kept
    saved = save_draft(owed, again, by=officer, today=today, version=draft.version)
    submit(saved, by=officer, today=today)
    assert told(owed) == (
        "submitted",
        today,
        [("withdrawn", "Закон принят."), ("submitted", "Закон принят 1 июля.")],
    )


def test_rework_taken_back_is_rework_still(
    owed: Obligation, officer: User, coordinator: User, today: date
) -> None:
    first = handed_in(owed, officer, today, "interim")
    return_progress(first, by=coordinator, today=today, reason="Нет цифр.")
    owed.refresh_from_db()
    second = handed_in(owed, officer, today, "interim")
    take_back(second, by=officer, today=today)
    assert told(owed)[0] == "returned"


def test_it_leaves_a_trace(owed: Obligation, officer: User, today: date) -> None:
    entry = handed_in(owed, officer, today)
    take_back(entry, by=officer, today=today)
    kinds = Event.objects.filter(obligation=owed).order_by("pk").values_list("kind", "data__entry")
    assert list(kinds) == [("submitted", entry.pk), ("taken_back", entry.pk)]


def test_what_is_reviewed_is_not_taken_back(
    owed: Obligation, officer: User, coordinator: User, today: date
) -> None:
    entry = handed_in(owed, officer, today)
    accept_progress(entry, by=coordinator, today=today)
    with pytest.raises(Refused) as refused:
        take_back(entry, by=officer, today=today)
    assert (refused.value.code, told(owed)[0]) == ("already_reviewed", "done")


def test_only_the_own_agency_takes_back(
    owed: Obligation, officer: User, coordinator: User, today: date
) -> None:
    entry = handed_in(owed, officer, today)
    for other in (coordinator, person(AgencyFactory(), Role.OFFICER)):
        with pytest.raises(PermissionDenied):
            take_back(entry, by=other, today=today)
    assert told(owed)[0] == "submitted"


def test_the_parts_it_stood_on_come_along(plan: ActionPlan, coordinator: User, today: date) -> None:
    circle = circle_of(plan, coordinator, "co")
    part = circle.accepted("co", "Наша часть.")
    whole = circle.hand_in("lead", "Свод.")
    whole.sources.add(part)
    draft = take_back(whole, by=circle.officers["lead"], today=today)
    assert list(draft.sources.all()) == [part]


def test_a_window_of_before_does_not_replace_what_was_taken_back(
    owed: Obligation, officer: User, today: date
) -> None:
    """Drafts of one obligation never share a version: each goes on counting."""
    first = save_draft(owed, Draft("Начато."), by=officer, today=today)
    second = save_draft(owed, Draft("Готово."), by=officer, today=today, version=first.version)
    submit(second, by=officer, today=today)
    draft = take_back(ProgressEntry.objects.get(pk=second.pk), by=officer, today=today)
    stale = Draft("Начато, и слово.")
    for seen in (first.version, second.version):
        with pytest.raises(Refused) as refused:
            save_draft(owed, stale, by=officer, today=today, version=seen)
        assert refused.value.code == "changed_meanwhile"
    assert (draft.version, told(owed)[2][-1]) == (3, ("draft", "Готово."))


def test_a_save_that_changes_nothing_writes_nothing(
    owed: Obligation, officer: User, today: date
) -> None:
    """Sent once more because no answer came: saved already, though the version seen is older."""
    first = save_draft(owed, Draft("Начато."), by=officer, today=today)
    second = save_draft(owed, Draft("Начато. Готово."), by=officer, today=today, version=1)
    again = save_draft(owed, Draft("Начато. Готово."), by=officer, today=today, version=1)
    assert (first.version, second.version, again.version, again.updated_at) == (
        1,
        2,
        2,
        second.updated_at,
    )
    assert Event.objects.filter(obligation=owed).count() == 0
