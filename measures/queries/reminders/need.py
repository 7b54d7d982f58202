"""Whether a reminder that waits is still needed, asked once more right before it goes out."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When

from measures.models import (
    ABOUT_OBLIGATIONS,
    ROUNDS,
    Audience,
    Declined,
    Ended,
    Extension,
    ExtensionState,
    ProgressState,
    Reminder,
    Subject,
)
from measures.queries.reminders.audiences import still_in
from measures.queries.reminders.subjects import ENDED, answering, officers
from measures.querysets import NOT_HANDED_IN

PERSONAL = (Ended.TIME_ASKED, Ended.NOT_THEIRS, Ended.DECLINED)
SAME_LADDER = ("obligation", "recipient", "subject", "channel", "due_on", "ladder")
LONG_AGO = timedelta(days=60)


def waiting_with_need(today: date) -> QuerySet[Reminder, Any]:
    """Waiting reminders, each with `over`: "" while it is needed, else a value of Ended.

    A report must still be owed by the date and in the ladder for which this was planned, a review
    or a decision must still wait, and the recipient still belong to the audience.
    """
    return Reminder.objects.waiting().annotate(over=_over(today))


def settled_notices(today: date) -> QuerySet[Reminder, Any]:
    """Notices on the site that nobody needs to see any more, each with why: `over`, as above."""
    return Reminder.objects.new_notices().annotate(over=_over(today)).exclude(over="")


def needed_again(today: date) -> QuerySet[Reminder, Any]:
    """Skipped for a reason of one person that holds no more, and nothing later has come since."""
    later = Reminder.objects.filter(
        **{name: OuterRef(name) for name in SAME_LADDER},
        ordered_by=None,
        remind_on__gt=OuterRef("remind_on"),
    )
    skipped = Reminder.objects.filter(
        ~Exists(later), state="skipped", ended__in=PERSONAL, remind_on__gt=today - LONG_AGO
    )
    return skipped.annotate(over=_over(today)).filter(over="")


def by_reason(rows: Iterable[Any]) -> dict[str, list[int]]:
    """Ids of rows annotated with `over`, by what it says; those still needed are left out."""
    found: dict[str, list[int]] = {}
    for row in rows:
        if row.over:
            found.setdefault(row.over, []).append(row.pk)
    return found


def _over(today: date) -> Case:
    reports = Q(subject__in=ABOUT_OBLIGATIONS)
    same = Q(obligation__due_on=F("due_on"), obligation__ladder=F("ladder"))
    # Not “in remindable()”: a hash of a million rows would be made for each mail.
    open_ = Q(obligation__state__in=NOT_HANDED_IN) & ~Q(obligation__kind="continuous")
    on_control = Q(obligation__measure__state="on_control")
    reviewed = Q(subject=Subject.REVIEW) & ~Q(entry__state=ProgressState.SUBMITTED)
    decided = Q(subject=Subject.EXTENSION) & (
        ~Q(extension__state=ExtensionState.REQUESTED) | Q(obligation__state__in=ENDED)
    )
    heard = Q(subject=Subject.NOBODY) & Q(Exists(officers(today, "obligation__agency")))
    return Case(
        When(reports & ~on_control, then=Value(Ended.OFF_CONTROL.value)),
        When(reports & ~open_, then=Value(Ended.HANDED_IN.value)),
        When(reports & ~same, then=Value(Ended.DATE_MOVED.value)),
        When(reviewed | decided, then=Value(Ended.DECIDED.value)),
        When(heard, then=Value(Ended.SOMEBODY.value)),
        When(~_answers(today), then=Value(Ended.NOT_THEIRS.value)),
        When(_acknowledged(), then=Value(Ended.ACKNOWLEDGED.value)),
        When(_time_asked(), then=Value(Ended.TIME_ASKED.value)),
        When(_declined(), then=Value(Ended.DECLINED.value)),
        default=Value(""),
        output_field=CharField(),
    )


def _answers(today: date) -> Q:
    """Rounds are looked after by who plans them: services.reminders.besides."""
    found = Q(subject__in=ROUNDS) | (Q(rule=None) & _reports_for_it(today))
    for audience in Audience:
        # In this order: the database asks the second only where the first holds.
        found |= Q(rule__audience=audience) & Q(still_in(audience, today))
    return found


def _reports_for_it(today: date) -> Q:
    """The recipient of a coordinator's own reminder, which follows no rule."""
    return Q(Exists(answering(today, "obligation__agency").filter(user=OuterRef("recipient"))))


def _acknowledged() -> Q:
    """This report in this ladder, this review, this request: not the one before it."""
    before = Reminder.objects.filter(
        recipient=OuterRef("recipient"),
        subject=OuterRef("subject"),
        acknowledged_at__isnull=False,
    )
    ladder = {name: OuterRef(name) for name in ("obligation", "due_on", "ladder")}
    review, request = Q(subject=Subject.REVIEW), Q(subject=Subject.EXTENSION)
    same = (
        (Q(subject__in=ABOUT_OBLIGATIONS) & Q(Exists(before.filter(**ladder))))
        | (review & Q(Exists(before.filter(entry=OuterRef("entry")))))
        | (request & Q(Exists(before.filter(extension=OuterRef("extension")))))
    )
    return Q(rule__unless_acknowledged=True) & same


def _time_asked() -> Q:
    asked = Extension.objects.filter(
        obligation=OuterRef("obligation"), state=ExtensionState.REQUESTED
    )
    return Q(rule__unless_time_asked=True) & Q(Exists(asked))


def _declined() -> Q:
    declined = Declined.objects.filter(person=OuterRef("recipient"), plan=OuterRef("plan"))
    return Q(rule__may_decline=True) & Q(Exists(declined))
