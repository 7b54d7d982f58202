"""What the board can be asked for. What the address says and cannot be read is named and left
out, so that the board always opens."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.forms import day_input
from measures.forms.filters import Filter, agencies_offered, directions_offered
from measures.forms.lean import lean
from measures.queries import board
from measures.rules.lateness import Status
from measures.rules.periods import PERIODS, period
from measures.templatetags.tracker import STATUS_WORDS
from planner.models import ActionPlan, Task

AGE_WORDS = {
    "week": _("up to a week"),
    "month": _("up to a month"),
    "older": _("longer than a month"),
}
# In the order in which a controller would ask.
STATUSES = (
    *(Status.IN_REVIEW, Status.RETURNED, Status.IN_PROGRESS, Status.NOT_DUE, Status.WAITING),
    *(Status.CONTINUOUS, Status.DONE_LATE, Status.DONE, Status.REMOVED),
)
SHOWN_WORDS: dict[str, Any] = {
    board.ATTENTION: _("late or at risk"),
    Status.OVERDUE.value: _("overdue"),
    board.AT_RISK: _("at risk"),
    **{status.value: STATUS_WORDS[status] for status in STATUSES},
    board.EVERYTHING: _("everything"),
}
PERIOD_WORDS = {
    "this_week": _("this week"),
    "this_quarter": _("this quarter"),
    "last_quarter": _("last quarter"),
    "next_quarter": _("next quarter"),
    "this_year": _("this year"),
}


@dataclass(frozen=True)
class Chosen:
    """One filter that is set, as a chip tells it; `name` is what leaves the address with it."""

    name: str
    label: str
    value: str


class BoardFilter(Filter):
    """`status` and the words first; the rest by one's need."""

    status = forms.ChoiceField(label=_("Show"), required=False, choices=list(SHOWN_WORDS.items()))
    age = forms.ChoiceField(
        label=_("How late"), required=False, choices=[("", _("however late")), *AGE_WORDS.items()]
    )
    plan = forms.ChoiceField(label=_("Plan"), required=False)
    task = forms.ChoiceField(label=_("Task"), required=False)
    period = forms.ChoiceField(
        label=_("Due in"),
        required=False,
        choices=[("", _("any time")), *((name, PERIOD_WORDS[name]) for name in PERIODS)],
    )
    due_from = forms.DateField(label=_("Due from"), required=False, widget=day_input())
    due_to = forms.DateField(label=_("Due up to"), required=False, widget=day_input())
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        widget=forms.HiddenInput,
        choices=[(way + name, name) for name in board.SORTS for way in ("", "-")],
    )
    field_order = ("status", "agency", "text", "plan", "direction", "task", "age", "period")
    FIRST = ("status", "agency", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lean(self)
        self.offer("agency", agencies_offered(), _("any agency"))
        without = (board.WITHOUT, gettext("without a direction"))
        self.offer("direction", [*directions_offered(), without], _("any direction"))
        no_task = (board.WITHOUT, gettext("without a task"))
        tasks = [(str(row.pk), str(row)) for row in Task.objects.all()]
        self.offer("task", [*tasks, no_task], _("any task"))
        plans = [(row.slug, row.title) for row in ActionPlan.objects.all()]
        self.offer("plan", plans, _("every plan"))

    def question(self, day: date) -> board.Asked:
        """Named periods are counted from `day`; given days narrow them further."""
        names = ("status", "plan", "agency", "direction", "task", "age", "text", "sort")
        first, last = self._due(day)
        return board.Asked(
            **{name: self.asked(name) for name in names},
            first=first,
            last=last,
        )

    def _due(self, day: date) -> tuple[date | None, date | None]:
        name, first, last = self.asked("period"), self._day("due_from"), self._day("due_to")
        if not name:
            return first, last
        begins, ends = period(name, day)
        return max(begins, first or begins), min(ends, last or ends)

    def _day(self, name: str) -> date | None:
        self.is_valid()
        found: date | None = self.cleaned_data.get(name)
        return found

    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FIRST]

    def more_fields(self) -> list[forms.BoundField]:
        return [one for one in self.visible_fields() if one.name not in self.FIRST]

    def more_chosen(self) -> bool:
        return any(one.name not in self.FIRST for one in self.chosen())

    def chosen(self) -> list[Chosen]:
        """The filters that are set, in words."""
        self.is_valid()
        return [
            Chosen(name, str(field.label), self._words(name))
            for name, field in self.fields.items()
            if name != "sort" and self.cleaned_data.get(name)
        ]

    def _words(self, name: str) -> str:
        value = self.cleaned_data[name]
        if isinstance(value, date):
            return date_format(value, "d.m.Y")
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, value))

    def unread(self) -> Iterator[str]:
        yield from super().unread()
        first, last = self._day("due_from"), self._day("due_to")
        if first and last and first > last:
            yield gettext("“Due from” is later than “Due up to”, so nothing can be found.")


def kept_query(asked: QueryDict) -> str:
    """Of an address of the board what a view keeps: its filters and order, in one order, without
    the page and the day."""
    kept = QueryDict(mutable=True)
    for name in sorted(BoardFilter.base_fields):
        if asked.get(name):
            kept[name] = str(asked[name])
    return kept.urlencode()
