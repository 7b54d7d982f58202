"""Rows for tests: each factory makes the smallest row that stands in a real database."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from agencies.models import Agency, Membership, Role, User
from measures.models import (
    Channel,
    Cost,
    Deadline,
    DeadlineKind,
    Digest,
    DigestState,
    Evidence,
    Executor,
    ExecutorRole,
    Measure,
    MeasureVersion,
    Obligation,
    ProgressEntry,
    Reminder,
    ReminderState,
    ScanState,
    StoredFile,
)
from measures.services.versions import OWN, keep_versions
from planner.models import ActionPlan, Concept, Direction, DirectionKind, Goal, LineOfAction, Task


class AgencyFactory(DjangoModelFactory):
    class Meta:
        model = Agency

    code = factory.Sequence(lambda n: f"body-{n}")
    kind = "ministry"
    name_ru = factory.Sequence(lambda n: f"Министерство № {n}")
    name_kk = factory.Sequence(lambda n: f"№ {n} министрлік")
    name_en = factory.Sequence(lambda n: f"Ministry No {n}")
    short_ru = factory.Sequence(lambda n: f"М{n}")
    short_kk = factory.Sequence(lambda n: f"М{n}қ")
    short_en = factory.Sequence(lambda n: f"M{n}")


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    full_name = factory.Sequence(lambda n: f"Person {n}")
    language = "en"
    password = factory.django.Password("correct horse battery")


def person(agency: Agency, role: Role, **fields: Any) -> User:
    """A person with one current role in an agency."""
    user: User = UserFactory(**fields)
    Membership.objects.create(user=user, agency=agency, role=role)
    return user


class ConceptFactory(DjangoModelFactory):
    class Meta:
        model = Concept

    slug = factory.Sequence(lambda n: f"concept-{n}")
    title_ru = "Концепция"
    title_kk = "Тұжырымдама"
    title_en = "Concept"
    starts_on = date(2007, 1, 1)
    ends_on = date(2015, 12, 31)


class GoalFactory(DjangoModelFactory):
    class Meta:
        model = Goal

    concept = factory.SubFactory(ConceptFactory)
    number = factory.Sequence(lambda n: n + 1)
    text_ru = "Цель"
    source = "§3"


class TaskFactory(DjangoModelFactory):
    class Meta:
        model = Task

    goal = factory.SubFactory(GoalFactory)
    number = factory.Sequence(lambda n: n + 1)
    text_ru = factory.LazyAttribute(lambda row: f"Задача {row.number}")
    source = factory.LazyAttribute(lambda row: f"§3({row.number})")


class DirectionFactory(DjangoModelFactory):
    class Meta:
        model = Direction

    concept = factory.SubFactory(ConceptFactory)
    kind = DirectionKind.DIRECTION
    number = factory.Sequence(lambda n: n + 1)
    text_ru = factory.LazyAttribute(lambda row: f"Направление {row.number}")
    source = factory.LazyAttribute(lambda row: f"§4.{row.number}")


class LineOfActionFactory(DjangoModelFactory):
    class Meta:
        model = LineOfAction

    direction = factory.SubFactory(DirectionFactory)
    number = factory.Sequence(lambda n: n + 1)
    text_ru = factory.LazyAttribute(lambda row: f"Линия {row.number}")
    source = "§4"


class ActionPlanFactory(DjangoModelFactory):
    class Meta:
        model = ActionPlan

    slug = factory.Sequence(lambda n: f"plan-{n}")
    concept = factory.SubFactory(ConceptFactory)
    coordinator = factory.SubFactory(AgencyFactory)
    title_ru = "План мероприятий"
    title_kk = "Іс-шаралар жоспары"
    title_en = "Action plan"
    starts_on = date(2008, 1, 1)
    ends_on = date(2010, 12, 31)
    approved_on = date(2007, 11, 28)


ENTERED = date(2007, 11, 28)


class Worded(DjangoModelFactory):
    """A part of a measure: the measure's version says from the beginning what it says now."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **fields: Any) -> Any:
        row = super()._create(model_class, *args, **fields)
        keep_versions([row.measure], today=ENTERED)
        return row


