"""A handful of bodies, as the reference data names them."""

from datetime import date

import pytest

from agencies.models import AgencyAlias, AgencyGroup
from agencies.rules.names import normalise_name
from measures.rules.deadlines import PlanDates
from planner.models import ActionPlan
from tests import factories

DATES = PlanDates(date(2008, 1, 1), date(2010, 12, 31), date(2007, 11, 28))

BODIES = {
    "mtszn": ("МТСЗН", "Еңбекмині", "Министерство труда и социальной защиты населения"),
    "mvd": ("МВД", "ІІМ", "Министерство внутренних дел"),
    "mju": ("МЮ", "Әділетмині", "Министерство юстиции"),
    "knb": ("КНБ", "ҰҚК", "Комитет национальной безопасности"),
}
AKIMS = "акимы областей, городов Астаны и Алматы"
AKIMS_KK = "облыстардың, Астана және Алматы қалаларының әкімдері"


@pytest.fixture
def bodies(db: None) -> None:
    made = [
        factories.AgencyFactory(
            code=code, short_ru=ru, short_kk=kk, name_ru=name, by_agreement=code == "knb"
        )
        for code, (ru, kk, name) in BODIES.items()
    ]
    group = AgencyGroup.objects.create(code="akims", name_ru=AKIMS, name_kk=AKIMS_KK)
    group.members.set(made[:2])
    AgencyAlias.objects.create(text=normalise_name("Минтруда"), agency=made[0])


@pytest.fixture
def plan(bodies: None) -> ActionPlan:
    return factories.ActionPlanFactory(slug="migration")
