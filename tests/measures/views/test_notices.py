"""The list of what a person was told, its count in the head, and who sees it."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from agencies.models import Membership, Role
from measures.models import Job, Notice, NoticeKind, Reminder
from measures.services.notices import News, tell
from tests.factories import MeasureFactory, NoticeFactory, ObligationFactory, UserFactory, person
from tests.measures.views.conftest import signed_in

PAGE, SEEN, COUNT = "/notices/", "/notices/seen/", "/notices/count/"


@pytest.fixture
def news(plan, agency, officer, today):
    """Tells the officer of another return."""

    def one(day=today, **fields):
        owed = ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency)
        rows = {"obligation_id": owed.pk, "measure_id": owed.measure_id}
        told = News(
            NoticeKind.RETURNED,
            f"entry:{owed.pk}",
            agencies=[agency.pk],
            rows=rows,
            params={"why": "Нет цифр."},
        )
        tell(told, by=None, today=day, **fields)
        return Notice.objects.latest("pk")

    return one


def text_of(answer):
    content = answer.text.split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", f"<{content}").split())


def test_the_page_says_what_happened_to_what_and_why(officer, news):
    one = news()
    page = signed_in(officer).get(PAGE)
    for words in ("New 6 July 2009", "Your report was returned for rework", "Нет цифр."):
        assert words in text_of(page)
    assert f'href="/obligations/{one.obligation_id}/"' in page.text


def test_new_ones_stand_first_then_by_day(officer, news, today):
    old, older, new = news(), news(today - timedelta(days=1)), news(today - timedelta(days=9))
    Notice.objects.filter(pk__in=[old.pk, older.pk]).update(seen_at=old.created_at)
    page = signed_in(officer).get(PAGE).text
    order = [page.index(f"/obligations/{one.obligation_id}/") for one in (new, old, older)]
    assert order == sorted(order)
    assert re.findall(r'value="news:(\d+)">', page) == [str(new.pk)] * 2


def test_reminders_of_the_site_stand_in_the_same_list(officer, news):
    news()
    reminder = NoticeFactory(recipient=officer)
    page = signed_in(officer).get(PAGE)
    assert f'value="reminder:{reminder.pk}"' in page.text
    assert "Mark all 2 new notices on this page as seen" in text_of(page)


def test_one_is_marked_or_all_that_were_shown(officer, news):
    first, second = news(), news()
    reminder = NoticeFactory(recipient=officer)
    client = signed_in(officer)
    client.post(SEEN, {"one": f"news:{first.pk}", "shown": f"news:{second.pk}"})
    assert set(Notice.objects.new()) == {second}
    shown = [f"news:{second.pk}", f"reminder:{reminder.pk}"]
    back = client.post(SEEN, {"shown": shown, "show": "new", "page": "2"})
    assert back.url == "/notices/?show=new&page=2"
    assert Notice.objects.new().count() == 0
    assert Reminder.objects.exclude(acknowledged_at=None).count() == 1


@pytest.mark.parametrize("asked", ["", "x", "news:", "news:x", "reminder:1;", "9" * 40])
def test_nonsense_marks_nothing(officer, news, asked):
    news()
    assert signed_in(officer).post(SEEN, {"one": asked}).status_code == 302
    assert Notice.objects.new().count() == 1


def test_the_filter_leaves_the_new_ones(officer, news):
    seen, new = news(), news()
    Notice.objects.filter(pk=seen.pk).update(seen_at=seen.created_at)
    page = signed_in(officer).get(f"{PAGE}?show=new").text
    assert (f"/obligations/{new.obligation_id}/" in page) is True
    assert (f"/obligations/{seen.obligation_id}/" in page) is False


def test_anothers_notices_are_neither_shown_nor_marked_nor_counted(agency, officer, news):
    one, other = news(), person(agency, Role.OFFICER)
    client = signed_in(other)
    assert f"/obligations/{one.obligation_id}/" not in client.get(PAGE).text
    client.post(SEEN, {"one": f"news:{one.pk}"})
    assert (Notice.objects.new().count(), client.get(COUNT).json()["count"]) == (1, 0)


def test_who_has_left_reads_no_titles_and_no_reasons(officer, news, today):
    news()
    Membership.objects.filter(user=officer).update(valid_to=today - timedelta(days=1))
    page = text_of(signed_in(officer).get(PAGE))
    assert "Your report was returned" in page
    for secret in ("Measure 1", "Нет цифр.", "/obligations/"):
        assert secret not in page


def test_the_count_says_itself_in_words(officer, news):
    client = signed_in(officer)
    empty = client.get(COUNT).json()
    news()
    NoticeFactory(recipient=officer)
    answer = client.get(COUNT)
    assert (empty, answer.json()) == (
        {"count": 0, "words": "No new notices"},
        {"count": 2, "words": "2 new notices"},
    )
    assert "no-store" in answer["Cache-Control"]


def test_a_script_is_answered_with_the_new_count(officer, news):
    one = news()
    client = signed_in(officer)
    answer = client.post(SEEN, {"one": f"news:{one.pk}"}, headers={"accept": "application/json"})
    assert answer.json()["count"] == 0


def test_nobody_signed_in_is_sent_to_sign_in(db):
    for address in (PAGE, COUNT, "/settings/", "/jobs/"):
        assert Client().get(address).url.startswith("/accounts/login/")


def test_a_person_without_a_role_sees_the_own_empty_list(db):
    assert "Nothing yet" in text_of(signed_in(UserFactory()).get(PAGE))


@pytest.mark.parametrize("rows", [3, 30])
def test_as_many_statements_for_many_as_for_few(officer, news, rows, django_assert_num_queries):
    for _ in range(rows):
        news()
        NoticeFactory(recipient=officer)
    client = signed_in(officer)
    with django_assert_num_queries(9):
        client.get(PAGE)


def test_the_count_is_one_statement_beside_the_session(officer, django_assert_num_queries):
    client = signed_in(officer)
    with django_assert_num_queries(3):
        client.get(COUNT)


# What each kind says, in every language.

PARAMS = {
    "old": "2009-07-10",
    "new": "2009-08-10",
    "asked": "2009-09-10",
    "count": 3,
    "act": "№ 120",
    "round": "2009Q2",
    "by": "2009-07-05",
    "edition": 2,
}


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
@pytest.mark.parametrize("kind", NoticeKind.values)
def test_every_kind_says_something_and_leads_somewhere(
    plan, agency, officer, today, kind, language
):
    owed = ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency)
    rows = {"obligation_id": owed.pk, "measure_id": owed.measure_id}
    path = ""
    if kind.startswith(("job", "edition", "round")):
        rows, path = {"plan_id": plan.pk}, "/reports/"
    if kind.startswith("job"):
        rows["job_id"] = Job.objects.create(kind="export", plan=plan, asked_by=officer).pk
    if kind == NoticeKind.REVIEWER:
        rows["entry_id"] = owed.entries.create(author=officer, text="Сделано.").pk
        Membership.objects.create(user=officer, agency=plan.coordinator, role=Role.COORDINATOR)
    type(officer).objects.filter(pk=officer.pk).update(language=language)
    told = News(NoticeKind(kind), "it", agencies=[agency.pk], rows=rows, params=PARAMS, path=path)
    tell(told, by=None, today=today)
    page = signed_in(officer).get(PAGE)
    said = re.search(r'notice-kind">([^<]+)</span>', page.text)[1]
    assert len(said) > 10
    assert re.search(r'data-seen="news:\d+"', page.text)
