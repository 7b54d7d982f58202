"""Calls of the API as tests make them."""

from datetime import timedelta
from secrets import token_hex
from typing import Any

from django.utils import timezone
from rest_framework.test import APIClient

from agencies.clock import business_today
from agencies.models import User
from agencies.permissions_accounts import scopes_of
from agencies.services_tokens import make_token


def signed_in(user: User, **headers: str) -> APIClient:
    client = APIClient(headers={"accept-language": "en", **headers})
    client.force_authenticate(user)
    return client


def pages(client: APIClient, address: str, **asked: Any) -> list[list[Any]]:
    """The results of each page, following `next` to the end."""
    answer = client.get(address, asked).json()
    found = [answer["results"]]
    while answer["next"]:
        answer = client.get(answer["next"]).json()
        found.append(answer["results"])
    return found


def token_of(user: User) -> str:
    """The header Authorization of a program that works for this person."""
    now = timezone.now()
    made = make_token(
        name=token_hex(8),
        scopes=[one.value for one in scopes_of(user)],
        expires_on=timezone.localdate(now) + timedelta(days=1),
        by=user,
        today=business_today(),
        now=now,
    )
    return f"Bearer {made.secret}"
