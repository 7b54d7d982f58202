"""How a person says what a cut holds, in which languages and files, and when it is made."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm
from agencies.models import Agency
from planner.models import ActionPlan
from reports.draw.choosing import SECTIONS
from reports.models import Cut, CutKind, FileFormat, Schedule, Weekday
from reports.models.cuts import LONGEST_NAME
from reports.queries_cuts import headings_of
from reports.services.cuts import Wish, formats

LANGUAGES = [("ru", "Русский"), ("kk", "Қазақша"), ("en", "English")]
# A refusal of the service is shown at the field that it is about.
FIELD_OF = {
    **dict.fromkeys(("name_missing", "name_too_long", "name_taken"), "name"),
    "agency_missing": "agencies",
    "direction_missing": "directions",
}


class CutForm(PlainForm):
    """Only bodies that the person may cut are offered, and so taken."""

    kind = forms.ChoiceField(
        label=_("What is it?"), choices=CutKind.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    agencies = forms.MultipleChoiceField(
        label=_("Bodies"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all of them."),
    )
    directions = forms.MultipleChoiceField(
        label=_("Directions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all of them."),
    )
    sections = forms.MultipleChoiceField(
        label=_("Sections"),
        required=False,
        choices=list(SECTIONS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: those that are usual for what it is."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    formats = forms.MultipleChoiceField(
        label=_("Files"), choices=(), widget=forms.CheckboxSelectMultiple
    )
    schedule = forms.ChoiceField(
        label=_("When is it made?"), choices=Schedule.choices, widget=forms.RadioSelect
    )
    weekday = forms.TypedChoiceField(
        label=_("Day of the week"),
        required=False,
        choices=[("", "—"), *Weekday.choices],
        coerce=int,
        empty_value=None,
    )
    monthday = forms.IntegerField(
        label=_("Day of the month"),
        required=False,
        min_value=1,
        max_value=31,
        help_text=_("A month that has no such day: its last day."),
    )
    by_mail = forms.BooleanField(label=_("Tell me by mail too"), required=False)

    def __init__(
        self,
        plan: ActionPlan,
        bodies: Collection[Agency],
        *args: Any,
        must_name_bodies: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.must_name_bodies = must_name_bodies
        _offer(self, "agencies", [(body.code, body.name) for body in bodies])
        _offer(self, "directions", [*headings_of(plan), ("", _("Measures under no direction"))])
        _offer(self, "formats", [(code, _format(code)) for code in formats()])
        if must_name_bodies:
            self.fields["agencies"].required = True
            self.fields["agencies"].help_text = _("Of your own agency only.")

    def wish(self) -> Wish:
        told = self.cleaned_data
        return Wish(**{name: told[name] for name in Wish.__dataclass_fields__})


def _offer(form: CutForm, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.MultipleChoiceField):
        field.choices = choices


def _format(code: str) -> str:
    return str(FileFormat(code).label) if code in FileFormat else code.upper()


def usual(bodies: Collection[Agency], *, must_name_bodies: bool, kind: str) -> dict[str, Any]:
    """A new cut: in the reader's language, as a Word file, of the own body where it has to be."""
    of_a_body = must_name_bodies and kind not in CutKind.values
    return {
        "kind": CutKind.AGENCY if of_a_body else kind or CutKind.AGENCY,
        "languages": [get_language() or "ru"],
        "formats": [FileFormat.DOCX.value],
        "schedule": Schedule.NEVER,
        "agencies": [body.code for body in bodies] if must_name_bodies else [],
    }


def said_by(cut: Cut) -> dict[str, Any]:
    return {name: getattr(cut, name) for name in Wish.__dataclass_fields__}
