"""The command keeps its contract: what it prints, what it leaves, how it ends."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from agencies.models import Agency
from measures.models import Cost, Deadline, Executor, Measure, Obligation, ReminderRule
from planner.models import ActionPlan, PlanSection
from tests import factories
from tests.measures.importing.conftest import AKIMS
from tests.measures.importing.files import csv_file, xlsx
from tests.measures.importing.layouts import KK, RU_2008

HEAD = ["№", "Мероприятие", "Исполнители", "Срок"]
NEW = ["--title", "План", "--from", "2008-01-01", "--to", "2010-12-31", "--approved", "2007-11-28"]


@pytest.fixture
def written(tmp_path):
    def write(data: bytes, name: str = "plan.xlsx") -> Path:
        path: Path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def run(path, *args, plan="migration"):
    """(exit code, what it printed)."""
    out = io.StringIO()
    try:
        call_command("import_plan", str(path), "--plan", plan, *args, "--json", stdout=out)
    except CommandError as error:
        return error.returncode, json.loads(out.getvalue() or "{}")
    return 0, json.loads(out.getvalue())


def counts():
    models = (Measure, Executor, Deadline, Cost, Obligation, PlanSection, Agency, ActionPlan)
    return [model.objects.count() for model in models]


def codes(findings):
    return [(one["row"], one["column"], one["code"]) for one in findings]


def test_a_table_becomes_measures_with_obligations(plan, written):
    code, found = run(written(xlsx(RU_2008, ["A1:F1", "A4:F4", "A7:F7"])))
    assert (code, found["measures"], found["agencies_created"]) == (0, 3, 0)
    assert found["obligations"] == Obligation.objects.count() > 0
    assert (found["warnings"], found["errors"]) == ([], [])
    measures = Measure.objects.order_by("position")
    assert [(m.section.title_ru, m.number, m.title_ru) for m in measures] == [
        ("1. Совершенствование законодательства", "1", "Разработать проект закона"),
        ("1. Совершенствование законодательства", "2", "Провести опрос"),
        ("2. Учет и контроль", "1", "Вести учет"),
    ]
    assert [m.deadline.text_ru for m in measures] == [
        "IV квартал 2008 года", "ежегодно, к 25 января", "по мере необходимости",
    ]  # fmt: skip
    assert measures[0].executors_text == "МТСЗН (созыв), МЮ"
    assert [(str(e), e.role, e.by_agreement) for e in measures[1].executors.all()] == [
        ("МВД", "lead", False), ("КНБ", "co", True),
    ]  # fmt: skip
    assert measures[2].executors.get().group.name_ru == AKIMS
    assert [(c.year, str(c.planned)) for c in measures[1].costs.order_by("year")] == [
        (2008, "12.500"), (2009, "14.000"),
    ]  # fmt: skip


def test_one_bad_row_and_nothing_is_written(plan, written):
    rows = [HEAD, *([str(n), f"Дело {n}", "МВД", "2009 год"] for n in range(1, 30))]
    rows.append(["30", "Дело 30", "ЦКПФ", "2009 год"])
    before = counts()
    code, found = run(written(xlsx(rows)))
    assert (code, found["measures"], found["obligations"]) == (1, 30, 0)
    assert codes(found["errors"]) == [(31, 3, "unknown_executor")]
    assert counts() == before


def test_a_dry_run_counts_and_keeps_nothing(plan, written):
    rows = [HEAD, ["1", "Дело", "МВД, ЦКПФ", "2009 год"], ["2", "Другое", "МЮ", "вовремя"]]
    before = counts()
    code, found = run(written(xlsx(rows)), "--dry-run")
    assert (code, found["measures"], found["errors"]) == (0, 2, [])
    assert found["obligations"] == 3
    assert found["agencies_created"] == 0
    assert codes(found["warnings"]) == [
        (1, 1, "no_completion_form"),
        (2, 3, "unknown_executor"),
        (3, 4, "undecided_deadline"),
    ]
    assert counts() == before


def test_unknown_bodies_become_organisations_when_asked(plan, written):
    rows = [HEAD, ["1", "Дело", "МВД, ЦКПФ (по согласованию)", "2009 год"],
            ["2", "Другое", "ЦКПФ", "2010 год"]]  # fmt: skip
    code, found = run(written(xlsx(rows)), "--create-agencies")
    assert (code, found["agencies_created"]) == (0, 1)
    assert [one["code"] for one in found["warnings"]].count("unknown_executor") == 2
    made = Agency.objects.get(name_ru="ЦКПФ")
    assert (made.code, made.kind, made.by_agreement) == ("tskpf", "organisation", True)
    assert made.executions.count() == 2


def test_a_new_plan_is_entered_with_its_table(bodies, written):
    factories.ConceptFactory(title_ru="Концепция")
    code, found = run(written(csv_file(KK), "plan.csv"), *NEW, plan="new")
    assert (code, found["measures"]) == (0, 2)
    plan = ActionPlan.objects.get(slug="new")
    assert (plan.coordinator.code, plan.concept.title_ru) == ("mtszn", "Концепция")
    assert plan.measures.earliest("position").title_kk == "Заң жобасын әзірлеу"
    assert ReminderRule.objects.filter(plan=plan).exists()


def test_a_new_plan_goes_with_its_table_when_that_is_refused(bodies, written):
    factories.ConceptFactory()
    before = counts()
    path = written(xlsx([HEAD, ["1", "", "МВД", "2009 год"]]))
    assert run(path, *NEW, plan="new")[0] == 1
    assert run(path, *NEW, "--dry-run", plan="new")[0] == 1
    assert counts() == before


def test_a_plan_outside_every_concept_is_refused(bodies, written):
    factories.ConceptFactory()
    head = ["--title", "План", "--from", "2020-01-01", "--to", "2021-12-31"]
    code, found = run(written(xlsx(RU_2008)), *head, plan="new")
    assert (code, codes(found["errors"])) == (1, [(None, None, "no_concept")])


def test_a_file_imported_twice_does_not_double_the_plan(plan, written):
    path = written(xlsx(RU_2008, ["A1:F1", "A4:F4", "A7:F7"]))
    assert run(path)[0] == 0
    before = counts()
    code, found = run(path)
    assert (code, {one["code"] for one in found["errors"]}) == (1, {"already_in_plan"})
    assert counts() == before


def test_headings_are_mapped_and_the_language_is_told(plan, written):
    rows = [["№", "Дела", "Кто", "Когда"], ["1", "Do it", "МВД", "by 1 July 2009"]]
    told = ["--map", "measure=Дела", "executors=Кто", "--map", "deadline=Когда"]
    code, found = run(written(xlsx(rows)), *told, "--language", "en")
    assert (code, found["measures"]) == (0, 1)
    assert Measure.objects.get().title_en == "Do it"


def test_a_huge_file_is_refused_unread(plan, tmp_path):
    path = tmp_path / "plan.xlsx"
    with path.open("wb") as sparse:
        sparse.truncate(200 * 1024 * 1024)
    code, found = run(path)
    assert (code, codes(found["errors"])) == (1, [(None, None, "too_large")])


@pytest.mark.parametrize(
    "args",
    [
        ["--map", "deadline"],
        ["--map", "colour=Срок"],
        ["--language", "fr"],
        ["--from", "tomorrow"],
    ],
)
def test_wrong_arguments_are_wrong_usage(plan, written, args):
    with pytest.raises(CommandError):
        call_command("import_plan", str(written(xlsx(RU_2008))), "--plan", "migration", *args)


def test_a_plan_that_is_not_there_needs_its_head(bodies, written):
    assert run(written(xlsx(RU_2008)), plan="new")[0] == 2


def test_a_file_that_is_not_there_is_wrong_usage(plan, tmp_path):
    assert run(tmp_path / "none.xlsx")[0] == 2


def test_people_read_the_findings_line_by_line(plan, written):
    out = io.StringIO()
    path = written(xlsx([[*HEAD, "Форма завершения"], ["1", "Дело", "МВД", "", ""]]))
    with translation.override("en"), pytest.raises(CommandError) as refusal:
        call_command("import_plan", str(path), "--plan", "migration", stdout=out)
    assert refusal.value.returncode == 1
    assert out.getvalue().splitlines() == [
        "error: Row 2, column 4: There is no deadline. Write it as the act does.",
        "1 measures, 0 obligations, 0 new bodies",
    ]


def test_a_long_table_takes_as_many_statements_as_a_short_one(plan, written):
    def rows(count, section):
        return [HEAD, [section], *([n, f"Дело {n}", "МВД", "2009 год"] for n in range(1, count))]

    taken = []
    for count in (4, 31):
        with CaptureQueriesContext(connection) as told:
            assert run(written(xlsx(rows(count, f"Раздел {count}"), ["A2:D2"])))[0] == 0
        taken.append(len(told))
    assert taken[0] == taken[1]
