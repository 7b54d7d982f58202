"""Help where it is needed: first steps on a person's page, a word explained in its place."""

from typing import Any

from django import template

from agencies.models import User
from measures.help_texts import WORDS
from measures.permissions.installation import may_set_up
from measures.queries.first_steps import ON_PAGE, progress_of, tours_of
from measures.rules.lateness import Status
from measures.templatetags.tracker import STATUS_WORDS

register = template.Library()
register.filter("status_words", lambda status: STATUS_WORDS[Status(status)])


@register.inclusion_tag("measures/_help_on.html")
def help_on(*keys: str) -> dict[str, Any]:
    """{% help_on "claim" "nil-return" %}: a small note for each word, in its text and a link."""
    return {"words": [WORDS[key] for key in keys]}


@register.inclusion_tag("measures/_first_steps.html", takes_context=True)
def first_steps(context: template.Context, page: str) -> dict[str, Any]:
    """{% first_steps "desk" %}: at most one statement, none once they are hidden.

    Nothing stands on a page that tells of a past day.
    """
    request = context["request"]
    person = request.user
    if not isinstance(person, User) or person.first_steps_hidden or context.get("as_of"):
        return {"tours": []}
    tours = tours_of(context["standing"], keeps_installation=may_set_up(person))
    shown = [tour for tour in tours if tour.role in ON_PAGE[page]]
    return {
        "tours": progress_of(person, shown, context["last_day"]),
        "here": request.get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }
