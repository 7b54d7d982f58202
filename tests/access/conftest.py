"""The world of tests.access: made once for all its files, and taken back after the last of them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from tests.access.things import add_things
from tests.access.world import TODAY, World, build


@pytest.fixture(scope="package")
def world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Inside one transaction, which every test's own stands in: a test of this folder can have none
    that ends for good."""
    media = tmp_path_factory.mktemp("media")
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with (
        django_db_blocker.unblock(),
        override_settings(
            MEDIA_ROOT=media, PASSWORD_HASHERS=quick, BUSINESS_DATE=TODAY.isoformat()
        ),
        translation.override("ru"),
        transaction.atomic(),
    ):
        made = build()
        add_things(made)
        made.media = configured.MEDIA_ROOT
        yield made
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _files_of_the_world(request: pytest.FixtureRequest, settings: Any, _own_media: None) -> None:
    """Of a test that walks in it."""
    if "world" in request.fixturenames:
        settings.MEDIA_ROOT = request.getfixturevalue("world").media
