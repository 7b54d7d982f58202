"""The consolidated answer: accepted texts taken over, silence asked about and recorded."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from agencies.errors import Refused
from agencies.models import Role, User
from measures.models import Claim, Obligation, ProgressEntry
from measures.services.consolidation import Choice, leave_out, take_parts
from measures.services.progress import (
    Draft,
    return_progress,
    save_draft,
    submit,
)
from planner.models import ActionPlan
from tests.factories import EvidenceFactory, person
from tests.measures.consolidating import TODAY, Circle, circle_of
from tests.measures.views.test_evidence import pdf


@pytest.fixture
def circle(plan: ActionPlan, coordinator: User) -> Circle:
    return circle_of(plan, coordinator, "b", "a", "c")


def take(circle: Circle, text: str = "Свод.", choice: Choice | None = None, **more: Any) -> Any:
    by, language = circle.officers["lead"], more.pop("language", "ru")
    return take_parts(
        circle.lead,
        Draft(text, Claim.DONE, language),
        choice or Choice(),
        by=by,
        today=TODAY,
        **more,
    ).entry


def chosen(*entries: ProgressEntry, files: bool = False) -> Choice:
    return Choice(frozenset(entry.pk for entry in entries), files)


def sources(entry: ProgressEntry) -> list[int]:
    return sorted(entry.sources.values_list("pk", flat=True))


def kept(circle: Circle) -> list[tuple[str, str]]:
    return list(circle.lead.entries.order_by("pk").values_list("state", "text"))


def refused(code: str, act: Any) -> None:
    with pytest.raises(Refused) as refusal:
        act()
    assert refusal.value.code == code


def test_all_accepted_texts_are_merged_in_the_order_of_the_plan(circle: Circle) -> None:
    last, first = circle.accepted("c", "Третье."), circle.accepted("b", "Первое.")
    circle.accepted("a", "", claim=Claim.NIL)
    entry = take(circle)
    assert (entry.text, len(sources(entry))) == (
        "Свод.\n\n«b»: Первое.\n\n«c»: Третье.\n\nСведений нет: «a»",
        3,
    )
    assert {first.pk, last.pk} <= set(sources(entry))


def test_the_chosen_are_copied_and_the_rest_is_not(circle: Circle) -> None:
    circle.accepted("b", "Первое.")
    one = circle.accepted("c", "Третье.")
    entry = take(circle, choice=chosen(one))
    assert (kept(circle), sources(entry)) == (
        [("draft", "Свод.\n\n«c»: Третье.")],
        [one.pk],
    )


def test_a_text_in_another_language_stays_as_written_and_says_so(circle: Circle) -> None:
    circle.accepted("b", "Орындалды.", language="kk")
    circle.accepted("a", "Carried out.", language="en")
    entry = take(circle, "", language="en")
    assert entry.text == "«b» (in Kazakh): Орындалды.\n\n«a»: Carried out."


def test_names_are_in_the_language_of_the_report(circle: Circle) -> None:
    body = circle.owed["b"].agency
    body.short_en = "“First”"
    body.save()
    circle.accepted("b", "Исполнено.")
    assert take(circle, "", language="en").text == "“First” (in Russian): Исполнено."


def test_copying_twice_adds_nothing_and_is_said(circle: Circle) -> None:
    circle.accepted("b", "Первое.")
    once = take(circle)
    refused("nothing_new", lambda: take(circle, once.text, version=once.version))
    assert kept(circle) == [("draft", once.text)]


def test_a_second_merge_takes_what_was_accepted_since(circle: Circle) -> None:
    circle.accepted("b", "Первое.")
    once = take(circle)
    circle.accepted("a", "Второе.")
    twice = take(circle, once.text + " Дописано.", version=once.version)
    assert twice.text == "Свод.\n\n«b»: Первое. Дописано.\n\n«a»: Второе."


def test_what_the_same_body_reports_anew_is_offered_again(circle: Circle) -> None:
    circle.owed["b"].kind = "once"
    Obligation.objects.filter(measure=circle.measure).update(kind="once", changed_on=TODAY)
    circle.lead.refresh_from_db()
    circle.accepted("b", "Сначала.", claim=Claim.INTERIM)
    once = take(circle, "")
    circle.accepted("b", "Потом.", claim=Claim.INTERIM)
    assert take(circle, once.text, version=once.version).text == "«b»: Сначала.\n\n«b»: Потом."


@pytest.mark.parametrize("state", ["draft", "submitted", "returned"])
def test_what_is_not_accepted_cannot_be_copied(circle: Circle, state: str) -> None:
    writes = {
        "draft": lambda: save_draft(
            circle.owed["b"], Draft("Тайна."), by=circle.officers["b"], today=TODAY
        ),
        "submitted": lambda: circle.hand_in("b", "Тайна."),
        "returned": lambda: circle.returned("b", "Тайна."),
    }
    entry = writes[state]()
    refused("not_a_part", lambda: take(circle, choice=chosen(entry)))
    refused("nothing_new", lambda: take(circle))
    assert kept(circle) == []


def test_an_accepted_report_on_another_measure_cannot_be_copied(
    circle: Circle, plan: ActionPlan, coordinator: User
) -> None:
    circle.accepted("b", "Своё.")
    for one in circle.owed.values():
        one.agency.code = f"other-{one.agency.code}"
        one.agency.save()
    other = circle_of(plan, coordinator, "x")
    foreign = other.accepted("x", "Чужое.")
    refused("not_a_part", lambda: take(circle, choice=chosen(foreign)))


def test_nothing_chosen_is_said(circle: Circle) -> None:
    circle.accepted("b", "Первое.")
    refused("nothing_chosen", lambda: take(circle, choice=Choice(frozenset())))


def test_of_two_writers_the_second_is_told_and_the_first_text_stays(circle: Circle) -> None:
    circle.accepted("b", "Первое.")
    colleague = person(circle.lead.agency, Role.OFFICER)
    theirs = save_draft(circle.lead, Draft("Коллеги."), by=colleague, today=TODAY)
    refused("changed_meanwhile", lambda: take(circle, "Моё."))
    assert (kept(circle), sources(theirs)) == ([("draft", "Коллеги.")], [])


def test_a_co_executor_may_not_write_the_leads_report(circle: Circle) -> None:
    circle.accepted("b", "Первое.")
    with pytest.raises(PermissionDenied):
        take_parts(circle.lead, Draft(""), Choice(), by=circle.officers["b"], today=TODAY)


def test_a_co_executor_has_nothing_to_take_into_its_own(circle: Circle) -> None:
    circle.accepted("b", "Первое.")
    by = circle.officers["a"]
    refused(
        "nothing_new",
        lambda: take_parts(circle.owed["a"], Draft(""), Choice(), by=by, today=TODAY),
    )


def test_a_report_too_long_to_be_saved_again_is_not_made(circle: Circle) -> None:
    circle.accepted("b", "б" * 60_000)
    circle.accepted("a", "а" * 60_000)
    refused("text_too_long", lambda: take(circle))
    assert kept(circle) == []


def test_files_come_along_when_asked_for_and_the_same_bytes_once(circle: Circle) -> None:
    one = circle.accepted("b", "Первое.", files=(pdf("б.pdf", "1"), pdf("общий.pdf", "2")))
    circle.accepted("a", "Второе.", files=(pdf("тот же.pdf", "2"),))
    entry = take(circle, choice=chosen(one))
    without = entry.evidence.count()
    leave_out(circle.lead, Draft("Свод."), one.pk, by=entry.author, today=TODAY, version=1)
    again = take(circle, choice=Choice(files=True), version=2)
    names = sorted(again.evidence.values_list("name", flat=True))
    stored = {file.sha256: file.file.name for file in one.evidence.all()}
    same = {file.sha256: file.file.name for file in again.evidence.all()}
    assert (without, names, same) == (0, ["б.pdf", "общий.pdf"], stored)


def test_more_files_than_a_report_holds_are_not_carried_over(circle: Circle, settings: Any) -> None:
    one = circle.accepted("b", "Первое.")
    EvidenceFactory.create_batch(settings.EVIDENCE_MOST_FILES + 1, entry=one)
    refused("too_many_files", lambda: take(circle, choice=Choice(files=True)))
    assert kept(circle) == []


def test_what_is_left_out_is_offered_again_and_the_text_stays(circle: Circle) -> None:
    one = circle.accepted("b", "Первое.")
    entry = take(circle)
    left = leave_out(
        circle.lead, Draft("Только своё."), one.pk, by=entry.author, today=TODAY, version=1
    )
    before = sources(left)
    again = take(circle, "Только своё.", version=left.version)
    assert (before, left.text, again.text, sources(again)) == (
        [],
        "Только своё.",
        "Только своё.\n\n«b»: Первое.",
        [one.pk],
    )


def test_rework_stands_on_the_same_parts(circle: Circle) -> None:
    one = circle.accepted("b", "Первое.")
    entry = take(circle)
    submit(entry, by=entry.author, today=TODAY, despite_silence=True)
    return_progress(entry, by=circle.coordinator, today=TODAY, reason="Нет вывода.")
    rework = save_draft(circle.lead, Draft("Заново."), by=entry.author, today=TODAY)
    assert (rework.pk != entry.pk, sources(rework)) == (True, [one.pk])
