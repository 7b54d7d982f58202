"""A succession is looked at, then carried out; a refusal stands beside its field."""

from datetime import date

import pytest
from django.test import Client

from agencies.models import Agency, AgencyGroup, Membership, Succession, User
from measures.models import Executor, Measure, Obligation
from measures.services.obligations import generate_obligations
from measures.services.progress import Draft, save_draft, submit
from planner.models import ActionPlan
from tests.factories import AgencyFactory, UserFactory
from tests.measures.amending import enter
from tests.measures.views.conftest import signed_in
from tests.measures.views.succession.orders import ACT, DAY, send


def codes(measure: Measure) -> list[str]:
    return list(measure.obligations.owed().values_list("agency__code", flat=True))


@pytest.mark.parametrize("who", ["officer", "coordinator", "observer", "nobody"])
def test_only_administrators_see_and_enter_successions(
    who: str, agency: Agency, law: Measure, heir: Agency, request: pytest.FixtureRequest
) -> None:
    user = UserFactory() if who == "nobody" else request.getfixturevalue(who)
    client = signed_in(user)
    opened = [client.get(page).status_code for page in ("/succession/", "/succession/heir/")]
    answers = [send(user, agency, action, successor="heir") for action in ("preview", "confirm")]
    assert (opened, [answer.status_code for answer in answers]) == ([403, 403], [403, 403])
    assert (Succession.objects.count(), codes(law)) == (0, [agency.code])


def test_one_signs_in_first(client: Client, agency: Agency) -> None:
    answer = client.get(f"/succession/{agency.code}/")
    assert answer["location"].split("?")[0] == "/accounts/login/"


def test_before_anything_is_named_the_page_tells_what_the_body_has(
    administrator: User, agency: Agency, law: Measure, officer: User
) -> None:
    form = signed_in(administrator).get(f"/succession/{agency.code}/").context["form"]
    shares = [(one.measure, one.executor.role, one.reports) for one in form.shares]
    assert (shares, [one.person for one in form.people]) == ([(law, "lead", 1)], [officer])


def test_people_of_a_body_that_ends_are_proposed_to_move(
    administrator: User, agency: Agency, heir: Agency, officer: User
) -> None:
    page = send(administrator, agency, "next", successor="heir")
    split = send(administrator, agency, "next", kind="split", others="heir")
    name = f"person-{officer.pk}"
    assert [one.context["form"][name].value() for one in (page, split)] == ["heir", ""]


def test_the_preview_tells_what_the_real_run_gives(
    administrator: User,
    agency: Agency,
    law: Measure,
    heir: Agency,
    officer: User,
    plan: ActionPlan,
) -> None:
    other = enter(plan, "8", "ежеквартально", agency)
    for owed in (other.obligations.earliest("due_on"), law.obligations.get()):
        entry = save_draft(owed, Draft("Отчёт."), by=officer, today=date(2009, 7, 6))
        submit(entry, by=officer, today=date(2009, 7, 6))
    typed = {"successor": "heir", f"person-{officer.pk}": "heir"}
    foreseen = send(administrator, agency, "preview", **typed).context["passed"]
    untouched = (Succession.objects.count(), Obligation.objects.filter(agency=heir).count())
    done = signed_in(administrator).post(
        f"/succession/{agency.code}/",
        {"kind": "rename", "effective_on": DAY, "act": ACT, "action": "confirm", **typed},
        follow=True,
    )
    passed = Obligation.objects.filter(agency=heir)
    assert untouched == (0, 0)
    assert (foreseen.measures, foreseen.obligations, foreseen.in_review, foreseen.people) == (
        2,
        passed.count(),
        passed.filter(entries__state="submitted").count(),
        1,
    )
    assert (passed.count(), foreseen.in_review) == (13, 2)
    assert "Passed on: 2 measures, 13 reports, 1 person." in done.text


def test_confirmed_it_is_carried_out_and_the_page_tells_what_came_of_it(
    administrator: User, agency: Agency, law: Measure, heir: Agency, officer: User
) -> None:
    answer = send(
        administrator, agency, "confirm", successor="heir", **{f"person-{officer.pk}": "heir"}
    )
    page = signed_in(administrator).get(answer["location"])
    agency.refresh_from_db()
    held = Membership.objects.current(date(2009, 7, 6)).get(user=officer)
    assert (codes(law), agency.abolished_on, held.agency) == (["heir"], date(2009, 7, 1), heir)
    assert (list(page.context["passed"]), "form" in page.context) == ([law], False)
    assert [row.successor for row in page.context["came_of"]] == [heir]


def test_a_split_gives_each_measure_to_the_body_chosen(
    administrator: User, agency: Agency, law: Measure, heir: Agency, plan: ActionPlan
) -> None:
    AgencyFactory(code="other")
    second = enter(plan, "8", "до 1 ноября 2009 года", agency)
    given = {"successor": "heir", "others": "other", f"measure-{second.pk}": "other"}
    send(administrator, agency, "confirm", kind="split", **given)
    assert (codes(law), codes(second)) == (["heir"], ["other"])


