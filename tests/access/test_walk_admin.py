"""Every page of the administration, for every kind of row that is registered there.

Django's own named permission decides; kinds that are looked at only, and acts that are never open,
stand in tests.access.routes_admin. Whoever may not open the administration is led to its door.
"""

import pytest
from django.test import Client
from django.urls import reverse

from agencies.rules.asking_rights import allowed
from agencies.rules.rights import Do
from tests.access.finding import every_route
from tests.access.people import PEOPLE, facts
from tests.access.routes_admin import ELSEWHERE, FRONT, NEVER, READ_ONLY, kinds
from tests.access.walking import answer, client_of
from tests.access.world import World

pytestmark = pytest.mark.django_db
ACTS = ("view", "add", "change", "delete")


def may(name: str, kind: str, act: str) -> bool:
    """By the permissions that the person was given, and what is never open."""
    if (kind in READ_ONLY and act != "view") or act in NEVER.get(kind, set()):
        return False
    who, (app, model) = PEOPLE[name], kind.split(".")
    wanted = {act, "change"} if act == "view" else {act}
    return who.chief or any(f"{app}.{one}_{model}" in who.permissions for one in wanted)


def test_every_route_of_the_administration_is_known() -> None:
    of_kinds = {
        f"admin:{kind.replace('.', '_')}_{page}"
        for kind in kinds()
        for page in ("changelist", "add", "history", "delete", "change")
    }
    known = of_kinds | FRONT | ELSEWHERE | {"admin:agencies_user_password_change", "admin:"}
    names = {one.name for one in every_route() if one.pattern.startswith("admin/")}
    assert sorted(names - known - {"admin:auth_user_password_change"}) == []


def test_every_exception_is_of_a_kind_that_is_there() -> None:
    assert sorted((READ_ONLY | set(NEVER)) - set(kinds())) == []


def test_whoever_oversees_or_reports_is_no_administrator(world: World) -> None:
    for name, who in PEOPLE.items():
        assert allowed(Do.ADMINISTER, facts(name, None, world.ids)) == who.keeper


@pytest.mark.parametrize("name", ["anonymous", "roleless", "officer", "head", "coordinator"])
def test_nobody_else_passes_the_door(name: str, world: World) -> None:
    client, pages = client_of(world, name), ["admin:index"]
    pages += [f"admin:{kind.replace('.', '_')}_{page}" for kind in kinds() for page in LISTS]
    assert {answer(client, "GET", reverse(page), {}) for page in pages} == {302}


LISTS = ("changelist", "add")


@pytest.mark.parametrize("name", ["chief", "clerk"])
@pytest.mark.parametrize("kind", kinds())
def test_an_administrator_does_what_was_permitted(name: str, kind: str, world: World) -> None:
    client = client_of(world, name)
    right = {act: 200 if may(name, kind, act) else 403 for act in ACTS}
    got = {
        "view": ask(client, kind, "changelist"),
        "add": ask(client, kind, "add"),
    }
    wanted = {act: right[act] for act in got}
    row = kinds()[kind].model._base_manager.first()
    if row is not None:
        got |= {"change": ask(client, kind, "change", row.pk)}
        got |= {"delete": ask(client, kind, "delete", row.pk)}
        # A form that may be read only is shown, and takes nothing.
        wanted |= {"change": right["view"], "delete": right["delete"]}
    assert got == wanted


def ask(client: Client, kind: str, page: str, *args: object) -> int:
    path = reverse(f"admin:{kind.replace('.', '_')}_{page}", args=args)
    return answer(client, "GET", path, {})


@pytest.mark.parametrize("kind", sorted(READ_ONLY))
def test_what_is_only_looked_at_takes_no_change(kind: str, world: World) -> None:
    client, row = client_of(world, "chief"), kinds()[kind].model._base_manager.first()
    if row is None:
        pytest.skip("the world has no such row")
    for page in ("change", "delete"):
        path = reverse(f"admin:{kind.replace('.', '_')}_{page}", args=[row.pk])
        assert answer(client, "POST", path, {"post": "yes"}) == 403


def test_front_pages_are_open_to_administrators(world: World) -> None:
    """The password is changed where everybody's is."""
    client = client_of(world, "clerk")
    got = {name: answer(client, "GET", reverse(name), {}) for name in FRONT - {"admin:app_list"}}
    assert got == dict.fromkeys(got, 200) | {"admin:password_change": 302}
