"""A plan with two directions, each with a measure, and the sections of its second quarter."""

from dataclasses import dataclass
from datetime import date

from agencies.models import User
from measures.models import Obligation
from reports.models import NarrativeSection, NarrativeText, ReportingRound
from reports.services.narrative_sections import begin
from tests import factories

TODAY = date(2009, 7, 6)
DUE = date(2009, 6, 10)


@dataclass
class Telling:
    """`first` is of the measure 1 under the first direction, `second` of 2 under the second."""

    round: ReportingRound
    by: User
    first: Obligation
    second: Obligation

    def section(self, code: str) -> NarrativeSection:
        return NarrativeSection.objects.select_related("round__plan").get(
            round=self.round, code=code
        )

    def text(self, code: str, language: str = "ru") -> NarrativeText:
        return NarrativeText.objects.select_related("section__round__plan").get(
            section__round=self.round, section__code=code, language=language
        )


def owed_under_a_direction(round_: ReportingRound, number: int) -> Obligation:
    """Due on 10 June 2009, open."""
    concept = round_.plan.concept
    direction = factories.DirectionFactory(concept=concept, number=number)
    line = factories.LineOfActionFactory(direction=direction)
    measure = factories.MeasureFactory(plan=round_.plan, position=number)
    measure.lines.add(line)
    owed: Obligation = factories.ObligationFactory(measure=measure, due_on=DUE)
    factories.asked_for(owed)
    return owed


def telling(round_: ReportingRound, by: User) -> Telling:
    first, second = (owed_under_a_direction(round_, number) for number in (1, 2))
    begin(round_, by=by, today=TODAY, day=TODAY)
    return Telling(round_, by, first, second)
