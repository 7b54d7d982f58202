"""Adjectives for sets of rows, the SQL twins of measures.rules."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Greatest

from measures.rules.discipline import HANDED_IN
from measures.rules.discipline import NOT_HANDED_IN as NOT_HANDED_IN
from measures.rules.lateness import UNDER_WAY_DAYS, Status
from measures.rules.piles import WEEK_DAYS, Pile
from measures.rules.rounds import Window
from measures.rules.summary import GRAVITY

if TYPE_CHECKING:
    from agencies.models import Agency
    from measures.models import (  # noqa: F401  (names of generic parameters)
        Measure,
        MeasureVersion,
        Obligation,
        ObligationVersion,
        ProgressEntry,
    )

# What a version keeps: whoever changes one of these says on which day.
TERMS = frozenset(
    [
        "agency",
        "agency_id",
        "role",
        "by_agreement",
        "kind",
        "occurrence",
        "written_on",
        "due_on",
        "first_due_on",
        "state",
        "done_on",
    ]
)
Row = TypeVar("Row", bound=models.Model, covariant=True)


def _in_force(day: date) -> Q:
    """The version that a day ended with; both kinds of versions have these columns."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


class MeasureQuerySet(models.QuerySet["Measure"]):
    def on_control(self) -> Self:
        return self.filter(state="on_control")


class MeasureVersionQuerySet(models.QuerySet["MeasureVersion"]):
    def in_force(self, day: date) -> Self:
        """What the measures said at the end of a day; those not entered by then are left out."""
        return self.filter(_in_force(day))


class OwedQuerySet(models.QuerySet[Row]):
    """Adjectives that obligations of now and versions of the past share."""

    def owed(self) -> Self:
        """Without what the plan, or a succession, does not ask for any more."""
        return self.exclude(state="withdrawn")

    def not_handed_in(self) -> Self:
        return self.filter(state__in=NOT_HANDED_IN)

    def overdue(self, today: date) -> Self:
        """Twin of rules.lateness.is_overdue; continuous work is never overdue by itself."""
        return self.not_handed_in().filter(due_on__lt=today).exclude(kind="continuous")

    def owed_by(self, agency: "Agency") -> Self:
        return self.filter(agency=agency)

    def with_status(self, today: date) -> Self:
        """Annotates `status`, the twin of rules.lateness.status_of."""
        late = Q(due_on__lt=models.F("done_on")) & ~Q(kind="continuous")
        soon = today + timedelta(days=UNDER_WAY_DAYS)
        return self.annotate(
            status=Case(
                When(state="removed", then=Value(Status.REMOVED.value)),
                When(state="withdrawn", then=Value(Status.WITHDRAWN.value)),
                When(state="submitted", then=Value(Status.IN_REVIEW.value)),
                When(Q(state="done") & late, then=Value(Status.DONE_LATE.value)),
                When(state="done", then=Value(Status.DONE.value)),
                When(kind="continuous", state="open", then=Value(Status.CONTINUOUS.value)),
                When(kind="continuous", then=Value(Status.RETURNED.value)),
                When(due_on__lt=today, then=Value(Status.OVERDUE.value)),
                When(state="returned", then=Value(Status.RETURNED.value)),
                When(due_on=None, then=Value(Status.WAITING.value)),
                When(due_on__lte=soon, then=Value(Status.IN_PROGRESS.value)),
                default=Value(Status.NOT_DUE.value),
                output_field=models.CharField(),
            )
        )

    def with_gravity(self, today: date) -> Self:
        """Annotates `gravity`, the place of the status in rules.summary.GRAVITY: the least one of a
        measure is the place of its own status, as rules.summary.summary gives it."""
        places = [When(status=one.value, then=Value(at)) for at, one in enumerate(GRAVITY)]
        case = Case(*places, output_field=models.IntegerField())
        return self.with_status(today).annotate(gravity=case)

    def with_pile(self, today: date) -> Self:
        """Annotates `pile`, the twin of rules.piles.pile_of, and `turn`, its place among them;
        `under_way` is annotated before.

        Each is a Case of its own over the same conditions: one made of the other would have the
        database look for the report under way eleven times over.
        """
        cases = _piles(today)
        turns = {pile: turn for turn, pile in enumerate(Pile)}
        piles = [When(told, then=Value(pile.value)) for told, pile in cases]
        places = [When(told, then=Value(turns[pile])) for told, pile in cases]
        return self.annotate(
            pile=Case(*piles, default=Value(Pile.LATER.value), output_field=models.CharField()),
            turn=Case(
                *places,
                default=Value(turns[Pile.LATER]),
                output_field=models.SmallIntegerField(),
            ),
        )


