"""The usual course: reports handed in about the date and accepted soon after.

Only what departs from it, and what is told word for word, stands act by act in the file.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from agencies.models import User
from agencies.rules.working_days import add_working_days, effective_day
from measures.demo.script import Act, Departure, Paper, Script, Usual
from measures.demo.wording import Amount, chance, figures, name_of, period_reported
from measures.models import Obligation
from measures.rules.progress import PERIODIC

COORDINATORS = ("coordinator.one", "coordinator.two")
AS_USUAL = Departure("", "", "", "usual")
NOT_HANDED_IN = ("silent",)


@dataclass(frozen=True)
class Course:
    """What became of one obligation, as far as nobody wrote it down act by act."""

    script: Script
    calendar: Mapping[date, str]
    one: Obligation
    usual: Usual
    departure: Departure
    officer: User

    def acts(self) -> Iterator[Act]:
        """In order of their days; none after the history's end."""
        report = self._report()
        course = self._returned if self.departure.what == "returned" else self._accepted
        decided = () if self.departure.what == "waiting" else course(report)
        return (act for act in (report, *decided) if act.on <= self.script.ends_on)

    def _report(self) -> Act:
        nil = self.departure.what == "nil"
        texts, on = texts_for(self.usual, self.one), self._handed_in_on()
        language = self.officer.language if self.officer.language in texts else next(iter(texts))
        return Act(
            on,
            "report",
            *key_of(self.one),
            claim="nil" if nil else self.usual.claim,
            language=language,
            text=self.departure.text if nil else self._text(texts[language], language),
            document=self._letter(on),
        )

    def _handed_in_on(self) -> date:
        due_on, what = self.one.due_on or self.script.ends_on, self.departure.what
        if what in ("late", "early"):
            return due_on + timedelta(days=self.departure.days * (1 if what == "late" else -1))
        habits, luck = self.script.habits, chance("handed in", *key_of(self.one))
        if luck % habits.late_one_in == 0 and what == "usual":
            return self._working(due_on + timedelta(days=4 + luck // 7 % habits.late_by_up_to))
        return self._working(due_on - timedelta(days=luck // 11 % (habits.ready_before + 1)))

    def _working(self, day: date) -> date:
        return effective_day(day, "previous", self.calendar)

    def _accepted(self, report: Act) -> Iterator[Act]:
        days = 1 + chance("review", *report.key, report.on) % self.script.habits.review_within
        yield self._decision("accept", report, add_working_days(report.on, days, self.calendar))

    def _returned(self, report: Act) -> Iterator[Act]:
        """Back with a reason, and in again with what was asked for, unless `again_after` is 0."""
        told = self.departure
        back_on = self._working(report.on + timedelta(days=told.days))
        yield self._decision("return", report, max(back_on, report.on), told.reason)
        if told.again_after:
            again_on = self._working(back_on + timedelta(days=told.again_after))
            again = replace(report, on=again_on, text=f"{report.text} {told.text}")
            yield again
            yield from self._accepted(again)

    def _decision(self, what: str, report: Act, on: date, text: str = "") -> Act:
        return Act(on, what, *report.key, who=COORDINATORS[chance(report.measure) % 2], text=text)

    def _text(self, texts: list[str], language: str) -> str:
        number, code, occurrence = key_of(self.one)
        row = self.script.regions.get(code) or _whole_country(self.script)
        numbers = figures(self.usual.figures, row, number, code, occurrence)
        words: dict[str, object] = {**row}
        words |= {key: Amount(value) for key, value in numbers.items()}
        if period := period_reported(occurrence, self.usual.period):
            name = name_of(period, language)
            words |= {"period": name, "period_of": name.replace("квартал ", "квартала ")}
        turn = chance(number, code) + chance(occurrence)
        return texts[turn % len(texts)].format_map(words)

    def _letter(self, on: date) -> Paper | None:
        """A measure with a date of its own is answered by a letter with a number."""
        if self.one.kind in PERIODIC:
            return None
        luck = chance("letter", *key_of(self.one))
        number = f"{luck % 18 + 1:02}-{luck // 18 % 8 + 1}/{luck // 200 % 8999 + 1000}"
        return Paper("information", number, on)


def usual_acts(
    script: Script,
    owed: Iterable[Obligation],
    officers: Mapping[str, User],
    calendar: Mapping[date, str],
) -> Iterator[Act]:
    """Acts for every obligation that the script's own acts do not tell of.

    `owed`: dated obligations with measure and agency; `officers`: by code of agency.
    """
    told = {act.key for act in script.acts if act.what in ("report", "draft", "extend")}
    for one in owed:
        usual = script.usual.get(one.measure.number)
        departure = script.departures.get(key_of(one), AS_USUAL)
        reported = key_of(one) not in told and departure.what not in NOT_HANDED_IN
        if usual and reported and texts_for(usual, one):
            officer = officers[one.agency.code]
            yield from Course(script, calendar, one, usual, departure, officer).acts()


def key_of(one: Obligation) -> tuple[str, str, str]:
    return one.measure.number, one.agency.code, one.occurrence


def texts_for(usual: Usual, one: Obligation) -> dict[str, list[str]]:
    """By language: those of the agency itself, else of its kind; empty when it tells nothing."""
    code = one.agency.code
    group = "akimat" if code.startswith("akimat-") else "other"
    return usual.texts.get(code) or usual.texts.get(group) or {}


def _whole_country(script: Script) -> dict[str, float]:
    columns = ("families", "vacancies", "sites", "learners")
    return {name: sum(row[name] for row in script.regions.values()) for name in columns}
