"""A person's own settings."""

import pytest

from agencies.errors import Refused
from agencies.models import User
from agencies.services import choose_digest_hour


@pytest.mark.parametrize("hour", [0, 7, 23, None])
def test_a_person_chooses_an_hour_or_the_sites(officer: User, hour: int | None) -> None:
    User.objects.filter(pk=officer.pk).update(digest_hour=12)
    choose_digest_hour(officer, hour)
    officer.refresh_from_db()
    assert officer.digest_hour == hour


@pytest.mark.parametrize("hour", [-1, 24])
def test_a_day_has_no_such_hour(officer: User, hour: int) -> None:
    with pytest.raises(Refused) as refused:
        choose_digest_hour(officer, hour)
    officer.refresh_from_db()
    assert (refused.value.code, officer.digest_hour) == ("unknown_hour", None)
