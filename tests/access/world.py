"""One plan with everything in it that an address can name, and another that a foreign body
coordinates, made once; and everybody who may come there.

The things stand in four places: on a measure of the body `lead` ("own"), of another body
("others"), of the coordinating body itself ("ministry"), and of a plan that is coordinated
elsewhere ("foreign").
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Permission as DjangoPermission
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Agency, Membership, User
from agencies.rules.rights import Condition
from agencies.services_delegations import delegate
from measures.models import DeadlineKind, ExecutorRole, Obligation, ProgressEntry, Signing
from measures.services.evidence import attach_evidence
from measures.services.extensions import request_extension
from measures.services.progress import Draft, accept_progress, save_draft, submit
from planner.models import ActionPlan
from tests import factories
from tests.access.people import BODIES, PEOPLE, Thing

TODAY = date(2009, 7, 6)
NOW = datetime(2009, 7, 6, 4, 30, tzinfo=UTC)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
Things = dict[str, Thing]


@dataclass
class World:
    bodies: Mapping[str, Agency]
    people: Mapping[str, User]
    places: dict[str, Things] = field(default_factory=dict)
    plans: dict[str, ActionPlan] = field(default_factory=dict)
    media: str = ""

    @property
    def ids(self) -> dict[str, int]:
        return {name: body.pk for name, body in self.bodies.items()}


def build() -> World:
    bodies = {name: factories.AgencyFactory(code=f"at-{name}") for name in BODIES}
    world = World(bodies, _people(bodies))
    concept = factories.ConceptFactory(slug="concept-of-access")
    ours = factories.ActionPlanFactory(slug="ours", concept=concept, coordinator=bodies["ministry"])
    theirs = factories.ActionPlanFactory(
        slug="theirs", concept=concept, coordinator=bodies["foreign"]
    )
    who = world.people
    world.places = {
        "own": reports(world, ours, "lead", "officer", by=who["coordinator"]),
        "others": reports(world, ours, "other", "stranger", by=who["coordinator"]),
        "ministry": reports(world, ours, "ministry", "both", by=who["coordinator"]),
        "foreign": reports(world, theirs, "other", "stranger", by=who["foreign"]),
    }
    world.plans = {"own": ours, "foreign": theirs}
    return world


def _people(bodies: Mapping[str, Agency]) -> dict[str, User]:
    people: dict[str, User] = {}
    for name, persona in PEOPLE.items():
        if not persona.signed_in:
            continue
        email = f"{name}@example.org"
        staff = {"is_staff": persona.keeper, "is_superuser": persona.chief}
        people[name] = factories.UserFactory(email=email, full_name=f"The {name}", **staff)
        for role, body in persona.roles:
            Membership.objects.create(user=people[name], agency=bodies[body], role=role)
        for permission in persona.permissions:
            app, code = permission.split(".")
            found = DjangoPermission.objects.get(content_type__app_label=app, codename=code)
            people[name].user_permissions.add(found)
    for name, persona in PEOPLE.items():
        for role, body, whose in persona.lent:
            lent = Membership.objects.get(user=people[whose], agency=bodies[body], role=role)
            last = TODAY + timedelta(days=30)
            days = {"starts_on": TODAY, "ends_on": last, "today": TODAY, "reason": "Отпуск"}
            delegate(lent, to=people[name], by=people[whose], **days)  # type: ignore[arg-type]
    return people


def reports(world: World, plan: ActionPlan, body: str, writer: str, *, by: User) -> Things:
    """Reports of the body in every state, written by `writer`, and requests for more time."""
    author, agency = world.people[writer], world.bodies[body]
    of: dict[str, Any] = {"body": body, "lead": body, "coordinator": _name(world, plan)}
    wrote = {**of, "hands": {writer}}
    kinds = {name: _owed(plan, agency) for name in ("draft", "handed", "accepted")}
    entries = {name: _written(owed, author) for name, owed in kinds.items()}
    for name in ("handed", "accepted"):
        submit(entries[name], by=author, today=TODAY)
    accept_progress(ProgressEntry.objects.get(pk=entries["accepted"].pk), by=by, today=TODAY)
    owed = _owed(plan, agency)
    part = _part(owed, world.bodies["co"])
    unread = factories.DeadlineFactory(
        measure=factories.MeasureFactory(plan=plan), kind=DeadlineKind.UNDECIDED, due=[]
    )
    internal = {**of, "body": "co", "conditions": {Condition.INTERNAL_DATE}}
    return {
        "measure_of": Thing(owed.measure_id, **of),
        "deadline_of": Thing(unread.pk, **of),
        "owed": Thing(owed.pk, **of),
        "part": Thing(part.pk, **{**of, "body": "co"}),
        **{f"owed_{name}": Thing(row.pk, **of) for name, row in kinds.items()},
        **{name: Thing(row.pk, **wrote) for name, row in entries.items()},
        **{f"{name}_file": Thing(_file(row), **wrote) for name, row in entries.items()},
        "signing": Thing(_put_forward(entries["draft"], author), **of),
        "signing_body": Thing(agency.code, **of),
        "request": Thing(_asked(owed, author, 20), **wrote),
        "part_request": Thing(_asked(part, world.people["co"], 2), **{**internal, "hands": {"co"}}),
    }


def _name(world: World, plan: ActionPlan) -> str:
    return next(name for name, body in world.bodies.items() if body.pk == plan.coordinator_id)


def _owed(plan: ActionPlan, agency: Agency) -> Obligation:
    """Due on 10 July 2009, open."""
    row: Obligation = factories.ObligationFactory(
        measure=factories.MeasureFactory(plan=plan), agency=agency
    )
    return factories.asked_for(row)


def _part(owed: Obligation, co: Agency) -> Obligation:
    """What a co-executor owes to the lead on the same occurrence, five days before it."""
    factories.ExecutorFactory(measure=owed.measure, agency=co, role=ExecutorRole.CO, position=2)
    row: Obligation = factories.ObligationFactory(
        measure=owed.measure,
        agency=co,
        role=ExecutorRole.CO,
        due_on=TODAY + timedelta(days=1),
        written_on=owed.written_on,
        occurrence=owed.occurrence,
    )
    return row


def _written(owed: Obligation, by: User) -> ProgressEntry:
    """A draft with a file."""
    entry = save_draft(owed, Draft("Сделано то и это."), by=by, today=TODAY)
    upload = SimpleUploadedFile("note.pdf", PDF)
    attach_evidence(entry, upload, by=by, today=TODAY)
    return entry


def _put_forward(entry: ProgressEntry, by: User) -> int:
    """Before the head of its agency."""
    row = Signing.objects.create(entry=entry, version=entry.version, asked_by=by, asked_on=TODAY)
    return row.pk


def _file(entry: ProgressEntry) -> int:
    return entry.evidence.get().pk


def _asked(owed: Obligation, by: User, days: int) -> int:
    proposed = (owed.due_on or TODAY) + timedelta(days=days)
    asked = request_extension(owed, by=by, today=TODAY, proposed_on=proposed, reason="Ждём")
    return asked.pk
