"""An officer's report on an obligation."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm, day_input
from measures.models import Claim, DocumentKind, Obligation, ProgressEntry
from measures.rules.consolidation import LONGEST_TEXT
from measures.rules.progress import PERIODIC
from measures.rules.typed import plain_text
from measures.services.progress import Draft

DATED_CLAIMS = [
    (Claim.INTERIM, _("in progress: information on the way")),
    (Claim.DONE, _("done: against the completion document")),
]
PERIODIC_CLAIMS = [
    (Claim.DONE, _("report for the period")),
    (Claim.NIL, _("nothing to report for the period")),
]
# Which field a refusal of the service speaks of.
FIELD_OF = {
    "text_missing": "text",
    "text_too_long": "text",
    "document_missing": "document_kind",
    "nil_not_allowed": "claim",
    "co_executors_silent": "despite_silence",
}


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name)


class FilesField(forms.FileField):
    """Any number of files at once; [] when none was chosen."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        several = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in several if one]


class PastedField(forms.CharField):
    """A long text as it is pasted, which a browser must not cut short: the server says so."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return str(super().to_python(plain_text(str(value or ""))))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class ReportForm(PlainForm):
    claim = forms.ChoiceField(label=_("What do you report?"), widget=forms.RadioSelect)
    text = PastedField(
        label=_("What was done"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("Results first; name dates, numbers and places."),
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)
    document_kind = forms.ChoiceField(
        label=_("Completion document"),
        required=False,
        choices=[("", _("none yet")), *DocumentKind.choices],
    )
    document_number = forms.CharField(label=_("Its number"), required=False, max_length=60)
    document_on = forms.DateField(label=_("Its date"), required=False, widget=day_input())
    # An empty one is refused by the service, which names it.
    evidence = FilesField(label=_("Files"), required=False, allow_empty_file=True)
    despite_silence = forms.BooleanField(label=_("Hand in without them"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, owed: Obligation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        periodic = owed.kind in PERIODIC
        claim: Any = self.fields["claim"]
        claim.choices = PERIODIC_CLAIMS if periodic else DATED_CLAIMS
        claim.initial = Claim.DONE if periodic else Claim.INTERIM
        self.fields["language"].initial = (get_language() or "ru")[:2]
        self.fields["evidence"].help_text = _(
            "If there are any, several at once: %(kinds)s; up to %(megabytes)d MB each."
        ) % {
            "kinds": ", ".join(kind.lstrip(".") for kind in settings.FILE_KINDS),
            "megabytes": settings.EVIDENCE_MAX_BYTES // 1024**2,
        }

    def draft(self, claim: str | None = None) -> Draft:
        """What was typed, cleaned; `claim` overrides the choice (one-click nil return)."""
        typed = self.cleaned_data
        return Draft(
            text=typed["text"],
            claim=Claim(claim or typed["claim"]),
            language=typed["language"],
            document_kind=typed["document_kind"],
            document_number=typed["document_number"],
            document_on=typed["document_on"],
        )

    def begins(self) -> bool:
        """Is anything written that a draft should be begun for?"""
        typed = self.cleaned_data
        return any(typed[name] for name in ("text", "document_number", "document_on"))

    @property
    def uploads(self) -> "Sequence[UploadedFile[bytes]]":
        chosen: Sequence[UploadedFile[bytes]] = self.cleaned_data["evidence"]
        return chosen

    def seen_version(self) -> int:
        """0: the writer saw no draft."""
        return self.cleaned_data["version"] or 0

    @property
    def despite(self) -> bool:
        """Ticked: hand in although co-executors are silent."""
        return bool(self.cleaned_data["despite_silence"])

    def rebase(self, version: int, **changed: str) -> None:
        """What is sent next stands on this version of the draft, and on what it says by now."""
        sent = cast(QueryDict, self.data).copy()
        for name, value in {"version": str(version), **changed}.items():
            sent[name] = value
        self.data = sent

    def refuse(self, code: str, message: str) -> None:
        self.add_error(FIELD_OF.get(code), message)


LONGEST_ID = 19
WRITTEN = ("claim", "text", "language", "document_kind", "document_number", "document_on")


def typed_in(entry: ProgressEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in WRITTEN}


def number_in(text: str) -> int:
    """An id as a page sends it; 0 for anything else."""
    return int(text) if text.isdecimal() and len(text) < LONGEST_ID else 0


def chosen_in(sent: QueryDict) -> frozenset[int]:
    """Ids of the reports of co-executors that are ticked."""
    return frozenset(number_in(text) for text in sent.getlist("source")) - {0}
