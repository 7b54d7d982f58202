"""What happened to a measure, in the reader's words, with what was before and after."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any, Final

from django import template
from django.utils.translation import get_language, get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from agencies.translated import languages_for
from measures.models import Change, Event, EventKind, Evidence, Measure
from measures.queries.comparing import PartDifference
from measures.queries.measure_parts import ABOUT
from measures.templatetags.tracker import event_facts, iso_day, left_words

register = template.Library()

ABOUT_WORDS: Final = {
    "": gettext_lazy("everything"),
    "decisions": gettext_lazy("decisions"),
    "reports": gettext_lazy("reports"),
    "dates": gettext_lazy("dates"),
    "wording": gettext_lazy("wording"),
}


ONLY_ASKED: Final = (EventKind.EXTENSION_REQUESTED, EventKind.EXTENSION_REFUSED)


@dataclass(frozen=True)
class Turn:
    """What an event changed, or was asked to change (not `decided`): one of `old` and `new` may
    be ""."""

    name: str
    old: str
    new: str
    decided: bool = True


@register.simple_tag
def about_choices() -> list[tuple[str, Any]]:
    return list(ABOUT_WORDS.items())


@register.filter
def turn_of(event: Event) -> Turn | None:
    """The date before and after; None where the event moved none."""
    data = event.data
    pairs = [
        (_("Date"), iso_day(data.get("old_due_on") or ""), iso_day(data.get("new_due_on") or "")),
        (
            _("Date of the event"),
            iso_day(data.get("old_event_on") or ""),
            iso_day(data.get("event_on") or ""),
        ),
        (_("Dates"), _days(data.get("old_due")), _days(data.get("due"))),
    ]
    decided = event.kind not in ONLY_ASKED
    return next((Turn(*pair, decided) for pair in pairs if pair[1] or pair[2]), None)


def _days(days: list[str] | None) -> str:
    return ", ".join(map(iso_day, days or []))


@register.filter
def other_facts(event: Event) -> list[tuple[str, str]]:
    """What an event's `data` says beside its turn."""
    turn = turn_of(event)
    told = {turn.old, turn.new} if turn else set()
    return [(name, value) for name, value in event_facts(event) if value not in told]


@register.filter
def tone_of(event: Event) -> str:
    """The first question that an event answers, for its mark in the history."""
    return next((about for about, kinds in ABOUT.items() if event.kind in kinds), "other")


@register.filter
def parts_of_event(
    event: Event, changes: list[tuple[Change, list[PartDifference]]]
) -> list[PartDifference]:
    """What the act behind an event changed in the wording, word by word."""
    act = event.data.get("amendment")
    return next((parts for change, parts in changes if act and change.amendment_id == act), [])


@register.filter
def texts_of(measure: Measure) -> list[dict[str, str]]:
    """The row as the act words it in each language that has it, the reader's first."""
    deadline = getattr(measure, "deadline", None)
    told = [
        {
            "language": code,
            "name": get_language_info(code)["name_local"].capitalize(),
            "title": getattr(measure, f"title_{code}"),
            "completion_form": getattr(measure, f"completion_form_{code}"),
            "deadline": getattr(deadline, f"text_{code}", ""),
        }
        for code in languages_for(get_language())
    ]
    return [one for one in told if one["title"] or one["completion_form"] or one["deadline"]]


@register.filter
def file_type(file: Evidence) -> str:
    """«PDF», «DOCX»: by the ending of its name, which is checked when it is kept."""
    return PurePath(file.name).suffix.lstrip(".").upper()


@register.filter
def language_mark(code: str) -> str:
    """«Рус», «Қаз», «Eng»: the language of a text, said in that language."""
    return {"ru": "Рус", "kk": "Қаз", "en": "Eng"}.get(code, code)


@register.filter
def days_ahead(due_on: date, today: date) -> str:
    """«5 days left», «due today»."""
    return left_words((due_on - today).days)
