"""A body is renamed, merged or split: what the act decides, and who takes over what.

The bodies that take over are named first; then each measure and each person is given to one of
them. What was given to a body that is no longer named falls back to what is usual.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm, day_input
from agencies.models import Agency, SuccessionKind
from measures.queries.succession import Member, Share
from measures.services.succession import Order

STAYS = ""
# Which field a refusal of the service speaks of.
FIELD_OF = {
    "act_missing": "act",
    "ahead": "effective_on",
    "too_early": "effective_on",
    "no_successor": "successor",
    "same_body": "successor",
    "one_successor": "successor",
}


class SuccessionForm(PlainForm):
    kind = forms.ChoiceField(label=_("What the act does"), choices=SuccessionKind.choices)
    successor = forms.ChoiceField(
        label=_("Successor"),
        required=False,
        help_text=_("It takes over all that is not given to another body below."),
    )
    effective_on = forms.DateField(label=_("In effect from"), widget=day_input())
    act = forms.CharField(
        label=_("Legal act"), max_length=250, help_text=_("Its kind, number and date.")
    )
    others = forms.MultipleChoiceField(
        label=_("Further bodies that a split makes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        body: Agency,
        bodies: Sequence[Agency],
        shares: Sequence[Share],
        people: Sequence[Member],
        data: QueryDict | None = None,
    ) -> None:
        """`bodies`: those that may take over."""
        self.body, self.shares, self.people = body, shares, people
        self.bodies = {one.code: one for one in bodies if one.pk != body.pk}
        super().__init__(data.copy() if data else None)
        self._offer("successor", [(STAYS, _("— the body goes on (only where it is split)"))])
        self._offer("others", [])
        if self.heirs:
            self._add_shares()
            self._add_people()

    def _offer(self, name: str, first: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = [*first, *((code, _called(one)) for code, one in self.bodies.items())]

    @property
    def heirs(self) -> list[Agency]:
        """Named so far, the main one first."""
        if not isinstance(self.data, QueryDict):
            return []
        named = [self.data.get("successor", ""), *self.data.getlist("others")]
        return [self.bodies[code] for code in dict.fromkeys(named) if code in self.bodies]

    @property
    def main(self) -> Agency | None:
        return self.bodies.get(self.data.get("successor", ""))

    @property
    def is_split(self) -> bool:
        return self.data.get("kind") == SuccessionKind.SPLIT

    def _add_shares(self) -> None:
        if not self.is_split:
            return
        usual = str(self.main or _("stays with the body"))
        rest = [(one.code, str(one)) for one in self.others_named]
        for share in self.shares:
            if share.executor:
                self._add_choice(f"measure-{share.measure.pk}", [(STAYS, usual), *rest], STAYS)

    def _add_people(self) -> None:
        """Who would be left in a body that ends is proposed to move, and a person confirms it."""
        moves = [(one.code, _("moves to %(body)s") % {"body": one.short}) for one in self.heirs]
        usual = self.main.code if self.main and not self.is_split else STAYS
        for member in self.people:
            self._add_choice(f"person-{member.person.pk}", [(STAYS, _("stays")), *moves], usual)

    def _add_choice(self, name: str, choices: list[tuple[str, Any]], usual: str) -> None:
        widget = forms.Select(attrs={"class": "form-select form-select-sm"})
        self.fields[name] = forms.ChoiceField(choices=choices, required=False, widget=widget)
        sent: Any = self.data
        if sent.get(name) not in dict(choices):
            sent[name] = usual

    def clean(self) -> dict[str, Any]:
        if not self.heirs:
            self.add_error("successor", _("Name the body that takes over."))
        return self.cleaned_data

    def measure_rows(self) -> Iterator[tuple[Share, forms.BoundField | None]]:
        for share in self.shares:
            yield share, self._bound(f"measure-{share.measure.pk}")

    def people_rows(self) -> Iterator[tuple[Member, forms.BoundField | None]]:
        for member in self.people:
            yield member, self._bound(f"person-{member.person.pk}")

    def _bound(self, name: str) -> forms.BoundField | None:
        return self[name] if name in self.fields else None

    def act_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("kind", "successor", "effective_on", "act")]

    def order(self) -> Order:
        """Raises nothing: what the act may not do is the service's to say."""
        typed = self.cleaned_data
        measures = {one.measure.pk: typed.get(f"measure-{one.measure.pk}") for one in self.shares}
        people = {one.person.pk: typed.get(f"person-{one.person.pk}") for one in self.people}
        return Order(
            kind=SuccessionKind(typed["kind"]),
            predecessor=self.body,
            successor=self.main,
            effective_on=typed["effective_on"],
            act=typed["act"],
            measures={pk: self.bodies[code] for pk, code in measures.items() if code},
            people={pk: self.bodies[code] for pk, code in people.items() if code},
            others=tuple(self.others_named),
        )

    @property
    def others_named(self) -> list[Agency]:
        return [one for one in self.heirs if one != self.main]

    @property
    def kind_words(self) -> str:
        return str(SuccessionKind(self.data["kind"]).label)

    def moving(self) -> list[tuple[Member, Agency]]:
        given = self.order().people
        return [(one, given[one.person.pk]) for one in self.people if one.person.pk in given]

    def refuse(self, code: str, message: str) -> None:
        self.add_error(FIELD_OF.get(code), message)


def _called(body: Agency) -> str:
    return f"{body.short} — {body.name}" if body.short != body.name else body.short
