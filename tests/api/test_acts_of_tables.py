"""Plan tables out of files and into files, at once or as long work."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import User
from measures.models import ImportFile, Job, Obligation
from planner.models import ActionPlan
from tests.api.asking import client_of, code_of, fields_of, get, post
from tests.factories import (
    AgencyFactory,
)
from tests.measures.importing.files import xlsx
from tests.measures.views.sending import BAD, GOOD


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
