"""A plan for 2008–2010 with a measure of every kind, its bodies and its people."""

from dataclasses import dataclass
from datetime import date

from agencies.models import Agency, AgencyGroup, Region, Role, User
from measures.importing.outcome import Options
from measures.models import Measure
from measures.services.importing import import_plan
from planner.models import ActionPlan
from tests.factories import ActionPlanFactory, AgencyFactory, ConceptFactory, UserFactory, person
from tests.measures.importing.files import xlsx

ENTERED = date(2007, 12, 3)
BODIES = {
    "labour": "МТСЗН",
    "interior": "МВД",
    "foreign": "МИД",
    "justice": "МЮ",
    "education": "МОН",
    "culture": "МКИ",
    "budget": "МЭБП",
    "statistics": "АС",
    "tourism": "МТС",
}
AKIMATS = {"akmola": "Акмола", "aktobe": "Актобе", "atyrau": "Атырау", "almaty-city": "Алматы"}
BY_THE_FIFTH = "ежеквартально, к 5 числу месяца, следующего за отчётным кварталом"
HEADINGS = ["№", "Мероприятие", "Форма завершения", "Ответственные исполнители", "Срок исполнения"]
TABLE = [
    ["1", "Внести закон", "Закон", "МТСЗН, КНБ (по согласованию)", "до 1 июля 2008 года"],
    ["2", "Сообщать о въезде", "Информация", "МВД", BY_THE_FIFTH],
    ["3", "Учить языку", "Отчёт", "МОН, МКИ", "ежегодно, к 25 января"],
    ["4", "Освещать в печати", "Публикации", "МКИ", "постоянно"],
    ["5", "Открыть представительство", "Отчёт", "МИД, МЮ",
     "в течение 10 рабочих дней после подписания соглашения"],
    ["6", "Согласовать порядок", "Приказ", "МТСЗН", "по согласованию сторон"],
    ["7", "Принять переселенцев", "Отчёт", "МЭБП, акимы областей и города Алматы",
     "до 1 декабря 2009 года"],
    ["8", "Сообщать о туристах", "Информация", "МТС", "ежегодно, к 10 января и 10 июля"],
    ["9", "Издать учебники", "Учебники", "МОН, МКИ", "IV квартал 2009 года"],
    ["10", "Провести перепись", "Отчёт", "АС", "до 1 октября 2008 года"],
    ["11", "Пересмотреть правила", "Правила", "МЮ", "до 1 июня 2010 года"],
    ["12", "Вести реестр", "Реестр", "МТС", "ежеквартально"],
]  # fmt: skip


@dataclass(frozen=True)
class Setting:
    plan: ActionPlan
    bodies: dict[str, Agency]
    officers: dict[str, User]
    coordinator: User
    observer: User
    administrator: User

    def measures(self) -> dict[str, int]:
        return dict(Measure.objects.filter(plan=self.plan).values_list("number", "pk"))


def enter_the_plan() -> Setting:
    bodies = _bodies()
    labour = bodies["labour"]
    plan = ActionPlanFactory(
        slug="2008-2010",
        concept=ConceptFactory(slug="2007-2015"),
        coordinator=labour,
        day_off_rule="next",
    )
    coordinator = person(labour, Role.COORDINATOR)
    outcome = import_plan(
        plan, xlsx([HEADINGS, *TABLE]), "plan.xlsx", by=coordinator, today=ENTERED,
        options=Options(),
    )  # fmt: skip
    assert (outcome.errors, len(outcome.rows)) == ((), 12)
    return Setting(
        plan=plan,
        bodies=bodies,
        officers={code: person(body, Role.OFFICER) for code, body in bodies.items()},
        coordinator=coordinator,
        observer=person(labour, Role.OBSERVER, language="ru"),
        administrator=UserFactory(is_staff=True, is_superuser=True),
    )


def _bodies() -> dict[str, Agency]:
    made = {
        code: AgencyFactory(code=code, short_ru=short, name_ru=f"Орган {short}")
        for code, short in BODIES.items()
    }
    made["knb"] = AgencyFactory(code="knb", short_ru="КНБ", name_ru="Орган КНБ", by_agreement=True)
    group = AgencyGroup.objects.create(code="akimats", name_ru="акимы областей и города Алматы")
    for code, name in AKIMATS.items():
        region = Region.objects.create(code=code, kind="oblast", name_ru=name)
        made[code] = AgencyFactory(
            code=code, kind="akimat", region=region, short_ru=f"Акимат {name}",
            name_ru=f"Акимат: {name}",
        )  # fmt: skip
        group.members.add(made[code])
    return made
