"""A coordinator looks, chooses, publishes, withdraws."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Role, User
from measures.models import Measure, Obligation
from planner.models import ActionPlan
from publications.models import Publication, PublicText, Release, TextChoice
from tests import factories
from tests.measures.views.conftest import signed_in
from tests.publications.conftest import NOW, TODAY, Publish
from tests.publications.test_gather import accepted

PAGES = [
    "publish/",
    "publish/preview/",
    "publish/preview/measures/",
    "publish/preview/measures/{measure}/",
    "publish/texts/",
    "publish/texts/{measure}/",
    "publish/1/withdraw/",
]


@pytest.fixture
def desk(coordinator: User) -> Client:
    return signed_in(coordinator)


def place(plan: ActionPlan, page: str, measure: Measure | None = None) -> str:
    return f"/plans/{plan.slug}/{page.format(measure=measure.pk if measure else 0)}"


def hidden(shown: Any) -> dict[str, str]:
    """What the form on the page sends besides what is typed."""
    confirm = shown.context["confirm"]
    return {name: confirm[name].value() for name in ("after", "at")}


@pytest.mark.parametrize("page", PAGES)
def test_only_the_plans_own_coordinator_comes_here(
    plan: ActionPlan, measure: Measure, published: Publication, coordinator: User, page: str
) -> None:
    others = [
        factories.person(plan.coordinator, Role.OBSERVER),
        factories.person(factories.AgencyFactory(), Role.COORDINATOR),
        factories.UserFactory(is_staff=True, is_superuser=True),
    ]
    address = place(plan, page, measure)
    assert [signed_in(who).get(address).status_code for who in others] == [403, 403, 403]
    assert [signed_in(who).post(address).status_code for who in others][:1] != [302]
    assert Client().get(address).status_code == 302
    assert signed_in(coordinator).get(address).status_code == 200


def test_what_was_looked_at_is_published(desk: Client, plan: ActionPlan, owed: Obligation) -> None:
    address = place(plan, "publish/")
    shown = desk.get(address)
    sent = {"day": "2009-07-06", "texts": "none", "note": "Письмо № 5", **hidden(shown)}
    answer = desk.post(address, sent, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    one = Publication.objects.get()
    assert (one.number, one.as_of, one.note) == (1, TODAY, "Письмо № 5")
    assert Client().get(f"/public/{plan.slug}/").status_code == 200


def test_what_has_changed_meanwhile_is_shown_again_with_what_was_typed(
    desk: Client, plan: ActionPlan, owed: Obligation
) -> None:
    address = place(plan, "publish/")
    sent = {"day": "2009-07-06", "texts": "none", "note": "Письмо № 5", **hidden(desk.get(address))}
    factories.ObligationFactory(measure=owed.measure)
    answer = desk.post(address, sent)
    assert answer.status_code == 422
    assert "Письмо № 5" in answer.content.decode()
    assert not Publication.objects.exists()
    assert desk.post(address, sent | hidden(answer)).status_code == 302
    assert Publication.objects.count() == 1


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"day": "2009-07-07", "texts": "none"},
        {"day": "завтра", "texts": "none"},
        {"day": "2009-07-06", "texts": "everything"},
        {"day": "2009-07-06", "texts": "chosen", "measures": ["x", "999999"]},
        {"day": "2009-07-06", "texts": "none", "after": "x", "at": "z" * 100},
    ],
)
def test_nonsense_publishes_nothing(
    desk: Client, plan: ActionPlan, owed: Obligation, sent: dict[str, Any]
) -> None:
    assert desk.post(place(plan, "publish/"), sent).status_code == 422
    assert not Publication.objects.exists()


def test_a_day_before_the_last_one_told_is_refused_before_it_is_looked_at(
    desk: Client, plan: ActionPlan, published: Publication
) -> None:
    shown = desk.get(f"{place(plan, 'publish/')}?day=2009-07-01&texts=none")
    assert shown.context["what"].errors["day"]
    assert "document" not in shown.context


def test_the_page_says_what_differs_and_that_the_publication_is_old(
    desk: Client, plan: ActionPlan, put_out: Publish, owed: Obligation, settings: Any
) -> None:
    put_out(date(2009, 6, 1))
    settings.PUBLICATION_DAYS = 34
    shown = desk.get(place(plan, "publish/"))
    assert shown.context["age"].days == 35
    assert shown.context["age"].is_old
    assert list(shown.context["changes"]) == ["late"]
    settings.PUBLICATION_DAYS = 35
    assert not desk.get(place(plan, "publish/")).context["age"].is_old


def test_the_preview_is_what_the_public_reads_afterwards(
    desk: Client, plan: ActionPlan, owed: Obligation, put_out: Publish
) -> None:
    def main(page: str) -> str:
        text = page.split("<main")[1].split("</main>")[0]
        return text.split("All publications")[0].rsplit("<section", 1)[0]

    looked = desk.get(f"{place(plan, 'publish/preview/')}?day=2009-07-06&texts=none")
    put_out()
    language = looked["Content-Language"]
    public = Client().get(f"/public/{plan.slug}/?lang={language}").content.decode()
    before = looked.content.decode().replace("day=2009-07-06&amp;texts=none", f"lang={language}")
    base = f"/plans/{plan.slug}/publish/preview/"
    assert main(before.replace(base, f"/public/{plan.slug}/")) in main(public)


def test_a_publication_is_withdrawn_with_a_reason(
    desk: Client, plan: ActionPlan, published: Publication
) -> None:
    address = place(plan, "publish/1/withdraw/")
    assert desk.post(address, {"reason": ""}).status_code == 422
    assert desk.post(address, {"reason": "Ошибка."}).status_code == 302
    assert Client().get(f"/public/{plan.slug}/").status_code == 410
    assert desk.post(address, {"reason": "Ещё."}).status_code == 422


def test_a_text_and_the_reports_that_are_ticked_are_saved_together(
    desk: Client, plan: ActionPlan, owed: Obligation, coordinator: User
) -> None:
    entry = accepted(owed, coordinator, "Проект внесён.", date(2009, 7, 1))
    address = place(plan, "publish/texts/{measure}/", owed.measure)
    sent = {"text_ru": "Готово.", "text_kk": "", "text_en": "", "version": "0", "entry": entry.pk}
    assert desk.post(address, sent).status_code == 302
    assert PublicText.objects.get().text_ru == "Готово."
    assert Release.objects.get().entry == entry
    assert (PublicText.objects.get().written_by, Release.objects.get().released_by) == (
        coordinator,
        coordinator,
    )


def test_a_text_that_is_refused_stays_typed_and_releases_nothing(
    desk: Client, plan: ActionPlan, owed: Obligation, coordinator: User
) -> None:
    entry = accepted(owed, coordinator, "Проект внесён.", date(2009, 7, 1))
    address = place(plan, "publish/texts/{measure}/", owed.measure)
    sent = {"text_ru": "Писать на a@example.org", "version": "0", "entry": entry.pk}
    answer = desk.post(address, sent)
    assert answer.status_code == 422
    assert "Писать на a@example.org" in answer.content.decode()
    assert f'value="{entry.pk}" checked' in answer.content.decode()
    assert not PublicText.objects.exists()
    assert not Release.objects.exists()


def test_the_text_of_somebody_else_is_shown_beside_the_own(
    desk: Client, plan: ActionPlan, measure: Measure, coordinator: User
) -> None:
    PublicText.objects.create(
        measure=measure, text_ru="Чужой.", written_by=coordinator, written_at=NOW, version=3
    )
    address = place(plan, "publish/texts/{measure}/", measure)
    answer = desk.post(address, {"text_ru": "Свой.", "version": "2"})
    assert answer.status_code == 422
    assert "Чужой." in answer.content.decode()
    assert "Свой." in answer.content.decode()
    version = answer.context["form"]["version"].value()
    assert desk.post(address, {"text_ru": "Свой.", "version": version}).status_code == 302
    assert PublicText.objects.get().text_ru == "Свой."


def test_a_measure_of_another_plan_is_not_found(desk: Client, plan: ActionPlan) -> None:
    other = factories.MeasureFactory()
    assert desk.get(place(plan, "publish/texts/{measure}/", other)).status_code == 404


def test_the_plans_page_leads_to_what_is_published_and_to_publishing(
    desk: Client, plan: ActionPlan, put_out: Publish, owed: Obligation
) -> None:
    reader = signed_in(factories.person(factories.AgencyFactory(), Role.OFFICER))

    def leads(client: Client) -> tuple[bool, bool]:
        shown = client.get(f"/plans/{plan.slug}/").content.decode()
        return f"/plans/{plan.slug}/publish/" in shown, f"/public/{plan.slug}/" in shown

    assert (leads(desk), leads(reader)) == ((True, False), (False, False))
    put_out()
    assert (leads(desk), leads(reader)) == ((True, True), (False, True))


@pytest.mark.parametrize("page", ["publish/", "publish/texts/", "publish/preview/measures/"])
def test_thirty_measures_take_no_more_statements_than_three(
    desk: Client, plan: ActionPlan, coordinator: User, put_out: Publish, page: str
) -> None:
    def statements(count: int) -> int:
        for position in range(plan.measures.count() + 1, count + 1):
            row = factories.MeasureFactory(plan=plan, position=position)
            owed = factories.ObligationFactory(measure=row)
            entry = accepted(owed, coordinator, "Готово.", TODAY)
            Release.objects.create(entry=entry, released_by=coordinator, released_at=NOW)
        put_out(texts=TextChoice.ALL)
        with CaptureQueriesContext(connection) as asked:
            shown = desk.get(f"{place(plan, page)}?day=2009-07-06&texts=all")
        assert shown.status_code == 200
        return len(asked)

    assert statements(3) == statements(30)


def test_the_board_says_to_its_coordinator_when_the_public_reads_what_is_old(
    plan: ActionPlan, published: Publication, desk: Client, settings: Any
) -> None:
    words = f"What the public reads of “{plan.title_en}” is 10 days old."
    settings.BUSINESS_DATE, settings.PUBLICATION_DAYS = "2009-07-16", 10
    assert words not in desk.get("/board/").text
    settings.PUBLICATION_DAYS = 9
    page = desk.get("/board/").text
    assert (words in page, f'href="/plans/{plan.slug}/publish/"' in page) == (True, True)
    others = [
        factories.person(plan.coordinator, Role.OBSERVER),
        factories.person(factories.AgencyFactory(), Role.COORDINATOR),
    ]
    assert [words in signed_in(who).get("/board/").text for who in others] == [False, False]
