"""One plan with something of everything that the API has acts for, and people of every kind."""

from dataclasses import dataclass, field
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Agency, Role, User
from measures.importing.outcome import Options
from measures.models import (
    Change,
    ChangeKind,
    Evidence,
    Extension,
    ImportFile,
    Job,
    Measure,
    Obligation,
    ProgressEntry,
    SavedView,
)
from measures.services.amendments import put_change, start_amendment
from measures.services.evidence import attach_evidence
from measures.services.extensions import request_extension
from measures.services.jobs import ask_export
from measures.services.progress import Draft, save_draft, submit
from measures.services.reminders import default_rules
from measures.services.saved_views import keep_view
from measures.services.uploads import keep_upload
from planner.models import ActionPlan, Amendment
from tests.factories import AgencyFactory, MeasureFactory, ObligationFactory, asked_for, person
from tests.measures.amending import enter
from tests.measures.importing.files import xlsx
from tests.measures.test_services_evidence import PDF
from tests.measures.views.sending import GOOD

TODAY = date(2009, 7, 6)
PEOPLE = ("officer", "other", "coordinator", "elsewhere", "observer", "administrator", "nobody")


@dataclass
class World:
    """`written`: an obligation with a draft and a file; `waiting`: one whose report waits for
    review; `struck`: a measure that a draft of an amendment strikes."""

    plan: ActionPlan
    agency: Agency
    people: dict[str, User]
    measure: Measure
    free: Obligation
    written: Obligation
    waiting: Obligation
    draft: ProgressEntry
    entry: ProgressEntry
    evidence: Evidence
    extension: Extension
    amendment: Amendment
    change: Change
    undecided: Measure
    upload: ImportFile
    job: Job
    view: SavedView
    more: dict[str, object] = field(default_factory=dict)


def world_of(plan: ActionPlan, agency: Agency, officer: User, coordinator: User) -> World:
    people = _people(officer, coordinator)
    AgencyFactory(short_ru="МИМ")
    default_rules(plan)
    free, written, waiting, asked = (_owed(plan, agency) for _ in range(4))
    draft = save_draft(written, Draft("Пишется."), by=officer, today=TODAY)
    entry = save_draft(waiting, Draft("Идёт работа."), by=officer, today=TODAY)
    submit(entry, by=officer, today=TODAY)
    change = _struck(plan, agency, coordinator)
    upload = SimpleUploadedFile("plan.xlsx", xlsx(GOOD))
    return World(
        plan=plan,
        agency=agency,
        people=people,
        measure=free.measure,
        free=free,
        written=written,
        waiting=waiting,
        draft=draft,
        entry=entry,
        evidence=_file_of(draft, officer),
        extension=request_extension(
            asked, by=officer, today=TODAY, proposed_on=date(2009, 9, 1), reason="Ждём."
        ),
        amendment=change.amendment,
        change=change,
        undecided=enter(plan, "98", "по мере необходимости", agency),
        upload=keep_upload(plan, upload, by=coordinator, today=TODAY, options=Options()),
        job=ask_export(plan, fmt="xlsx", language="ru", by=officer, today=TODAY),
        view=keep_view(by=coordinator, name="Опоздания", query="status=overdue"),
    )


def _people(officer: User, coordinator: User) -> dict[str, User]:
    observer = person(AgencyFactory(), Role.OBSERVER)
    administrator = person(AgencyFactory(), Role.OFFICER, is_staff=True, is_superuser=True)
    administrator.memberships.all().delete()
    nobody = person(AgencyFactory(), Role.OFFICER)
    nobody.memberships.all().delete()
    return {
        "officer": officer,
        "other": person(AgencyFactory(), Role.OFFICER),
        "coordinator": coordinator,
        "elsewhere": person(AgencyFactory(), Role.COORDINATOR),
        "observer": observer,
        "administrator": administrator,
        "nobody": nobody,
    }


def _file_of(draft: ProgressEntry, by: User) -> Evidence:
    return attach_evidence(draft, SimpleUploadedFile("доклад.pdf", PDF), by=by, today=TODAY)


def _struck(plan: ActionPlan, agency: Agency, by: User) -> Change:
    """The only item of a draft of an amendment."""
    measure = enter(plan, "99", "до 1 декабря 2009 года", agency)
    amendment = start_amendment(plan, by=by, today=TODAY)
    return put_change(amendment, ChangeKind.STRIKE, by=by, today=TODAY, measure=measure)


def _owed(plan: ActionPlan, agency: Agency) -> Obligation:
    return asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency))
