"""A report is saved while it is typed: nothing is lost, and nothing else is made of it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from agencies.models import Agency, Role, User
from measures.models import Event, Evidence, Obligation, ObligationVersion, ProgressEntry, Reminder
from measures.services.progress import Draft, return_progress, save_draft
from tests.factories import EvidenceFactory, person
from tests.measures.views.conftest import signed_in
from tests.measures.views.test_evidence import pdf

TYPED = {"claim": "interim", "text": "Проект закона внесён.", "language": "ru", "version": ""}


def send(client: Client | User, owed: Obligation, where: str = "draft", **typed: Any) -> Any:
    visitor = client if isinstance(client, Client) else signed_in(client)
    return visitor.post(f"/obligations/{owed.pk}/{where}/", {**TYPED, **typed})


def texts(owed: Obligation) -> list[tuple[str, int]]:
    return list(owed.entries.order_by("pk").values_list("text", "version"))


def test_what_is_typed_is_saved_and_the_hour_told(officer: User, obligation: Obligation) -> None:
    first = send(officer, obligation).json()
    second = send(officer, obligation, text="Проект принят.", version=first["version"]).json()
    assert [one["state"] for one in (first, second)] == ["saved", "saved"]
    assert (first["said"][:8], texts(obligation)) == ("Saved at", [("Проект принят.", 2)])


def test_saving_leaves_nothing_but_the_draft(officer: User, obligation: Obligation) -> None:
    kept = (Event, Reminder, ObligationVersion)
    before = [rows.objects.count() for rows in kept]
    version = ""
    for text in ("П", "Про", "Проект"):
        version = send(officer, obligation, text=text, version=version).json()["version"]
    assert [rows.objects.count() for rows in kept] == before


def test_no_draft_is_begun_of_nothing(officer: User, obligation: Obligation) -> None:
    answer = send(officer, obligation, text="  ", claim="done").json()
    assert (answer, texts(obligation)) == ({"state": "nothing"}, [])


def test_opening_the_page_begins_no_draft(officer: User, obligation: Obligation) -> None:
    signed_in(officer).get(f"/obligations/{obligation.pk}/")
    assert texts(obligation) == []


def test_what_got_no_answer_is_sent_once_more(officer: User, obligation: Obligation) -> None:
    """The same words on the same old version: saved already, and no conflict with oneself."""
    answers = [send(officer, obligation).json() for _ in range(2)]
    assert [one["version"] for one in answers] == [1, 1]


def test_what_somebody_else_saved_comes_to_stand_beside(
    officer: User, obligation: Obligation, agency: Agency, today: date
) -> None:
    colleague = person(agency, Role.OFFICER)
    save_draft(obligation, Draft("Проект закона отозван."), by=colleague, today=today)
    answer = send(officer, obligation)
    told = answer.json()
    shown = [
        words in told["html"]
        for words in (
            colleague.full_name,
            "Проект закона отозван.",
            '<ins><span class="visually-hidden">only in yours: </span> внесён.</ins>',
        )
    ]
    assert (answer.status_code, told["state"], told["theirs"], shown) == (
        409,
        "conflict",
        1,
        [True] * 3,
    )
    assert texts(obligation) == [("Проект закона отозван.", 1)]


def test_mine_theirs_or_both_are_a_choice(
    officer: User, obligation: Obligation, agency: Agency, today: date
) -> None:
    colleague = person(agency, Role.OFFICER)
    chosen = []
    for action in ("theirs", "both", "save"):
        entry = obligation.entries.first()
        version = entry.version if entry else None
        theirs = Draft("Версия коллеги.")
        saved = save_draft(obligation, theirs, by=colleague, today=today, version=version)
        seen = {"text": "Моя версия.", "version": saved.version, "action": action}
        signed_in(officer).post(f"/obligations/{obligation.pk}/", {**TYPED, **seen})
        chosen.append(texts(obligation)[0][0])
    assert chosen == ["Версия коллеги.", "Моя версия.\n\nВерсия коллеги.", "Моя версия."]


def test_who_is_signed_out_is_told_so(obligation: Obligation) -> None:
    answer = send(Client(), obligation)
    assert (answer.status_code, answer.json()["state"], texts(obligation)) == (
        401,
        "signed_out",
        [],
    )


def test_nothing_is_saved_under_another_name(
    officer: User, obligation: Obligation, agency: Agency
) -> None:
    colleague = person(agency, Role.OFFICER)
    answer = send(colleague, obligation, writer=officer.pk)
    assert (answer.status_code, colleague.full_name in answer.json()["said"]) == (401, True)


@pytest.mark.parametrize("where", ["draft", "files"])
def test_others_may_not_write(
    stranger: User, coordinator: User, obligation: Obligation, where: str
) -> None:
    answers = [send(user, obligation, where).status_code for user in (stranger, coordinator)]
    assert (answers, texts(obligation)) == ([403, 403], [])


def test_a_day_that_cannot_be_read_is_named(officer: User, obligation: Obligation) -> None:
    answer = send(officer, obligation, document_on="вчера")
    assert (answer.status_code, "Its date" in answer.json()["said"]) == (422, True)


def test_text_from_an_office_suite_is_kept_as_it_is(officer: User, obligation: Obligation) -> None:
    word = "«Итоги» — “план”\t№ 5" + "\r\nСтрока\x0bвторая" * 800
    send(officer, obligation, text=word)
    assert texts(obligation)[0][0] == "«Итоги» — “план”\t№ 5" + "\nСтрока\nвторая" * 800


def test_a_text_that_is_too_long_is_not_cut_but_named(
    officer: User, obligation: Obligation
) -> None:
    answer = send(officer, obligation, text="я" * 100_001)
    page = signed_in(officer).get(f"/obligations/{obligation.pk}/")
    said = "100000" in answer.json()["said"].replace("\N{NO-BREAK SPACE}", "").replace(",", "")
    assert (answer.status_code, said, "maxlength" in str(page.context["form"]["text"])) == (
        422,
        True,
        False,
    )


def test_a_file_begins_the_draft_and_is_listed(officer: User, obligation: Obligation) -> None:
    answer = send(officer, obligation, "files", text="", evidence=pdf("письмо.pdf"))
    told = answer.json()
    assert (answer.status_code, told["version"], "письмо.pdf" in told["files"]) == (201, 1, True)
    assert Evidence.objects.get().entry == obligation.entries.get()


def test_a_file_leaves_what_is_typed_meanwhile_alone(
    officer: User, obligation: Obligation, draft: ProgressEntry
) -> None:
    typed = {"text": "Не сохранено.", "version": 1}
    answer = send(officer, obligation, "files", **typed, evidence=pdf("акт.pdf"))
    assert (texts(obligation), "акт.pdf" in answer.json()["files"]) == ([(draft.text, 1)], True)


@pytest.mark.parametrize("text", ["", "Моё."])
def test_a_file_for_a_draft_that_was_never_shown_shows_it_and_gives_no_right_to_replace_it(
    officer: User, obligation: Obligation, agency: Agency, today: date, text: str
) -> None:
    colleague = person(agency, Role.OFFICER)
    save_draft(obligation, Draft("Час работы коллеги."), by=colleague, today=today)
    answer = send(officer, obligation, "files", text=text, evidence=pdf("акт.pdf"))
    told = answer.json()
    assert (answer.status_code, told["state"], "version" in told) == (409, "conflict", False)
    assert ("Час работы коллеги." in told["html"], "акт.pdf" in told["files"]) == (True, True)
    assert send(officer, obligation, text="Моё.").status_code == 409
    assert texts(obligation) == [("Час работы коллеги.", 1)]


def test_a_file_sent_after_an_answer_was_lost_finds_ones_own_draft(
    officer: User, obligation: Obligation
) -> None:
    send(officer, obligation)
    answer = send(officer, obligation, "files", evidence=pdf())
    assert (answer.status_code, answer.json()["version"]) == (201, 1)


def test_a_window_left_open_does_not_replace_the_draft_of_a_later_report(
    officer: User, coordinator: User, obligation: Obligation, handed_in: ProgressEntry, today: date
) -> None:
    seen = handed_in.version
    return_progress(handed_in, by=coordinator, today=today, reason="Нет цифр.")
    obligation.refresh_from_db()
    save_draft(obligation, Draft("Доработка коллеги."), by=officer, today=today)
    answer = send(officer, obligation, text="Старое, и слово.", version=seen)
    assert (answer.status_code, texts(obligation)[-1]) == (409, ("Доработка коллеги.", seen + 1))


def test_a_file_of_a_wrong_kind_is_refused_in_words(
    officer: User, obligation: Obligation, draft: ProgressEntry
) -> None:
    answer = send(officer, obligation, "files", evidence=pdf("вирус.exe"))
    assert (answer.status_code, "вирус.exe" in answer.json()["said"]) == (422, True)
    assert Evidence.objects.count() == 0


def test_rework_shows_the_files_it_begins_with(
    officer: User, coordinator: User, obligation: Obligation, handed_in: ProgressEntry, today: date
) -> None:
    EvidenceFactory(entry=handed_in, name="письмо.pdf", uploaded_by=officer)
    return_progress(handed_in, by=coordinator, today=today, reason="Нет цифр.")
    assert "письмо.pdf" in send(officer, obligation, text="Снова.").json()["files"]


def test_a_file_is_taken_off_with_what_is_typed(
    officer: User, obligation: Obligation, draft: ProgressEntry
) -> None:
    send(officer, obligation, "files", evidence=pdf())
    dropped = {"text": "Дописано.", "version": 1, "drop": Evidence.objects.get().pk}
    signed_in(officer).post(f"/obligations/{obligation.pk}/", {**TYPED, **dropped})
    assert (Evidence.objects.count(), texts(obligation)) == (0, [("Дописано.", 2)])
