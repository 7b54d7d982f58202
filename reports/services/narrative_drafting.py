"""How accepted reports become paragraphs: by measure, with its number, under the body's name."""

from collections.abc import Iterable, Iterator
from datetime import date

from agencies.models import Membership
from agencies.permissions import REPORTING
from agencies.translated import localized
from measures.models import MeasureVersion
from reports.models import NarrativeSource, NarrativeText
from reports.queries_accepted import Accepted
from reports.rules.narratives import Origin, Told, paragraphs


def drafted(reports: Iterable[Accepted], language: str) -> list[Told]:
    """In their order: a heading for each measure, then each report under the body's short name."""
    told: list[Told] = []
    for one in reports:
        heading, body = _heading(one.measure, language), localized(one.agency, "short", language)
        told += [] if heading in told else [heading]
        told += _pieces(one.text, body, one.measure.measure_id, one.pk)
    return told


def headings_of(measures: Iterable[MeasureVersion], language: str) -> list[Told]:
    """Overdue measures that nobody told anything of: the coordinating body gives the reason."""
    return [_heading(one, language) for one in measures]


def _heading(measure: MeasureVersion, language: str) -> Told:
    """The number, and the wording if the act has it in that language: languages never mix."""
    title = " ".join(getattr(measure, f"title_{language}").split())
    text = f"{measure.number}. {title}".strip() if title else f"№ {measure.number}"
    return Told(text, (Origin(measure.measure_id, text),))


def _pieces(text: str, body: str, measure: int, entry: int) -> Iterator[Told]:
    for at, paragraph in enumerate(paragraphs(text)):
        said = paragraph if at else f"{body}: {paragraph}"
        yield Told(said, (Origin(measure, said, entry),))


def originals_of(text: NarrativeText) -> list[Told]:
    """The paragraphs that the text was drafted from, as they were written; one statement."""
    sources = text.sources.filter(declined=False).select_related("entry", "agency")
    return [
        piece
        for source in sources
        for piece in _pieces(
            source.entry.text,
            localized(source.agency, "short", text.language),
            source.measure_id,
            source.entry_id,
        )
    ]


def source_rows(
    text: NarrativeText, reports: Iterable[Accepted], *, declined: bool = False
) -> list[NarrativeSource]:
    """Unsaved; one statement for the roles in which their authors wrote."""
    wanted = list(reports)
    roles = _roles({one.entry.author_id for one in wanted})
    return [
        NarrativeSource(
            text=text,
            entry=one.entry,
            measure_id=one.measure.measure_id,
            agency=one.agency,
            number=one.number,
            role=_role(roles, one),
            accepted_on=one.accepted_on,
            declined=declined,
        )
        for one in wanted
    ]


def _roles(authors: set[int]) -> list[Membership]:
    return list(Membership.objects.filter(user__in=authors, role__in=REPORTING))


def _role(roles: Iterable[Membership], one: Accepted) -> str:
    """The highest role in the body that the author had on the day of the report; "" for none."""
    day = one.entry.submitted_on or one.accepted_on
    held = [
        row.role
        for row in roles
        if (row.user_id, row.agency_id) == (one.entry.author_id, one.agency.pk) and _held(row, day)
    ]
    return max(held, key=lambda role: REPORTING.index(role), default="")


def _held(row: Membership, day: date) -> bool:
    return (row.valid_from or day) <= day <= (row.valid_to or day)
