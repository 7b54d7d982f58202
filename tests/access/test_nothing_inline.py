"""The front pages of the administration and of the API carry no script or style of their own; that
no other page does is asked where all are opened (tests.access.test_stored_texts)."""

import pytest

from tests.access.pages import content, inline
from tests.access.walking import client_of
from tests.access.world import World

pytestmark = pytest.mark.django_db


def test_the_front_pages_of_the_administration_and_of_the_api_have_not(world: World) -> None:
    client = client_of(world, "chief")
    pages = ["/admin/", "/admin/password_change/", "/api/v1/docs/", "/api/v1/errors/", "/admin/x/"]
    assert [inline(content(client.get(path))) for path in pages] == [[]] * len(pages)


def test_what_is_inline_would_be_found() -> None:
    page = (
        "<p style='color:red' onclick=x()>a</p><style>p{}</style><script>x()</script>"
        "<a href=' JavaScript:x()'>b</a><svg><style>c</style></svg><script src=/a.js></script>"
        "<script type='application/json'>{}</script>"
    )
    assert len(inline(page)) == 6
