"""Between the text of a row as an act writes it and a wording: bodies, costs, what a form shows."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext

from agencies.models import Agency, AgencyGroup
from measures.queries.bodies import known_names
from measures.rules.plan_table import writing
from measures.rules.plan_table.costs import Amount, UnreadableCost, read_costs
from measures.rules.plan_table.executors import BodyKind, Named, Names, read_executors
from measures.rules.wording import LANGUAGES
from measures.services.amendments import executor_columns

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
