"""Months in a town whose mail server is often unwell: nothing is lost, nothing comes twice without
a cause, nobody hears of what is settled."""

from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.faults.accounting import Account
from tests.faults.months import Life
from tests.faults.post_office import PostOffice, post_office
from tests.faults.town import found_town

pytestmark = [pytest.mark.faults, pytest.mark.django_db]
FIRST = date(2009, 2, 2)
DAYS, CALM = 90, 4
Drawn = Callable[[str, Life], list[str]]


@pytest.fixture
def post(folder: Path, tmp_path: Path, settings: Any) -> Iterator[PostOffice]:
    """The mail server that the settings name."""
    with post_office(folder / f"{tmp_path.name}-mail") as office:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 0.3
        yield office


@pytest.fixture
def account(post: PostOffice, tell: Callable[[str, object], None]) -> Drawn:
    """What does not agree; what there is, is told on the terminal."""

    def drawn_up(name: str, life: Life) -> list[str]:
        found = Account(life.town.book, post.deliveries(), refused=frozenset(life.nowhere))
        wrong = found.wrong()
        tell(f"{name}, {life.runs} runs, {life.acts} times people acted", found)
        return wrong

    return drawn_up


def test_months_with_an_unwell_mail_server(post: PostOffice, account: Drawn) -> None:
    town = found_town(FIRST, bodies=3, dues=(7, 20, 33))
    life = Life(town, post, Random(20090202))
    life.nowhere = {town.addresses_of_officers()[0]}
    life.live(DAYS)
    life.calm_down(CALM)
    assert account(f"{DAYS + CALM} days", life) == []


def test_a_weekend_without_a_mail_server(post: PostOffice, account: Drawn) -> None:
    """It cannot be reached from Friday evening to Monday morning: no mail is to blame for that."""
    town = found_town(date(2009, 2, 6), bodies=2, dues=(7,))
    life = Life(town, post, Random(0))
    town.wake_on(town.today)
    post.order(is_open=False)
    life.run_each_hour(since=time(18))
    life.live_each_hour(days=2)
    post.order(is_open=True)
    life.calm_down(2)
    assert account("A weekend without a mail server", life) == []
