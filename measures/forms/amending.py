"""A row of the plan as a later act words it, typed as the act writes it."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm, day_input
from measures.forms.wordings import PLAIN, amounts_of, executors_of
from measures.models import Change, Measure, MeasureState
from measures.queries.bodies import known_names
from measures.rules.deadlines import Kind, read
from measures.rules.wording import LANGUAGES, Wording
from measures.services.amendments import as_drafted
from measures.services.deadline_texts import plan_dates
from planner.models import ActionPlan, LineOfAction, PlanSection, Task

LONGEST_DEADLINE, LONGEST_FORM = 500, 500


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class WordingForm(PlainForm):
    """The whole row: an act puts an item "in a new wording" as a whole.

    After is_valid, `wording()` is what measures.services.amendments.put_change takes.
    """

    number = forms.CharField(label=_("Number"), max_length=20)
    section = forms.ModelChoiceField(
        PlanSection.objects.none(), label=_("Section"), required=False, empty_label=_("none")
    )
    title_ru = forms.CharField(label=_("Measure in Russian"), widget=_lines(4))
    title_kk = forms.CharField(label=_("Measure in Kazakh"), widget=_lines(4), required=False)
    title_en = forms.CharField(label=_("Measure in English"), widget=_lines(4), required=False)
    completion_form_ru = forms.CharField(
        label=_("Completion form in Russian"), max_length=LONGEST_FORM
    )
    completion_form_kk = forms.CharField(
        label=_("Completion form in Kazakh"), max_length=LONGEST_FORM, required=False
    )
    completion_form_en = forms.CharField(
        label=_("Completion form in English"), max_length=LONGEST_FORM, required=False
    )
    executors_text = forms.CharField(
        label=_("Executors as the act writes them"),
        widget=_lines(3),
        max_length=8000,
        help_text=_(
            "Separated by commas; the first, or the one marked (созыв), leads. Marks: (созыв), "
            "(свод), (по согласованию)."
        ),
    )
    deadline_ru = forms.CharField(
        label=_("Deadline in Russian"), max_length=LONGEST_DEADLINE, required=False
    )
    deadline_kk = forms.CharField(
        label=_("Deadline in Kazakh"), max_length=LONGEST_DEADLINE, required=False
    )
    deadline_en = forms.CharField(
        label=_("Deadline in English"), max_length=LONGEST_DEADLINE, required=False
    )
    costs = forms.CharField(
        label=_("Costs, million tenge"),
        widget=_lines(3),
        required=False,
        max_length=2000,
        help_text=_("One year a line, its source in brackets: 2009: 12.5 (republican budget)."),
    )
    funding_source = forms.CharField(label=_("Funding source"), max_length=300, required=False)

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, plan: ActionPlan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self._offer("section", plan.sections.all())

    def _offer(self, name: str, rows: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = rows

    def clean_executors_text(self) -> str:
        text: str = self.cleaned_data["executors_text"]
        self.executors = executors_of(text, known_names())
        return text

    def clean_costs(self) -> str:
        text: str = self.cleaned_data["costs"]
        self.amounts = amounts_of(text)
        return text

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        texts = {code: text for code in LANGUAGES if (text := typed.get(f"deadline_{code}"))}
        if not texts:
            self.add_error("deadline_ru", gettext("Write the deadline in at least one language."))
        self._check_agreement(texts)
        return typed

    def _check_agreement(self, texts: dict[str, str]) -> None:
        """One deadline in three languages: where two of them can be read, they say the same."""
        said = gettext("This reads as other dates than the text in another language.")
        first = None
        for code, text in texts.items():
            reading = read(text, plan_dates(self.plan))
            if reading.kind == Kind.UNDECIDED:
                continue
            if first and (first.kind, first.due) != (reading.kind, reading.due):
                self.add_error(f"deadline_{code}", said)
            first = first or reading

    def rebase(self, theirs: list[Change]) -> None:
        """What is sent next is meant to replace `theirs`, the item written meanwhile, if any."""
        if theirs and isinstance(self.data, QueryDict):
            self.data = self.data.copy()
            self.data["seen"] = as_drafted(theirs[0])

    def wording(self) -> Wording:
        typed = self.cleaned_data
        plain = [name for name in PLAIN if name in typed]
        return {
            **{name: typed[name] for name in plain},
            "executors": self.executors,
            "costs": [
                {"year": one.year, "source": one.source, "planned": f"{one.planned:.3f}"}
                for one in self.amounts
            ],
        }


class Rows(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # of several models
    """A number that the database cannot hold names no row."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError:
            said = self.error_messages["invalid_pk_value"]
            raise forms.ValidationError(said, "invalid_pk_value", {"pk": "…"}) from None


class AddedForm(WordingForm):
    """A row that the plan did not have: where it stands, and what it serves in the Concept."""

    after = forms.ModelChoiceField(
        Measure.objects.none(),
        label=_("After the measure"),
        required=False,
        empty_label=_("at the end of its section"),
    )
    tasks = Rows(Task.objects.none(), label=_("Tasks of the Concept"), required=False)
    lines = Rows(LineOfAction.objects.none(), label=_("Lines of action"), required=False)

    def __init__(self, plan: ActionPlan, *args: Any, **kwargs: Any) -> None:
        super().__init__(plan, *args, **kwargs)
        self._offer("after", plan.measures.exclude(state=MeasureState.STRUCK))
        self._offer("tasks", Task.objects.filter(goal__concept=plan.concept_id))
        lines = LineOfAction.objects.filter(direction__concept=plan.concept_id)
        self._offer("lines", lines.select_related("direction"))

    def clean(self) -> dict[str, Any]:
        """Behind a measure a row stands in that measure's section."""
        typed = super().clean()
        if after := typed.get("after"):
            typed["section"] = after.section
        return typed

    def wording(self) -> Wording:
        served = {name: [row.pk for row in self.cleaned_data[name]] for name in ("tasks", "lines")}
        return {**super().wording(), **served}


class AdoptionForm(PlainForm):
    act = forms.CharField(
        label=_("Act that amends the plan"),
        max_length=250,
        help_text=_("Its kind and number, as it is cited."),
    )
    adopted_on = forms.DateField(label=_("Adopted on"), widget=day_input())
    in_force_on = forms.DateField(
        label=_("In force from"),
        widget=day_input(),
        help_text=_("If that day is still ahead, the plan changes on it by itself."),
    )
