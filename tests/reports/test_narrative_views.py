from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agencies.models import Role, User
from measures.models import ProgressEntry
from reports.models import NarrativeChange, NarrativeSection, ReportingRound
from reports.services.narratives import save_text
from reports.services.round_life import close_round
from tests import factories
from tests.reports.narrating import TODAY, Telling, owed_under_a_direction

Hand = Callable[..., ProgressEntry]
JUNE = date(2009, 6, 8)


@pytest.fixture
def page(client: Client, words: Telling) -> Client:
    client.force_login(words.by)
    return client


def contents(words: Telling) -> str:
    return reverse("reports:narrative", args=[words.round.pk])


def address(words: Telling, code: str = "overview", language: str = "ru") -> str:
    return reverse("reports:narrative-text", args=[words.text(code, language).pk])


def addresses(words: Telling) -> list[str]:
    text, section = words.text("overview").pk, words.section("overview").pk
    return [
        contents(words),
        address(words),
        reverse("reports:narrative-save", args=[text]),
        reverse("reports:narrative-history", args=[text]),
        reverse("reports:narrative-section", args=[section]),
    ]


def test_drafts_are_the_coordinating_bodys_alone(client: Client, words: Telling) -> None:
    save_text(words.text("overview"), "тайна", by=words.by, today=TODAY, version=0)
    for person in (
        factories.person(words.round.plan.coordinator, Role.OBSERVER),
        factories.person(words.first.agency, Role.HEAD),
        factories.person(factories.AgencyFactory(), Role.COORDINATOR),
    ):
        client.force_login(person)
        said = {"text": "чужое", "version": "1", "action": "up"}
        got = {client.get(one).status_code for one in addresses(words)[:2]}
        posted = {client.post(one, said).status_code for one in addresses(words)}
        assert (got, posted) == ({403}, {403})
        shown = client.get(reverse("reports:round", args=[words.round.pk])).content.decode()
        assert contents(words) not in shown
    assert words.text("overview").text == "тайна"


def test_nobody_reads_them_without_signing_in(client: Client, words: Telling) -> None:
    assert client.get(contents(words)).status_code == 302
    assert client.post(addresses(words)[2], {"text": "x"}).json()["state"] == "signed_out"


def test_sections_are_begun_from_an_empty_page(
    client: Client, coordinator: User, round_: ReportingRound
) -> None:
    client.force_login(coordinator)
    where = reverse("reports:narrative", args=[round_.pk])
    assert "Begin the sections" in client.get(where).content.decode()
    assert client.post(where, {"action": "begin"}).status_code == 302
    assert list(NarrativeSection.objects.values_list("code", flat=True)) == [
        "overview",
        "overdue",
        "conclusions",
    ]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_pages_speak_the_readers_language_and_the_text_its_own(
    page: Client, words: Telling, hand_in: Hand, language: str
) -> None:
    User.objects.update(language=language)
    hand_in(words.first, JUNE, reviewed_on=JUNE, text="Заң қабылданды.", language="kk")
    shown = page.get(contents(words))
    assert (shown.status_code, f'<html lang="{language}"' in shown.content.decode()) == (200, True)
    text = page.get(address(words, "direction-1", "kk")).content.decode()
    assert '<div class="said" lang="kk">Заң қабылданды.</div>' in text
    assert '<div lang="kk"><div class="field">' in text


def test_without_scripts_a_text_is_drafted_edited_and_marked_as_ready(
    page: Client, words: Telling, hand_in: Hand
) -> None:
    entry = hand_in(words.first, JUNE, reviewed_on=JUNE, text="Принят закон.")
    where = address(words, "direction-1")
    typed = {"text": "Слово редактора.", "version": "0", "source": [str(entry.pk)]}
    assert page.post(where, typed | {"action": "add"}).status_code == 302
    text = words.text("direction-1")
    body = words.first.agency.short_ru
    assert text.text == f"Слово редактора.\n\n1. Мероприятие 1\n\n{body}: Принят закон."
    ready = {"text": text.text + "\n\nИтог.", "version": str(text.version), "action": "ready"}
    assert page.post(where, ready).status_code == 302
    text = words.text("direction-1")
    assert (text.text.endswith("Итог."), text.is_ready) == (True, True)
    shown = page.get(where).content.decode()
    assert "2 paragraphs by the coordinating body, 1 word for word from reports" in shown


