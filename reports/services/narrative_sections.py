"""Which sections a round's report has in words: begun, added, named, ordered, left out."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from agencies.translated import ORDER
from reports.models import (
    NarrativeAct,
    NarrativeSection,
    NarrativeText,
    ReportingRound,
    SectionKind,
)
from reports.queries_narratives import Wanted, wanted_sections
from reports.services.narrative_history import check_may_write, remember_section

MOST_SECTIONS: Final = 60


@transaction.atomic
def begin(round_: ReportingRound, *, by: User, today: date, day: date) -> int:
    """Makes the sections that the plan in force on `day` gives reason for and that are missing;
    how many. Those that are there keep their place and their texts.

    Raises PermissionDenied.
    """
    check_may_write(round_, by, today)
    _lock(round_)
    there = {row.code: row.position for row in round_.narrative_sections.all()}
    wanted = wanted_sections(round_, day)
    missing = [one for one in wanted if one.code not in there]
    if not missing:
        return 0
    made = NarrativeSection.objects.bulk_create([_section(round_, one) for one in missing])
    _begin_texts(made, by=by, today=today)
    _in_order(round_, [one.code for one in wanted])
    return len(made)


def _lock(round_: ReportingRound) -> None:
    """Two people who order the sections of a round do it one after the other."""
    ReportingRound.objects.select_for_update().order_by().get(pk=round_.pk)


def _section(round_: ReportingRound, one: Wanted) -> NarrativeSection:
    return NarrativeSection(
        round=round_, code=one.code, kind=one.kind, direction_id=one.direction, position=0
    )


def _begin_texts(made: list[NarrativeSection], *, by: User, today: date) -> None:
    NarrativeText.objects.bulk_create(
        NarrativeText(section=section, language=code) for section in made for code in ORDER
    )
    for section in made:
        remember_section(section, NarrativeAct.BEGUN, by=by, today=today)


def _in_order(round_: ReportingRound, wanted: list[str]) -> None:
    """New sections stand in the place of `wanted`; those that had a place keep their order."""
    rows = list(round_.narrative_sections.order_by("position", "id"))
    placed = [row for row in rows if row.position]
    for row in (row for row in rows if not row.position):
        before = wanted[: wanted.index(row.code)]
        after = [at for at, other in enumerate(placed) if other.code in before]
        placed.insert(max(after, default=-1) + 1, row)
    _number(placed)


def _number(rows: list[NarrativeSection]) -> None:
    for position, row in enumerate(rows, start=1):
        row.position = position
    NarrativeSection.objects.bulk_update(rows, ["position"])


@transaction.atomic
def add_section(
    round_: ReportingRound, titles: Mapping[str, str], *, by: User, today: date
) -> NarrativeSection:
    """A section of one's own at the end; `titles` by language, one of them at least.

    Raises PermissionDenied; Refused "title_missing", "too_many_sections".
    """
    check_may_write(round_, by, today)
    _check_titles(titles)
    _lock(round_)
    rows = round_.narrative_sections
    if rows.count() >= MOST_SECTIONS:
        message = _("A report has at most %(count)d sections.")
        raise Refused("too_many_sections", message % {"count": MOST_SECTIONS})
    section = NarrativeSection.objects.create(
        round=round_,
        code=f"own-{rows.filter(kind=SectionKind.OWN).count() + 1}",  # none is ever deleted
        kind=SectionKind.OWN,
        position=(rows.aggregate(last=Max("position"))["last"] or 0) + 1,
        **_columns(titles),
    )
    _begin_texts([section], by=by, today=today)
    return section


def _check_titles(titles: Mapping[str, str]) -> None:
    if not any(title.strip() for title in titles.values()):
        raise Refused("title_missing", _("Give the section a title in one language at least."))


def _columns(titles: Mapping[str, str]) -> dict[str, str]:
    return {f"title_{code}": titles.get(code, "").strip() for code in ORDER}


@transaction.atomic
def rename(
    section: NarrativeSection, titles: Mapping[str, str], *, by: User, today: date, version: int
) -> None:
    """Other sections are named by the report and by the Concept.

    Raises PermissionDenied; Refused "not_own", "title_missing", "changed_meanwhile".
    """
    check_may_write(section.round, by, today)
    if section.kind != SectionKind.OWN:
        raise Refused("not_own", _("Only a section that was added can be given another title."))
    _check_titles(titles)
    _change(section, version, **_columns(titles))
    note = " / ".join(filter(None, _columns(titles).values()))
    remember_section(section, NarrativeAct.RENAMED, by=by, today=today, note=note)


@transaction.atomic
def leave_out(
    section: NarrativeSection, left_out: bool, *, by: User, today: date, version: int
) -> None:
    """Out of the next editions, or back into them; its texts are kept.

    Raises PermissionDenied; Refused "changed_meanwhile".
    """
    check_may_write(section.round, by, today)
    _change(section, version, left_out=left_out)
    kind = NarrativeAct.LEFT_OUT if left_out else NarrativeAct.PUT_BACK
    remember_section(section, kind, by=by, today=today)


def _change(section: NarrativeSection, version: int, **fields: object) -> None:
    seen = NarrativeSection.objects.filter(pk=section.pk, version=version)
    if not seen.update(version=F("version") + 1, **fields):
        raise Refused(
            "changed_meanwhile",
            _("Somebody else changed this section meanwhile. Look at it again."),
        )
    section.refresh_from_db()


@transaction.atomic
def move(section: NarrativeSection, *, up: bool, by: User, today: date) -> bool:
    """One place up or down; False where there is none.

    Raises PermissionDenied.
    """
    check_may_write(section.round, by, today)
    _lock(section.round)
    rows = list(section.round.narrative_sections.order_by("position", "id"))
    at = next(place for place, row in enumerate(rows) if row.pk == section.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return False
    rows[at], rows[to] = rows[to], rows[at]
    _number(rows)
    remember_section(section, NarrativeAct.MOVED, by=by, today=today, note=str(to + 1))
    return True
