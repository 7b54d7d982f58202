"""The page of elements shows all that there is, so that it cannot fall behind."""

import pytest
from django.test import Client
from django.utils import translation
from lxml import html

from agencies.models import Role, User
from config.built_static import style_sheet
from measures.models import MeasureState, ProgressState, ReminderState
from measures.rules.consolidation import Standing
from measures.rules.lateness import Status
from measures.templatetags.consolidation import STANDINGS
from measures.templatetags.tracker import STATUS_WORDS
from planner.models import ActionPlan
from reports.models import ReportState
from tests.factories import UserFactory, person


def page_for(reader: User) -> html.HtmlElement:
    client = Client()
    client.force_login(reader)
    return html.document_fromstring(client.get("/components/").content.decode())


def badges(page: html.HtmlElement) -> set[tuple[str, str]]:
    """(status, word) of every badge on the page."""
    found = page.xpath("//section[@id='statuses']//span[starts-with(@class, 'status ')]")
    return {(one.get("class").split("status-")[1], one.text_content()) for one in found}


def test_every_status_stands_there_with_its_word(coordinator: User) -> None:
    shown = badges(page_for(coordinator))
    assert {(status.value, str(STATUS_WORDS[status])) for status in Status} <= shown


def test_every_standing_of_a_part_stands_there(coordinator: User) -> None:
    shown = badges(page_for(coordinator))
    wanted = {(status.value, str(words)) for status, words in STANDINGS.values()}
    assert wanted <= shown
    assert set(STANDINGS) == set(Standing)


@pytest.mark.parametrize("states", [MeasureState, ProgressState, ReminderState, ReportState])
def test_every_state_is_named_there(states: type, coordinator: User) -> None:
    text = page_for(coordinator).get_element_by_id("statuses").text_content()
    assert [state.label for state in states if str(state.label) not in text] == []


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.DONE}))
def test_every_status_has_a_shape_of_its_own(status: Status) -> None:
    """Done is the plain circle, which needs no rule."""
    assert f".status-{status.value}::before {{" in style_sheet().decode()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_speaks_the_readers_language(language: str, plan: ActionPlan) -> None:
    reader = person(plan.coordinator, Role.OBSERVER, language=language)
    with translation.override(language):
        heading = translation.gettext("Elements of the pages")
    page = page_for(reader)
    assert [page.get("lang"), page.xpath("string(//h1)")] == [language, heading]


@pytest.mark.django_db
@pytest.mark.parametrize(("staff", "answer"), [(True, 200), (False, 403)])
def test_without_a_role_only_an_administrator_sees_it(
    *, staff: bool, answer: int, client: Client
) -> None:
    client.force_login(UserFactory(is_staff=staff))
    assert client.get("/components/").status_code == answer


def test_nobody_signed_in_is_sent_to_sign_in(client: Client) -> None:
    assert client.get("/components/").headers["Location"] == "/accounts/login/?next=/components/"