def _piles(today: date) -> list[tuple[Q, Pile]]:
    """The first that fits counts; what none fits is LATER."""
    week, month = (today + timedelta(days=days) for days in (WEEK_DAYS, UNDER_WAY_DAYS))
    return [
        (~Q(state__in=(*NOT_HANDED_IN, "submitted")), Pile.DONE),
        (Q(state="submitted") | Q(under_way="submitted"), Pile.REVIEW),
        (Q(due_on__lt=today) & ~Q(kind="continuous"), Pile.LATE),
        (Q(state="returned"), Pile.RETURNED),
        (Q(due_on=today), Pile.TODAY),
        (Q(due_on__lt=today), Pile.QUARTERS),
        (Q(due_on__lte=week), Pile.WEEK),
        (Q(under_way="draft"), Pile.DRAFTS),
        (Q(due_on=None), Pile.UNDATED),
        (Q(due_on__lte=month), Pile.MONTH),
    ]


def owed_in(window: Window) -> Q:
    """Twin of rules.rounds.Window.owes."""
    days = (window.opens_on, window.closes_on)
    moved = ~Q(due_on=F("first_due_on"))
    stands = Q(due_on=F("first_due_on"))
    written = Q(written_on__range=days) | Q(written_on=None, due_on__range=days)
    dated = (moved & Q(due_on__range=days)) | (stands & written)
    return Q(kind="continuous", occurrence=window.label) | (dated & ~Q(kind="continuous"))


HANDED_IN_ALREADY = Q(state__in=HANDED_IN)
# Twin of rules.discipline.is_late.
HANDED_IN_LATE = HANDED_IN_ALREADY & Q(done_on__gt=F("due_on")) & ~Q(kind="continuous")


def is_out_on(day: date) -> Q:
    """Twin of rules.discipline.is_out."""
    return Q(state__in=NOT_HANDED_IN, due_on__lt=day)


class ObligationQuerySet(OwedQuerySet["Obligation"]):
    def update(self, **changes: Any) -> int:
        """Terms and states move on a day, `changed_on`, which never goes back.

        Raises TypeError where it is missing: the past could not be told otherwise.
        """
        if TERMS & changes.keys() and "changed_on" not in changes:
            raise TypeError("Say on which day an obligation changes: changed_on=today")
        if isinstance(day := changes.get("changed_on"), date):
            changes["changed_on"] = Greatest(F("changed_on"), Value(day))
        if anew := _reminded_anew(changes):
            changes["ladder"] = F("ladder") + Case(When(anew, then=Value(1)), default=Value(0))
        return super().update(**changes)


def _reminded_anew(changes: dict[str, Any]) -> Q | None:
    """Which rows begin a new ladder of reminders: returned, owed again, or by another date."""
    anew = Q()
    if "due_on" in changes:
        anew |= ~Q(due_on=changes["due_on"])
    if changes.get("state") == "returned":
        anew |= ~Q(state="returned")
    if changes.get("state") == "open":
        anew |= ~Q(state__in=NOT_HANDED_IN)
    return anew or None


class VersionQuerySet(OwedQuerySet["ObligationVersion"]):
    def in_force(self, day: date) -> Self:
        """What was owed at the end of a day, in the terms and the state of that day."""
        return self.filter(_in_force(day))


class ProgressQuerySet(models.QuerySet["ProgressEntry"]):
    def waiting_for_review(self) -> Self:
        return self.filter(state="submitted")

    def waiting_on(self, day: date) -> Self:
        """What lay in review at the end of a day in the past, whatever became of it since."""
        left_later = Q(review__reviewed_on__gt=day) | Q(withdrawn_on__gt=day)
        return self.filter(Q(state="submitted") | left_later, submitted_on__lte=day)

    def standing_on(self, day: date) -> Self:
        """What was handed in by the end of a day in the past and not taken back by then."""
        stood = ~Q(state="withdrawn") | Q(withdrawn_on__gt=day)
        return self.filter(stood, submitted_on__lte=day)

    def handed_in(self) -> Self:
        """Not drafts, nor what was taken back or closed: those are their agency's alone."""
        return self.exclude(state__in=("draft", "withdrawn"))

    def accepted(self) -> Self:
        return self.filter(state="accepted")
