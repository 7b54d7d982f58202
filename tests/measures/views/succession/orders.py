"""Successions as an administrator enters them."""

from typing import Any

from agencies.models import Agency, User
from tests.measures.views.conftest import signed_in

DAY = "2009-07-01"
ACT = "Указ № 796"


def send(user: User, body: Agency, action: str, **typed: Any) -> Any:
    sent = {"kind": "rename", "effective_on": DAY, "act": ACT, "action": action, **typed}
    return signed_in(user).post(f"/succession/{body.code}/", sent)
