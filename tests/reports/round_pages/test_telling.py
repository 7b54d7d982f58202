"""What the pages of rounds tell, of which day, to whom and in which language."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from agencies.models import Agency, User
from measures.models import Obligation
from measures.rules.csv_cells import BOM
from reports.models import Reopening, ReportingRound
from reports.services.rounds import round_of
from tests import factories
from tests.reports.round_pages.addresses import TODAY, at, text

Queries = Callable[..., Any]


def test_the_table_is_a_file_that_excel_opens_and_no_formula(
    client: Client, officer: User, round_: ReportingRound, periodic: Obligation
) -> None:
    Agency.objects.filter(pk=periodic.agency_id).update(name_en="=1+1")
    client.force_login(officer)
    answer = client.get(at("answers-list", round_.pk, "csv"))
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[0].startswith(BOM)
    assert lines[1].split(";")[1:6] == ["'=1+1", "silent", "1", "0", "1"]


@pytest.mark.parametrize("show", ["all", "out", "handed_in", "nil", "nonsense"])
def test_counts_lead_to_what_they_count(
    client: Client, officer: User, round_: ReportingRound, periodic: Obligation, show: str
) -> None:
    client.force_login(officer)
    page = text(client, f"{at('part', round_.pk, periodic.agency.code)}?show={show}")
    there = reverse("measures:obligation", args=[periodic.pk]) in page
    assert there is (show in ("all", "out", "nonsense"))


def test_another_agency_is_led_to_the_measure_and_not_to_the_report(
    client: Client, stranger: User, round_: ReportingRound, periodic: Obligation
) -> None:
    client.force_login(stranger)
    page = text(client, at("part", round_.pk, periodic.agency.code))
    assert reverse("measures:obligation", args=[periodic.pk]) not in page
    assert reverse("measures:measure", args=[periodic.measure_id]) in page


def test_pages_tell_of_a_past_day_and_offer_no_acts(
    client: Client, coordinator: User, reopened: Reopening
) -> None:
    client.force_login(coordinator)
    round_ = reopened.round
    page = text(client, f"{at('round', round_.pk)}?as_of=2009-06-30")
    assert at("closing", round_.pk) not in page
    assert f"{at('part', round_.pk, reopened.agency.code)}?as_of=2009-06-30" in page
    part = text(client, f"{at('part', round_.pk, reopened.agency.code)}?as_of=2009-06-30")
    assert at("end-reopening", reopened.pk) not in part
    assert text(client, f"{at('rounds')}?as_of=2009-06-30").count("as_of=2009-06-30") > 1


def test_who_reports_for_a_body_that_owes_nothing_is_told_so(
    client: Client, officer: User, round_: ReportingRound
) -> None:
    client.force_login(officer)
    page = text(client, at("part", round_.pk, round_.plan.coordinator.code))
    assert "This body owes no report for the round." in page


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
@pytest.mark.parametrize("name", ["rounds", "round", "part", "closing", "cadence"])
def test_every_page_is_there_in_every_language(
    client: Client, coordinator: User, reopened: Reopening, name: str, language: str
) -> None:
    coordinator.language = language
    coordinator.save()
    client.force_login(coordinator)
    round_ = reopened.round
    arguments = {
        "rounds": [], "cadence": [round_.plan.slug], "part": [round_.pk, reopened.agency.code],
    }  # fmt: skip
    page = text(client, at(name, *arguments.get(name, [round_.pk])))
    assert f'<html lang="{language}"' in page


@pytest.mark.parametrize("name", ["rounds", "round", "part", "closing", "cadence"])
def test_pages_take_the_same_statements_with_3_rows_and_with_30(
    client: Client, coordinator: User, round_: ReportingRound, periodic: Obligation, name: str,
    django_assert_max_num_queries: Queries,
) -> None:  # fmt: skip
    client.force_login(coordinator)
    arguments = {
        "rounds": [], "cadence": [round_.plan.slug], "part": [round_.pk, periodic.agency.code],
    }  # fmt: skip
    address = at(name, *arguments.get(name, [round_.pk]))

    def add(count: int) -> None:
        for _at in range(count):
            due = {"due_on": date(2009, 6, 10), "kind": "recurring"}
            factories.ObligationFactory(measure__plan=round_.plan, **due)
            own = factories.MeasureFactory(plan=round_.plan)
            factories.ObligationFactory(measure=own, agency=periodic.agency, **due)

    add(2)
    with django_assert_max_num_queries(60) as few:
        client.get(address)
    add(27)
    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_an_officer_sees_first_where_the_own_agency_stands(
    client: Client, officer: User, coordinator: User, round_: ReportingRound, periodic: Obligation
) -> None:
    own = f"{at('part', round_.pk, periodic.agency.code)}?show=out"
    seen = {}
    for person in (officer, coordinator):
        client.force_login(person)
        page = text(client, at("round", round_.pk))
        seen[person] = ("Your agency" in page, page.count(own))
    assert seen == {officer: (True, 2), coordinator: (False, 1)}


def test_the_rounds_of_each_plan_stand_in_a_region_of_its_own_name(
    client: Client, coordinator: User, round_: ReportingRound
) -> None:
    other = factories.ActionPlanFactory(title_en="Plan of another policy")
    round_of(other, "2009Q2", TODAY)
    client.force_login(coordinator)
    page = html.document_fromstring(text(client, at("rounds")))
    regions = page.xpath("//*[@role='region']/@aria-labelledby")
    names = [page.get_element_by_id(name).text_content() for name in regions]
    assert sorted(names) == sorted([round_.plan.title, other.title])