def test_a_body_that_goes_on_keeps_the_rest_and_its_page_shows_both(
    administrator: User, agency: Agency, law: Measure, heir: Agency, plan: ActionPlan
) -> None:
    second = enter(plan, "8", "до 1 ноября 2009 года", agency)
    given = {"others": "heir", f"measure-{second.pk}": "heir"}
    answer = send(administrator, agency, "confirm", kind="split", **given)
    page = signed_in(administrator).get(answer["location"])
    agency.refresh_from_db()
    assert (codes(law), codes(second), agency.abolished_on) == ([agency.code], ["heir"], None)
    assert ([one.measure for one in page.context["form"].shares], list(page.context["passed"])) == (
        [law],
        [second],
    )


def test_a_part_owed_as_one_of_a_group_is_shown_without_a_choice(
    administrator: User, agency: Agency, law: Measure, heir: Agency, plan: ActionPlan
) -> None:
    group = AgencyGroup.objects.create(code="bodies", name_ru="органы", name_en="bodies")
    group.members.add(member := AgencyFactory())
    Executor.objects.create(measure=law, group=group, role="co", position=2)
    generate_obligations(plan, today=date(2009, 7, 6))
    page = send(administrator, member, "next", kind="split", others="heir", successor="")
    form = page.context["form"]
    assert [(one.executor, one.reports) for one in form.shares] == [(None, 1)]
    assert (f"measure-{law.pk}" in form.fields, "as one of a group" in page.text) == (False, True)


REFUSED = [
    ({"act": ""}, "act", "This field is required."),
    ({"act": "  "}, "act", "This field is required."),
    ({"effective_on": "2009-07-07"}, "effective_on", "not in effect yet"),
    ({"effective_on": "завтра"}, "effective_on", "Enter a valid date"),
    ({"successor": ""}, "successor", "Name the body that takes over."),
    ({"successor": "", "others": "heir"}, "successor", "Only a split has several successors."),
    ({"successor": "gone"}, "successor", "Select a valid choice"),
]


@pytest.mark.parametrize("action", ["preview", "confirm"])
@pytest.mark.parametrize(("typed", "field", "said"), REFUSED)
def test_a_refusal_stands_beside_its_field_and_nothing_typed_is_lost(
    typed: dict[str, str],
    field: str,
    said: str,
    action: str,
    administrator: User,
    agency: Agency,
    law: Measure,
    heir: Agency,
    officer: User,
) -> None:
    AgencyFactory(code="gone", abolished_on=date(2008, 1, 1))
    kept = {"act": ACT, "successor": "heir", f"person-{officer.pk}": ""}
    page = send(administrator, agency, action, **{**kept, **typed})
    form = page.context["form"]
    assert (page.status_code, said in "".join(form.errors[field])) == (422, True)
    shown = {name: form[name].value() for name in typed if name != "others"}
    assert shown == {name: value for name, value in typed.items() if name != "others"}
    assert (Succession.objects.count(), codes(law)) == (0, [agency.code])


def test_a_body_that_ended_meanwhile_is_not_ended_again(
    administrator: User, agency: Agency, heir: Agency
) -> None:
    first, second = (send(administrator, agency, "confirm", successor="heir") for _ in "12")
    page = signed_in(administrator).get(second["location"])
    assert (first.status_code, second.status_code, page.status_code) == (302, 302, 200)
    assert Succession.objects.count() == 1


def test_a_split_sent_twice_is_refused_in_words(
    administrator: User, agency: Agency, law: Measure, heir: Agency
) -> None:
    given = {"kind": "split", "others": "heir", f"measure-{law.pk}": "heir"}
    send(administrator, agency, "confirm", **given)
    again = send(administrator, agency, "confirm", **given)
    assert (again.status_code, again.context["form"].non_field_errors()) == (
        422,
        ["This succession has been entered already."],
    )


def test_what_was_given_to_a_body_no_longer_named_falls_back(
    administrator: User, agency: Agency, law: Measure, heir: Agency
) -> None:
    AgencyFactory(code="other")
    given = {"successor": "heir", f"measure-{law.pk}": "other", "kind": "split"}
    page = send(administrator, agency, "next", **given)
    assert page.context["form"][f"measure-{law.pk}"].value() == ""


def test_the_first_day_there_is_breaks_no_succession(
    administrator: User, officer: User, agency: Agency, law: Measure, heir: Agency
) -> None:
    typed = {"successor": "heir", "effective_on": "0001-01-01", f"person-{officer.pk}": "heir"}
    assert send(administrator, agency, "confirm", **typed).status_code == 302
    assert codes(law) == ["heir"]
