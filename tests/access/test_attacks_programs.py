"""Somebody who says in a call whose webhook and whose token it is to be."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from agencies.models import ApiToken
from exchange.models import Webhook
from tests.access.test_attacks import send
from tests.access.walking import client_of
from tests.access.world import World

pytestmark = pytest.mark.django_db


def test_a_webhook_is_whose_call_it_is(world: World, settings: Any) -> None:
    settings.WEBHOOK_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    answer = send(
        client_of(world, "officer"), "post", "/api/v1/webhooks/",
        name="Mine", address="http://127.0.0.1:9/", owner=world.people["coordinator"].pk,
        secret="known", state="paused", told_upto=0,
    )  # fmt: skip
    assert answer.status_code == 201
    made = Webhook.objects.get(name="Mine")
    assert (made.owner, made.state) == (world.people["officer"], "active")
    assert answer.json()["secret"] != "known"


def test_a_token_is_whose_call_it_is(world: World) -> None:
    client, until = client_of(world, "officer"), (localdate() + timedelta(days=7)).isoformat()
    told = {"name": "Mine", "expires_on": until, "person": world.people["chief"].pk}
    answer = send(
        client, "post", "/api/v1/tokens/", **told, scopes=["read"], token="mpt_known", start="mpt"
    )
    assert answer.status_code == 201
    made = ApiToken.objects.get(name="Mine")
    assert (made.person, made.scopes) == (world.people["officer"], ["read"])
    assert answer.json()["token"] != "mpt_known"
    refused = send(client, "post", "/api/v1/tokens/", **told | {"name": "More"}, scopes=["admin"])
    assert (refused.status_code, refused.json()["code"]) == (409, "scopes_wrong")
