"""What a plan has besides its reports: amendments, rounds, editions, issues, cuts, publications."""

from typing import Any

from django.core.files.base import ContentFile

from agencies.models import AgencyGroup, Region, Succession, User
from measures.importing.outcome import Options
from measures.models import ImportFile
from measures.services.amendments import put_change, start_amendment
from measures.services.reminders.policy import add_usual_steps
from planner.models import ActionPlan, Indicator
from publications.facts import Wanted
from publications.services import Looked, last_number, preview, publish, seen
from reports.models import CutEdition, Dispatch, ReportingRound
from reports.queries_narratives import history_of
from reports.services.cuts import Wish, ask_for_cut, keep_cut
from reports.services.cuts_making import make_cut
from reports.services.issuing import open_files, sign
from reports.services.narrative_sections import add_section, begin
from reports.services.narratives import save_text
from reports.services.recipients import Address, add_recipient
from reports.services.rounds import round_of
from tests import factories
from tests.access.people import Thing
from tests.access.things_people import of_people, webhook
from tests.access.world import NOW, TODAY, Things, World
from tests.measures.amending import amend, enter, reword, strike
from tests.reports.issuing.conftest import make_ready

WHEN: dict[str, Any] = {"today": TODAY, "now": NOW}
CODE = "code-that-nothing-has"


def add_things(world: World) -> None:
    who = world.people
    for place, by in (("own", "coordinator"), ("foreign", "foreign")):
        things, plan = world.places[place], world.plans[place]
        coordinator = things["measure_of"].coordinator
        of = {"coordinator": coordinator}
        # Whose measure it is makes no difference here: not asked in every place.
        things |= {
            "plan": Thing(plan.slug, **of),
            "concept": Thing(plan.concept.slug),
            "agency": Thing(world.bodies["other"].code),
            "measure": things["measure_of"],
            "deadline": things["deadline_of"],
        }
        things |= _legal_life(world, plan, who[by], of)
        things |= _rounds(world, plan, who[by], of)
        things |= _issues(plan, who[by], {**of, "hands": {by}})
        things |= _cut(world, plan, of)
        things |= _published(plan, who[by], of)
        owner = {"own": "officer", "foreign": "foreign"}[place]
        things |= webhook(plan, who[owner], {**of, "owner": owner})
    world.places["own"] |= {**_reference(world), **of_people(world)}


def _legal_life(world: World, plan: ActionPlan, by: User, of: dict[str, Any]) -> Things:
    lead = world.bodies["lead"]
    law = enter(plan, "7", "до 1 октября 2009 года", lead)
    amend(plan, by, TODAY, strike(enter(plan, "9", "ежегодно", lead)))
    applied = plan.amendments.get()
    draft = start_amendment(plan, by=by, today=TODAY)
    change = put_change(draft, by=by, today=TODAY, **reword(law, title_ru="Иначе"))
    kept = ImportFile.objects.create(
        plan=plan, file=ContentFile(b"table", name="plan.xlsx"), name="plan.xlsx",
        sha256="0" * 64, language="ru", uploaded_by=by, outcome={"options": Options().as_json()},
    )  # fmt: skip
    add_usual_steps(plan, by=by, **WHEN)
    step = plan.reminder_rules.in_use().first()
    assert step
    return {
        "step": Thing(step.pk, **of),
        "law": Thing(law.pk, **of),
        "amendment": Thing(draft.pk, **of),
        "applied": Thing(applied.pk, **of),
        "change": Thing(change.pk, **of),
        "import": Thing(kept.pk, **of),
    }


def _rounds(world: World, plan: ActionPlan, by: User, of: dict[str, Any]) -> Things:
    past, now = round_of(plan, "2009Q1", TODAY), round_of(plan, "2009Q2", TODAY)
    reopened = past.reopenings.create(
        agency=world.bodies["lead"], reason="Болел", opened_on=TODAY, opened_at=NOW, opened_by=by
    )
    begin(now, by=by, today=TODAY, day=TODAY)
    section = now.narrative_sections.order_by("pk").first()
    assert section
    own = add_section(now, {"ru": "О своём"}, by=by, today=TODAY)
    text = section.texts.get(language="ru")
    text = save_text(text, "Слова раздела.", by=by, today=TODAY, version=text.version)
    change = history_of(text).first()
    assert change
    return {
        "round": Thing(now.pk, **of),
        "past_round": Thing(past.pk, **of),
        "body": Thing(world.bodies["lead"].code, **of),
        "reopening": Thing(reopened.pk, **of),
        "section": Thing(section.pk, **of),
        "own_section": Thing(own.pk, **of),
        "text": Thing(text.pk, **of),
        "text_version": Thing(text.version),
        "text_change": Thing(change.pk),
    }


