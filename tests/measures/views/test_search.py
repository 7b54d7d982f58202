"""The search box: what it shows to whom, whatever is typed."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.models import User
from measures.models import Obligation, ProgressEntry
from measures.services.progress import (
    Draft,
    accept_progress,
    return_progress,
    save_draft,
    submit,
)
from planner.models import ActionPlan
from tests.factories import (
    AgencyFactory,
    MeasureFactory,
    ObligationFactory,
    UserFactory,
    person,
)
from tests.measures.views.conftest import signed_in

WORD = "жаворонок"


def told_by(user: User, address: str) -> str:
    """What a page says besides the very words that were typed."""
    page = signed_in(user).get(address)
    assert page.status_code == 200
    return page.text.replace(f'value="{WORD}"', "")


def entry_in(state: str, owed: Obligation, officer: User, coordinator: User, today: date) -> None:
    entry = save_draft(owed, Draft(f"Пойман {WORD} в поле."), by=officer, today=today)
    if state == "draft":
        return
    submit(entry, by=officer, today=today)
    entry = ProgressEntry.objects.get(pk=entry.pk)
    if state == "accepted":
        accept_progress(entry, by=coordinator, today=today)
    if state == "returned":
        return_progress(entry, by=coordinator, today=today, reason="Не то.")


SEEN = {
    "draft": {"officer"},
    "submitted": {"officer", "coordinator", "observer"},
    "returned": {"officer", "coordinator", "observer"},
    "accepted": {"officer", "coordinator", "observer", "stranger"},
}


@pytest.mark.django_db
@pytest.mark.parametrize("state", SEEN)
def test_a_text_is_found_by_those_who_may_read_it_alone(
    state: str,
    obligation: Obligation,
    officer: User,
    coordinator: User,
    today: date,
    request: pytest.FixtureRequest,
) -> None:
    entry_in(state, obligation, officer, coordinator, today)
    finders = set()
    for who in ("officer", "coordinator", "observer", "stranger"):
        user = request.getfixturevalue(who)
        texts = [told_by(user, f"/search/?q={WORD}{more}") for more in ("", "&kind=reports")]
        marked = [f"<mark>{WORD}</mark>" in text for text in texts]
        assert marked[0] == marked[1]
        assert ("в поле" in texts[0]) == marked[0]
        finders |= {who} if marked[0] else set()
    assert finders == SEEN[state]


def test_what_may_not_be_read_answers_as_what_is_not_there(
    obligation: Obligation, officer: User, stranger: User, coordinator: User, today: date
) -> None:
    """No count, no chip, no suggestion: the pages are the same to the letter."""
    client = signed_in(stranger)
    addresses = (
        f"/search/?q={WORD}",
        f"/search/?q={WORD}&kind=reports",
        f"/search/suggest/?q={WORD}",
    )
    before = [plain(client.get(address).text) for address in addresses]
    entry_in("returned", obligation, officer, coordinator, today)
    assert [plain(client.get(address).text) for address in addresses] == before


def plain(page: str) -> str:
    """Without the tokens that every answer makes anew."""
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


@pytest.mark.parametrize("address", ["/search/?q=3", "/search/suggest/?q=3"])
def test_nobody_without_a_role_searches(address: str, plan: ActionPlan) -> None:
    assert signed_in(UserFactory()).get(address).status_code == 403


def test_a_found_measure_is_marked_and_safe(plan: ActionPlan, coordinator: User) -> None:
    MeasureFactory(plan=plan, number="3.2", title_en="Keep <b>migrants</b> & others")
    page = signed_in(coordinator).get("/search/?q=migrant").text
    assert "3.2. Keep &lt;b&gt;<mark>migrants</mark>&lt;/b&gt; &amp; others" in page


def test_what_is_found_in_another_language_is_shown_in_it(
    plan: ActionPlan, coordinator: User
) -> None:
    MeasureFactory(plan=plan, title_en="Labour", title_kk="Еңбек көші-қоны")
    page = signed_in(coordinator).get("/search/?q=кошi-кон").text
    assert '<p class="quiet" lang="kk">Еңбек <mark>көші</mark>-<mark>қоны</mark></p>' in page


def test_help_where_nothing_is_asked_and_advice_where_nothing_is_found(coordinator: User) -> None:
    client = signed_in(coordinator)
    said = [client.get(address).text for address in ("/search/", "/search/?q=жж", "/search/?q=%25")]
    words = ("What can be found", "Type fewer words", "There is no word or number in it.")
    assert [word in page for word, page in zip(words, said, strict=True)] == [True] * 3


def test_suggestions_are_options_that_lead_to_their_pages(
    plan: ActionPlan, coordinator: User
) -> None:
    measure = MeasureFactory(plan=plan, number="3.2")
    AgencyFactory(code="mtszn", short_en="MLSP", name_en="Ministry of Labour")
    client = signed_in(coordinator)
    numbered = client.get("/search/suggest/?q=3.").text
    named = client.get("/search/suggest/?q=minis").text
    assert (
        f'role="option" id="suggested-1" aria-selected="false" data-href="/measures/{measure.pk}/"'
        in numbered
    )
    assert "<b>MLSP</b> <mark>Ministry</mark> of Labour" in named
    assert client.get("/search/suggest/?q=").text.strip() == ""


Fill = Callable[[int], None]


@pytest.fixture
def fill(plan: ActionPlan, coordinator: User, today: date) -> Fill:
    """Measures, bodies and accepted reports that all have the word."""

    def rows(count: int) -> None:
        for _ in range(count):
            body = AgencyFactory(name_en=f"Ministry of {WORD}")
            owed = ObligationFactory(
                measure=MeasureFactory(plan=plan, title_en=f"The {WORD}"), agency=body
            )
            entry_in("accepted", owed, person(body, "officer"), coordinator, today)

    return rows


@pytest.mark.parametrize("more", ["", "&kind=measures", "&kind=agencies", "&kind=reports"])
def test_a_search_takes_the_same_statements_for_three_and_for_thirty(
    more: str, fill: Fill, coordinator: User
) -> None:
    client, counts = signed_in(coordinator), []
    for rows in (3, 27):
        fill(rows)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"/search/?q={WORD}{more}").status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(typed=st.text(max_size=400), kind=st.sampled_from(["", "measures", "reports", "nonsense"]))
def test_whatever_is_typed_is_answered(
    obligation: Obligation, coordinator: User, typed: str, kind: str
) -> None:
    client = signed_in(coordinator)
    asked = {"q": typed, "kind": kind, "page": typed}
    answers = [client.get(page, asked).status_code for page in ("/search/", "/search/suggest/")]
    filters = [client.get(page, {"text": typed}).status_code for page in ("/board/", "/plans/")]
    assert (answers, filters) == ([200, 200], [200, 200])


NASTY = [
    "а",
    "я" * 1000,
    "'",
    '"',
    "\\",
    "%",
    "_",
    "😀",
    "a\x00b",
    "3\x00",
    "' | !",
    ":*",
    "&|!()",
    "<script>",
    "٣",
]


@pytest.mark.parametrize("typed", NASTY)
def test_signs_of_a_query_language_are_only_signs(
    typed: str, obligation: Obligation, coordinator: User
) -> None:
    client, slug = signed_in(coordinator), obligation.measure.plan.slug
    pages = [("/search/", "q"), ("/search/suggest/", "q"), (f"/plans/{slug}/", "text")]
    assert [client.get(page, {name: typed}).status_code for page, name in pages] == [200] * 3
