"""What the record can be asked for; what cannot be read is named and left out."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agencies.forms import day_input
from audit.models import Door, Kind
from audit.queries import WORDS_REACH, Asked
from audit.words import tables_offered
from measures.forms.filters import Filter
from measures.forms.lean import lean


def _offered(choices: type[TextChoices]) -> list[tuple[str, str]]:
    return [(one.value, str(one.label)) for one in choices]


class RecordFilter(Filter):
    person = forms.CharField(label=_("Person"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("What"), required=False)
    relation = forms.ChoiceField(label=_("Table"), required=False)
    number = forms.CharField(label=_("Number of the row"), required=False, max_length=64)
    door = forms.ChoiceField(label=_("Through"), required=False)
    since = forms.DateField(label=pgettext_lazy("day", "From"), required=False, widget=day_input())
    until = forms.DateField(label=_("Until, included"), required=False, widget=day_input())
    request = forms.CharField(label=_("Request"), required=False, max_length=64)
    text = forms.CharField(label=_("Words in what changed"), required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["agency"], self.fields["direction"]
        lean(self)
        self.order_fields(["person", "kind", "door", "since", "until", "relation", "number"])
        self.offer("kind", _offered(Kind), _("whatever was done"))
        self.offer("door", _offered(Door), _("any door"))
        self.offer("relation", tables_offered(), _("all tables"))

    def question(self) -> Asked:
        said = {name: self.asked(name) for name in ("person", "kind", "relation", "number", "door")}
        said |= {name: self.asked(name) for name in ("request", "text")}
        self.is_valid()
        since = self.cleaned_data.get("since")
        return Asked(
            **said,
            since=since or self._reach(said["text"]),
            until=self.cleaned_data.get("until"),
        )

    @property
    def narrowed(self) -> bool:
        """Words are looked for in the last three months, unless a day to begin from is named."""
        return bool(self.asked("text")) and not self.cleaned_data.get("since")

    def _reach(self, text: str) -> date | None:
        return timezone.localdate() - WORDS_REACH if text else None
