"""Writes on plans."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import Agency, User
from agencies.permissions import may
from agencies.rules.rights import Do
from planner.models import ActionPlan, Concept

Texts = dict[str, str]  # language code → text


@transaction.atomic
def create_plan(
    *,
    slug: str,
    title: Texts,
    starts_on: date,
    ends_on: date,
    approved_on: date | None,
    coordinator: Agency,
    by: User | None,
) -> ActionPlan:
    """A plan with no measures yet, under the Concept whose period holds it.

    `by` None is the operator at the command line. Raises PermissionDenied, and Refused for a
    slug in use, a plan that ends before it starts, or a period that no Concept holds.
    """
    if not may(Do.ADD_PLAN, by):
        raise PermissionDenied(_("Only an administrator enters new plans."))
    _check_new(slug, starts_on, ends_on)
    texts = {f"title_{code}": text for code, text in title.items()}
    texts["title_ru"] = title.get("ru") or title.get("kk") or title.get("en", "")
    return ActionPlan.objects.create(
        slug=slug,
        concept=_concept_around(starts_on, ends_on),
        coordinator=coordinator,
        starts_on=starts_on,
        ends_on=ends_on,
        approved_on=approved_on,
        **texts,
    )


def _check_new(slug: str, starts_on: date, ends_on: date) -> None:
    if ends_on <= starts_on:
        raise Refused("ends_before_start", _("The plan ends before it starts. Check both dates."))
    if ActionPlan.objects.filter(slug=slug).exists():
        raise Refused("slug_taken", _("A plan with this short name exists already."))


def _concept_around(starts_on: date, ends_on: date) -> Concept:
    """One in force is preferred to one that was repealed later."""
    holding = Concept.objects.filter(starts_on__lte=starts_on, ends_on__gte=ends_on)
    found = sorted(holding, key=lambda concept: (concept.repealed_on is not None, concept.pk))
    if not found:
        raise Refused(
            "no_concept",
            _(
                "No Concept covers %(starts_on)s – %(ends_on)s. A plan lies inside the period of "
                "its Concept: check the dates, or enter the Concept first."
            )
            % {"starts_on": starts_on, "ends_on": ends_on},
        )
    return found[0]
