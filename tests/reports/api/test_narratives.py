"""Sections in words over the API."""

from datetime import date
from typing import Any

import pytest
from rest_framework.test import APIClient

from reports.models import NarrativeSection, NarrativeText, ReportingRound
from tests.reports.api.conftest import statements, told
from tests.reports.conftest import Hand
from tests.reports.narrating import Telling, owed_under_a_direction

SECTIONS, TEXTS = "/api/v1/narrative-sections/", "/api/v1/narrative-texts/"


def of_round(round_: ReportingRound, rest: str = "") -> str:
    return f"/api/v1/rounds/{round_.pk}/narrative/{rest}"


@pytest.fixture
def accepted(words: Telling, hand_in: Hand) -> int:
    entry = hand_in(
        words.first, date(2009, 6, 9), reviewed_on=date(2009, 6, 11), text="Открыт центр.",
        language="ru",
    )  # fmt: skip
    return entry.pk


def test_sections_are_begun_once(api: APIClient, round_: ReportingRound) -> None:
    owed_under_a_direction(round_, 1)
    made = [api.post(of_round(round_, "begin/")).json()["made"] for _time in range(2)]
    codes = [one["code"] for one in api.get(of_round(round_)).json()["sections"]]
    assert (made, codes) == ([4, 0], ["overview", "direction-1", "overdue", "conclusions"])


def test_a_round_tells_how_far_its_words_are(api: APIClient, words: Telling, accepted: int) -> None:
    found = api.get(of_round(words.round)).json()
    [section] = [one for one in found["sections"] if one["code"] == "direction-1"]
    [ru] = [one for one in section["texts"] if one["language"] == "ru"]
    assert (found["accepted"], ru["offered"], ru["empty"]) == (1, 1, True)
    assert found["standings"][0] == {"language": "ru", "ready": 0, "written": 0, "empty": 5}


def test_accepted_reports_are_drafted_into_every_section(
    api: APIClient, words: Telling, accepted: int
) -> None:
    answer = api.post(of_round(words.round, "draft/"), {"language": "ru"})
    text = words.text("direction-1")
    assert (text.pk in answer.json()["texts"], "Открыт центр." in text.text) == (True, True)
    again = api.post(of_round(words.round, "draft/"), {"language": "ru"})
    assert told(again) == (409, "nothing_new")


def test_a_section_of_ones_own_is_added_named_moved_and_left_out(
    api: APIClient, words: Telling
) -> None:
    made = api.post(of_round(words.round, "sections/"), {"title_ru": "Кадры"}).json()
    address = f"{SECTIONS}{made['id']}/"
    named = api.post(f"{address}rename/", {"title_ru": "Люди", "version": made["version"]}).json()
    assert named["title_ru"] == "Люди"
    stale = {"title_ru": "Штат", "version": made["version"]}
    assert told(api.post(f"{address}rename/", stale)) == (409, "changed_meanwhile")
    moved = api.post(f"{address}move/", {"up": True}).json()
    assert moved["position"] == made["position"] - 1
    left = {"left_out": True, "version": moved["version"]}
    assert api.post(f"{address}leave-out/", left).json()["left_out"] is True


def test_a_section_without_a_title_is_refused(api: APIClient, words: Telling) -> None:
    assert told(api.post(of_round(words.round, "sections/"), {})) == (409, "title_missing")


def test_a_text_is_written_over_the_version_that_was_read(api: APIClient, words: Telling) -> None:
    address = f"{TEXTS}{words.text('overview').pk}/"
    kept = api.patch(address, {"text": "  Итоги.\nВторое.", "version": 0}).json()
    assert (kept["text"], kept["version"]) == ("  Итоги.\nВторое.", 1)
    assert told(api.patch(address, {"text": "Другое.", "version": 0})) == (
        409,
        "changed_meanwhile",
    )


def test_a_text_is_marked_as_ready_and_not(api: APIClient, words: Telling) -> None:
    address = f"{TEXTS}{words.text('overview').pk}/"
    assert told(api.post(f"{address}ready/", {"version": 0})) == (409, "text_missing")
    api.patch(address, {"text": "Итоги.", "version": 0})
    assert api.post(f"{address}ready/", {"version": 1}).json()["is_ready"] is True
    assert api.post(f"{address}not-ready/").json()["is_ready"] is False


