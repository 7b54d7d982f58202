"""Own cuts of a report: kept, changed, retired, and asked for."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from agencies.translated import ORDER
from measures.services.locks import lock
from planner.models import ActionPlan
from reports.draw import DRAW
from reports.draw.choosing import AGENDA, SECTIONS, USUAL
from reports.models import Cut, CutEdition, CutKind, CutState, FileFormat, Report, Schedule
from reports.models.cuts import LONGEST_NAME
from reports.permissions import check_may_cut, check_own_cut

MOST_CUTS: Final = 50  # of one person and plan: each may be made every week
ATTEMPTS: Final = 3  # of each edition


@dataclass(frozen=True)
class Wish:
    """What a person wants of a cut, before it is checked. Days only where the schedule asks."""

    name: str
    kind: str
    agencies: Sequence[str] = ()
    directions: Sequence[str] = ()
    sections: Sequence[str] = ()
    languages: Sequence[str] = ORDER
    formats: Sequence[str] = (FileFormat.DOCX,)
    schedule: str = Schedule.NEVER
    weekday: int | None = None
    monthday: int | None = None
    by_mail: bool = False


def formats() -> tuple[str, ...]:
    """Every format that a cut can be drawn in; JSON is the content itself."""
    return (*DRAW, FileFormat.JSON.value)


@transaction.atomic
def keep_cut(plan: ActionPlan, wish: Wish, *, by: User, today: date) -> Cut:
    """A new cut. Raises PermissionDenied; Refused "name_missing", "name_too_long", "name_taken",
    "too_many_cuts", "agency_missing", "direction_missing", "unknown_choice", "day_missing"."""
    check_may_cut(by, plan, wish.agencies, today)
    told = _checked(wish)
    lock(User.objects.filter(pk=by.pk))
    if Cut.objects.filter(owner=by, plan=plan, retired_at=None).count() >= MOST_CUTS:
        said = _("You keep %(most)d cuts of this plan, which is the most: retire one first.")
        raise Refused("too_many_cuts", said % {"most": MOST_CUTS})
    since = None if wish.schedule == Schedule.NEVER else today
    with _name_of_one(told["name"]):
        return Cut.objects.create(plan=plan, owner=by, scheduled_on=since, **told)


@transaction.atomic
def change_cut(cut: Cut, wish: Wish, *, by: User, today: date) -> Cut:
    """What was made of it before stands. A new schedule begins today: no day before is made up.

    Raises as keep_cut; Refused "cut_retired".
    """
    check_own_cut(by, cut)
    check_may_cut(by, cut.plan, wish.agencies, today)
    told = _checked(wish)
    was = Cut.objects.select_for_update(of=("self",)).filter(pk=cut.pk, retired_at=None).first()
    if was is None:
        raise Refused("cut_retired", _("This cut was retired; make a new one."))
    days = ("schedule", "weekday", "monthday")
    anew = any(getattr(was, name) != told[name] for name in days)
    since = today if anew else was.scheduled_on
    told["scheduled_on"] = None if wish.schedule == Schedule.NEVER else since
    with _name_of_one(told["name"]):
        Cut.objects.filter(pk=cut.pk).update(**told)
    cut.refresh_from_db()
    return cut


@transaction.atomic
def retire_cut(cut: Cut, *, by: User, now: datetime) -> None:
    """It is made no more; its files stay. A second time changes nothing."""
    check_own_cut(by, cut)
    Cut.objects.filter(pk=cut.pk, retired_at=None).update(
        retired_at=now, schedule=Schedule.NEVER, scheduled_on=None
    )


def ask_for_cut(
    cut: Cut,
    *,
    by: User | None,
    today: date,
    scheduled_for: date | None = None,
    report: Report | None = None,
) -> CutEdition:
    """The edition under way, or that is tried again, or a new one QUEUED; of a scheduled day and of
    an edition there is one at most, whoever asks and however often.

    Raises PermissionDenied; Refused "cut_retired".
    """
    check_may_cut(by or cut.owner, cut.plan, cut.agencies, today)
    if cut.retired_at:
        raise Refused("cut_retired", _("This cut was retired; make a new one."))
    told = {"scheduled_for": scheduled_for, "report": report}
    try:
        with transaction.atomic():
            return _made(cut, told) or _next(cut, by, report.as_of if report else today, told)
    except IntegrityError:
        # Somebody else asked in the same moment; a constraint let one of us through.
        theirs = _made(cut, told)
        if theirs is None:
            raise
        return theirs


def _made(cut: Cut, told: dict[str, Any]) -> CutEdition | None:
    rows = cut.editions.filter(**told)
    asked = told == {"scheduled_for": None, "report": None}
    return (rows.filter(under_way()) if asked else rows).first()


def under_way() -> Q:
    """Also what failed and is tried again: asked for twice, one is made."""
    tried_again = Q(state=CutState.FAILED, attempts__lt=ATTEMPTS)
    return Q(state__in=(CutState.QUEUED, CutState.COMPILING)) | tried_again


def _next(cut: Cut, by: User | None, as_of: date, told: dict[str, Any]) -> CutEdition:
    lock(Cut.objects.filter(pk=cut.pk))
    last = cut.editions.aggregate(last=Max("number"))["last"] or 0
    return CutEdition.objects.create(
        cut=cut, number=last + 1, as_of=as_of, requested_by=by, choice=choice_of(cut), **told
    )


def choice_of(cut: Cut) -> dict[str, Any]:
    """What is frozen with an edition: a later change of the cut does not reach it."""
    names = ("name", "kind", "agencies", "directions", "sections", "languages", "formats")
    return {name: getattr(cut, name) for name in names}


def _checked(wish: Wish) -> dict[str, Any]:
    """The columns of the row; lists in one order, without repeats."""
    told = asdict(wish)
    told["name"] = _name(wish.name)
    if wish.kind not in CutKind.values or wish.schedule not in Schedule.values:
        raise _unknown(wish.kind)
    if wish.kind == CutKind.AGENCY and not wish.agencies:
        raise Refused("agency_missing", _("Choose the body that the report is about."))
    if wish.kind == CutKind.DIRECTION and not wish.directions:
        raise Refused("direction_missing", _("Choose the direction that the report is about."))
    told["sections"] = _known(wish.sections or USUAL[wish.kind], SECTIONS)
    if wish.kind == CutKind.AGENDA and AGENDA not in told["sections"]:
        told["sections"] = [AGENDA, *told["sections"]]
    told["languages"] = _known(wish.languages or ORDER, ORDER)
    told["formats"] = _known(wish.formats or formats(), formats())
    for name in ("agencies", "directions"):
        told[name] = sorted(set(told[name]))
    return {**told, **_days(wish)}


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refused("name_missing", _("Give the cut a name."))
    if len(name) > LONGEST_NAME:
        said = _("The name is longer than %(most)d characters.")
        raise Refused("name_too_long", said % {"most": LONGEST_NAME})
    return name


def _known(wanted: Sequence[str], known: Any) -> list[str]:
    for code in wanted:
        if code not in known:
            raise _unknown(code)
    return [code for code in known if code in set(wanted)]


def _unknown(code: str) -> Refused:
    return Refused("unknown_choice", _("“%(code)s” is not among the choices.") % {"code": code})


def _days(wish: Wish) -> dict[str, int | None]:
    days: dict[str, int | None] = {"weekday": None, "monthday": None}
    if wish.schedule == Schedule.WEEKLY:
        if wish.weekday not in range(7):
            raise Refused("day_missing", _("Choose the day of the week on which it is made."))
        days["weekday"] = wish.weekday
    if wish.schedule == Schedule.MONTHLY:
        if wish.monthday not in range(1, 32):
            raise Refused("day_missing", _("Choose the day of the month, from 1 to 31."))
        days["monthday"] = wish.monthday
    return days


@contextmanager
def _name_of_one(name: str) -> Iterator[None]:
    """Of a person's cuts of a plan one is called so."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        said = _("You have a cut “%(name)s” already: choose another name.")
        raise Refused("name_taken", said % {"name": name}) from None