class NewlyWorded(DjangoModelFactory):
    """A measure that nothing belongs to yet: its first version is written without looking.

    What it says is what keep_versions would find (tests/measures/test_versions.py holds that)."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **fields: Any) -> Any:
        row = super()._create(model_class, *args, **fields)
        said = {column: getattr(row, column) for column in OWN}
        bare = {"executors": [], "deadline": {}, "costs": []}
        MeasureVersion.objects.create(measure=row, since=ENTERED, **said, **bare)
        return row


class MeasureFactory(NewlyWorded):
    class Meta:
        model = Measure

    plan = factory.SubFactory(ActionPlanFactory)
    position = factory.Sequence(lambda n: n + 1)
    number = factory.LazyAttribute(lambda row: str(row.position))
    title_ru = factory.LazyAttribute(lambda row: f"Мероприятие {row.number}")
    title_kk = factory.LazyAttribute(lambda row: f"{row.number}-іс-шара")
    title_en = factory.LazyAttribute(lambda row: f"Measure {row.number}")
    completion_form_ru = "Информация Правительству"


class DeadlineFactory(Worded):
    class Meta:
        model = Deadline

    measure = factory.SubFactory(MeasureFactory)
    text_ru = "до 10 июля 2009 года"
    kind = DeadlineKind.ONCE
    due = ["2009-07-10"]


class ExecutorFactory(Worded):
    class Meta:
        model = Executor

    measure = factory.SubFactory(MeasureFactory)
    agency = factory.SubFactory(AgencyFactory)
    role = ExecutorRole.LEAD
    position = 1


class ObligationFactory(DjangoModelFactory):
    """Open, of a measure with a date of its own, due on 10 July 2009."""

    class Meta:
        model = Obligation

    measure = factory.SubFactory(MeasureFactory)
    agency = factory.SubFactory(AgencyFactory)
    role = ExecutorRole.LEAD
    kind = DeadlineKind.ONCE
    due_on = date(2009, 7, 10)
    first_due_on = factory.SelfAttribute("due_on")
    written_on = factory.SelfAttribute("due_on")
    changed_on = ENTERED
    occurrence = factory.LazyAttribute(
        lambda row: row.due_on.isoformat() if row.due_on else "undecided"
    )


def asked_for(owed: Obligation) -> Obligation:
    """Its measure has the deadline and the executor of which it would have come."""
    if not hasattr(owed.measure, "deadline"):
        DeadlineFactory(measure=owed.measure, kind=owed.kind, due=[owed.occurrence])
    if not owed.measure.executors.exists():
        ExecutorFactory(measure=owed.measure, agency=owed.agency, role=owed.role)
    return owed


class CostFactory(Worded):
    class Meta:
        model = Cost

    measure = factory.SubFactory(MeasureFactory)
    year = 2009
    planned = Decimal("1.5")


class ProgressEntryFactory(DjangoModelFactory):
    class Meta:
        model = ProgressEntry

    obligation = factory.SubFactory(ObligationFactory)
    author = factory.SubFactory(UserFactory)
    text = "Проект внесён."


class StoredFileFactory(DjangoModelFactory):
    """Bytes that nothing lies in the storage of; `state` other than waiting: looked at already."""

    class Meta:
        model = StoredFile

    sha256 = factory.Sequence(lambda number: f"{number:064x}")
    size = 9
    content_type = "application/pdf"
    file = factory.LazyAttribute(lambda one: f"files/{one.sha256[:2]}/{one.sha256}-0")
    state = ScanState.WAITING
    scanned_at = factory.LazyAttribute(
        lambda one: None if one.state == ScanState.WAITING else datetime(2009, 7, 1, tzinfo=UTC)
    )
    look_at = factory.LazyAttribute(
        lambda one: datetime(2009, 7, 1, tzinfo=UTC) if one.state == ScanState.WAITING else None
    )
    found = factory.LazyAttribute(
        lambda one: "Eicar-Test-Signature" if one.state == ScanState.INFECTED else ""
    )


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        model = Evidence

    entry = factory.SubFactory(ProgressEntryFactory)
    stored = factory.SubFactory(StoredFileFactory)
    name = "письмо.pdf"
    uploaded_by = factory.LazyAttribute(lambda one: one.entry.author)


class DigestFactory(DjangoModelFactory):
    """The mail of 6 July 2009, sent."""

    class Meta:
        model = Digest

    recipient = factory.SubFactory(UserFactory)
    day = date(2009, 7, 6)
    state = DigestState.SENT
    message_id = factory.Sequence(lambda n: f"<mail-{n}@example.org>")
    sent_at = datetime(2026, 1, 15, 6, 0, tzinfo=UTC)


class ReminderFactory(DjangoModelFactory):
    """Of an obligation of its own, sent by mail."""

    class Meta:
        model = Reminder

    recipient = factory.SubFactory(UserFactory)
    digest = factory.SubFactory(DigestFactory, recipient=factory.SelfAttribute("..recipient"))
    obligation = factory.SubFactory(ObligationFactory)
    plan = factory.SelfAttribute("obligation.measure.plan")
    due_on = factory.SelfAttribute("obligation.due_on")
    remind_on = date(2009, 7, 6)
    state = ReminderState.SENT


class NoticeFactory(ReminderFactory):
    """Shown on the site."""

    digest = None
    channel = Channel.SITE
    state = ReminderState.SHOWN


def sent(digest: Digest, **fields: Any) -> Reminder:
    """One more item of a mail."""
    row: Reminder = ReminderFactory(digest=digest, recipient=digest.recipient, **fields)
    return row
