"""What is exported reads back as the same plan: one of hard cases, and the demonstration."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, AgencyGroup
from agencies.translated import localized
from measures.demo.plan import add_plan
from measures.demo.reference import add_missing
from measures.exporting import export_plan
from measures.importing.outcome import Options
from measures.models import ExecutorRole, Measure, MeasureState
from measures.services.importing import import_plan
from measures.services.plan import CostDraft, ExecutorDraft, MeasureDraft, add_measures
from planner.models import ActionPlan
from tests import factories
from tests.conftest import TODAY

LEAD, CO = ExecutorRole.LEAD, ExecutorRole.CO
EVERY = [(fmt, language) for fmt in ("docx", "xlsx") for language in ("ru", "kk", "en")]


def told(plan: ActionPlan, language: str) -> list[dict[str, Any]]:
    """All that a plan's table says, in one language."""
    rows = plan.measures.exclude(state=MeasureState.STRUCK).order_by("position")
    return [_told(measure, language) for measure in rows]


def _told(measure: Measure, language: str) -> dict[str, Any]:
    return {
        "section": localized(measure.section, "title", language) if measure.section else "",
        "number": measure.number,
        "title": localized(measure, "title", language),
        "form": localized(measure, "completion_form", language),
        "deadline": localized(measure.deadline, "text", language),
        "kind": measure.deadline.kind,
        "due": measure.deadline.due,
        "executors": [
            (e.agency_id, e.group_id, e.role, e.by_agreement, e.consolidates)
            for e in measure.executors.order_by("position")
        ],
        "costs": [(c.year, c.source, c.planned) for c in measure.costs.order_by("year", "source")],
        "funding": measure.funding_source,
    }


def copied(plan: ActionPlan, fmt: str, language: str) -> ActionPlan:
    data = export_plan(plan, fmt, language)
    copy = ActionPlan.objects.get(pk=plan.pk)
    copy.pk, copy.slug = None, f"copy-{fmt}-{language}"
    copy.save()
    options = Options()
    outcome = import_plan(copy, data, f"plan.{fmt}", by=None, today=TODAY, options=options)
    assert (outcome.errors, outcome.language) == ((), language)
    return copy


def three(text: str) -> dict[str, str]:
    return {"ru": text, "kk": f"{text}, қазақша", "en": f"{text} (English)"}


def draft(number: str, *executors: ExecutorDraft, section: str = "", **given: Any) -> MeasureDraft:
    return MeasureDraft(
        number=number,
        title=three(given.pop("title", f"Мероприятие {number}")),
        completion_form=three("Отчёт"),
        deadline={
            "ru": "до 1 июля 2009 года", "kk": "2009 жылғы 1 шілдеге дейін", "en": "by 1 July 2009"
        },
        executors_text="",
        executors=executors,
        section=three(section) if section else "",
        **given,
    )  # fmt: skip


@pytest.fixture
def hard(plan: ActionPlan) -> ActionPlan:
    """Every mark, a group with commas in its name, restarting numbers, costs of several kinds."""
    one, two, three_ = factories.AgencyFactory.create_batch(3)
    comma = factories.AgencyFactory(short_ru="Служба А, Б и В", short_kk="А, Б және В қызметі")
    group = AgencyGroup.objects.create(
        code="all", name_ru="акимы областей, городов Астаны и Алматы",
        name_kk="облыстардың, Астана және Алматы қалаларының әкімдері", name_en="akims, all",
    )  # fmt: skip
    group.members.set([one, two])
    lead = ExecutorDraft(one, None, LEAD)
    drafts = [
        draft("1", lead, title="=1+1 не формула"),
        draft("2", ExecutorDraft(two, None, CO), ExecutorDraft(one, None, LEAD, consolidates=True),
              section="1. Первый"),
        draft("3.1", lead, ExecutorDraft(comma, None, CO, by_agreement=True),
              ExecutorDraft(None, group, CO, consolidates=True), section="1. Первый",
              costs=(CostDraft(Decimal("12.5"), 2008, "РБ (основной)"),
                     CostDraft(Decimal("0.125"), 2008, "МБ"), CostDraft(Decimal(1000), 2010))),
        draft("1", ExecutorDraft(None, group, LEAD, by_agreement=True), section="Второй",
              costs=(CostDraft(Decimal("30.2")), CostDraft(Decimal(7), 2009, "РБ")),
              funding_source="Республиканский и местные бюджеты"),
        draft("2", ExecutorDraft(three_, None, LEAD), title="Две\nстроки", section="Второй",
              costs=(CostDraft(Decimal(2010)),)),
    ]  # fmt: skip
    add_measures(plan, drafts, by=None, today=TODAY)
    return plan


@pytest.mark.parametrize(("fmt", "language"), EVERY)
def test_a_plan_of_hard_cases_reads_back_the_same(hard, fmt, language):
    assert told(copied(hard, fmt, language), language) == told(hard, language)


def test_a_measure_struck_from_the_plan_is_not_exported(hard):
    hard.measures.filter(number="3.1").update(state=MeasureState.STRUCK, state_on=TODAY)
    assert [row["number"] for row in told(copied(hard, "xlsx", "ru"), "ru")] == ["1", "2", "1", "2"]


def test_a_short_name_that_two_bodies_share_is_written_in_full(hard):
    Agency.objects.filter(code__startswith="body").update(short_ru="Одно имя")
    assert told(copied(hard, "docx", "ru"), "ru") == told(hard, "ru")


@pytest.fixture
def demonstration(db: None) -> ActionPlan:
    add_missing(settings.BASE_DIR / "fixtures" / "reference")
    return add_plan(settings.BASE_DIR / "fixtures" / "demo" / "plan.json", by=None)


def test_the_demonstration_reads_back_the_same_in_every_format_and_language(demonstration):
    for fmt, language in EVERY:
        before = told(demonstration, language)
        assert len(before) > 50
        assert told(copied(demonstration, fmt, language), language) == before


def test_the_demonstration_reads_back_the_same_from_comma_separated_values(demonstration):
    copy = copied(demonstration, "csv", "ru")
    assert told(copy, "ru") == told(demonstration, "ru")


def statements(action: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as taken:
        action()
    return len(taken)


def test_a_long_plan_takes_as_many_statements_as_a_short_one(hard):
    short = statements(lambda: export_plan(hard, "xlsx", "ru"))
    body = Agency.objects.first()
    more = [draft(str(n), ExecutorDraft(body, None, LEAD), section="Третий") for n in range(30)]
    add_measures(hard, more, by=None, today=TODAY)
    assert statements(lambda: export_plan(hard, "docx", "kk")) == short == 9
