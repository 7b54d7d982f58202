"""The lead puts the answer together on its page; a co-executor sees what became of its own."""

from typing import Any

import pytest

from agencies.models import Role, User
from measures.models import Claim, ProgressEntry
from measures.services.progress import Draft, save_draft
from planner.models import ActionPlan
from tests.factories import AgencyFactory, person
from tests.measures.consolidating import TODAY, Circle, circle_of
from tests.measures.views.conftest import signed_in
from tests.measures.views.test_evidence import pdf

TYPED = {"claim": "done", "text": "Свод.", "language": "ru"}


@pytest.fixture
def circle(plan: ActionPlan, coordinator: User) -> Circle:
    return circle_of(plan, coordinator, "b", "a")


def page_of(circle: Circle, code: str = "lead", user: User | None = None) -> Any:
    client = signed_in(user or circle.officers[code])
    return client.get(f"/obligations/{circle.owed[code].pk}/")


def send(circle: Circle, where: str = "parts/", **sent: Any) -> Any:
    client = signed_in(circle.officers["lead"])
    return client.post(f"/obligations/{circle.lead.pk}/{where}", {**TYPED, **sent})


def texts(circle: Circle) -> list[str]:
    return list(circle.lead.entries.order_by("pk").values_list("text", flat=True))


def test_the_lead_sees_what_is_in_and_who_is_silent(circle: Circle) -> None:
    circle.accepted("b", "Принятый текст.")
    page = page_of(circle).text
    said = ["accepted: 1 of 2", "silent: 1", "Принятый текст.", "silent, its date has passed"]
    assert [words in page for words in said] == [True] * 4


def test_what_waits_for_review_is_named_without_its_text(circle: Circle) -> None:
    circle.hand_in("b", "Ещё не принято.")
    page = page_of(circle).text
    assert ("«b»" in page, "in review: 1" in page, "Ещё не принято." in page) == (
        True,
        True,
        False,
    )


def test_the_chosen_text_is_copied_below_what_was_typed(circle: Circle) -> None:
    one = circle.accepted("b", "Первое.")
    circle.accepted("a", "Второе.")
    answer = send(circle, action="copy", source=[one.pk])
    page = page_of(circle)
    assert (answer.url, texts(circle), page.context["form"]["text"].value()) == (
        f"/obligations/{circle.lead.pk}/",
        ["Свод.\n\n«b»: Первое."],
        "Свод.\n\n«b»: Первое.",
    )
    assert f'name="leave_out" value="{one.pk}"' in page.text


def test_all_are_merged_and_files_of_both_sides_are_kept(circle: Circle) -> None:
    circle.accepted("b", "Первое.", files=(pdf("их.pdf", "1"),))
    circle.accepted("a", "", claim=Claim.NIL)
    send(circle, action="merge", files="1", evidence=[pdf("мой.pdf", "2")])
    entry = circle.lead.entries.get()
    assert (entry.text, sorted(entry.evidence.values_list("name", flat=True))) == (
        "Свод.\n\n«b»: Первое.\n\nСведений нет: «a»",
        ["их.pdf", "мой.pdf"],
    )


def test_a_file_that_is_refused_leaves_the_copied_text_in_the_form(circle: Circle) -> None:
    circle.accepted("b", "Первое.")
    page = send(circle, action="merge", evidence=[pdf("script.exe")])
    assert (page.status_code, page.context["form"]["text"].value(), texts(circle)) == (
        422,
        "Свод.\n\n«b»: Первое.",
        ["Свод.\n\n«b»: Первое."],
    )


def test_nothing_chosen_is_said_and_what_was_typed_stays(circle: Circle) -> None:
    circle.accepted("b", "Первое.")
    page = send(circle, action="copy", source=["x", "9" * 30])
    assert (
        page.status_code,
        "Choose at least one of the accepted texts." in page.text,
        page.context["form"]["text"].value(),
        texts(circle),
    ) == (422, True, "Свод.", [])


def test_a_conflict_keeps_both_texts_and_the_choice(circle: Circle) -> None:
    one = circle.accepted("b", "Первое.")
    colleague = person(circle.lead.agency, Role.OFFICER)
    save_draft(circle.lead, Draft("Версия коллеги."), by=colleague, today=TODAY)
    page = send(circle, action="copy", source=[one.pk], text="Моя версия.")
    shown = ("Моя версия." in page.text, "Версия коллеги." in page.text)
    version = page.context["form"]["version"].value()
    ticked = f'value="{one.pk}" form="report" checked' in page.text
    send(circle, action="copy", source=[one.pk], text="Вместе.", version=version)
    assert (page.status_code, shown, ticked, texts(circle)) == (
        422,
        (True, True),
        True,
        ["Вместе.\n\n«b»: Первое."],
    )


