"""A plan table to upload, and how to read it where it does not say so itself."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm
from measures.importing.messages import FIELDS
from measures.importing.outcome import Options
from measures.rules.plan_table.wording import NAMED

ACCEPTED = ".xlsx,.docx,.html,.htm,.csv"


class ImportForm(PlainForm):
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
    which = forms.IntegerField(
        label=_("Which table of the file"),
        required=False,
        min_value=1,
        help_text=_("Needed only where several tables look like plans."),
    )
    create_agencies = forms.BooleanField(
        label=_("Add bodies that are not known as new organisations"),
        required=False,
        help_text=_("Look at the preview without this first: an unknown name may be a slip."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for column in NAMED:
            self.fields[f"map_{column}"] = forms.CharField(
                label=FIELDS[column],
                required=False,
                max_length=200,
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )

    def plain_fields(self) -> list[forms.BoundField]:
        return [field for field in self if not field.name.startswith("map_")]

    def heading_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith("map_")]

    def options(self) -> Options:
        typed = self.cleaned_data
        mapping = {column: typed[f"map_{column}"] for column in NAMED if typed[f"map_{column}"]}
        return Options(
            language=typed["language"] or None,
            mapping=mapping,
            which=typed["which"],
            create_agencies=typed["create_agencies"],
        )
