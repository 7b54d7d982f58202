"""A row of the plan as a later act words it, typed as the act writes it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm, day_input
from agencies.models import Agency, AgencyGroup
from measures.forms.imports import ACCEPTED
from measures.models import Change, Measure, MeasureState
from measures.queries.bodies import known_names
from measures.rules.deadlines import Kind, read
from measures.rules.plan_table import writing
from measures.rules.plan_table.costs import Amount, UnreadableCost, read_costs
from measures.rules.plan_table.executors import BodyKind, Named, Names, read_executors
from measures.rules.wording import LANGUAGES, Wording
from measures.services.amendments import as_drafted, executor_columns
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

    def rebase(self, theirs: Change | None) -> None:
        """What is sent next is meant to replace `theirs`; None leaves it as it was sent."""
        if theirs and isinstance(self.data, QueryDict):
            self.data = self.data.copy()
            self.data["seen"] = as_drafted(theirs)

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


PLAIN = (
    "number",
    *(
        f"{field}_{code}"
        for field in ("title", "completion_form", "deadline")
        for code in LANGUAGES
    ),
    "executors_text",
    "funding_source",
)


class AddedForm(WordingForm):
    """A row that the plan did not have: where it stands, and what it serves in the Concept."""

    after = forms.ModelChoiceField(
        Measure.objects.none(),
        label=_("After the measure"),
        required=False,
        empty_label=_("at the end of its section"),
    )
    tasks = forms.ModelMultipleChoiceField(
        Task.objects.none(), label=_("Tasks of the Concept"), required=False
    )
    lines = forms.ModelMultipleChoiceField(
        LineOfAction.objects.none(), label=_("Lines of action"), required=False
    )

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


class AmendedTableForm(PlainForm):
    file = forms.FileField(
        label=_("File with the plan table"),
        help_text=_("Word, Excel, HTML or CSV: .docx, .xlsx, .html, .csv."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    language = forms.ChoiceField(
        label=_("Language of the texts"),
        required=False,
        choices=[("", _("that of the headings")), *settings.LANGUAGES],
    )


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


def executors_of(text: str, names: Names) -> list[dict[str, Any]]:
    """Columns of Executor, without positions. Raises ValidationError naming what is not known."""
    found = read_executors(text, names)
    if found.problems:
        raise forms.ValidationError(gettext("Two bodies are marked (созыв). Leave one mark."))
    unknown = [one.text for one in found.named if one.body is None]
    if unknown or not found.named:
        raise forms.ValidationError(
            gettext("Not known: %(names)s. Write the name as in the list of bodies.")
            % {"names": "; ".join(unknown) or "—"}
        )
    _check_standing(found.named)
    return [executor_columns(one) for one in found.named]


def _check_standing(named: tuple[Named, ...]) -> None:
    ids = [one.body.pk for one in named if one.body and one.body.kind == BodyKind.AGENCY]
    ended = Agency.objects.filter(pk__in=ids, abolished_on__isnull=False)
    if names := [str(body) for body in ended]:
        raise forms.ValidationError(
            gettext("Ended already: %(names)s. Name the successor.") % {"names": ", ".join(names)}
        )


def amounts_of(text: str) -> tuple[Amount, ...]:
    """Raises ValidationError with the piece that is not understood."""
    joined = "; ".join(line.strip() for line in text.splitlines() if line.strip())
    try:
        costs = read_costs(joined, clear=True)
    except UnreadableCost as piece:
        said = gettext("“%(text)s” is not understood. Write 2009: 12.5 (republican budget).")
        raise forms.ValidationError(said % {"text": str(piece)}) from None
    if costs.words:
        raise forms.ValidationError(gettext("Words about the funding belong to the source below."))
    return costs.amounts


def typed_from(wording: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows of a wording; executors as stored where they still read the same."""
    return {
        **{name: wording.get(name, "") for name in PLAIN},
        "section": wording.get("section_id"),
        "executors_text": _executors_text(wording),
        "costs": "\n".join(map(_cost_line, wording.get("costs", []))),
        "tasks": wording.get("tasks", []),
        "lines": wording.get("lines", []),
    }


def _executors_text(wording: Mapping[str, Any]) -> str:
    text = str(wording.get("executors_text", ""))
    try:
        same = executors_of(text, known_names()) == wording["executors"]
    except forms.ValidationError:
        same = False
    return text if same else _written(wording["executors"])


def _written(executors: list[dict[str, Any]]) -> str:
    """In the manner of an act, by the bodies' short names."""
    agencies = Agency.objects.in_bulk({one["agency_id"] for one in executors if one["agency_id"]})
    groups = AgencyGroup.objects.in_bulk({one["group_id"] for one in executors if one["group_id"]})
    parts = [
        writing.Part(
            name=agencies[one["agency_id"]].short_ru
            if one["agency_id"]
            else groups[one["group_id"]].name_ru,
            lead=one["role"] == "lead",
            consolidates=one["consolidates"],
            by_agreement=one["by_agreement"],
        )
        for one in executors
    ]
    return writing.executors(parts, "ru")


def _cost_line(one: Mapping[str, Any]) -> str:
    amount = writing.amount(Decimal(one["planned"]), "ru")
    source = f" ({one['source']})" if one["source"] else ""
    return f"{one['year']}: {amount}{source}" if one["year"] else f"{amount}{source}"
