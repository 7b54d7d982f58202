"""Calls of the API as tests make them."""

from typing import Any

from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

from agencies.models import User


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
    return f"Token {Token.objects.get_or_create(user=user)[0].key}"
