"""Who is to review which report; whom a report is kept from though they coordinate its plan."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from agencies.models import Membership, Role, User
from agencies.permissions import REPORTING
from measures.models import Evidence, ProgressEntry, Signing

WRITERS = ProgressEntry.writers.through.objects


def assigned(today: date) -> Q:
    """A report has a reviewer who may still review it: a coordinator of the plan's body now, and
    not kept from it. Twin of permissions.reviewing.may_review over `assigned_to`."""
    before_the_last = WRITERS.filter(progressentry=OuterRef(OuterRef("pk")))
    held = (
        Membership.objects.current(today)
        .filter(
            user=OuterRef("assigned_to"),
            agency=OuterRef("obligation__measure__plan__coordinator"),
            role=Role.COORDINATOR,
        )
        .exclude(delegation__membership__user=OuterRef("author"))
        .exclude(delegation__membership__user__in=before_the_last.values("user"))
    )  # acts for who wrote it
    wrote = Q(author=F("assigned_to"))
    return Q(Exists(held)) & ~wrote & ~_kept_from(OuterRef("assigned_to"), today)


def kept_from_person(person: User, today: date) -> Q:
    """Reports that the person had a hand in, or whose body the person reports for: somebody else
    reviews them. Twin of permissions.reviewing.had_a_hand and the condition OWN_BODY."""
    return Q(author=person) | _kept_from(person.pk, today)


def _kept_from(person: Any, today: date) -> Q:
    """`person`: an id, or an OuterRef to one; who wrote the report itself is not looked at."""
    same_body = {"agency": OuterRef("obligation__agency")}
    reports = Membership.objects.current(today).filter(user=person, role__in=REPORTING, **same_body)
    files = Evidence.objects.filter(entry=OuterRef("pk"), uploaded_by=person)
    wrote = ProgressEntry.objects.filter(
        Q(author=person) | Q(writers=person) | Q(signings__decided_by=person),
        obligation__measure=OuterRef("obligation__measure"),
        obligation__agency=OuterRef("obligation__agency"),
    )
    return Q(Exists(reports)) | Q(Exists(files)) | Q(Exists(wrote))


def kept_from(person: User, entries: Iterable[ProgressEntry], today: date) -> list[ProgressEntry]:
    """Those of the reports that are somebody else's to review; one statement."""
    found = list(entries)
    among = ProgressEntry.objects.filter(pk__in=[one.pk for one in found])
    kept = set(among.filter(kept_from_person(person, today)).values_list("pk", flat=True))
    return [one for one in found if one.pk in kept]


def with_reviewers(entries: Iterable[ProgressEntry], today: date) -> list[ProgressEntry]:
    """Entries with `reviewer`: who is to review it, None for nobody (any more). One statement."""
    found = list(entries)
    given = [one.pk for one in found if one.assigned_to_id]
    rows = ProgressEntry.objects.filter(assigned(today), pk__in=given)
    held = set(rows.values_list("pk", flat=True)) if given else set()
    for one in found:
        vars(one)["reviewer"] = one.assigned_to if one.pk in held else None
    return found


def reviewers(bodies: Iterable[int], today: date) -> list[User]:
    """Coordinators of any of these bodies, by name; one statement."""
    held = Membership.objects.current(today).filter(role=Role.COORDINATOR, agency__in=set(bodies))
    return list(User.objects.filter(pk__in=held.values("user")).order_by("full_name", "pk"))


def reviewers_of(entry: ProgressEntry, today: date) -> list[User]:
    """Who may review this report, by name; one statement."""
    owed = entry.obligation
    held = Membership.objects.current(today)
    coordinate = held.filter(role=Role.COORDINATOR, agency=owed.measure.plan.coordinator_id)
    report = held.filter(role__in=REPORTING, agency=owed.agency_id)
    wrote = ProgressEntry.objects.filter(
        obligation__measure=owed.measure_id, obligation__agency=owed.agency_id
    )
    files = Evidence.objects.filter(entry=entry)
    people = User.objects.filter(pk__in=coordinate.values("user"))
    reporters = Q(pk__in=report.values("user"))
    signed = Signing.objects.filter(entry__in=wrote, decided_by__isnull=False)
    writers = Q(pk__in=wrote.values("author")) | Q(pk__in=files.values("uploaded_by"))
    writers |= Q(pk__in=WRITERS.filter(progressentry__in=wrote).values("user"))
    writers |= Q(pk__in=signed.values("decided_by"))
    return list(people.exclude(reporters | writers).order_by("full_name", "pk"))