def test_the_form_of_a_refusal_leads_back_to_the_report(circle: Circle) -> None:
    page = send(circle, action="copy")
    client = signed_in(circle.officers["lead"])
    reloaded = client.get(f"/obligations/{circle.lead.pk}/parts/")
    address = f"/obligations/{circle.lead.pk}/"
    assert (f'<form method="post" action="{address}"' in page.text, reloaded.url) == (
        True,
        address,
    )


def test_a_text_not_used_after_all_is_offered_again(circle: Circle) -> None:
    one = circle.accepted("b", "Первое.")
    send(circle, action="merge")
    version = circle.lead.entries.get().version
    send(circle, leave_out=one.pk, version=version, text="Без них.")
    page = page_of(circle).text
    assert (texts(circle), f'name="source" value="{one.pk}"' in page) == (["Без них."], True)


def test_a_co_executor_cannot_use_the_leads_buttons(circle: Circle) -> None:
    circle.accepted("b", "Первое.")
    client = signed_in(circle.officers["a"])
    answer = client.post(f"/obligations/{circle.lead.pk}/parts/", {**TYPED, "action": "merge"})
    assert (answer.status_code, texts(circle)) == (403, [])


def test_an_overseer_sees_the_parts_and_has_no_buttons(circle: Circle, observer: User) -> None:
    circle.accepted("b", "Первое.")
    page = page_of(circle, user=observer).text
    assert ("Первое." in page, 'name="source"' in page, 'value="merge"' in page) == (
        True,
        False,
        False,
    )


def test_a_co_executor_sees_no_parts(circle: Circle) -> None:
    circle.accepted("b", "Первое.")
    page = page_of(circle, "a")
    assert (page.context["parts"], "Первое." in page.text) == (None, False)


def test_silence_is_asked_about_and_what_was_typed_is_kept(circle: Circle) -> None:
    circle.join("knb", by_agreement=True)
    page = send(circle, "", action="submit")
    assert (
        page.status_code,
        "Hand in without them: «b», «a», «knb» (by agreement)" in page.text,
        [(entry.state, entry.text) for entry in circle.lead.entries.all()],
    ) == (422, True, [("draft", "Свод.")])


def test_with_the_tick_it_is_handed_in_and_the_coordinator_is_told(circle: Circle) -> None:
    circle.join("knb", by_agreement=True)
    refused = send(circle, "", action="submit")
    version = refused.context["form"]["version"].value()
    send(circle, "", action="submit", version=version, despite_silence="on")
    entry = ProgressEntry.objects.get(obligation=circle.lead)
    review = signed_in(circle.coordinator).get(f"/review/{entry.pk}/").text
    queue = signed_in(circle.coordinator).get("/review/").text
    told = "Handed in without the parts of: «b», «a», «knb» (by agreement)"
    assert (entry.state, entry.silent, review.count(told), "silent co-executors: 3" in queue) == (
        "submitted",
        ["b", "a", "knb"],
        2,  # with the report, and in the history
        True,
    )


def test_the_tick_stays_while_something_else_is_corrected(circle: Circle) -> None:
    page = send(circle, "", action="submit", text=" ", despite_silence="on")
    form = page.context["form"]
    assert (list(form.errors), 'id="id_despite_silence" checked' in page.text) == (["text"], True)


def test_the_tick_is_not_shown_before_anybody_hands_in(circle: Circle) -> None:
    assert "Hand in without them" in send(circle, "", action="submit").text
    assert "Hand in without them" not in page_of(circle).text


def test_the_measures_page_tells_every_reader_without_whom(circle: Circle, observer: User) -> None:
    circle.accepted("lead", "Свод.")
    page = signed_in(circle.officers["a"]).get(f"/measures/{circle.measure.pk}/").text
    assert page.count("Handed in without the parts of: «b», «a»") == 1


def test_a_body_that_left_the_measure_is_named_still(circle: Circle) -> None:
    entry = circle.accepted("lead", "Свод.")
    left = AgencyFactory(short_ru="КНБ", short_en="KNB", by_agreement=True)
    ProgressEntry.objects.filter(pk=entry.pk).update(silent=["gone", left.code, "a"])
    page = page_of(circle).text
    assert "Handed in without the parts of: KNB (by agreement), «a», gone" in page


def test_a_co_executor_is_told_where_its_text_went(circle: Circle) -> None:
    circle.accepted("b", "Первое.")
    send(circle, action="merge")
    told = "was taken into a consolidated report. Handed in on: 6 July 2009, by: «lead»"
    before = told in page_of(circle, "b").text
    entry = circle.lead.entries.get()
    send(
        circle,
        "",
        action="submit",
        text=entry.text,
        version=entry.version,
        despite_silence="on",
    )
    link = f'<a href="/obligations/{circle.lead.pk}/">To that report</a>'
    own, overseen = page_of(circle, "b").text, page_of(circle, "b", circle.coordinator).text
    assert (before, told in own, link in own, link in overseen) == (False, True, False, True)
