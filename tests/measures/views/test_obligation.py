"""An officer writes a report, keeps it, hands it in; nothing typed is ever lost."""

from datetime import date
from typing import Any

import pytest

from agencies.models import Agency, Role, User
from measures.models import Evidence, Obligation, ProgressEntry
from measures.services.progress import Draft, return_progress, save_draft
from tests.factories import person
from tests.measures.views.conftest import signed_in
from tests.measures.views.test_evidence import pdf

TYPED = {"claim": "interim", "text": "Проект закона внесён.", "language": "ru"}


def send(user: User, owed: Obligation, action: str, **typed: Any) -> Any:
    sent = {**TYPED, "action": action, **typed}
    return signed_in(user).post(f"/obligations/{owed.pk}/", sent)


def entries(owed: Obligation) -> list[tuple[str, str, str]]:
    return list(owed.entries.order_by("pk").values_list("state", "claim", "text"))


def test_a_draft_is_kept_and_shown_again(officer: User, obligation: Obligation) -> None:
    answer = send(officer, obligation, "save")
    page = signed_in(officer).get(answer.url)
    assert (entries(obligation), TYPED["text"] in page.text) == (
        [("draft", "interim", TYPED["text"])],
        True,
    )


def test_handing_in_leads_to_what_happens_next(officer: User, obligation: Obligation) -> None:
    answer = send(officer, obligation, "submit")
    assert (answer.url, entries(obligation)) == (
        f"/obligations/{obligation.pk}/handed-in/",
        [("submitted", "interim", TYPED["text"])],
    )


def test_done_needs_the_completion_document_and_the_text_stays(
    officer: User, obligation: Obligation
) -> None:
    page = send(officer, obligation, "submit", claim="done")
    assert (
        page.status_code,
        TYPED["text"] in page.text,
        "give its kind, number and date" in page.text,
        entries(obligation),
    ) == (422, True, True, [("draft", "done", TYPED["text"])])


def test_the_page_of_a_refused_report_can_be_sent_again(
    officer: User, obligation: Obligation
) -> None:
    page = send(officer, obligation, "submit", claim="done")
    version = page.context["form"]["version"].value()
    document = {"document_kind": "law", "document_number": "15-IV", "document_on": "2009-07-01"}
    send(officer, obligation, "submit", claim="done", version=version, **document)
    obligation.refresh_from_db()
    assert (obligation.state, obligation.done_on) == ("submitted", date(2009, 7, 6))


def test_a_date_that_cannot_be_read_keeps_the_text(officer: User, obligation: Obligation) -> None:
    page = send(officer, obligation, "save", document_on="вчера")
    assert (page.status_code, TYPED["text"] in page.text, entries(obligation)) == (422, True, [])


def test_two_writers_see_each_others_version(
    officer: User, obligation: Obligation, agency: Agency, today: date
) -> None:
    colleague = person(agency, Role.OFFICER)
    theirs = save_draft(obligation, Draft("Версия коллеги."), by=colleague, today=today)
    page = send(officer, obligation, "save", text="Моя версия.", version="")
    both = ("Моя версия." in page.text, "Версия коллеги." in page.text)
    version = page.context["form"]["version"].value()
    send(officer, obligation, "save", text="Вместе.", version=version)
    theirs.refresh_from_db()
    assert (page.status_code, both, theirs.text) == (422, (True, True), "Вместе.")


def test_several_files_go_with_one_report(officer: User, obligation: Obligation) -> None:
    send(officer, obligation, "save", evidence=[pdf("а.pdf", "1"), pdf("б.pdf", "2")])
    assert sorted(Evidence.objects.values_list("name", flat=True)) == ["а.pdf", "б.pdf"]


def test_a_bad_file_is_named_and_the_rest_is_kept(officer: User, obligation: Obligation) -> None:
    bad = pdf("script.exe")
    page = send(officer, obligation, "submit", evidence=[bad, pdf("хороший.pdf", "3")])
    kept = list(Evidence.objects.values_list("name", flat=True))
    assert ("script.exe: " in page.text, kept, entries(obligation)[0][0]) == (
        True,
        ["хороший.pdf"],
        "draft",
    )


def test_nothing_to_report_takes_one_click(officer: User, quarterly: Obligation) -> None:
    signed_in(officer).post(
        f"/obligations/{quarterly.pk}/", {"action": "nil", "claim": "nil", "language": "ru"}
    )
    quarterly.refresh_from_db()
    assert (entries(quarterly), quarterly.state) == ([("submitted", "nil", "")], "submitted")


def test_the_desk_offers_the_one_click_for_periodic_reports_alone(
    officer: User, quarterly: Obligation, obligation: Obligation
) -> None:
    page = signed_in(officer).get("/desk/")
    assert page.text.count('value="nil" class') == 1


def test_periodic_reports_are_for_the_period(officer: User, quarterly: Obligation) -> None:
    page = signed_in(officer).get(f"/obligations/{quarterly.pk}/")
    assert [label for _value, label in page.context["form"].fields["claim"].choices] == [
        "report for the period",
        "nothing to report for the period",
    ]


def test_rework_starts_from_the_returned_text_and_says_why(
    officer: User, coordinator: User, obligation: Obligation, handed_in: ProgressEntry, today: date
) -> None:
    return_progress(handed_in, by=coordinator, today=today, reason="Нет приложения.")
    page = signed_in(officer).get(f"/obligations/{obligation.pk}/")
    assert (page.context["form"]["text"].value(), "Нет приложения." in page.text) == (
        "Проект внесён.",
        True,
    )


def test_while_a_report_is_reviewed_there_is_no_second_form(
    officer: User, obligation: Obligation, handed_in: ProgressEntry
) -> None:
    page = signed_in(officer).get(f"/obligations/{obligation.pk}/")
    assert (page.context["form"], "waits for review" in page.text) == (None, True)


def test_a_second_report_during_review_is_refused_in_words(
    officer: User, obligation: Obligation, handed_in: ProgressEntry
) -> None:
    page = send(officer, obligation, "submit", text="Ещё одно.")
    said = ("A report is already waiting for review." in page.text, "Ещё одно." in page.text)
    assert (page.status_code, len(entries(obligation)), said) == (422, 1, (True, True))


def test_an_overseer_reads_but_has_no_form(
    observer: User, obligation: Obligation, draft: ProgressEntry
) -> None:
    page = signed_in(observer).get(f"/obligations/{obligation.pk}/")
    assert (page.context["form"], draft.text in page.text) == (None, False)


@pytest.mark.parametrize(("day", "offered"), [(date(2009, 7, 10), True), (date(2009, 7, 5), False)])
def test_more_time_is_offered_while_the_date_runs(
    officer: User, obligation: Obligation, day: date, *, offered: bool
) -> None:
    Obligation.objects.update(due_on=day, first_due_on=day, changed_on=day)
    page = signed_in(officer).get(f"/obligations/{obligation.pk}/")
    assert (f"/obligations/{obligation.pk}/extension/" in page.text) is offered
