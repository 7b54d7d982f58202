"""Filters of the queues, and what is done to several reports of one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm
from agencies.models import User
from measures.forms.filters import Filter, agencies_offered
from measures.forms.lean import lean
from measures.queries.queues import ALL, MINE, NOBODYS, QueueAsked
from planner.models import ActionPlan

NOBODY = "nobody"


class QueueFilter(Filter):
    whose = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[(ALL, _("everybody’s")), (MINE, _("mine")), (NOBODYS, _("nobody’s"))],
    )
    plan = forms.ChoiceField(label=_("Plan"), required=False)
    late = forms.BooleanField(label=_("only those that wait too long"), required=False)
    field_order = ("whose", "agency", "plan", "text", "late")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["direction"]
        lean(self)
        self.offer("agency", agencies_offered(), _("any agency"))
        plans = [(row.slug, row.title) for row in ActionPlan.objects.all()]
        self.offer("plan", plans, _("every plan"))

    def question(self) -> QueueAsked:
        names = ("plan", "agency", "whose", "text")
        return QueueAsked(
            **{name: self.asked(name) for name in names}, late=bool(self.asked("late"))
        )


class RequestFilter(QueueFilter):
    """Requests for more time are given to nobody, and who was to review a report on a day in the
    past is not kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["whose"]


class TogetherForm(PlainForm):
    """Accepting several reports: what is said to all of them."""

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Optional. It stands at each of the accepted reports."),
    )


class ReviewerForm(PlainForm):
    """To whom reports are given; "nobody" takes them from everybody."""

    reviewer = forms.ChoiceField(label=_("Reviewer"))

    def __init__(self, people: Iterable[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        named = [(key, str(one)) for key, one in self.people.items()]
        field: Any = self.fields["reviewer"]
        field.choices = [("", _("choose a person")), *named, (NOBODY, _("nobody"))]

    @property
    def chosen(self) -> User | None:
        return self.people.get(self.cleaned_data["reviewer"])
