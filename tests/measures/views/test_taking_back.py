"""After handing in: who reviews by when, what is next, and how a slip is taken back."""

from datetime import date
from typing import Any

import pytest

from agencies.models import Agency, User
from measures.models import Obligation, ProgressEntry
from measures.services.progress import accept_progress
from tests.factories import ObligationFactory, asked_for
from tests.measures.views.conftest import signed_in


def states(owed: Obligation) -> list[str]:
    return list(owed.entries.order_by("pk").values_list("state", flat=True))


def take_back(user: User, owed: Obligation, **sent: Any) -> Any:
    return signed_in(user).post(f"/obligations/{owed.pk}/take-back/", sent)


def test_the_page_after_says_who_reviews_by_when_and_what_is_next(
    officer: User, agency: Agency, obligation: Obligation, handed_in: ProgressEntry
) -> None:
    later = ObligationFactory(agency=agency, due_on=date(2009, 7, 20))
    late = ObligationFactory(agency=agency, due_on=date(2009, 7, 1))
    page = signed_in(officer).get(f"/obligations/{obligation.pk}/handed-in/")
    coordinator = obligation.measure.plan.coordinator
    assert (page.context["review_by"], page.context["next"].pk) == (date(2009, 7, 13), late.pk)
    said = (coordinator.name_en, f"/obligations/{late.pk}/#report", f"/obligations/{later.pk}/")
    assert [words in page.text for words in said] == [True, True, False]


def test_where_nothing_waits_for_review_it_leads_to_the_report(
    officer: User, obligation: Obligation, draft: ProgressEntry
) -> None:
    page = signed_in(officer).get(f"/obligations/{obligation.pk}/handed-in/")
    assert page.url == f"/obligations/{obligation.pk}/"


def test_a_slip_is_taken_back_from_the_page_after(
    officer: User, obligation: Obligation, handed_in: ProgressEntry
) -> None:
    answer = take_back(officer, obligation)
    assert (answer.url, states(obligation)) == (
        f"/obligations/{obligation.pk}/",
        ["withdrawn", "draft"],
    )


def test_too_late_is_said_in_words(
    officer: User,
    coordinator: User,
    obligation: Obligation,
    handed_in: ProgressEntry,
    today: date,
) -> None:
    accept_progress(handed_in, by=coordinator, today=today)
    client = signed_in(officer)
    page = client.post(f"/obligations/{obligation.pk}/take-back/", follow=True)
    assert states(obligation) == ["accepted"]
    assert "This report is not waiting for review any more." in page.text


@pytest.mark.parametrize("who", ["stranger", "coordinator", "observer"])
@pytest.mark.django_db
def test_others_neither_take_back_nor_see_the_page_after(
    request: pytest.FixtureRequest, who: str, obligation: Obligation, handed_in: ProgressEntry
) -> None:
    user = request.getfixturevalue(who)
    page = signed_in(user).get(f"/obligations/{obligation.pk}/handed-in/")
    codes = (take_back(user, obligation).status_code, page.status_code)
    assert (codes, states(obligation)) == ((403, 403), ["submitted"])


def test_nothing_to_report_from_the_desk_comes_back_with_a_way_to_undo_it(
    officer: User, quarterly: Obligation
) -> None:
    nil = {"action": "nil", "claim": "nil", "language": "en", "back": "desk"}
    visitor = signed_in(officer)
    asked_for(quarterly)
    answer = visitor.post(f"/obligations/{quarterly.pk}/", nil)
    page = visitor.get(answer.url)
    assert page.context["handed_in"] == quarterly
    undone = take_back(officer, quarterly, back="desk")
    quarterly.refresh_from_db()
    assert (undone.url, quarterly.state, states(quarterly)) == (
        "/desk/",
        "open",
        ["withdrawn", "draft"],
    )


def test_a_second_click_on_handing_in_is_no_fault(officer: User, obligation: Obligation) -> None:
    typed = {"claim": "interim", "text": "Внесён.", "language": "ru", "action": "submit"}
    visitor = signed_in(officer)
    answers = [visitor.post(f"/obligations/{obligation.pk}/", typed) for _ in range(2)]
    page_after = f"/obligations/{obligation.pk}/handed-in/"
    assert [one.url for one in answers] == [page_after, page_after]
    assert states(obligation) == ["submitted"]


def test_the_text_of_last_time_is_put_below_what_is_typed(
    officer: User, obligation: Obligation, handed_in: ProgressEntry, coordinator: User, today: date
) -> None:
    accept_progress(handed_in, by=coordinator, today=today)
    typed = {"claim": "interim", "text": "Сначала новое.", "language": "ru", "action": "previous"}
    signed_in(officer).post(f"/obligations/{obligation.pk}/", typed)
    draft = obligation.entries.get(state="draft")
    assert draft.text == f"Сначала новое.\n\n{handed_in.text}"
