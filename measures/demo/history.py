"""The history, played through the services on its own days: each act by the person who may."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from agencies.models import Membership, Role, User
from agencies.queries import calendar_between
from measures.demo.papers import draw
from measures.demo.routine import COORDINATORS, usual_acts
from measures.demo.script import Act, Key, Script, read_script
from measures.models import (
    ChangeKind,
    Claim,
    Extension,
    ExtensionState,
    Mailed,
    Notice,
    Obligation,
    ProgressEntry,
)
from measures.rules.wording import wording_of
from measures.services import amendments, control, deadlines, evidence, extensions, progress
from measures.services.versions import said_by
from planner.models import ActionPlan

MAIL = "@demo.example"
NEWS_LASTS = timedelta(days=14)


class Stage:
    """The plan as it stands while the history is played."""

    def __init__(self, plan: ActionPlan) -> None:
        self.plan = plan
        self.measures = {m.number: m for m in plan.measures.select_related("plan", "deadline")}
        demo = User.objects.filter(email__endswith=MAIL)
        self.people = {user.email.removesuffix(MAIL): user for user in demo}
        held = Membership.objects.filter(role=Role.OFFICER, user__email__endswith=MAIL)
        self.officers = {one.agency.code: one.user for one in held.select_related("user", "agency")}
        self.owed = self._owed()
        self.handed_in: dict[Key, ProgressEntry] = {}

    def _owed(self) -> dict[Key, Obligation]:
        rows = Obligation.objects.filter(measure__plan=self.plan)
        found: dict[Key, Obligation] = {}
        for one in rows.select_related("measure__plan", "agency").order_by("due_on"):
            found[one.measure.number, one.agency.code, one.occurrence] = one
            found.setdefault((one.measure.number, one.agency.code, ""), one)
        return found

    def owed_anew(self) -> None:
        """After a deadline got its dates: other obligations stand in its place."""
        self.owed = self._owed()

    def obligation(self, act: Act) -> Obligation:
        """Raises KeyError when the script names none that is owed."""
        return self.owed[act.key]

    def reporter(self, act: Act) -> User:
        return self.people[act.who] if act.who else self.officers[act.agency]

    def decider(self, act: Act) -> User:
        return self.people[act.who or COORDINATORS[0]]

    def entry(self, act: Act) -> ProgressEntry:
        return self.handed_in[act.key]

    def request(self, act: Act) -> Extension:
        asked = Extension.objects.select_related("obligation__measure__plan")
        return asked.get(obligation=self.owed[act.key], state=ExtensionState.REQUESTED)


def play(plan: ActionPlan, source: Path) -> int:
    """How many acts were played. Any that a service refuses stops the whole."""
    script, stage = read_script(source), Stage(plan)
    acts = in_order(script, stage)
    for act in acts:
        PLAYED[act.what](stage, act)
    return len(acts)


def take_for_seen(plan: ActionPlan, today: date) -> None:
    """What people were told while the history was played they have read, but for the last days."""
    old = Notice.objects.filter(measure__plan=plan, told_on__lt=today - NEWS_LASTS)
    old.update(seen_at=timezone.now(), mail=Mailed.NOT)


def in_order(script: Script, stage: Stage) -> list[Act]:
    dated = {one.pk: one for one in stage.owed.values() if one.due_on}
    days = [day for one in dated.values() if (day := one.due_on)]
    calendar = calendar_between(min(days), max(days))
    usual = usual_acts(_in_full(script, stage), dated.values(), stage.officers, calendar)
    return sorted([*script.acts, *usual], key=lambda act: act.on)


def _in_full(script: Script, stage: Stage) -> Script:
    """Acts that leave out the occurrence, as there is one only, name it."""
    known = {key: one.occurrence for key, one in stage.owed.items()}
    acts = [replace(act, occurrence=known.get(act.key, act.occurrence)) for act in script.acts]
    return replace(script, acts=acts)


def _draft(stage: Stage, act: Act) -> ProgressEntry:
    paper = act.document
    draft = progress.Draft(
        text=act.text,
        claim=Claim(act.claim),
        language=act.language,
        document_kind=paper.kind if paper else "",
        document_number=paper.number if paper else "",
        document_on=paper.on if paper else None,
    )
    by = stage.reporter(act)
    entry = progress.save_draft(stage.obligation(act), draft, by=by, today=act.on)
    for file in act.files:
        evidence.attach_evidence(entry, draw(file), by=by, today=act.on)
    return entry


def _report(stage: Stage, act: Act) -> None:
    entry = _draft(stage, act)
    progress.submit(entry, by=stage.reporter(act), today=act.on, despite_silence=True)
    stage.handed_in[act.key] = entry


def _accept(stage: Stage, act: Act) -> None:
    by = stage.decider(act)
    progress.accept_progress(stage.entry(act), by=by, today=act.on, note=act.text)


def _return(stage: Stage, act: Act) -> None:
    by = stage.decider(act)
    progress.return_progress(stage.entry(act), by=by, today=act.on, reason=act.text)


def _extend(stage: Stage, act: Act) -> None:
    owed = stage.obligation(act)
    owed.refresh_from_db()
    extensions.request_extension(
        owed,
        by=stage.reporter(act),
        today=act.on,
        proposed_on=_day(act.proposed_on),
        reason=act.text,
    )


def _grant(stage: Stage, act: Act) -> None:
    extensions.grant_extension(
        stage.request(act),
        by=stage.decider(act),
        today=act.on,
        granted_on=_day(act.granted_on),
        act=act.act,
        act_on=act.act_on,
        note=act.text,
    )


def _refuse(stage: Stage, act: Act) -> None:
    by = stage.decider(act)
    extensions.refuse_extension(stage.request(act), by=by, today=act.on, note=act.text)


def _remove(stage: Stage, act: Act) -> None:
    paper = act.document
    if paper is None:
        raise ValueError(f"Measure {act.measure} leaves control without a document")
    document = control.CompletionDocument(paper.kind, paper.number, paper.on)
    by, measure = stage.decider(act), stage.measures[act.measure]
    control.remove_from_control(measure, document, by=by, today=act.on, note=act.text)


def _set_dates(stage: Stage, act: Act) -> None:
    deadlines.set_dates(
        stage.measures[act.measure].deadline,
        act.dates,
        by=stage.decider(act),
        today=act.on,
        event_on=act.event_on,
        note=act.text,
    )
    stage.owed_anew()


def _amend(stage: Stage, act: Act) -> None:
    """Every item of `changes` names a measure; with a "wording" it is reworded, else struck. An
    amendment without an act stays a draft."""
    by = stage.decider(act)
    draft = amendments.start_amendment(stage.plan, by=by, today=act.on)
    for item in act.changes:
        measure = stage.measures[item["measure"]]
        kind = ChangeKind.REWORD if "wording" in item else ChangeKind.STRIKE
        wording = {**wording_of(said_by(measure)), **item.get("wording", {})}
        amendments.put_change(
            draft,
            kind,
            by=by,
            today=act.on,
            measure=measure,
            wording=wording if kind == ChangeKind.REWORD else None,
            section=measure.section,
        )
    if act.act:
        amendments.adopt_amendment(
            draft,
            act=act.act,
            adopted_on=_day(act.act_on),
            in_force_on=_day(act.in_force_on),
            by=by,
            today=act.on,
        )
        stage.owed_anew()


def _day(day: date | None) -> date:
    if day is None:
        raise ValueError("The script leaves out a date that this act needs")
    return day


PLAYED: dict[str, Callable[[Stage, Act], object]] = {
    "draft": _draft,
    "report": _report,
    "accept": _accept,
    "return": _return,
    "extend": _extend,
    "grant": _grant,
    "refuse": _refuse,
    "remove": _remove,
    "set_dates": _set_dates,
    "amend": _amend,
}