def test_a_conflict_keeps_what_was_typed_and_shows_theirs_beside_it(
    page: Client, words: Telling
) -> None:
    colleague = factories.person(words.round.plan.coordinator, Role.COORDINATOR)
    save_text(words.text("overview"), "их слово", by=colleague, today=TODAY, version=0)
    where = address(words)
    answer = page.post(where, {"text": "моё слово", "version": "0", "action": "save"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="theirs"' in shown
    assert ("моё слово" in shown, "их слово" in shown, colleague.full_name in shown) == (
        True,
        True,
        True,
    )
    assert 'name="version" value="1"' in shown
    page.post(where, {"text": "моё слово", "version": "1", "action": "both"})
    assert words.text("overview").text == "моё слово\n\nих слово"


def test_taking_theirs_saves_nothing(page: Client, words: Telling) -> None:
    said = {"text": "моё", "version": "0", "action": "theirs"}
    assert page.post(address(words), said).status_code == 302
    assert words.text("overview").version == 0


def test_the_page_saves_by_itself_and_says_what_changed_beside(
    page: Client, words: Telling
) -> None:
    where = reverse("reports:narrative-save", args=[words.text("overview").pk])
    sent = {"text": "слово", "version": "0", "writer": str(words.by.pk)}
    told = page.post(where, sent).json()
    assert (told["state"], told["version"]) == ("saved", 1)
    assert "1 paragraph by the coordinating body" in told["pieces"]["who-summary"]
    assert page.post(where, sent).json()["version"] == 1  # sent again, found saved
    again = page.post(where, sent | {"text": "другое"})
    assert (again.status_code, again.json()["state"]) == (409, "conflict")
    assert "слово" in again.json()["html"]
    wrong = page.post(where, sent | {"text": "я" * 100_001})
    assert (wrong.status_code, wrong.json()["state"]) == (422, "wrong")
    other = page.post(where, sent | {"writer": "0"})
    assert (other.status_code, other.json()["state"]) == (401, "signed_out")


def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(
    page: Client, words: Telling
) -> None:
    said = {"text": "", "version": "0", "action": "ready"}
    answer = page.post(address(words), said)
    assert answer.status_code == 422
    assert 'href="#id_text"' in answer.content.decode()
    untitled = page.post(contents(words), {"action": "add", "title_ru": ""})
    assert untitled.status_code == 422
    assert 'href="#id_title_ru"' in untitled.content.decode()


def test_sections_are_added_moved_and_left_out_on_the_page(page: Client, words: Telling) -> None:
    page.post(contents(words), {"action": "add", "title_ru": "Связи"})
    own = words.section("own-1")
    act = reverse("reports:narrative-section", args=[own.pk])
    page.post(act, {"action": "up"})
    page.post(act, {"action": "leave", "version": "1"})
    row = words.section("own-1")
    assert (row.position, row.left_out) == (5, True)
    titles = reverse("reports:narrative-titles", args=[own.pk])
    page.post(titles, {"title_ru": "Договоры", "version": "2"})
    assert words.section("own-1").title_ru == "Договоры"
    stale = page.post(titles, {"title_ru": "Иное", "version": "2"})
    assert (stale.status_code, words.section("own-1").title_ru) == (422, "Договоры")


def test_the_history_shows_an_earlier_version_and_brings_it_back(
    page: Client, words: Telling
) -> None:
    colleague = factories.person(words.round.plan.coordinator, Role.COORDINATOR)
    save_text(words.text("overview"), "первое слово", by=words.by, today=TODAY, version=0)
    save_text(words.text("overview"), "второе слово", by=colleague, today=TODAY, version=1)
    first = NarrativeChange.objects.filter(kind="edited").earliest("pk")
    where = reverse("reports:narrative-history", args=[words.text("overview").pk])
    shown = page.get(where, {"version": first.pk}).content.decode()
    assert ("первое</del>" in shown, "второе</ins>" in shown) == (True, True)
    assert (words.by.full_name in shown, colleague.full_name in shown) == (True, True)
    page.post(where, {"change": first.pk, "version": "2"})
    assert words.text("overview").text == "первое слово"
    assert page.get(where, {"version": "999999"}).status_code == 404


def test_what_executors_handed_in_is_told_after_their_round_is_closed(
    page: Client, words: Telling
) -> None:
    close_round(words.round, by=words.by, today=TODAY, now=timezone.now())
    shown = page.get(address(words)).content.decode()
    assert "<textarea" in shown
    assert page.post(address(words), {"text": "слово", "version": "0"}).status_code == 302
    assert words.text("overview").text == "слово"


def test_the_round_says_how_many_sections_are_ready(page: Client, words: Telling) -> None:
    save_text(words.text("overview"), "слово", by=words.by, today=TODAY, version=0)
    shown = page.get(reverse("reports:round", args=[words.round.pk])).content.decode()
    assert ("0 of 5 ready" in shown, "4 empty" in shown) == (True, True)


def test_a_day_in_the_past_is_told_as_it_was(page: Client, words: Telling, hand_in: Hand) -> None:
    hand_in(words.first, JUNE, reviewed_on=date(2009, 7, 3), text="Принят закон.")
    where = address(words, "direction-1")
    told = [
        "Принят закон." in page.get(where, {"as_of": day}).content.decode()
        for day in ("2009-07-02", "2009-07-03")
    ]
    assert told == [False, True]
    assert page.get(where, {"as_of": "2009-07-07"}).status_code == 400


def test_thirty_reports_and_sections_take_as_many_statements_as_three(
    page: Client, words: Telling, hand_in: Hand
) -> None:
    def statements(upto: int) -> list[int]:
        for number in range(ProgressEntry.objects.count() + 10, upto + 10):
            owed = owed_under_a_direction(words.round, number)
            hand_in(owed, JUNE, reviewed_on=JUNE, text=f"отчёт {number}")
        page.post(contents(words), {"action": "begin"})
        page.post(contents(words), {"action": "draft", "language": "ru"})
        counts = []
        for where in (contents(words), address(words, "direction-10"), addresses(words)[3]):
            with CaptureQueriesContext(connection) as asked:
                answer: Any = page.get(where)
            assert answer.status_code == 200
            counts.append(len(asked))
        return counts

    page.get(contents(words))
    assert statements(3) == statements(30)