def _issues(plan: ActionPlan, by: User, of: dict[str, Any]) -> Things:
    """Of the first quarter an edition that is issued, of the second one that waits for the second
    signature and one that is not signed; the second has failed."""
    past = ReportingRound.objects.get(plan=plan, label="2009Q1")
    now = ReportingRound.objects.get(plan=plan, label="2009Q2")
    office = Address("Канцелярия", "office@example.org", "ru", ["docx"])
    recipient = add_recipient(plan, office, by=by, **WHEN)
    issued = sign(make_ready(past), number="1", dated_on=TODAY, by=by, **WHEN)
    open_files(issued, True, by=by, **WHEN)
    plan.signing_rules.create(second_person=True, set_by=by, set_at=NOW)
    edition = make_ready(now)
    waiting = sign(edition, number="2", dated_on=TODAY, by=by, **WHEN)
    queued = now.reports.create(edition=2, as_of=TODAY)
    return {
        "recipient": Thing(recipient.pk, **of),
        "issued": Thing(issued.pk, **of),
        "issued_edition": Thing(issued.report_id, **of),
        "waiting": Thing(waiting.pk, **of),
        "dispatch": Thing(Dispatch.objects.get(issue=issued).pk, **of),
        "edition": Thing(edition.pk, **of),
        "queued": Thing(queued.pk, **of),
        "edition_file": Thing(edition.files.filter(format="docx")[0].pk, **of),
        "code": Thing(issued.code),
        "code_file": Thing(issued.files.filter(format="docx")[0].pk),
    }


def _cut(world: World, plan: ActionPlan, of: dict[str, Any]) -> Things:
    """Of the body `lead`, kept by its officer."""
    wish = Wish(
        "Ours", "agency", agencies=[world.bodies["lead"].code], languages=["en"], formats=["json"]
    )
    by = world.people["officer"]
    cut = keep_cut(plan, wish, by=by, today=TODAY)
    made = ask_for_cut(cut, by=by, today=TODAY)
    assert make_cut(made.pk)
    own = {**of, "body": "lead", "owner": "officer"}
    return {
        "cut": Thing(cut.pk, **own),
        "cut_edition": Thing(made.pk, **own),
        "cut_file": Thing(CutEdition.objects.get(pk=made.pk).files.get().pk, **own),
    }


def _published(plan: ActionPlan, by: User, of: dict[str, Any]) -> Things:
    content = preview(plan, day=TODAY, wanted=Wanted(), today=TODAY)
    looked = Looked(last_number(plan), seen(content))
    made = publish(plan, day=TODAY, wanted=Wanted(), looked=looked, by=by, **WHEN)
    key = content["measures"][0]["id"]
    return {
        "number": Thing(1, **of),
        "key": Thing(key, **of),
        "publication": Thing(made.pk, **of),
    }


def _reference(world: World) -> Things:
    """What belongs to nobody."""
    akmola = Region.objects.create(code="at-akmola", kind="oblast", name_ru="Акмолинская область")
    group = AgencyGroup.objects.create(code="at-group", name_ru="Все")
    old = factories.AgencyFactory()
    came = Succession.objects.create(
        predecessor=old, successor=world.bodies["lead"], kind="rename",
        effective_on=TODAY, act="Указ",
    )  # fmt: skip
    indicator = Indicator.objects.create(
        concept=world.plans["own"].concept, code="at-quota", name_ru="Квота"
    )
    return {
        "region": Thing(akmola.pk),
        "group": Thing(group.pk),
        "agency_id": Thing(world.ids["lead"]),
        "succession": Thing(came.pk),
        "indicator": Thing(indicator.pk),
        "year": Thing(2009),
        "nothing": Thing("nothing"),
        "code_of_error": Thing("not_found"),
    }
