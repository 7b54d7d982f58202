"""A plan from its sides, later acts, tables from files, and plans that end."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Agency, Role, User
from measures.models import Change, ImportFile, Job, Measure, MeasureState, Obligation
from planner.models import ActionPlan
from tests.api.asking import client_of, code_of, fields_of, get, post, send
from tests.factories import (
    ActionPlanFactory,
    AgencyFactory,
    LineOfActionFactory,
    person,
)
from tests.measures.amending import enter
from tests.measures.importing.files import xlsx
from tests.measures.views.sending import BAD, GOOD

TODAY = date(2009, 7, 6)
ACT = {"act": "Постановление № 1", "adopted_on": "2009-07-01", "in_force_on": "2009-07-02"}


def test_a_plan_is_told_as_its_table(owed: Obligation, plan: ActionPlan, officer: User) -> None:
    [row] = get(officer, "plan-side-table", plan.slug).json()["results"]
    late = get(officer, "plan-side-table", plan.slug, show="overdue").json()["results"]
    removed = get(officer, "plan-side-table", plan.slug, show="removed").json()["results"]
    assert (row["measure"]["id"], row["stand"]["status"], row["stand"]["late"]) == (
        owed.measure_id,
        "overdue",
        1,
    )
    assert ([one["measure"]["id"] for one in late], removed) == ([owed.measure_id], [])


def test_a_plan_that_is_not_there(officer: User) -> None:
    assert code_of(get(officer, "plan-side-table", "nothing")) == (404, "not_found")


def test_progress_by_what_the_measures_serve(
    owed: Obligation, plan: ActionPlan, officer: User
) -> None:
    line = LineOfActionFactory(direction__concept=plan.concept)
    owed.measure.lines.add(line)
    told = get(officer, "plan-side-progress", plan.slug).json()
    [direction] = told["directions"]
    key = direction["below"][0]["key"]
    rows = get(officer, "plan-side-progress-measures", plan.slug, node=key, status="overdue")
    assert (direction["id"], direction["counts"]) == (line.direction_id, {"overdue": 1})
    assert [one["measure"]["id"] for one in rows.json()["results"]] == [owed.measure_id]
    nowhere = get(officer, "plan-side-progress-measures", plan.slug, node="task-0")
    assert code_of(nowhere) == (404, "not_found")


def test_a_month_day_by_day(owed: Obligation, plan: ActionPlan, officer: User) -> None:
    told = get(officer, "plan-side-month", plan.slug, month="2009-06").json()
    due = {one["day"]: one["due"] for one in told["days"] if one["due"]}
    assert (told["month"], told["count"], list(due)) == ("2009-06", 1, ["2009-06-10"])
    assert due["2009-06-10"][0]["measure"] == owed.measure_id
    for query, field in (({"month": "June"}, "month"), ({"agency": "nobody"}, "agency")):
        assert fields_of(get(officer, "plan-side-month", plan.slug, **query)) == (400, [field])


def test_agency_by_direction(owed: Obligation, plan: ActionPlan, officer: User) -> None:
    told = get(officer, "plan-side-matrix", plan.slug).json()
    [row], [cell] = told["rows"], told["cells"]
    assert (row["agency"], row["overdue"], row["share"]) == (owed.agency.code, 1, 0)
    assert (cell["direction"], told["whole"]["total"]) == (None, 1)


def test_every_date_of_each_measure(owed: Obligation, plan: ActionPlan, officer: User) -> None:
    [row] = get(officer, "plan-side-timeline", plan.slug).json()["results"]
    assert (row["measure"]["id"], row["ends_on"]) == (owed.measure_id, "2009-06-10")
    assert row["marks"] == [{"due_on": "2009-06-10", "status": "overdue", "bodies": 1}]


def test_a_body_over_all_plans(owed: Obligation, officer: User) -> None:
    told = get(officer, "agency-side-standing", owed.agency.code).json()
    [row] = get(officer, "agency-side-measures", owed.agency.code).json()["results"]
    assert (told["counts"], row["measure"]["id"], row["leads"]) == (
        {"overdue": 1},
        owed.measure_id,
        True,
    )


def test_a_measure_is_removed_from_control(
    owed: Obligation, measure: Measure, coordinator: User
) -> None:
    document = {"kind": "act", "number": "12", "on": "2009-07-01"}
    done = post(coordinator, "measure-side-remove", measure.pk, **document)
    again = post(coordinator, "measure-side-remove", measure.pk, **document)
    nothing = post(coordinator, "measure-side-remove", measure.pk)
    assert (done.status_code, done.json()["state"]) == (200, "removed")
    assert (code_of(again), fields_of(nothing)) == (
        (409, "off_control"),
        (400, ["kind", "number", "on"]),
    )


def test_a_measure_at_two_moments(owed: Obligation, measure: Measure, officer: User) -> None:
    [pair, *_more] = get(officer, "measure-side-moments", measure.pk).json()
    days = {"first": pair["first"], "second": pair["second"]}
    told = get(officer, "measure-side-compare", measure.pk, **days).json()
    ahead = get(
        officer, "measure-side-compare", measure.pk, first="2009-01-01", second="2010-01-01"
    )
    assert (told["before"]["number"], told["parts"], told["control_moved"]) == ("7.1", [], False)
    assert fields_of(ahead) == (400, ["non_field_errors"])


def test_what_a_measure_said_since_when(measure: Measure, officer: User) -> None:
    [version] = get(officer, "measure-side-versions", measure.pk).json()["results"]
    assert (version["since"], version["until"], version["number"]) == ("2007-11-28", None, "7.1")


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


def upload(by: User, plan: ActionPlan, rows: Any, name: str = "plan.xlsx") -> Any:
    file = SimpleUploadedFile(name, xlsx(rows))
    address = f"/api/v1/plans/{plan.slug}/imports/"
    return client_of(by).post(address, {"file": file}, format="multipart")


def test_a_table_is_uploaded_looked_at_and_written(plan: ActionPlan, coordinator: User) -> None:
    AgencyFactory(short_ru="МИМ")
    kept = upload(coordinator, plan, GOOD).json()
    seen = get(coordinator, "import-detail", kept["id"]).json()
    other = post(coordinator, "import-apply", kept["id"], reading="another")
    done = post(coordinator, "import-apply", kept["id"], reading=seen["reading"])
    again = post(coordinator, "import-apply", kept["id"], reading=seen["reading"])
    assert (seen["may_write"], len(seen["rows"])) == (True, kept["measures"])
    assert (code_of(other), done.status_code) == ((409, "read_otherwise"), 200)
    assert done.json()["measures"] == plan.measures.count() == kept["measures"]
    assert code_of(again) == (409, "already_decided")


def test_errors_stand_in_the_way_of_writing(plan: ActionPlan, coordinator: User) -> None:
    AgencyFactory(short_ru="МИМ")
    kept = upload(coordinator, plan, BAD).json()
    seen = get(coordinator, "import-detail", kept["id"]).json()
    answer = post(coordinator, "import-apply", kept["id"], reading=seen["reading"])
    assert (seen["may_write"], bool(seen["findings"])) == (False, True)
    assert (code_of(answer), plan.measures.count()) == ((409, "errors_found"), 0)


def test_a_file_is_read_otherwise_and_dropped(plan: ActionPlan, coordinator: User) -> None:
    AgencyFactory(short_ru="МИМ")
    kept = upload(coordinator, plan, GOOD).json()
    place = get(coordinator, "import-detail", kept["id"]).json()["choices"]["columns"][0]["place"]
    read = post(coordinator, "import-read", kept["id"], columns={str(place): ""}).json()
    strange = post(coordinator, "import-read", kept["id"], columns={"99": ""})
    dropped = post(coordinator, "import-drop", kept["id"]).json()
    assert (read["may_write"], fields_of(strange)) == (False, (400, ["columns"]))
    assert dropped["file"]["state"] == "dropped"


def test_what_is_no_table_is_not_kept(plan: ActionPlan, coordinator: User) -> None:
    file = SimpleUploadedFile("plan.xlsx", b"no table")
    address = f"/api/v1/plans/{plan.slug}/imports/"
    answer = client_of(coordinator).post(address, {"file": file}, format="multipart")
    assert (answer.status_code, ImportFile.objects.count()) == (409, 0)


def test_a_long_table_is_written_by_a_worker(
    plan: ActionPlan, coordinator: User, settings: Any
) -> None:
    settings.JOB_FROM_ROWS = 1
    AgencyFactory(short_ru="МИМ")
    kept = upload(coordinator, plan, GOOD).json()
    seen = get(coordinator, "import-detail", kept["id"]).json()
    answer = post(coordinator, "import-apply", kept["id"], reading=seen["reading"])
    assert (answer.status_code, answer.json()["id"]) == (202, Job.objects.get().pk)


def test_the_plan_as_a_file(owed: Obligation, plan: ActionPlan, officer: User) -> None:
    answer = get(officer, "plan-file-export", plan.slug, **{"as": "csv", "language": "ru"})
    assert (answer.status_code, answer["content-disposition"]) == (
        200,
        f'attachment; filename="{plan.slug}-ru.csv"',
    )
    assert fields_of(get(officer, "plan-file-export", plan.slug)) == (400, ["as", "language"])


def test_a_long_plan_is_drawn_by_a_worker(
    owed: Obligation, plan: ActionPlan, officer: User, settings: Any
) -> None:
    settings.JOB_FROM_ROWS = 1
    asked = {"as": "csv", "language": "ru"}
    later = post(officer, "plan-file-export-later", plan.slug, format="csv", language="ru")
    assert code_of(get(officer, "plan-file-export", plan.slug, **asked)) == (409, "too_long")
    assert (later.status_code, later.json()["state"]) == (202, "queued")


def test_a_job_is_cancelled_by_who_asked(plan: ActionPlan, officer: User) -> None:
    job = post(officer, "plan-file-export-later", plan.slug, format="csv", language="ru").json()
    done = post(officer, "job-cancel", job["id"]).json()
    assert (done["state"], code_of(get(officer, "job-file", job["id"]))) == (
        "cancelled",
        (409, "no_file"),
    )
    assert code_of(post(officer, "job-cancel", job["id"])) == (409, "not_under_way")


def test_a_plan_loses_force(owed: Obligation, plan: ActionPlan, coordinator: User) -> None:
    seen = get(coordinator, "plan-ending-end", plan.slug).json()
    unsure = post(coordinator, "plan-ending-end", plan.slug, act="№ 1", on="2009-07-01")
    act = {"act": "№ 1", "on": "2009-07-01", "sure": True}
    done = post(coordinator, "plan-ending-end", plan.slug, **act).json()
    again = post(coordinator, "plan-ending-end", plan.slug, **act)
    assert (seen["measures"], seen["reports"], done["measures"]) == (1, 1, 1)
    assert (fields_of(unsure), code_of(again)) == ((400, ["sure"]), (409, "repealed"))


def test_the_next_plan_takes_over(owed: Obligation, plan: ActionPlan, coordinator: User) -> None:
    ActionPlan.objects.filter(pk=plan.pk).update(ends_on=date(2009, 6, 30))
    target = ActionPlanFactory(
        concept=plan.concept, coordinator=plan.coordinator, starts_on=date(2009, 7, 1)
    )
    [offered] = get(coordinator, "plan-ending-take-over", target.slug).json()["results"]
    chosen = {"measure": owed.measure_id, "deadline": {"ru": "до 1 декабря 2009 года"}}
    body = {"source": plan.slug, "measures": [chosen]}
    done = post(coordinator, "plan-ending-take-over", target.slug, **body)
    again = post(coordinator, "plan-ending-take-over", target.slug, **body)
    assert (offered["measure"]["id"], offered["left"]) == (owed.measure_id, 1)
    assert (done.status_code, target.measures.get().carried_from_id) == (201, owed.measure_id)
    assert code_of(again) == (409, "not_unfinished")
    nowhere = get(coordinator, "plan-ending-take-over", target.slug, source="nothing")
    assert fields_of(nowhere) == (400, ["source"])


@pytest.fixture
def keeper(agency: Agency) -> User:
    return person(agency, Role.OFFICER, is_staff=True, is_superuser=True)


def test_a_concept_is_repealed(owed: Obligation, plan: ActionPlan, keeper: User) -> None:
    slug = plan.concept.slug
    [seen] = get(keeper, "concept-ending-repeal", slug).json()
    nothing = post(keeper, "concept-ending-repeal", slug, sure=True)
    act = {"act": "Указ № 1", "on": "2009-07-01", "sure": True}
    done = post(keeper, "concept-ending-repeal", slug, **act).json()
    again = post(keeper, "concept-ending-repeal", slug, **act)
    told = get(keeper, "concept-side-hierarchy", slug).json()
    assert (seen["plan"], done["measures"], told["is_repealed"]) == (plan.slug, 1, True)
    assert (fields_of(nothing), code_of(again)) == ((400, ["on"]), (409, "repealed"))


def test_a_body_is_succeeded(
    owed: Obligation, plan: ActionPlan, keeper: User, officer: User
) -> None:
    heir, code = AgencyFactory(), owed.agency.code
    seen = get(keeper, "agency-succession-passes-on", code).json()
    order = {"kind": "rename", "effective_on": "2009-07-01", "act": "Указ", "successor": heir.code}
    foreseen = post(keeper, "agency-succession-succession-preview", code, **order).json()
    strange = post(keeper, "agency-succession-succession", code, **{**order, "successor": "nobody"})
    done = post(keeper, "agency-succession-succession", code, **order)
    passed = get(keeper, "agency-succession-passed-on", code).json()["results"]
    owed.refresh_from_db()
    assert ([one["measure"]["id"] for one in seen["shares"]], foreseen["obligations"]) == (
        [owed.measure_id],
        1,
    )
    assert (fields_of(strange), done.status_code) == ((400, ["successor"]), 201)
    assert [one["id"] for one in passed] == [owed.measure_id]
    assert code_of(post(keeper, "agency-succession-succession", code, **order)) == (
        409,
        "abolished",
    )


def test_the_latest_concept(plan: ActionPlan, officer: User) -> None:
    told = get(officer, "concept-side-hierarchy", "latest").json()
    assert (told["slug"], told["plans"], told["is_repealed"]) == (
        plan.concept.slug,
        [plan.slug],
        False,
    )
