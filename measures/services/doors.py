"""Whether a report may still be handed in: others are asked, and without their word the door stays
shut."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from measures.models import Obligation
from measures.signals import handing_in


def check_door_open(obligation: Obligation, *, today: date, lock: bool = True) -> None:
    """Raises Refused: what a receiver says ("round_closed"), or "door_unknown" where none answers
    or one of them does not know. `lock`: to be called inside the transaction of the act."""
    sent = handing_in.send(Obligation, obligation=obligation, today=today, lock=lock)
    answers: list[Any] = [answer for _receiver, answer in sent]
    if not answers or any(answer is not True for answer in answers):
        raise Refused(
            "door_unknown",
            _("It cannot be said now whether this report may be handed in. Try again later."),
        )


def shut_door(obligation: Obligation, *, today: date) -> Refused | None:
    """Why nothing can be handed in on it now, for its page; None where it can."""
    try:
        check_door_open(obligation, today=today, lock=False)
    except Refused as refused:
        return refused
    return None
