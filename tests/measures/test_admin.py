"""Administration of measures: what happened is only read, lists take few statements."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from measures.models import ProgressEntry
from tests.factories import (
    DeadlineFactory,
    ExecutorFactory,
    ObligationFactory,
    ProgressEntryFactory,
    UserFactory,
)

NEVER_ADDED = ("measure", "obligation", "progressentry", "review", "extension", "event")


@pytest.fixture
def administrator(db: None) -> Client:
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("name", NEVER_ADDED)
def test_what_services_write_cannot_be_added_by_hand(administrator: Client, name: str) -> None:
    assert administrator.get(f"/admin/measures/{name}/add/").status_code == 403


def test_a_report_can_be_read_and_not_changed(administrator: Client) -> None:
    entry: ProgressEntry = ProgressEntryFactory()
    address = f"/admin/measures/progressentry/{entry.pk}/change/"
    answers = [administrator.get(address).status_code, administrator.post(address).status_code]
    assert answers == [200, 403]


def test_a_measure_opens_with_executors_deadline_and_costs(administrator: Client) -> None:
    measure = DeadlineFactory().measure
    ExecutorFactory(measure=measure)
    page = administrator.get(f"/admin/measures/measure/{measure.pk}/change/")
    assert (page.status_code, "до 10 июля 2009 года" in page.text) == (200, True)


@pytest.mark.parametrize("rows", [3, 30])
def test_the_list_of_obligations_takes_few_statements(
    administrator: Client, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ObligationFactory.create_batch(rows)
    with django_assert_max_num_queries(13):
        page = administrator.get("/admin/measures/obligation/")
    assert page.context["cl"].result_count == rows
