"""Every list that the pages give as a file is given to programs too: the same file."""

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import get_resolver

from agencies.models import Agency, User
from audit.models import Entry
from measures.api import list_files
from measures.models import Measure, Obligation
from planner.models import ActionPlan
from reports.api import list_files as of_reports
from tests.api.asking import client_of, code_of, fields_of, somebody
from tests.api.calling import token_of
from tests.factories import MeasureFactory

LISTS = "/api/v1/lists/"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def rows_of(answer: Any) -> list[list[str]]:
    text = answer.getvalue().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_every_list_of_the_pages_has_an_address() -> None:
    """A view of `…/name.<fmt>` that is added without one fails here."""
    given = {view for one in (*list_files.paths, *of_reports.paths) for view in [_listed(one)]}
    assert {one.__name__ for one in _on_pages()} == {one.__name__ for one in given}
    assert len(given) == len(list(_on_pages())) == 21


def _listed(one: Any) -> Any:
    return one.callback.cls.listed


def _on_pages() -> set[Any]:
    found = set()
    for space in ("measures", "reports"):
        for name, patterns in _named(space):
            if name.endswith("-list"):
                found.add(patterns)
    return found


def _named(space: str) -> Any:
    def walk(patterns: Any, inside: bool) -> Any:
        for one in patterns:
            if hasattr(one, "url_patterns"):
                yield from walk(one.url_patterns, inside or one.namespace == space)
            elif inside and one.name:
                yield one.name, one.callback

    return walk(get_resolver().url_patterns, False)


@pytest.fixture
def world(plan: ActionPlan, owed: Obligation) -> ActionPlan:
    """Measures that somebody named as formulas begin."""
    Measure.objects.update(title_ru="=1+1", title_kk="=1+1", title_en="=1+1")
    return plan


def test_it_is_the_file_that_the_page_gives(
    world: ActionPlan, coordinator: User, client: Client
) -> None:
    client.force_login(coordinator)
    by_page = client.get("/board/board.csv", {"status": "all"})
    header = {"authorization": token_of(coordinator), "accept-language": "en"}
    by_api = Client().get(f"{LISTS}board/", {"status": "all", "as": "csv"}, headers=header)
    assert rows_of(by_api) == rows_of(by_page)
    assert by_api["Content-Disposition"] == by_page["Content-Disposition"]
    assert (by_api["Cache-Control"], by_api["X-Content-Type-Options"]) == (
        *("private, no-store",),
        "nosniff",
    )


def test_nothing_becomes_a_formula(world: ActionPlan, officer: User) -> None:
    address = f"{LISTS}plans/{world.slug}/measures/"
    told = rows_of(client_of(officer).get(address, {"as": "csv"}))
    assert "'=1+1" in told[1]
    book = client_of(officer).get(address, {"as": "xlsx"})
    assert book["Content-Type"] == XLSX
    sheet: Any = openpyxl.load_workbook(io.BytesIO(book.getvalue())).active  # type: ignore[attr-defined]
    [cell] = [one for row in sheet.iter_rows(min_row=2) for one in row if one.value == "=1+1"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_it_holds_all_rows_without_pages(plan: ActionPlan, officer: User) -> None:
    MeasureFactory.create_batch(120, plan=plan)
    answer = client_of(officer).get(f"{LISTS}plans/{plan.slug}/measures/", {"as": "csv"})
    assert len(rows_of(answer)) == 1 + 120


def test_who_took_it_is_recorded(world: ActionPlan, coordinator: User) -> None:
    header = {"authorization": token_of(coordinator)}
    Client().get(f"{LISTS}board/", {"as": "csv"}, headers=header)
    taken = Entry.objects.filter(kind="downloaded").latest("pk")
    assert (taken.relation, taken.actor, taken.door) == ("board", coordinator.pk, "api")


def test_a_right_is_asked_as_on_the_page(plan: ActionPlan, officer: User) -> None:
    asked = {"as": "csv"}
    answers = [
        client_of(officer).get(f"{LISTS}{one}/", asked)
        for one in ("board", "review/reports", f"plans/{plan.slug}/register")
    ]
    assert [code_of(one) for one in answers] == [(403, "permission_denied")] * 3
    assert code_of(Client().get(f"{LISTS}board/", asked)) == (401, "not_authenticated")


WRONG = [
    ("board", {}, ["as"]),
    ("board", {"as": "pdf"}, ["as"]),
    ("board", {"as": "csv", "status": "nonsense"}, ["status"]),
    ("board", {"as": "csv", "colour": "red"}, ["colour"]),
    ("board", {"as": "csv", "as_of": "yesterday"}, ["as_of"]),
    ("board", {"as": "csv", "as_of": "2030-01-01"}, ["as_of"]),
    ("review/reports", {"as": "csv", "agency": ""}, ["agency"]),
    ("review/reports", {"as": "csv", "whose": "mine", "as_of": "2009-06-30"}, ["whose"]),
    ("reminders/ledger", {"as": "csv", "first": "2009-02-31"}, ["first"]),
    ("search", {"as": "csv", "kind": "measures"}, ["q"]),
    ("notices", {"as": "csv", "show": "old"}, ["show"]),
]


@pytest.mark.parametrize(("address", "asked", "named"), WRONG)
def test_what_cannot_be_read_is_named(
    coordinator: User, address: str, asked: dict[str, str], named: list[str]
) -> None:
    assert fields_of(client_of(coordinator).get(f"{LISTS}{address}/", asked)) == (400, named)


def test_a_list_of_what_is_not_there_is_not_there(officer: User) -> None:
    answer = client_of(officer).get(f"{LISTS}plans/none/measures/", {"as": "csv"})
    assert code_of(answer) == (404, "not_found")


def test_another_agencys_desk_is_not_in_it(owed: Obligation, agency: Agency) -> None:
    answer = client_of(somebody()).get(f"{LISTS}desk/", {"as": "csv"})
    assert len(rows_of(answer)) == 1
