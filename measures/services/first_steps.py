"""A person hides the first steps, asks for them again, or says that one was taken."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.help_texts.tours import STEPS


@transaction.atomic
def hide_first_steps(*, by: User) -> None:
    """Of `by` alone, on every page; a second time changes nothing."""
    User.objects.filter(pk=by.pk).update(first_steps_hidden=True)


@transaction.atomic
def show_first_steps(*, by: User) -> None:
    User.objects.filter(pk=by.pk).update(first_steps_hidden=False)


@transaction.atomic
def take_step(name: str, *, by: User) -> None:
    """`name`: role and key of a step of reading, "officer.more-time". Others are told by what was
    done. Raises Refused "unknown_step"."""
    if name not in STEPS or not STEPS[name].is_reading:
        raise Refused("unknown_step", _("There is no such step to mark. Open the page again."))
    person = User.objects.select_for_update().get(pk=by.pk)
    if name not in person.first_steps_taken:
        person.first_steps_taken = [*person.first_steps_taken, name]
        person.save(update_fields=["first_steps_taken"])
