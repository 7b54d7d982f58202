"""The form of a policy of reminders: a row for each step, rows to add one, and the two terms."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm
from measures.models import Channel, DayKind, Subject, Weekday
from measures.queries.reminders.policy import Policy
from measures.reminder_words import (
    BY,
    CONDITIONS,
    TO_WHOM,
    conditions_of,
    day_words,
    finding_words,
    step_words,
)
from measures.rules.reminder_policy import (
    FARTHEST,
    MOST_DAYS_BETWEEN,
    MOST_STEPS,
    MOST_TERM,
    MOST_TIMES,
    STEP_FIELDS,
    Finding,
    PolicyStep,
    Terms,
    findings,
)
from measures.rules.reminders import AUDIENCES

Choices = list[tuple[Any, str | Promise]]
PREFIX = "steps"
WHEN: Choices = [
    ("before", _("before the day")),
    ("on", _("on the day")),
    ("after", _("after the day")),
]
COUNTED: Choices = [(DayKind.CALENDAR, _("days")), (DayKind.WORKING, _("working days"))]
CHANNELS: Choices = [(channel, BY[channel]) for channel in Channel.values]
WEEKDAYS: Choices = [("", "—"), *Weekday.choices]
MOST_ROWS = MOST_STEPS + len(Subject)
# The part of a step that a finding speaks of, where the form asks for it under another name.
ASKED_AS = {"offset": "count"}


def _number(label: Any, least: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=most,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def _tick(condition: str) -> forms.BooleanField:
    words: Any = CONDITIONS[condition]
    return forms.BooleanField(label=words, required=False)


class StepForm(PlainForm):
    """A step as a person would say it: so many days before or after, not a negative number."""

    subject = forms.ChoiceField(choices=Subject.choices, widget=forms.HiddenInput)
    audience = forms.ChoiceField(label=_("To whom"))
    channel = forms.ChoiceField(label=_("How"), choices=CHANNELS, initial=Channel.MAIL)
    count = _number(_("How many days"), 0, FARTHEST["calendar"])
    days = forms.ChoiceField(
        label=_("Days of which kind"), choices=COUNTED, initial=DayKind.CALENDAR
    )
    when = forms.ChoiceField(label=_("Before or after"), choices=WHEN, initial="before")
    repeat_every = _number(_("Then every so many days"), 1, MOST_DAYS_BETWEEN)
    weekday = forms.TypedChoiceField(
        label=_("Or gathered, each week on"),
        choices=WEEKDAYS,
        required=False,
        coerce=int,
        empty_value=None,
    )
    repeat_at_most = _number(_("How many more times at most"), 0, MOST_TIMES)
    unless_acknowledged = _tick("unless_acknowledged")
    unless_time_asked = _tick("unless_time_asked")
    may_decline = _tick("may_decline")

    def __init__(self, *args: Any, number: int, about: str = "", **kwargs: Any) -> None:
        """`about`: the subject of an empty row, which the page offers below those of its kind."""
        super().__init__(*args, **kwargs)
        self.is_asked_for = False
        self.number, self.step = number, None if self.is_bound else _step_in(self.initial)
        self.fields["subject"].initial = about
        self.about: str = self["subject"].value() or ""
        self._offer(AUDIENCES.get(self.about, tuple(TO_WHOM)))
        for name in set(CONDITIONS) - set(conditions_of(self.about)):
            del self.fields[name]

    def _offer(self, audiences: Sequence[str]) -> None:
        field = self.fields["audience"]
        field.initial = audiences[0]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(one, TO_WHOM[one]) for one in audiences]

    def has_changed(self) -> bool:
        """A row to add a step is empty as long as nothing but its subject stands in it."""
        return any(name != "subject" for name in self.changed_data)

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        count, when = typed.get("count"), typed.get("when")
        if "count" in typed and when == "on" and count:
            self.add_error("count", gettext("Leave this empty, or choose before or after the day."))
        if "count" in typed and when in ("before", "after") and not count:
            self.add_error("count", gettext("Say how many days, or choose “on the day”."))
        if not self.errors:
            self.step = _step_in(typed)
        return typed

    def refuse(self, finding: Finding) -> None:
        name = ASKED_AS.get(finding.field, finding.field)
        self.add_error(name if name in self.fields else None, finding_words(finding))

    @property
    def conditions(self) -> list[forms.BoundField]:
        return [self[name] for name in conditions_of(self.about)]

    @property
    def is_empty(self) -> bool:
        return self.empty_permitted and not (self.is_bound and self.has_changed())

    @property
    def is_taken_out(self) -> bool:
        return bool(self["DELETE"].value())

    @property
    def words(self) -> str:
        return step_words(self.step) if self.step else ""


def _step_in(typed: Mapping[str, Any]) -> PolicyStep | None:
    """What was typed as a step; None where nothing was."""
    if "when" not in typed:
        return None
    sign = {"before": -1, "on": 0, "after": 1}[typed["when"]]
    same = {name: typed[name] for name in STEP_FIELDS if name in typed}
    return PolicyStep(**same, offset=sign * (typed["count"] or 0))


def _typed(step: PolicyStep) -> dict[str, Any]:
    """What the row shows of a step."""
    same = {name: getattr(step, name) for name in STEP_FIELDS if name != "offset"}
    when = "on" if step.offset == 0 else "before" if step.offset < 0 else "after"
    return {**same, "count": abs(step.offset) or None, "when": when}


@dataclass(frozen=True)
class Group:
    """The rows about one subject; `adding` are those that were shown empty."""

    subject: Subject
    day: str
    rows: list[StepForm]
    adding: list[StepForm]


if TYPE_CHECKING:
    Rows = BaseFormSet[StepForm]
else:
    Rows = BaseFormSet  # not generic when it runs


class StepRows(Rows):
    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Rows beyond the steps shown are for adding, one for each subject."""
        place = index or 0
        beyond = place - self.initial_form_count()
        about = Subject.values[beyond] if not self.is_bound and beyond >= 0 else ""
        return {**super().get_form_kwargs(index), "number": place + 1, "about": about}

    def add_fields(self, form: StepForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Take out")
        form.fields["DELETE"].widget.attrs["class"] = "form-check-input"

    def clean(self) -> None:
        """What is wrong in a row alone or beside others is said beside it."""
        rows = [row for row in self.kept if row.step]
        for finding in findings(self.steps()):
            other = finding.other and rows[finding.other - 1].number
            rows[finding.step - 1].refuse(replace(finding, other=other))

    @property
    def kept(self) -> list[StepForm]:
        return [row for row in self.forms if not row.is_empty and not row.is_taken_out]

    def steps(self) -> list[PolicyStep]:
        return [row.step for row in self.kept if row.step]

    def groups(self, terms: Terms) -> Iterator[Group]:
        for subject in Subject:
            rows = [row for row in self.forms if row.about == subject]
            yield Group(
                subject,
                day_words(subject, terms),
                [row for row in rows if not row.empty_permitted],
                [row for row in rows if row.empty_permitted],
            )

    def faulty(self) -> list[StepForm]:
        return [row for row in self.forms if row.errors and not row.is_taken_out]


# What the factory makes of a class is one of its kind; its type does not tell.
StepFormSet = cast(
    type[StepRows],
    formset_factory(
        StepForm,
        formset=StepRows,
        extra=len(Subject),
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
    ),
)


def step_rows(policy: Policy, sent: QueryDict | None = None) -> StepRows:
    """The steps in force, or what was typed; with one more row where one was asked for."""
    if sent is None:
        return StepFormSet(initial=[_typed(step) for step in policy.steps], prefix=PREFIX)
    rows = StepFormSet(sent, prefix=PREFIX)
    number, about = rows.total_form_count(), sent.get("add", "")
    if about not in Subject.values or number >= MOST_ROWS:
        return rows
    empty = StepForm(number=number, about=about, prefix=f"{PREFIX}-{number}")
    more = sent.copy()
    more[f"{PREFIX}-TOTAL_FORMS"] = str(number + 1)
    more.update({field.html_name: field.value() or "" for field in empty})
    rows = StepFormSet(more, prefix=PREFIX)
    rows.forms[number].is_asked_for = True
    return rows


def _term(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_TERM)


class TermsForm(PlainForm):
    """`seen`: the policy that the person looked at."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    review_days = _term(_("Reports are reviewed within, working days"))
    decision_days = _term(_("Requests for more time are decided within, working days"))

    def terms(self) -> Terms:
        return Terms(self.cleaned_data["review_days"], self.cleaned_data["decision_days"])

    def rebase(self, policy: Policy) -> None:
        """What was typed stays; saved again, it replaces what another saved meanwhile."""
        if isinstance(self.data, QueryDict):
            self.data = self.data.copy()
            self.data["seen"] = policy.fingerprint


def terms_form(policy: Policy, sent: QueryDict | None = None) -> TermsForm:
    initial = {"seen": policy.fingerprint, **vars(policy.terms)}
    return TermsForm(sent, initial=initial)
