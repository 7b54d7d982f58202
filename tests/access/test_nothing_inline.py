"""No page that anybody opens carries a script or a style of its own, and every one says so to the
browser: the policy would stop them anyway, and the page would look broken."""

import re

import pytest
from django.urls import reverse

from tests.access.pages import content, inline, is_page, opened
from tests.access.routes_admin import kinds
from tests.access.walking import client_of
from tests.access.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["anonymous", "officer", "coordinator", "observer", "chief"])
def test_no_page_has_anything_inline(name: str, world: World) -> None:
    client, wrong, looked = client_of(world, name), [], 0
    for path in opened(world):
        answer = client.get(path)
        if is_page(answer):
            looked += 1
            wrong += [f"{path}: {one}" for one in inline(content(answer))]
            if not is_strict(answer.headers.get("Content-Security-Policy", "")):
                wrong.append(f"{path}: no strict policy")
        answer.close()
    assert wrong == []
    assert looked > 10


def is_strict(policy: str) -> bool:
    """Scripts and styles of this site alone, and nothing by default."""
    wanted = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'")
    return "unsafe" not in policy and all(re.search(f"(^|; ?){one}(;|$)", policy) for one in wanted)


@pytest.mark.parametrize("kind", kinds())
def test_no_page_of_the_administration_has(kind: str, world: World) -> None:
    client, name = client_of(world, "chief"), kind.replace(".", "_")
    row = kinds()[kind].model._base_manager.first()
    pages = [reverse(f"admin:{name}_changelist"), reverse(f"admin:{name}_add")]
    if row is not None:
        for page in ("change", "history", "delete"):
            pages.append(reverse(f"admin:{name}_{page}", args=[row.pk]))
    wrong = []
    for path in pages:
        wrong += [f"{path}: {one}" for one in inline(content(client.get(path)))]
    assert wrong == []


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
