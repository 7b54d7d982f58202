"""What a stranger is told who holds a file or a code."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _asked_for_the_first_time() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()
