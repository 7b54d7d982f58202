"""Reflected script: what people type into a question or a form becomes no element of a page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.http import urlencode

from measures.models import ProgressEntry
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
from tests.access.walking import TOKEN, client_of, to_its_end
from tests.access.world import PDF, World

pytestmark = pytest.mark.django_db
QUESTIONS = (
    *("q", "status", "kind", "agency", "plan", "as_of", "period", "order", "page", "node", "show"),
    *("month", "day", "first", "second", "section", "standing", "next", "version", "person", "on"),
    *("name", "search", "fields", "lang", "ordering", "cursor", "board", "owed", "entry", "texts"),
)


def test_what_breaks_out_would_be_found() -> None:
    assert came_from_a_text(f'<p>{TEXT}</p><p title="{TEXT}">')
    assert came_from_a_text(f"<p>{SHORT}</p>")
    assert came_from_a_text(f"<a href='javascript:{NAME}'>a</a>")
    assert came_from_a_text(f'<p>&lt;{NAME}&gt;</p><a title="\'&quot;&gt;&lt;{NAME}&gt;">') == []


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
            to_its_end(answer)
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
    draft = ProgressEntry.objects.get(pk=world.places["own"]["draft"].key)
    typed = {"claim": "interim", "language": "ru", "text": TEXT}
    saved = client.post(f"/obligations/{owed}/draft/", {**typed, "version": draft.version})
    sent_in = client.post(f"/obligations/{owed}/files/", {**typed, "evidence": [upload]})
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
