"""Filters of lists. What cannot be read is left out, so that a list always opens."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm
from agencies.models import Agency
from agencies.translated import localized_column
from measures.queries import plan as plan_table
from planner.models import ActionPlan, Direction

SHOWS = [
    ("", _("all measures")),
    ("on_control", _("on control")),
    ("overdue", _("overdue")),
    ("review", _("in review")),
    ("waiting", _("waiting for a date")),
    ("removed", _("removed from control")),
]
MOST_WORDS = 100
LONGEST_SHOWN = 40


class Filter(PlainForm):
    agency = forms.ChoiceField(label=_("Agency"), required=False)
    direction = forms.ChoiceField(label=_("Direction"), required=False)
    text = forms.CharField(label=_("Words or number"), required=False, max_length=MOST_WORDS)

    def offer(self, name: str, rows: list[tuple[str, str]], empty: Any) -> None:
        field: Any = self.fields[name]
        field.choices = [("", empty), *rows]

    def asked(self, name: str) -> str:
        """The value sent, "" when it cannot be read."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")

    def unread(self) -> Iterator[str]:
        """What the address asks for and cannot be answered, in words."""
        self.is_valid()
        for name in self.errors:
            if name in self.fields:
                said = gettext("“%(value)s” is not known under “%(field)s” and was left out.")
                value = self.data.get(name, "")
                shown = "".join(one for one in value if one.isprintable())[:LONGEST_SHOWN]
                yield said % {"value": shown, "field": self.fields[name].label}


def agencies_offered() -> list[tuple[str, str]]:
    named = Agency.objects.annotate(called=localized_column("short")).order_by("called")
    return list(named.values_list("code", "called"))


def directions_offered(concept: int | None = None) -> list[tuple[str, str]]:
    rows = Direction.objects.filter(concept=concept) if concept else Direction.objects.all()
    return [(str(row.pk), row.text) for row in rows]


class PlanFilter(Filter):
    show = forms.ChoiceField(label=_("Show"), required=False, choices=SHOWS)
    section = forms.ChoiceField(label=_("Section"), required=False)

    def __init__(self, plan: ActionPlan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("agency", agencies_offered(), _("any agency"))
        self.offer("direction", directions_offered(plan.concept_id), _("any direction"))
        sections = [(str(one.pk), str(one)) for one in plan.sections.all()]
        self.offer("section", sections, _("all sections"))
        if not sections:
            del self.fields["section"]

    def question(self) -> plan_table.Asked:
        section, direction = self.asked("section"), self.asked("direction")
        return plan_table.Asked(
            section=int(section) if section else None,
            direction=int(direction) if direction else None,
            agency=self.asked("agency"),
            show=self.asked("show"),
            text=self.asked("text"),
        )


class MonthFilter(PlainForm):
    """Of a month: one body, or all."""

    agency = forms.ChoiceField(label=_("Agency"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agency"]
        field.choices = [("", _("any agency")), *agencies_offered()]

    def asked(self, name: str) -> str:
        """The value sent, "" when it cannot be read."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")
