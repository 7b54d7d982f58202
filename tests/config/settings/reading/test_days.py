"""A demonstration stands still on a day that is one, or does not start."""

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings.reading.days import fixed_day


@pytest.mark.parametrize("said", ["", "2009-07-06"])
def test_a_day_or_none(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("BUSINESS_DATE", said)
    assert fixed_day(environ.Env()) == said


@pytest.mark.parametrize("said", ["yesterday", "06.07.2009", "2009-02-30"])
def test_what_is_no_day_stops_the_start(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("BUSINESS_DATE", said)
    with pytest.raises(ImproperlyConfigured, match="BUSINESS_DATE must be a date as 2009-07-06"):
        fixed_day(environ.Env())
