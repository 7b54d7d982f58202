"""Publishing is a coordinator's act, and what is published does not change."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from agencies.errors import Refused
from agencies.models import Role, User
from measures.models import Measure, Obligation
from measures.services.control import CompletionDocument, remove_from_control
from planner.models import ActionPlan
from publications.facts import Wanted
from publications.models import Publication, PublicText, Release, TextChoice
from publications.services import (
    Looked,
    publish,
    release_reports,
    seen,
    withdraw,
    write_text,
)
from reports.rules.canonical import digest
from tests import factories
from tests.publications.conftest import NOW, TODAY, Publish
from tests.publications.test_gather import accepted

FIRST = Looked(0, "")


def refusal(act: Any, *args: Any, **named: Any) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **named)
    return refused.value.code


def test_a_publication_keeps_what_was_looked_at(
    plan: ActionPlan, coordinator: User, told: Any, owed: Obligation
) -> None:
    looked = Looked(0, seen(told()))
    done = publish(plan, day=TODAY, wanted=Wanted(), looked=looked, note=" письмо № 5 ",
                   by=coordinator, today=TODAY, now=NOW)  # fmt: skip
    done.refresh_from_db()
    assert (done.number, done.as_of, done.published_on, done.published_at) == (1, TODAY, TODAY, NOW)
    assert (done.published_by, done.note, done.texts) == (coordinator, "письмо № 5", "none")
    assert done.content == told() | {"number": 1}
    assert digest(done.content) == done.sha256
    assert "письмо" not in str(done.content)


def people(plan: ActionPlan) -> list[User]:
    other = factories.AgencyFactory()
    return [
        factories.person(plan.coordinator, Role.OFFICER),
        factories.person(plan.coordinator, Role.OBSERVER),
        factories.person(other, Role.COORDINATOR),
        factories.UserFactory(is_staff=True, is_superuser=True),
    ]


def test_only_the_plans_own_coordinator_publishes_withdraws_and_writes(
    plan: ActionPlan, published: Publication, measure: Measure
) -> None:
    acts: list[Any] = [
        lambda by: publish(plan, day=TODAY, wanted=Wanted(), looked=FIRST, by=by, today=TODAY,
                           now=NOW),
        lambda by: withdraw(published, reason="Ошибка.", by=by, today=TODAY, now=NOW),
        lambda by: write_text(measure, {"ru": "Да."}, version=0, by=by, today=TODAY, now=NOW),
        lambda by: release_reports(measure, [], by=by, today=TODAY, now=NOW),
    ]  # fmt: skip
    for by in people(plan):
        for act in acts:
            with pytest.raises(PermissionDenied):
                act(by)
    assert list(Publication.objects.filter(withdrawn_at=None)) == [published]
    assert not PublicText.objects.exists()


def test_what_has_changed_since_it_was_looked_at_is_looked_at_again(
    plan: ActionPlan, coordinator: User, told: Any, owed: Obligation
) -> None:
    looked = Looked(0, seen(told()))
    factories.ObligationFactory(measure=owed.measure)
    code = refusal(publish, plan, day=TODAY, wanted=Wanted(), looked=looked, by=coordinator,
                   today=TODAY, now=NOW)  # fmt: skip
    assert (code, Publication.objects.count()) == ("changed", 0)


def test_who_published_second_is_told_so(
    plan: ActionPlan, coordinator: User, told: Any, published: Publication
) -> None:
    looked = Looked(0, seen(told()))
    code = refusal(publish, plan, day=TODAY, wanted=Wanted(), looked=looked, by=coordinator,
                   today=TODAY, now=NOW)  # fmt: skip
    assert (code, Publication.objects.count()) == ("published_meanwhile", 1)


@pytest.mark.parametrize(
    ("day", "code"), [(date(2009, 7, 7), "ahead"), (date(2009, 7, 5), "older")]
)
def test_neither_a_day_to_come_nor_one_before_the_last_is_published(
    put_out: Publish, published: Publication, day: date, code: str
) -> None:
    assert refusal(put_out, day) == code


def test_a_plan_without_measures_has_nothing_to_tell(put_out: Publish) -> None:
    assert refusal(put_out) == "empty"


def test_personal_data_in_a_text_stops_the_publication(
    put_out: Publish, owed: Obligation, coordinator: User
) -> None:
    factories.UserFactory(full_name="Иванова Анна")
    PublicText.objects.create(measure=owed.measure, text_ru="Отвечает Иванова Анна.",
                              written_by=coordinator, written_at=NOW)  # fmt: skip
    with pytest.raises(Refused, match=r"7\.1: Иванова Анна"):
        put_out(texts=TextChoice.ALL)
    assert put_out().number == 1


def test_the_number_of_a_document_holds_no_personal_data_either(
    put_out: Publish, owed: Obligation, coordinator: User
) -> None:
    factories.UserFactory(full_name="Иванова Анна Петровна")
    paper = CompletionDocument("other", "15, исп. Иванова А.П., a@b.kz", date(2009, 7, 1))
    remove_from_control(owed.measure, paper, by=coordinator, today=TODAY)
    with pytest.raises(Refused, match=r"7\.1: a@b\.kz; 7\.1: Иванова А\. П\."):
        put_out()


def test_the_act_of_a_plan_holds_no_personal_data_either(
    plan: ActionPlan, put_out: Publish, owed: Obligation
) -> None:
    plan.approved_by = "Приказ, исп. a@b.kz"
    plan.save()
    assert refusal(put_out) == "personal_data"


def test_a_withdrawn_publication_says_why_once(published: Publication, coordinator: User) -> None:
    by: dict[str, Any] = {"by": coordinator, "today": TODAY, "now": NOW}
    assert refusal(withdraw, published, reason=" ", **by) == "reason_missing"
    assert refusal(withdraw, published, reason="см. a@example.org", **by) == "personal_data"
    withdraw(published, reason="Ошибка в датах.", **by)
    published.refresh_from_db()
    assert (published.withdrawn_by, published.withdrawn_on, published.withdrawn_reason) == (
        coordinator,
        TODAY,
        "Ошибка в датах.",
    )
    assert refusal(withdraw, published, reason="Ещё раз.", **by) == "withdrawn"


def test_after_a_withdrawal_an_earlier_day_may_be_told(
    put_out: Publish, published: Publication, coordinator: User
) -> None:
    withdraw(published, reason="Ошибка.", by=coordinator, today=TODAY, now=NOW)
    assert put_out(date(2009, 6, 30)).number == 2


@pytest.mark.parametrize(
    "changed",
    [
        *({"content": {}}, {"sha256": "0"}, {"number": 9}, {"as_of": date(2009, 1, 1)}),
        *({"note": "Иначе."}, {"texts": "all"}, {"published_at": NOW + timedelta(days=1)}),
    ],
)
def test_the_database_refuses_to_change_a_publication(
    published: Publication, changed: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(pk=published.pk).update(**changed)


def test_the_database_refuses_another_slug_once_a_plan_is_published(
    plan: ActionPlan, put_out: Publish, owed: Obligation
) -> None:
    ActionPlan.objects.filter(pk=plan.pk).update(slug="before")
    put_out()
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionPlan.objects.filter(pk=plan.pk).update(slug="after")


def test_the_database_refuses_to_delete_a_publication(published: Publication) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        published.delete()


def test_two_who_write_a_text_do_not_overwrite_each_other(
    measure: Measure, coordinator: User
) -> None:
    by: dict[str, Any] = {"by": coordinator, "today": TODAY, "now": NOW}
    write_text(measure, {"ru": "Первый. "}, version=0, **by)
    assert refusal(write_text, measure, {"ru": "Второй."}, version=0, **by) == "changed"
    write_text(measure, {"ru": "Третий."}, version=1, **by)
    text = PublicText.objects.get()
    assert (text.text_ru, text.version) == ("Третий.", 2)


def test_a_text_with_personal_data_is_not_kept(measure: Measure, coordinator: User) -> None:
    code = refusal(write_text, measure, {"ru": "a@example.org"}, version=0, by=coordinator,
                   today=TODAY, now=NOW)  # fmt: skip
    assert (code, PublicText.objects.count()) == ("personal_data", 0)


def test_exactly_the_reports_that_are_ticked_are_released(
    owed: Obligation, coordinator: User
) -> None:
    by: dict[str, Any] = {"by": coordinator, "today": TODAY, "now": NOW}
    one, two = (accepted(owed, coordinator, text, date(2009, 7, 1)) for text in ("Раз.", "Два."))
    release_reports(owed.measure, [one.pk], **by)
    release_reports(owed.measure, [two.pk], **by)
    release_reports(owed.measure, [two.pk], **by)
    assert list(Release.objects.values_list("entry", flat=True)) == [two.pk]


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "withdrawn"])
def test_only_accepted_reports_can_be_released(
    owed: Obligation, coordinator: User, state: str
) -> None:
    entry = factories.ProgressEntryFactory(obligation=owed, state=state, submitted_on=TODAY)
    code = refusal(release_reports, owed.measure, [entry.pk], by=coordinator, today=TODAY, now=NOW)
    assert (code, Release.objects.count()) == ("not_accepted", 0)
