"""Stored script, and what a strict policy would stop: every page is opened by whoever may, in a
world where every text of every kind of row breaks out of wherever a page puts it.

No page makes an element of a text, none carries a script or a style of its own, and every one says
so to the browser. One walk answers both.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.urls import reverse

from tests.access.pages import (
    NAME,
    SHORT,
    TEXT,
    came_from_a_text,
    content,
    inline,
    is_page,
    is_strict,
    opened,
)
from tests.access.routes_admin import kinds
from tests.access.walking import client_of, to_its_end
from tests.access.world import World

pytestmark = pytest.mark.django_db
OURS = ("agencies", "planner", "measures", "reports", "publications", "exchange")
# What the program writes and reads itself: names of kinds, addresses, keys, hashes, times.
NOT_TYPED = {
    *("code", "slug", "sha256", "hash", "digest", "key", "kind", "state", "path", "etag"),
    *("language", "languages", "format", "formats", "timezone", "occurrence", "token", "secret"),
    *("password", "email", "url", "query", "events", "cursor", "key_digest", "seed", "schedule"),
    *("fingerprint", "message_id", "envelope", "error_code", "scopes", "types", "label", "sealed"),
}


def texts() -> Iterator[tuple[type[models.Model], Any]]:
    for model in apps.get_models():
        if model._meta.app_label not in OURS or model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.concrete_fields:
            is_text = type(field) in (models.CharField, models.TextField)
            if is_text and not field.choices and not field.unique and field.name not in NOT_TYPED:
                yield model, field


def poison() -> set[str]:
    """The texts that took it: a constraint may refuse."""
    took = set()
    for model, field in texts():
        text = TEXT if not field.max_length or field.max_length >= len(TEXT) else SHORT
        if field.max_length and field.max_length < len(SHORT):
            continue
        try:
            with transaction.atomic():
                changed = model._base_manager.update(**{field.name: text})
        except DatabaseError:
            continue
        if changed:
            took.add(f"{model._meta.label}.{field.name}")
    return took


@pytest.fixture(scope="module")
def poisoned(world: World, django_db_blocker: Any) -> Iterator[set[str]]:
    """Once for this file, and taken back with it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield poison()
        transaction.set_rollback(True)


# A few without which the rest would prove little.
KNOWN = {
    *("measures.Measure.title_ru", "measures.ProgressEntry.text", "measures.Evidence.name"),
    *("agencies.Agency.name_ru", "agencies.User.full_name", "planner.ActionPlan.title_ru"),
    *("measures.Extension.reason", "measures.SavedView.name", "reports.Cut.name"),
    *("reports.Recipient.office", "agencies.Delegation.reason"),
}


def test_every_text_that_people_type_is_tried(poisoned: set[str]) -> None:
    assert sorted(KNOWN - poisoned) == []
    assert len(poisoned) > 50


@pytest.mark.parametrize("name", ["anonymous", "officer", "coordinator", "observer", "chief"])
def test_no_stored_text_becomes_a_part_of_a_page_and_nothing_is_inline(
    name: str, world: World, poisoned: set[str]
) -> None:
    client, wrong, looked, shown = client_of(world, name), [], 0, 0
    for path in opened(world):
        answer = client.get(path)
        if answer.status_code == 500:
            wrong.append(f"{path}: {answer.status_code}")
        if is_page(answer):
            page = content(answer)
            looked, shown = looked + 1, shown + (NAME.encode() in page)
            wrong += [f"{path}: {one}" for one in (*came_from_a_text(page), *inline(page))]
            if not is_strict(answer.headers.get("Content-Security-Policy", "")):
                wrong.append(f"{path}: no strict policy")
        to_its_end(answer)
    assert wrong == []
    assert looked > 10
    # Strangers see publications, which were made before.
    assert shown > (1 if name == "anonymous" else 10 if name == "chief" else 30)


@pytest.mark.parametrize("kind", kinds())
def test_nor_in_the_administration(kind: str, world: World, poisoned: set[str]) -> None:
    client, name = client_of(world, "chief"), kind.replace(".", "_")
    row = kinds()[kind].model._base_manager.first()
    lists = reverse(f"admin:{name}_changelist")
    paths = [lists, f"{lists}?q={TEXT}", reverse(f"admin:{name}_add")]
    if row is not None:
        pages = ("change", "history", "delete")
        paths += [reverse(f"admin:{name}_{page}", args=[row.pk]) for page in pages]
    drawn = [content(client.get(path)) for path in paths]
    wrong = [one for page in drawn for one in (*came_from_a_text(page), *inline(page))]
    assert (name, wrong) == (name, [])
