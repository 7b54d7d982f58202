"""A large synthetic plan to measure the tracker by: the same for the same seed.

Measures go through the service that imports use; the past is filled in by bulk inserts, so that a
million obligations take minutes. Two hundred measures at a time keep the memory small.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from random import Random

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.clock import is_demonstration
from agencies.errors import Refused
from agencies.models import Agency, AgencyGroup
from measures.demo.past import fill_past
from measures.demo.reference import add_missing
from measures.demo.seed import FIXTURES
from measures.models import ExecutorRole
from measures.services.obligations import owed_in
from measures.services.plan import ExecutorDraft, MeasureDraft, Texts, add_measures
from planner.models import ActionPlan, Concept, LineOfAction, Task

CHUNK = 200

# Deadlines as acts write them, and how many dates each has in a plan of three years.
DEADLINES: tuple[tuple[Texts, int], ...] = (
    ({"ru": "ежеквартально", "kk": "тоқсан сайын", "en": "quarterly"}, 12),
    ({"ru": "раз в полугодие", "kk": "жартыжылдықта бір рет", "en": "every half-year"}, 6),
    ({"ru": "ежегодно, к 25 января", "kk": "жыл сайын 25 қаңтарға"}, 3),
    ({"ru": "два раза в год, к 15 января и 15 июля"}, 6),
    ({"ru": "до 1 июля 2009 года", "kk": "2009 жылғы 1 шілдеге дейін"}, 1),
    ({"ru": "IV квартал 2008 года", "kk": "2008 жылғы IV тоқсан"}, 1),
    ({"ru": "до 1 октября 2010 года", "kk": "2010 жылғы 1 қазанға дейін"}, 1),
)
ONCE: Texts = {"ru": "до 1 марта 2009 года", "kk": "2009 жылғы 1 наурызға дейін"}
DEEDS = (
    ("Провести мониторинг", "мониторинг жүргізу", "Monitor"),
    ("Подготовить предложения по развитию", "дамыту бойынша ұсыныстар дайындау", "Propose for"),
    ("Обеспечить учёт", "есепке алуды қамтамасыз ету", "Keep account of"),
    ("Организовать обучение по вопросам", "мәселелері бойынша оқыту", "Train in"),
)
SUBJECTS = (
    ("трудовой миграции", "Еңбек көші-қоны", "labour migration"),
    ("расселения оралманов", "Оралмандарды қоныстандыру", "settlement of oralmans"),
    ("внутренней миграции", "Ішкі көші-қон", "internal migration"),
    ("пребывания иностранцев", "Шетелдіктердің болуы", "stay of foreigners"),
    ("обмена данными о мигрантах", "Мигранттар туралы деректер алмасу", "data on migrants"),
)


@dataclass(frozen=True)
class Made:
    plan: ActionPlan
    measures: int
    obligations: int
    entries: int


@dataclass(frozen=True)
class Bodies:
    central: list[Agency]
    akimats: AgencyGroup
    members: int
    tasks: list[Task]
    lines: list[LineOfAction]


@transaction.atomic
def make_dataset(obligations: int, *, seed: int, today: date) -> Made:
    """A plan "dataset-<seed>-<obligations>" with exactly so many obligations, or nothing.

    Raises Refused "not_a_demonstration", "already_made".
    """
    if not is_demonstration():
        raise Refused(
            "not_a_demonstration",
            _("A synthetic load has no place among real data. Set BUSINESS_DATE for a test."),
        )
    add_missing(FIXTURES / "reference")
    plan = _plan(f"dataset-{seed}-{obligations}")
    drafts = _drafts(obligations, Random(seed), _bodies(plan.concept))  # noqa: S311  no secret
    measures = 0
    while chunk := list(islice(drafts, CHUNK)):
        measures += add_measures(plan, chunk, by=None, today=plan.starts_on).measures
    entries = fill_past(plan, seed=seed, today=today)
    return Made(plan, measures, owed_in(plan), entries)


def _plan(slug: str) -> ActionPlan:
    if ActionPlan.objects.filter(slug=slug).exists():
        raise Refused("already_made", _("Plan “%(slug)s” is there already.") % {"slug": slug})
    return ActionPlan.objects.create(
        slug=slug,
        concept=Concept.objects.get(slug="migration-2007-2015"),
        coordinator=Agency.objects.get(code="mtszn"),
        is_illustrative=True,
        title_ru=f"Синтетический план {slug}",
        title_kk=f"Синтетикалық жоспар {slug}",
        title_en=f"Synthetic plan {slug}",
        starts_on=date(2008, 1, 1),
        ends_on=date(2010, 12, 31),
        approved_on=date(2007, 11, 28),
    )


def _bodies(concept: Concept) -> Bodies:
    akimats = AgencyGroup.objects.get(code="akimats")
    return Bodies(
        central=list(Agency.objects.filter(groups__code="central-bodies").order_by("code")),
        akimats=akimats,
        members=akimats.members.count(),
        tasks=list(Task.objects.filter(goal__concept=concept)),
        lines=list(LineOfAction.objects.filter(direction__concept=concept)),
    )


def _drafts(obligations: int, luck: Random, bodies: Bodies) -> Iterator[MeasureDraft]:
    """Measures whose obligations add up; the last ones have one body and one date each."""
    number, left = 1, obligations
    while left:
        executors, size = _executors(luck, bodies)
        deadline, dates = luck.choice(DEADLINES)
        if size * dates > left:
            executors, size, deadline, dates = executors[:1], 1, ONCE, 1
        yield _draft(number, deadline, executors, luck, bodies)
        number, left = number + 1, left - size * dates


def _executors(luck: Random, bodies: Bodies) -> tuple[tuple[ExecutorDraft, ...], int]:
    """A lead with the akimats, or with up to five other central bodies; how many owe a report."""
    if luck.random() < 0.4:
        lead = ExecutorDraft(luck.choice(bodies.central), None, ExecutorRole.LEAD)
        return (lead, ExecutorDraft(None, bodies.akimats, ExecutorRole.CO)), 1 + bodies.members
    chosen = luck.sample(bodies.central, luck.randint(1, 6))
    roles = [ExecutorRole.LEAD] + [ExecutorRole.CO] * 5
    drafts = [ExecutorDraft(body, None, role) for body, role in zip(chosen, roles, strict=False)]
    return tuple(drafts), len(drafts)


def _draft(
    number: int,
    deadline: Texts,
    executors: tuple[ExecutorDraft, ...],
    luck: Random,
    bodies: Bodies,
) -> MeasureDraft:
    deed, subject = luck.choice(DEEDS), luck.choice(SUBJECTS)
    return MeasureDraft(
        number=str(number),
        title={
            "ru": f"{deed[0]} {subject[0]}, этап {number}",
            "kk": f"{subject[1]}: {deed[1]}, {number}-кезең",
            "en": f"{deed[2]} {subject[2]}, step {number}",
        },
        completion_form={"ru": "Информация Правительству", "kk": "Үкіметке ақпарат"},
        deadline=deadline,
        executors_text=", ".join(str(one.agency or one.group) for one in executors),
        executors=executors,
        section={"ru": f"Раздел {1 + number % 9}", "kk": f"{1 + number % 9}-бөлім"},
        tasks=(luck.choice(bodies.tasks),),
        lines=(luck.choice(bodies.lines),),
    )
