"""What came of a button is told: that it is done, or what it was refused for, and never both."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.test import RequestFactory

from agencies.errors import Refused
from agencies.telling import telling


@pytest.fixture
def request_() -> HttpRequest:
    asked = RequestFactory().post("/")
    asked._messages = CookieStorage(asked)  # type: ignore[attr-defined]
    return asked


def told(request: HttpRequest) -> list[tuple[str, str]]:
    return [(one.level_tag, one.message) for one in get_messages(request)]


def test_what_is_done_is_told_once_it_is_done(request_: HttpRequest) -> None:
    with telling(request_, "It is paused."):
        assert told(request_) == []
    assert told(request_) == [("success", "It is paused.")]


def test_a_refusal_is_told_in_its_place(request_: HttpRequest) -> None:
    with telling(request_, "It is paused."):
        raise Refused("already_paused", "It is paused already.")
    assert told(request_) == [("error", "It is paused already.")]


def test_nothing_is_told_where_there_is_nothing_to_say(request_: HttpRequest) -> None:
    with telling(request_):
        pass
    assert told(request_) == []


def test_what_is_no_refusal_is_not_kept_quiet(request_: HttpRequest) -> None:
    with pytest.raises(PermissionError), telling(request_, "It is paused."):
        raise PermissionError
    assert told(request_) == []
