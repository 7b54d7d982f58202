"""What the pages of the sections in words ask, each with a fixed number of SQL statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from agencies.translated import ORDER
from measures.models import MeasureVersion
from reports.models import (
    NarrativeChange,
    NarrativeSection,
    NarrativeSource,
    NarrativeText,
    ReportingRound,
    SectionKind,
)
from reports.queries_accepted import (
    Accepted,
    Found,
    accepted_in,
    directions_with_measures,
    has_measures_outside,
)


@dataclass(frozen=True)
class Offer:
    """For one text: accepted reports in its language that are not in it yet, those in another
    language, and overdue measures that nobody reported on."""

    new: list[Accepted] = field(default_factory=list)
    elsewhere: list[Accepted] = field(default_factory=list)
    late: list[MeasureVersion] = field(default_factory=list)


Offers = Mapping[str, Offer]


def round_day(round_: ReportingRound, today: date) -> date:
    """The day of which a round tells where none is asked for: the coordinating body's."""
    return min(today, round_.coordinator_due_on)


def sections_of(round_: ReportingRound) -> "QuerySet[NarrativeSection]":
    """In order, with their texts and the ids of what these were drafted from; three statements."""
    sources = NarrativeSource.objects.only("text_id", "entry_id", "declined")
    texts = NarrativeText.objects.select_related("ready_by", "changed_by").prefetch_related(
        Prefetch("sources", sources)
    )
    rows = NarrativeSection.objects.filter(round=round_).select_related("direction")
    return rows.prefetch_related(Prefetch("texts", texts)).order_by("position", "id")


def offers_of_round(sections: Iterable[NarrativeSection], found: Found) -> dict[int, Offers]:
    """By section; no statement where the sections came from sections_of."""
    rows = list(sections)
    overdue_told = any(row.kind == SectionKind.OVERDUE and not row.left_out for row in rows)
    return {row.pk: _offers(row, found, overdue_told) for row in rows}


def offers_of(section: NarrativeSection, day: date) -> Offers:
    """Ten statements, whatever the size of the plan."""
    found = accepted_in(section.round, day)
    return offers_of_round(sections_of(section.round), found)[section.pk]


def _offers(section: NarrativeSection, found: Found, overdue_told: bool) -> Offers:
    reports = [one for one in found.reports if _belongs(one, section, overdue_told)]
    late = found.late if section.kind == SectionKind.OVERDUE else []
    return {text.language: _offer(text, reports, late) for text in section.texts.all()}


def _belongs(one: Accepted, section: NarrativeSection, overdue_told: bool) -> bool:
    """Each report is told once: what is overdue with the reasons, the rest by direction."""
    if section.kind == SectionKind.OVERDUE:
        return one.is_late
    if one.is_late and overdue_told:
        return False
    if section.kind == SectionKind.DIRECTION:
        return one.direction == section.direction_id
    return section.kind == SectionKind.OTHER and one.direction is None


def _offer(text: NarrativeText, reports: list[Accepted], late: list[MeasureVersion]) -> Offer:
    taken = {source.entry_id for source in text.sources.all()}
    left = [one for one in reports if one.pk not in taken]
    return Offer(
        new=[one for one in left if one.language == text.language],
        elsewhere=[one for one in left if one.language != text.language],
        late=late,
    )


@dataclass(frozen=True)
class Wanted:
    """A section that the plan gives reason for."""

    code: str
    kind: SectionKind
    direction: int | None = None


def wanted_sections(round_: ReportingRound, day: date) -> list[Wanted]:
    """In the order of the report: an introduction, one section for each direction and part of the
    mechanism with measures, what is overdue, conclusions. Two statements."""
    directions = directions_with_measures(round_, day)
    outside = has_measures_outside(round_, day)
    return [
        Wanted("overview", SectionKind.OVERVIEW),
        *(Wanted(f"{row.kind}-{row.number}", SectionKind.DIRECTION, row.pk) for row in directions),
        *([Wanted("other", SectionKind.OTHER)] if outside else []),
        Wanted("overdue", SectionKind.OVERDUE),
        Wanted("conclusions", SectionKind.CONCLUSIONS),
    ]


@dataclass(frozen=True)
class Standing:
    """How many sections of a round are ready, written but not ready, and empty in a language."""

    language: str
    ready: int
    written: int
    empty: int

    @property
    def total(self) -> int:
        return self.ready + self.written + self.empty


def standings(round_: ReportingRound) -> list[Standing]:
    """By language; [] where no section was begun. One statement."""
    ready, empty = Q(ready_at__isnull=False), Q(text="")
    rows = (
        NarrativeText.objects.filter(section__round=round_, section__left_out=False)
        .order_by()
        .values("language")
        .annotate(
            ready=Count("pk", filter=ready),
            empty=Count("pk", filter=empty),
            written=Count("pk", filter=~ready & ~empty),
        )
    )
    found = {row["language"]: Standing(**row) for row in rows}
    return [found[code] for code in ORDER if code in found]


def history_of(text: NarrativeText) -> "QuerySet[NarrativeChange]":
    """What was done to the text and to its section, the last first; one statement."""
    rows = NarrativeChange.objects.filter(section=text.section_id, language__in=[text.language, ""])
    return rows.select_related("actor").order_by("-at", "-pk")


def text_before(text: NarrativeText) -> NarrativeText | None:
    """What the same section said in the last round before that has it ready; one statement."""
    section = text.section
    earlier = NarrativeText.objects.filter(
        section__round__plan=section.round.plan_id,
        section__round__starts_on__lt=section.round.starts_on,
        section__code=section.code,
        section__kind__in=set(SectionKind) - {SectionKind.OWN},
        language=text.language,
        ready_at__isnull=False,
    )
    rows = earlier.select_related("section__round").order_by("-section__round__starts_on")
    return rows.first()
