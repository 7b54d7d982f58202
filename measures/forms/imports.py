"""A plan table to upload, and how to read it where it does not say so itself."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm, dress
from measures.importing.messages import FIELDS
from measures.importing.outcome import Options
from measures.rules.plan_table.choices import Choices, ColumnChoice, RowChoice, TableChoice
from measures.rules.plan_table.meanings import Key, as_key
from measures.rules.plan_table.wording import NAMED, Column

if TYPE_CHECKING:
    from measures.importing.messages import Words

    Choice = tuple[str, Words]

MEANT = (*NAMED, Column.TOTAL, Column.UNSPLIT)

LANGUAGES = [("", _("that of the headings")), *settings.LANGUAGES]
NOT_READ = ""
ACCEPTED = ".xlsx,.docx,.html,.htm,.csv"


class PlanTableForm(PlainForm):
    """A file with the table of a plan, and the language of its texts."""

    file = forms.FileField(
        label=_("File with the plan table"),
        help_text=_("Word, Excel, HTML or CSV: .docx, .xlsx, .html, .csv."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    language = forms.ChoiceField(
        label=_("Language of the texts"),
        required=False,
        choices=LANGUAGES,
    )


class ImportForm(PlanTableForm):
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


class ReadingForm(PlainForm):
    """How a kept file is read: which table, where its headings stand, what each column means.

    Built from what the file offers, with what was recognised chosen already.
    """

    language = forms.ChoiceField(
        label=_("Language of the texts"), required=False, choices=LANGUAGES
    )
    create_agencies = forms.BooleanField(
        label=_("Add bodies that are not known as new organisations"), required=False
    )

    def __init__(
        self, data: Any = None, *, offered: Choices, options: Options, years: Iterable[int]
    ) -> None:
        self.offered, self.options_before = offered, options
        kept = {"language": options.language, "create_agencies": options.create_agencies}
        super().__init__(data, initial=kept)
        if len(offered.tables) > 1:
            self._add("which", _("Which table of the file"), self._tables(), self._table_now())
        self._add("shown", "", [(str(t.number), "") for t in offered.tables], str(offered.shown))
        self.fields["shown"].widget = forms.HiddenInput()
        rows = [("0", _("there are no headings")), *map(_row, offered.rows)]
        self._add("heading_row", _("Row of the headings"), rows, str(offered.heading_row))
        meanings = _meanings(offered, years)
        for column in offered.columns:
            label = column.heading or _("column without a heading")
            self._add(f"column_{column.place}", label, meanings, _text(column.key))
        dress(self)

    def _add(self, name: str, label: "Words", choices: "list[Choice]", initial: str) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, initial=initial, required=False
        )

    def _tables(self) -> "list[Choice]":
        every: list[Choice] = [] if self.offered.several else [("", _("as recognised"))]
        return every + [(str(table.number), _table(table)) for table in self.offered.tables]

    def _table_now(self) -> str:
        named = self.offered.chosen or self.offered.several
        return str(self.offered.shown) if named else ""

    def columns(self) -> Iterator[tuple[ColumnChoice, forms.BoundField]]:
        for column in self.offered.columns:
            yield column, self[f"column_{column.place}"]

    def before_columns(self) -> list[forms.BoundField]:
        return [self[name] for name in ("which", "heading_row") if name in self.fields]

    def after_columns(self) -> list[forms.BoundField]:
        return [self["language"], self["create_agencies"]]

    def options(self) -> Options:
        """What a person chose. Choices made for another table or row of headings are let go."""
        typed, before = self.cleaned_data, self.options_before
        which = int(typed["which"]) if typed.get("which") else None
        kept = replace(
            before,
            language=typed["language"] or None,
            create_agencies=typed["create_agencies"],
            which=which if len(self.offered.tables) > 1 else before.which,
        )
        if which is not None and which != self.offered.shown:
            return replace(kept, columns=None, heading_row=None)
        placed = any(name.startswith("column_") for name in self.changed_data)
        if placed or (before.columns is not None and "heading_row" not in self.changed_data):
            return self._placed(kept)
        row = int(typed["heading_row"] or 0) if "heading_row" in self.changed_data else None
        return replace(kept, columns=None, heading_row=before.heading_row if row is None else row)

    def _placed(self, kept: Options) -> Options:
        """By place: whatever the headings say, or where they say nothing."""
        typed = self.cleaned_data
        columns = {
            column.place: as_key(text)
            for column in self.offered.columns
            if (text := typed[f"column_{column.place}"])
        }
        is_plan = self.offered.tables[self.offered.shown - 1].likely
        which = kept.which if is_plan or len(self.offered.tables) == 1 else self.offered.shown
        row = int(typed["heading_row"] or 0)
        return replace(kept, columns=columns, heading_row=row, which=which)


def _meanings(offered: Choices, years: Iterable[int]) -> "list[Choice]":
    told = {column.key for column in offered.columns if isinstance(column.key, int)}
    costs = [
        (str(year), _("costs of %(year)d") % {"year": year}) for year in sorted({*years, *told})
    ]
    named: list[Choice] = [(column.value, FIELDS[column]) for column in MEANT]
    return [(NOT_READ, _("not read")), *named, *costs]


def _text(key: Key | None) -> str:
    return NOT_READ if key in (None, Column.IGNORED) else str(key)


def _row(row: RowChoice) -> "Choice":
    return str(row.row), _("row %(row)d: %(text)s") % {"row": row.row, "text": row.text}


def _table(table: TableChoice) -> str:
    facts = {"number": table.number, "text": table.first}
    return gettext("table %(number)d: %(text)s") % facts
