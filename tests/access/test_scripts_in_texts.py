"""Stored and reflected script: whatever people type, no page makes an element of it.

Every text of every kind of row is changed into one that would break out of wherever a page puts
it, and then every page is opened, with the same in every question that an address can ask.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, models, transaction
from django.utils.http import urlencode

from tests.access.pages import (
    NAME,
    SHORT,
    TEXT,
    came_from_a_text,
    content,
    drawn,
    filled_in,
    is_page,
    opened,
)
from tests.access.routes_admin import kinds
from tests.access.walking import TOKEN, client_of
from tests.access.world import PDF, World

pytestmark = pytest.mark.django_db
OURS = ("agencies", "planner", "measures", "reports", "publications", "exchange")
# What the program writes and reads itself: names of kinds, addresses, keys, hashes, times.
NOT_TYPED = {
    *("code", "slug", "sha256", "hash", "digest", "key", "kind", "state", "path", "etag"),
    *("language", "languages", "format", "formats", "timezone", "occurrence", "token", "secret"),
    *("password", "email", "url", "query", "events", "cursor", "key_digest", "seed", "schedule"),
    *("fingerprint", "message_id", "envelope", "error_code", "scopes", "types", "label", "sealed"),
}
QUESTIONS = (
    *("q", "status", "kind", "agency", "plan", "as_of", "period", "order", "page", "node", "show"),
    *("month", "day", "first", "second", "section", "standing", "next", "version", "person", "on"),
    *("name", "search", "fields", "lang", "ordering", "cursor", "board", "owed", "entry", "texts"),
)


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


@pytest.fixture
def poisoned(world: World) -> set[str]:
    return poison()


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


def test_what_breaks_out_would_be_found() -> None:
    assert came_from_a_text(f'<p>{TEXT}</p><p title="{TEXT}">')
    assert came_from_a_text(f"<p>{SHORT}</p>")
    assert came_from_a_text(f"<a href='javascript:{NAME}'>a</a>")
    assert came_from_a_text(f'<p>&lt;{NAME}&gt;</p><a title="\'&quot;&gt;&lt;{NAME}&gt;">') == []


@pytest.mark.parametrize("name", ["anonymous", "officer", "coordinator", "observer", "chief"])
def test_no_stored_text_becomes_a_part_of_a_page(
    name: str, world: World, poisoned: set[str]
) -> None:
    client, wrong, shown = client_of(world, name), [], 0
    client.raise_request_exception = False
    for path in opened(world):
        answer = client.get(path)
        if answer.status_code == 500:
            wrong.append(f"{path}: {answer.status_code}")
        if is_page(answer):
            page = content(answer)
            shown += NAME.encode() in page
            wrong += [f"{path}: {one}" for one in came_from_a_text(page)]
        answer.close()
    assert wrong == []
    assert shown > (3 if name == "anonymous" else 10 if name == "chief" else 30)


@pytest.mark.parametrize("kind", kinds())
def test_no_stored_text_becomes_a_part_of_the_administration(
    kind: str, world: World, poisoned: set[str]
) -> None:
    client, name = client_of(world, "chief"), kind.replace(".", "_")
    row = kinds()[kind].model._base_manager.first()
    paths = [f"/admin/{kind.replace('.', '/')}/", f"/admin/{kind.replace('.', '/')}/?q={TEXT}"]
    if row is not None:
        paths.append(f"/admin/{kind.replace('.', '/')}/{row.pk}/change/")
    pages = [content(client.get(path)) for path in paths]
    assert (name, [one for page in pages for one in came_from_a_text(page)]) == (name, [])


@pytest.mark.parametrize("name", ["anonymous", "officer", "coordinator"])
def test_no_question_becomes_a_part_of_the_answer(name: str, world: World) -> None:
    """In two goes: what is wrong with one question may be told before the others are read."""
    client, wrong = client_of(world, name), []
    for path in {address.partition("?")[0] for address in opened(world)}:
        for asked in (QUESTIONS, ("q", "name", "search", "next", "standing", "order")):
            answer = client.get(f"{path}?{urlencode(dict.fromkeys(asked, TEXT))}")
            if is_page(answer):
                wrong += [f"{path}: {one}" for one in came_from_a_text(content(answer))]
            if TEXT in answer.headers.get("Location", ""):
                wrong.append(f"{path}: led to it")
            answer.close()
    assert wrong == []


@pytest.mark.parametrize("name", ["officer", "coordinator", "chief"])
def test_no_form_that_is_shown_again_makes_a_part_of_the_page_of_what_was_typed(
    name: str, world: World
) -> None:
    wrong, shown = [], 0
    for path, kept in filled_in(world):
        typed = {key: TEXT for key in TYPED if key not in kept}
        with transaction.atomic():
            client = client_of(world, name)  # the form before may have signed out
            client.raise_request_exception = False
            answer = client.post(path, {TOKEN: "-", **typed, **kept}, follow=True)
            for page in drawn(answer):
                shown += NAME in str(page)
                wrong += [f"{path}: {one}" for one in came_from_a_text(page)]
            if answer.status_code == 500:
                wrong.append(f"{path}: {answer.status_code}")
            transaction.set_rollback(True)
    assert wrong == []
    assert shown > 3


def test_a_draft_and_a_file_of_an_evil_name_are_shown_as_they_are_called(world: World) -> None:
    """By the script of the page, which puts pieces into it, and by the page itself."""
    client, owed = client_of(world, "officer"), world.places["own"]["owed_draft"].key
    upload = SimpleUploadedFile(f"<{NAME} on{NAME}=1>.pdf", PDF)
    sent_in = client.post(f"/obligations/{owed}/files/", {"text": TEXT, "files": [upload]})
    saved = client.post(f"/obligations/{owed}/draft/", {"text": TEXT, "version": 2})
    page = client.get(f"/obligations/{owed}/")
    answers = (sent_in, saved, page)
    assert [one for got in answers for part in drawn(got) for one in came_from_a_text(part)] == []
    assert NAME in page.content.decode()


# As the fields of forms are called.
TYPED = (
    *(
        "text",
        "reason",
        "note",
        "name",
        "title_ru",
        "title_kk",
        "title_en",
        "deadline_ru",
        "office",
    ),
    *(
        "number",
        "act",
        "url",
        "description",
        "full_name",
        "email",
        "username",
        "to",
        "query",
        "code",
    ),
    *("completion_form_ru", "executors_text", "document_number", "explanation", "sign", "key"),
)
ATTACKS = [TEXT, "</script><script>x9q()</script>", "{{7*7}}{% csrf_token %}", "<svg/onload=x9q>"]


@pytest.mark.parametrize("text", ATTACKS)
def test_the_api_answers_texts_as_data(text: str, world: World) -> None:
    """No browser takes an answer of the API for a page, whatever stands in it."""
    client = client_of(world, "coordinator")
    for path in ("/api/v1/agencies/", "/api/v1/measures/", "/api/v1/nothing/", f"/api/v1/{NAME}"):
        answer = client.get(path, {"search": text, "fields": text, "q": text, "plan": text})
        assert not is_page(answer)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
