"""Which measures the next plan takes over, and with which deadlines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.forms import PlainForm
from agencies.models import Agency
from measures.models import Deadline, DeadlineKind, Measure
from measures.queries.unfinished import Answering
from measures.rules.deadlines import Reading
from measures.services.deadline_texts import LANGUAGES, read_deadline, texts_disagree, texts_of
from planner.models import ActionPlan

MOST_CHARACTERS = Deadline._meta.get_field("text_ru").max_length
NAMES = {"ru": "Рус", "kk": "Қаз", "en": "Eng"}  # as the header names the languages
WAITING = (DeadlineKind.UNDECIDED, DeadlineKind.EVENT)


@dataclass(frozen=True)
class Offered:
    """A measure with its tick, its deadline in three languages, and how that would be read
    (None: no text). `bodies`: who is named, and who would answer now. `differs`: the languages
    say different deadlines, of which the first counts."""

    measure: Measure
    tick: forms.BoundField
    texts: list[tuple[str, str, forms.BoundField]]
    reading: Reading | None
    bodies: list[tuple[str, Agency | None]]
    differs: bool

    @property
    def kind(self) -> str:
        return str(DeadlineKind(self.reading.kind.value).label) if self.reading else ""

    @property
    def waits(self) -> bool:
        """A person would have to give the dates."""
        return self.reading is not None and self.reading.kind.value in WAITING

    @property
    def wrong(self) -> list[str]:
        return [str(error) for *_, field in self.texts for error in field.errors]


class TakeOverForm(PlainForm):
    def __init__(
        self, target: ActionPlan, measures: Sequence[Measure], data: QueryDict | None = None
    ) -> None:
        self.target, self.measures = target, measures
        super().__init__(data.copy() if data else None)
        for one in measures:
            self.fields[f"take-{one.pk}"] = forms.BooleanField(
                label=_("Take over %(number)s") % {"number": one.number}, required=False
            )
            self._add_texts(one)
        if isinstance(self.data, QueryDict) and self.data.get("action") == "all":
            self.data.update({f"take-{one.pk}": "on" for one in measures})

    def _add_texts(self, measure: Measure) -> None:
        old = texts_of(measure.deadline)
        for code in LANGUAGES:
            self.fields[f"{code}-{measure.pk}"] = forms.CharField(
                label=_("%(number)s: deadline, %(language)s")
                % {"number": measure.number, "language": NAMES[code]},
                required=False,
                max_length=MOST_CHARACTERS,
                initial=old.get(code, ""),
                widget=forms.TextInput(attrs={"class": "form-control form-control-sm"}),
            )

    def clean(self) -> dict[str, Any]:
        for one in self.measures:
            if self.cleaned_data.get(f"take-{one.pk}") and not self._texts(one):
                said = _("Write the deadline in one language at least.")
                self.add_error(f"ru-{one.pk}", said)
        return self.cleaned_data

    def _texts(self, measure: Measure) -> dict[str, str]:
        written = {code: str(self[f"{code}-{measure.pk}"].value() or "") for code in LANGUAGES}
        return {code: text.strip() for code, text in written.items() if text.strip()}

    def deadlines(self) -> dict[int, dict[str, str]]:
        """Of the measures ticked, by id."""
        ticked = (one for one in self.measures if self.cleaned_data.get(f"take-{one.pk}"))
        return {one.pk: self._texts(one) for one in ticked}

    def check_chosen(self) -> None:
        """Refused "nothing_chosen"; on confirmation the service says the same."""
        if not self.deadlines():
            raise Refused("nothing_chosen", _("Choose at least one measure."))

    def offered(self) -> Iterator[Offered]:
        now = Answering.known()
        return (self._offered(one, now) for one in self.measures)

    def _offered(self, one: Measure, now: Answering) -> Offered:
        texts = self._texts(one)
        reading = read_deadline(texts, self.target) if texts else None
        differs = texts_disagree(texts, self.target)
        fields = [(code, NAMES[code], self[f"{code}-{one.pk}"]) for code in LANGUAGES]
        executors = one.executors.all()
        bodies = [(str(named), _heir(named.agency, now.for_(named))) for named in executors]
        return Offered(one, self[f"take-{one.pk}"], fields, reading, bodies, differs)

    def chosen(self) -> Iterator[Offered]:
        ids = self.deadlines()
        return (one for one in self.offered() if one.measure.pk in ids)


def _heir(named: Agency | None, now: Agency | None) -> Agency | None:
    """Where another body answers now."""
    return now if now != named else None
