"""A plan in the middle of its legal life, and everybody who may come to its pages."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.test import Client

from agencies.models import Agency, Role, User
from measures.models import ExecutorRole, Extension, ImportFile, Obligation
from measures.services.amendments import put_change, start_amendment
from measures.services.extensions import request_extension
from planner.models import ActionPlan
from tests.factories import AgencyFactory, UserFactory, person
from tests.measures.amending import amend, enter, reword, strike
from tests.measures.views.conftest import signed_in
from tests.measures.views.sending import GOOD, send

DAY = date(2009, 3, 2)
# Those who are answered come last: what they do to the rows, nobody after them is asked about.
EVERYBODY = (
    *("anonymous", "roleless", "administrator", "stranger", "co"),
    *("officer", "head", "observer", "foreign", "coordinator"),
)


@dataclass(frozen=True)
class World:
    """`rows` fill the addresses; `lead` is the short name of the body that leads the measures."""

    people: dict[str, User]
    lead: str
    rows: dict[str, Any] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        return signed_in(self.people[who]) if who in self.people else Client()

    def ask(self, who: str, method: str, address: str, data: dict[str, str]) -> int:
        client, path = self.client(who), address.format(**self.rows)
        sent = {name: value.format(**self.rows) for name, value in data.items()}
        json = {"content_type": "application/json"} if path.startswith("/api/") else {}
        answer = client.get(path) if method == "GET" else client.post(path, sent, **json)
        return answer.status_code


def world_of(plan: ActionPlan, agency: Agency) -> World:
    co, foreign = AgencyFactory(), AgencyFactory(code="foreign")
    people = {
        "roleless": UserFactory(),
        "administrator": UserFactory(is_staff=True, is_superuser=True),
        "stranger": person(AgencyFactory(), Role.OFFICER),
        "co": person(co, Role.OFFICER),
        "officer": person(agency, Role.OFFICER),
        "head": person(agency, Role.HEAD),
        "observer": person(AgencyFactory(), Role.OBSERVER),
        "foreign": person(foreign, Role.COORDINATOR),
        "coordinator": person(plan.coordinator, Role.COORDINATOR),
    }
    return World(
        people,
        agency.short_ru,
        {**_acts(plan, people["coordinator"], agency, co), "body": agency.code},
    )


def _acts(plan: ActionPlan, by: User, lead: Agency, co: Agency) -> dict[str, Any]:
    law = enter(plan, "7", "до 1 октября 2009 года", lead, co)
    open_ = enter(plan, "8", "по мере необходимости и поступления", lead)
    applied = amend(plan, by, DAY, strike(enter(plan, "9", "ежегодно", lead)))
    draft = start_amendment(plan, by=by, today=DAY)
    item = put_change(draft, by=by, today=DAY, **reword(law, title_ru="Иначе"))
    owed = Obligation.objects.get(measure=law, role=ExecutorRole.LEAD)
    internal = Obligation.objects.get(measure=law, role=ExecutorRole.CO)
    return {
        "plan": plan.slug,
        "concept": plan.concept.slug,
        "law": law.pk,
        "draft": draft.pk,
        "applied": applied.pk,
        "item": item.pk,
        "deadline": open_.deadline.pk,
        "owed": owed.pk,
        "internal": internal.pk,
        "asked": _asked(owed, lead).pk,
        "asked_inside": _asked(internal, co).pk,
        "import": _upload(plan, by).pk,
    }


def _asked(owed: Obligation, body: Agency) -> Extension:
    return request_extension(
        owed,
        by=person(body, Role.OFFICER),
        today=DAY,
        proposed_on=date(2009, 9, 30) if owed.role == ExecutorRole.CO else date(2009, 12, 1),
        reason="Ждём данных",
    )


def _upload(plan: ActionPlan, by: User) -> ImportFile:
    send(signed_in(by), plan, GOOD)
    return ImportFile.objects.get()
