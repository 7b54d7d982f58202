"""Later acts through the API: drafted item by item, adopted, taken up again."""

from typing import Any

import pytest

from agencies.models import Agency, User
from measures.models import Change, Measure, MeasureState
from planner.models import ActionPlan
from tests.api.asking import code_of, fields_of, get, post, send
from tests.measures.amending import enter

ACT = {"act": "Постановление № 1", "adopted_on": "2009-07-01", "in_force_on": "2009-07-02"}


@pytest.fixture
def draft(plan: ActionPlan, coordinator: User) -> Any:
    return post(coordinator, "plan-amendment-amendments", plan.slug, note_ru="Сроки.").json()


@pytest.fixture
def entered(plan: ActionPlan, agency: Agency) -> Measure:
    return enter(plan, "1", "до 1 декабря 2009 года", agency)


def worded(measure: Measure, /, **parts: Any) -> dict[str, Any]:
    return {
        "number": measure.number,
        "title_ru": measure.title_ru,
        "completion_form_ru": measure.completion_form_ru,
        "executors_text": measure.executors_text,
        "deadline_ru": "до 1 декабря 2009 года",
        **parts,
    }


def test_an_amendment_is_drafted_and_adopted(
    draft: Any, entered: Measure, coordinator: User, officer: User
) -> None:
    sent = worded(entered, title_ru="Иначе", measure=entered.pk)
    change = post(coordinator, "amendment-reword", draft["id"], **sent).json()
    hidden = get(officer, "amendment-detail", draft["id"])
    seen = get(coordinator, "amendment-detail", draft["id"]).json()
    adopted = post(coordinator, "amendment-adopt", draft["id"], **ACT).json()
    entered.refresh_from_db()
    assert (code_of(hidden)[0], [one["id"] for one in seen["changes"]]) == (403, [change["id"]])
    assert [one["part"] for one in seen["changes"][0]["parts"]] == ["title_ru"]
    assert (adopted["amendment"]["state"], entered.title_ru) == ("applied", "Иначе")
    assert get(officer, "amendment-detail", draft["id"]).status_code == 200


def test_a_measure_is_added_and_another_struck(
    draft: Any, entered: Measure, agency: Agency, plan: ActionPlan, coordinator: User
) -> None:
    added = post(
        coordinator, "amendment-add", draft["id"], **worded(entered, number="2", after=entered.pk)
    )
    struck = post(coordinator, "amendment-strike", draft["id"], measure=entered.pk)
    post(coordinator, "amendment-adopt", draft["id"], **ACT)
    assert (added.status_code, struck.status_code) == (201, 201)
    assert list(plan.measures.order_by("position").values_list("number", "state")) == [
        ("1", MeasureState.STRUCK),
        ("2", MeasureState.ON_CONTROL),
    ]


def test_an_item_is_written_anew_and_taken_out(
    draft: Any, entered: Measure, coordinator: User
) -> None:
    added = post(coordinator, "amendment-add", draft["id"], **worded(entered, number="2")).json()
    anew = send(
        coordinator, "put", "change-detail", added["id"], **worded(entered, number="3"),
        seen=added["seen"],
    ).json()  # fmt: skip
    stale = send(
        coordinator, "put", "change-detail", added["id"], **worded(entered, number="4"),
        seen=added["seen"],
    )  # fmt: skip
    gone = send(coordinator, "delete", "change-detail", added["id"])
    assert (anew["wording"]["number"], code_of(stale)) == ("3", (409, "changed_meanwhile"))
    assert (gone.status_code, Change.objects.count()) == (204, 0)


def test_what_the_act_cannot_say_is_told_by_its_field(
    draft: Any, entered: Measure, coordinator: User
) -> None:
    strange = worded(entered, executors_text="Никто", costs="много", deadline_ru="")
    answer = post(coordinator, "amendment-add", draft["id"], **strange)
    nothing = post(coordinator, "amendment-adopt", draft["id"], **ACT)
    same = post(coordinator, "amendment-reword", draft["id"], **worded(entered), measure=entered.pk)
    assert fields_of(answer) == (400, ["executors_text", "costs", "deadline_ru"])
    assert (code_of(nothing), code_of(same)) == ((409, "no_changes"), (409, "nothing_changed"))


def test_an_adopted_act_is_a_draft_again(draft: Any, entered: Measure, coordinator: User) -> None:
    post(coordinator, "amendment-strike", draft["id"], measure=entered.pk)
    ahead = {**ACT, "in_force_on": "2009-09-01"}
    adopted = post(coordinator, "amendment-adopt", draft["id"], **ahead).json()
    again = post(coordinator, "amendment-reopen", draft["id"]).json()
    dropped = post(coordinator, "amendment-drop", draft["id"]).json()
    states = [one["amendment"]["state"] for one in (adopted, again, dropped)]
    assert states == ["adopted", "draft", "dropped"]
    assert code_of(post(coordinator, "amendment-drop", draft["id"])) == (409, "not_a_draft")
