"""The table of rights, asked with facts that are known beforehand."""

from dataclasses import dataclass

import pytest

from agencies.models import Role
from agencies.permissions import OVERSEEING, REPORTING
from agencies.rules import asking_rights
from agencies.rules.asking_rights import IS, Held, Plain, allowed
from agencies.rules.rights import TABLE, Condition, Do, Permission, Right, Who

OWN, COORDINATING, OTHER = 1, 2, 3


def facts(role: str, body: int = OWN, **told: object) -> Plain:
    return Plain(held=[Held(role, body)], body=OWN, coordinator=COORDINATING, **told)  # type: ignore[arg-type]


def test_every_act_stands_in_the_table() -> None:
    assert {right.do for right in TABLE} == set(Do)


def test_everybody_that_a_row_names_is_known_to_the_asking() -> None:
    named = {who for right in TABLE for who in right.who if isinstance(who, Who)}
    assert named <= set(IS)


def test_roles_of_the_table_are_those_of_memberships() -> None:
    assert set(asking_rights.REPORTING) == set(REPORTING)
    assert set(OVERSEEING) == {Role.COORDINATOR, Role.OBSERVER}
    known = {*asking_rights.REPORTING, asking_rights.COORDINATOR, asking_rights.OBSERVER}
    assert known == set(Role.values)


def test_an_act_that_no_row_names_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking_rights, "TABLE", ())
    assert not allowed(Do.READ_PLAN, facts("coordinator", COORDINATING, chief=True))


def test_somebody_whom_the_asking_does_not_know_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = "minister"
    row = Right(Do.READ_PLAN, (stranger,))  # type: ignore[arg-type]
    monkeypatch.setattr(asking_rights, "TABLE", (row,))
    assert not allowed(Do.READ_PLAN, facts("coordinator", COORDINATING))


@dataclass(frozen=True)
class NotLooked(Plain):
    def holds(self, condition: Condition) -> bool | None:
        return None


def test_a_condition_that_nobody_looked_into_grants_nothing() -> None:
    """Neither one that must hold nor one that must not."""
    held = [Held("coordinator", COORDINATING), Held("officer", OWN)]
    unknown = NotLooked(held=held, coordinator=COORDINATING, lead=OWN)
    assert not allowed(Do.REVIEW, unknown)
    assert not allowed(Do.CHANGE_PLAN, unknown)


@pytest.mark.parametrize("role", ["officer", "deputy", "head"])
def test_executors_report_for_their_own_body(role: str) -> None:
    assert allowed(Do.REPORT, facts(role))
    assert not allowed(Do.REPORT, facts(role, OTHER))


@pytest.mark.parametrize("role", ["coordinator", "observer"])
def test_whoever_oversees_does_not_report(role: str) -> None:
    assert not allowed(Do.REPORT, facts(role))


def test_a_role_in_the_wrong_place_is_none() -> None:
    assert allowed(Do.MANAGE_PLAN, facts("coordinator", COORDINATING))
    assert not allowed(Do.MANAGE_PLAN, facts("coordinator", OTHER))
    assert not allowed(Do.MANAGE_PLAN, Plain(held=[Held("coordinator", OTHER)]))


def test_an_administrator_has_no_say_over_what_is_owed() -> None:
    chief = Plain(keeper=True, chief=True, body=OWN, coordinator=COORDINATING)
    over = {do for do in Do if allowed(do, chief)}
    spared = {Do.REPORT, Do.REVIEW, Do.MANAGE_PLAN, Do.CHANGE_PLAN, Do.DECIDE_EXTENSION}
    assert not over & (spared | {Do.READ_DRAFT, Do.READ_HANDED_IN, Do.READ_PLAN, Do.CONFIRM_ISSUE})


@pytest.mark.parametrize("against", [Condition.HAD_A_HAND, Condition.OWN_BODY])
def test_nobody_reviews_what_is_their_own(against: Condition) -> None:
    coordinator = facts("coordinator", COORDINATING)
    assert allowed(Do.REVIEW, coordinator)
    assert not allowed(Do.REVIEW, facts("coordinator", COORDINATING, conditions=[against]))


def test_a_lead_decides_on_internal_dates_only() -> None:
    lead = {"held": [Held("head", OTHER)], "lead": OTHER, "body": OWN}
    assert not allowed(Do.DECIDE_EXTENSION, Plain(**lead))
    assert allowed(Do.DECIDE_EXTENSION, Plain(**lead, conditions=[Condition.INTERNAL_DATE]))


def test_a_permission_of_the_administration_is_asked_for_by_name() -> None:
    named = {who.name for right in TABLE for who in right.who if isinstance(who, Permission)}
    for do, name in [(Do.CORRECT_CALENDAR, "agencies.add_calendarday")]:
        assert allowed(do, Plain(permissions=[name]))
        assert not allowed(do, Plain(permissions=named - {name}))


def test_whoever_has_not_signed_in_reads_what_is_public_and_nothing_else() -> None:
    assert [do for do in Do if allowed(do, Plain(signed_in=False))] == [Do.READ_PUBLIC]