def test_accepted_reports_are_offered_added_and_told_as_origins(
    api: APIClient, words: Telling, accepted: int
) -> None:
    address = f"{TEXTS}{words.text('direction-1').pk}/"
    [offer] = api.get(f"{address}offer/").json()["offered"]
    assert (offer["entry"], offer["text"]) == (accepted, "Открыт центр.")
    added = api.post(f"{address}add/", {"entries": [accepted], "version": 0}).json()
    told_ = api.get(f"{address}offer/").json()
    origins = [one["entries"] for one in told_["paragraphs"] if one["kind"] == "report"]
    assert ("Открыт центр." in added["text"], told_["offered"], origins) == (
        True,
        [],
        [[accepted]],
    )


def test_a_report_is_declined(api: APIClient, words: Telling, accepted: int) -> None:
    address = f"{TEXTS}{words.text('direction-1').pk}/"
    api.post(f"{address}decline/", {"entries": [accepted]})
    assert api.get(f"{address}offer/").json()["offered"] == []


def test_an_earlier_version_is_brought_back(api: APIClient, words: Telling) -> None:
    text = words.text("overview")
    address = f"{TEXTS}{text.pk}/"
    api.patch(address, {"text": "Первое.", "version": 0})
    api.post(f"{address}ready/", {"version": 1})
    api.patch(address, {"text": "Второе.", "version": 1})
    changes = api.get(f"{address}history/").json()["changes"]
    [first] = [one for one in changes if one["text"] == "Первое." and one["kind"] == "edited"]
    back = api.post(f"{address}restore/", {"change": first["id"], "version": 2}).json()
    assert (back["text"], back["is_ready"]) == ("Первое.", False)


def test_a_version_of_another_text_is_not_there(api: APIClient, words: Telling) -> None:
    other = f"{TEXTS}{words.text('overdue').pk}/"
    api.patch(other, {"text": "Чужое.", "version": 0})
    change = api.get(f"{other}history/").json()["changes"][0]["id"]
    address = f"{TEXTS}{words.text('overview').pk}/restore/"
    assert api.post(address, {"change": change, "version": 0}).status_code == 404


ACTS: list[tuple[str, Any]] = [
    ("ready/", {"version": 0}),
    ("not-ready/", {}),
    ("add/", {"version": 0}),
    ("decline/", {"entries": [1]}),
    ("restore/", {"change": 1, "version": 0}),
]


def test_what_is_in_no_edition_yet_is_not_there_for_others(
    stranger: APIClient, executor: APIClient, words: Telling
) -> None:
    section, text = words.section("overview"), words.text("overview")
    NarrativeText.objects.filter(pk=text.pk).update(text="Тайна.")
    for one in (stranger, executor):
        assert one.get(SECTIONS).json()["results"] == []
        assert one.get(TEXTS).json()["results"] == []
        for rest in ("", "offer/", "history/"):
            assert one.get(f"{TEXTS}{text.pk}/{rest}").status_code == 404
        for rest, sent in ACTS:
            assert one.post(f"{TEXTS}{text.pk}/{rest}", sent).status_code == 404
        assert one.patch(f"{TEXTS}{text.pk}/", {"text": "", "version": 0}).status_code == 404
        for rest in ("rename/", "move/", "leave-out/"):
            assert one.post(f"{SECTIONS}{section.pk}/{rest}", {"up": True}).status_code == 404
        for rest in ("begin/", "draft/", "sections/"):
            answer = one.post(of_round(words.round, rest), {"language": "ru"})
            assert answer.status_code == 403


def test_a_mark_of_the_etag_keeps_from_overwriting(api: APIClient, words: Telling) -> None:
    address = f"{TEXTS}{words.text('overview').pk}/"
    tag = api.get(address)["etag"]
    api.patch(address, {"text": "Первое.", "version": 0})
    late = api.patch(address, {"text": "Второе.", "version": 1}, headers={"if-match": tag})
    assert late.status_code == 412


def test_lists_take_the_same_statements_for_few_and_many(
    api: APIClient, words: Telling, round_: ReportingRound
) -> None:
    lists = [SECTIONS, TEXTS, of_round(round_)]
    few = [statements(api, one) for one in lists]
    for n in range(12):
        api.post(of_round(round_, "sections/"), {"title_ru": f"Раздел {n}"})
    assert NarrativeSection.objects.count() == 17
    assert [statements(api, one) for one in lists] == few
