import io
import json
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest.mock import patch

import docx
import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from pypdf import PdfReader

from agencies.errors import Refused
from agencies.models import Membership, Role, User
from measures.models import Mailed, Notice, Obligation
from planner.models import ActionPlan
from reports import tasks_cuts
from reports.models import Cut, CutEdition, CutFile, CutState, ReportingRound
from reports.services.cuts import Wish, ask_for_cut, change_cut, keep_cut, retire_cut
from reports.services.cuts_due import ask_for_due
from reports.services.cuts_making import (
    claim,
    give_up_abandoned,
    make_cut,
    make_waiting,
    round_reported,
)
from reports.services.files import read_bytes
from reports.services.narratives import mark_ready, save_text
from reports.services.rounds import open_rounds
from tests import factories
from tests.races import AT_ONE_MOMENT, at_once
from tests.reports.conftest import TODAY, Hand, Ready
from tests.reports.narrating import Telling

pytestmark = pytest.mark.django_db
MONDAY = date(2009, 7, 6)


@pytest.fixture
def ours(owed: Obligation) -> User:
    return factories.person(owed.agency, Role.HEAD)


@pytest.fixture
def theirs(plan: ActionPlan, hand_in: Hand) -> Obligation:
    other = factories.ObligationFactory(
        measure=factories.MeasureFactory(plan=plan, title_en="Their own measure"),
        agency__short_en="THEIRS",
        agency__name_en="The other body",
        due_on=date(2009, 6, 1),
    )
    text = "What the other body said"
    hand_in(other, date(2009, 5, 20), reviewed_on=date(2009, 5, 25), text=text, language="en")
    late = factories.ObligationFactory(
        measure=other.measure, agency=other.agency, due_on=date(2009, 6, 2), kind="recurring"
    )
    assert late.due_on
    row: Obligation = other
    return row


@pytest.fixture
def begun(round_: ReportingRound) -> ReportingRound:
    return round_


def agency_wish(owed: Obligation, **more: Any) -> Wish:
    return Wish(
        **{
            "name": "Ours",
            "kind": "agency",
            "agencies": [owed.agency.code],
            "languages": ["en"],
            **more,
        }
    )


def made(cut: Cut, by: User, today: date = TODAY) -> CutEdition:
    edition = ask_for_cut(cut, by=by, today=today)
    assert make_cut(edition.pk)
    edition.refresh_from_db()
    return edition


def data_of(edition: CutEdition, fmt: str, language: str = "en") -> bytes:
    return read_bytes(edition.files.get(format=fmt, language=language))


def test_an_officer_cuts_the_own_agency_and_no_other(
    plan: ActionPlan, owed: Obligation, ours: User, theirs: Obligation
) -> None:
    assert keep_cut(plan, agency_wish(owed), by=ours, today=TODAY).agencies == [owed.agency.code]
    for agencies in ([], [theirs.agency.code], [owed.agency.code, theirs.agency.code]):
        wish = agency_wish(owed, name="More", kind="own", agencies=agencies)
        with pytest.raises(PermissionDenied):
            keep_cut(plan, wish, by=ours, today=TODAY)


def test_coordinators_cut_anything_and_strangers_nothing(
    plan: ActionPlan, owed: Obligation, coordinator: User
) -> None:
    cut = keep_cut(plan, Wish("All", "overdue"), by=coordinator, today=TODAY)
    assert (cut.sections, cut.agencies) == (["overdue", "lateness", "extensions"], [])
    with pytest.raises(PermissionDenied):
        keep_cut(plan, agency_wish(owed), by=factories.UserFactory(), today=TODAY)


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (Wish("", "overdue"), "name_missing"),
        (Wish("x" * 81, "overdue"), "name_too_long"),
        (Wish("A", "agency"), "agency_missing"),
        (Wish("A", "direction"), "direction_missing"),
        (Wish("A", "nonsense"), "unknown_choice"),
        (Wish("A", "own", sections=["passwords"]), "unknown_choice"),
        (Wish("A", "own", formats=["exe"]), "unknown_choice"),
        (Wish("A", "own", schedule="weekly"), "day_missing"),
        (Wish("A", "own", schedule="monthly", monthday=32), "day_missing"),
    ],
)
def test_a_wish_that_cannot_be_is_refused(
    plan: ActionPlan, coordinator: User, wish: Wish, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        keep_cut(plan, wish, by=coordinator, today=TODAY)
    assert refused.value.code == code
    assert Cut.objects.count() == 0


def test_one_name_is_used_once_until_its_cut_is_retired(
    plan: ActionPlan, coordinator: User
) -> None:
    cut = keep_cut(plan, Wish("All", "overdue"), by=coordinator, today=TODAY)
    with pytest.raises(Refused) as refused:
        keep_cut(plan, Wish(" All ", "own"), by=coordinator, today=TODAY)
    assert refused.value.code == "name_taken"
    retire_cut(cut, by=coordinator, now=timezone.now())
    assert keep_cut(plan, Wish("All", "own"), by=coordinator, today=TODAY).pk != cut.pk


def test_the_files_of_a_cut_tell_of_its_body_alone(
    plan: ActionPlan, owed: Obligation, ours: User, theirs: Obligation, begun: ReportingRound
) -> None:
    wish = agency_wish(owed, formats=["docx", "pdf", "xlsx", "json"])
    edition = made(keep_cut(plan, wish, by=ours, today=TODAY), ours)
    book = openpyxl.load_workbook(io.BytesIO(data_of(edition, "xlsx")))
    sheets = [str(c.value) for s in book for line in s.iter_rows() for c in line if c.value]
    paper = docx.Document(io.BytesIO(data_of(edition, "docx")))
    cells = [c.text for t in paper.tables for row in t.rows for c in row.cells]
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(data_of(edition, "pdf"))).pages]
    said = {
        "docx": " ".join([*(p.text for p in paper.paragraphs), *cells]),
        "xlsx": " ".join(sheets),
        "pdf": " ".join(" ".join(pages).split()),
        "json": data_of(edition, "json", "").decode(),
    }
    for text in said.values():
        assert "Measure 7.1" in text
        for secret in ("THEIRS", "The other body", "Their own measure", "the other body said"):
            assert secret not in text
    content = json.loads(said["json"])
    assert sum(content["totals"]["obligations"].values()) == 1
    assert sha256(data_of(edition, "json", "")).hexdigest() == edition.sha256


def test_the_agenda_names_who_is_late_and_leaves_room_to_decide(
    plan: ActionPlan, owed: Obligation, coordinator: User, begun: ReportingRound
) -> None:
    wish = Wish("Meeting", "agenda", languages=["en"], formats=["docx"])
    edition = made(keep_cut(plan, wish, by=coordinator, today=TODAY), coordinator)
    paper = docx.Document(io.BytesIO(data_of(edition, "docx")))
    [table] = [t for t in paper.tables if t.cell(0, 1).text == "What it is about"]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][-1] == "Decided"
    assert [(row[1], row[3], row[5]) for row in rows[1:]] == [
        ("Silent body", owed.agency.short_en, ""),
        ("Overdue", owed.agency.short_en, ""),
    ]
    assert "Approved by" not in " ".join(p.text for p in paper.paragraphs)


def test_what_was_made_never_changes_whatever_happens_to_the_cut(
    plan: ActionPlan, owed: Obligation, coordinator: User, begun: ReportingRound
) -> None:
    cut = keep_cut(plan, agency_wish(owed, formats=["json"]), by=coordinator, today=TODAY)
    edition = made(cut, coordinator)
    before = data_of(edition, "json", "")
    change_cut(cut, Wish("Other", "overdue"), by=coordinator, today=TODAY)
    edition.refresh_from_db()
    assert (edition.choice["name"], data_of(edition, "json", "")) == ("Ours", before)
    for act in (
        lambda: CutEdition.objects.filter(pk=edition.pk).update(sha256="0" * 64),
        lambda: CutEdition.objects.filter(pk=edition.pk).update(content={}),
        lambda: CutFile.objects.update(size=1),
        lambda: CutFile.objects.all().delete(),
        lambda: edition.delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    assert CutEdition.objects.get(pk=edition.pk).sha256 == edition.sha256


def weekly(plan: ActionPlan, by: User, today: date, **more: Any) -> Cut:
    wish = Wish(
        "Weekly",
        "overdue",
        languages=["en"],
        formats=["json"],
        schedule="weekly",
        weekday=0,
        **more,
    )
    return keep_cut(plan, wish, by=by, today=today)


def test_a_weekly_cut_is_made_once_for_its_day(
    plan: ActionPlan, owed: Obligation, coordinator: User, begun: ReportingRound
) -> None:
    weekly(plan, coordinator, MONDAY)
    assert [len(ask_for_due(today=MONDAY)) for _ in range(2)] == [1, 0]
    assert CutEdition.objects.count() == 1
    tasks_cuts.make_cuts()
    edition = CutEdition.objects.get()
    assert (edition.state, edition.scheduled_for) == (CutState.READY, MONDAY)
    assert ask_for_due(today=MONDAY + timedelta(6)) == []
    assert len(ask_for_due(today=MONDAY + timedelta(7))) == 1


def test_after_a_long_stop_one_is_made_and_not_all(
    plan: ActionPlan, coordinator: User, begun: ReportingRound
) -> None:
    weekly(plan, coordinator, MONDAY)
    ask_for_due(today=MONDAY + timedelta(40))
    days = CutEdition.objects.values_list("scheduled_for", "as_of")
    assert list(days) == [(MONDAY + timedelta(35), MONDAY + timedelta(40))]


def test_a_schedule_chosen_anew_begins_on_that_day(
    plan: ActionPlan, coordinator: User, begun: ReportingRound
) -> None:
    cut = weekly(plan, coordinator, MONDAY)
    wish = Wish("Weekly", "overdue", schedule="monthly", monthday=1)
    change_cut(cut, wish, by=coordinator, today=TODAY)
    assert ask_for_due(today=date(2009, 7, 31)) == []
    assert len(ask_for_due(today=date(2009, 8, 3))) == 1


def test_with_each_edition_the_newest_is_cut_once(
    plan: ActionPlan, owed: Obligation, coordinator: User, ready: Ready
) -> None:
    ready(edition=1, as_of=date(2009, 7, 5))
    wish = agency_wish(owed, formats=["json"], schedule="edition")
    keep_cut(plan, wish, by=coordinator, today=TODAY)
    assert ask_for_due(today=TODAY) == []
    newest = ready(edition=2)
    for _ in range(2):
        ask_for_due(today=TODAY)
    edition = CutEdition.objects.get()
    assert make_cut(edition.pk)
    edition.refresh_from_db()
    assert (edition.report, (edition.content or {})["cut"]["of"]) == (newest, newest.sha256)


def test_a_cut_of_an_older_form_of_the_report_says_why_it_cannot_be(
    plan: ActionPlan, owed: Obligation, coordinator: User, ready: Ready
) -> None:
    whole = ready()
    content = {name: value for name, value in (whole.content or {}).items() if name != "rows"}
    older = type(whole).objects.create(
        round=whole.round, edition=2, as_of=TODAY, state="ready", content=content, sha256="1" * 64
    )
    cut = keep_cut(plan, agency_wish(owed), by=coordinator, today=TODAY)
    edition = ask_for_cut(cut, by=coordinator, today=TODAY, report=older)
    assert not make_cut(edition.pk)
    edition.refresh_from_db()
    assert (edition.state, edition.error) == (CutState.FAILED, "no_rows")
    assert Notice.objects.filter(recipient=coordinator, kind="edition_failed").count() == 1


def test_who_lost_the_role_gets_no_more_cuts(
    plan: ActionPlan, owed: Obligation, ours: User, begun: ReportingRound
) -> None:
    wish = agency_wish(owed, schedule="weekly", weekday=0, formats=["json"])
    keep_cut(plan, wish, by=ours, today=MONDAY)
    Membership.objects.filter(user=ours).delete()
    assert ask_for_due(today=MONDAY) == []


def test_a_retired_cut_is_not_made(
    plan: ActionPlan, coordinator: User, begun: ReportingRound
) -> None:
    cut = weekly(plan, coordinator, MONDAY)
    retire_cut(cut, by=coordinator, now=timezone.now())
    assert ask_for_due(today=MONDAY) == []
    cut.refresh_from_db()
    with pytest.raises(Refused) as refused:
        ask_for_cut(cut, by=coordinator, today=TODAY)
    assert refused.value.code == "cut_retired"


def test_the_owner_hears_of_it_and_by_mail_where_the_cut_says_so(
    plan: ActionPlan, coordinator: User, begun: ReportingRound
) -> None:
    silent = weekly(plan, coordinator, MONDAY)
    made(silent, coordinator)
    assert [one.mail for one in Notice.objects.filter(kind="edition_ready")] == [Mailed.NOT]
    retire_cut(silent, by=coordinator, now=timezone.now())
    loud = weekly(plan, coordinator, MONDAY, by_mail=True)
    edition = made(loud, coordinator)
    notice = Notice.objects.get(about=f"cut:{edition.pk}")
    assert (notice.mail, notice.digest is not None) == (Mailed.WAITING, True)
    assert notice.path == f"/reports/cuts/editions/{edition.pk}/"


def test_a_worker_that_was_killed_leaves_it_to_another(
    plan: ActionPlan, coordinator: User, begun: ReportingRound
) -> None:
    edition = ask_for_cut(weekly(plan, coordinator, MONDAY), by=coordinator, today=TODAY)
    now = timezone.now()
    assert claim(edition.pk, now=now - timedelta(minutes=11))
    assert make_cut(edition.pk)
    assert not make_cut(edition.pk)
    assert CutEdition.objects.get().files.count() == 1


def test_a_worker_that_lost_its_claim_keeps_nothing(
    plan: ActionPlan, coordinator: User, begun: ReportingRound, settings: Any
) -> None:
    edition = ask_for_cut(weekly(plan, coordinator, MONDAY), by=coordinator, today=TODAY)

    def taken_over(*_args: Any) -> bytes:
        CutEdition.objects.update(claimed_at=timezone.now() + timedelta(seconds=1))
        return b"{}"

    with patch("reports.services.cuts_making.canonical", side_effect=taken_over):
        assert not make_cut(edition.pk)
    kept = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert (CutFile.objects.count(), kept) == (0, [])


def test_a_failure_is_kept_and_told_after_the_last_attempt(
    plan: ActionPlan, coordinator: User, begun: ReportingRound
) -> None:
    edition = ask_for_cut(weekly(plan, coordinator, MONDAY), by=coordinator, today=TODAY)
    with patch("reports.services.cuts_making.gather", side_effect=ValueError("no")):
        for _ in range(3):
            assert not make_cut(edition.pk)
            CutEdition.objects.update(claimed_at=timezone.now() - timedelta(minutes=2))
    edition.refresh_from_db()
    assert (edition.state, edition.error) == (CutState.FAILED, "ValueError: no")
    assert Notice.objects.filter(kind="edition_failed").count() == 1


def test_what_failed_and_is_tried_again_is_not_asked_for_twice(
    plan: ActionPlan, coordinator: User, begun: ReportingRound
) -> None:
    cut = weekly(plan, coordinator, MONDAY)
    edition = ask_for_cut(cut, by=coordinator, today=TODAY)
    with patch("reports.services.cuts_making.gather", side_effect=ValueError("no")):
        make_cut(edition.pk)
        assert ask_for_cut(cut, by=coordinator, today=TODAY) == edition
        CutEdition.objects.update(attempts=3)
    assert ask_for_cut(cut, by=coordinator, today=TODAY) != edition


def test_one_that_cannot_be_taken_up_does_not_keep_others_waiting(
    plan: ActionPlan, coordinator: User, begun: ReportingRound
) -> None:
    cut = weekly(plan, coordinator, MONDAY)
    first = ask_for_cut(cut, by=coordinator, today=TODAY)
    CutEdition.objects.update(
        state=CutState.FAILED, attempts=1, claimed_at=timezone.now() - timedelta(hours=1)
    )
    second = CutEdition.objects.create(cut=cut, number=2, as_of=TODAY, choice=first.choice)
    assert not make_cut(first.pk)
    assert make_cut(second.pk)
    assert make_cut(first.pk)


def test_the_owner_hears_of_a_cut_that_every_worker_died_over(
    plan: ActionPlan, coordinator: User, begun: ReportingRound
) -> None:
    ask_for_cut(weekly(plan, coordinator, MONDAY), by=coordinator, today=TODAY)
    long_ago = timezone.now() - timedelta(minutes=11)
    CutEdition.objects.update(state=CutState.COMPILING, attempts=3, claimed_at=long_ago)
    assert [give_up_abandoned(now=timezone.now()) for _ in range(2)] == [1, 0]
    edition = CutEdition.objects.get()
    assert (edition.state, edition.error) == (CutState.FAILED, "worker_stopped")
    assert Notice.objects.filter(recipient=coordinator, kind="edition_failed").count() == 1


def test_a_large_cut_gives_signs_of_life_while_it_is_drawn(
    plan: ActionPlan, coordinator: User, begun: ReportingRound
) -> None:
    wish = Wish("Large", "overdue", languages=["ru", "en"], formats=["html"])
    cut = keep_cut(plan, wish, by=coordinator, today=TODAY)
    edition = ask_for_cut(cut, by=coordinator, today=TODAY)
    claims: list[Any] = []

    def slow(_content: Any, _language: str) -> bytes:
        claims.append(CutEdition.objects.get().claimed_at)
        return b"drawn"

    with patch.dict("reports.services.cuts_making.DRAW", {"html": slow}):
        assert make_cut(edition.pk)
    first, second = claims
    assert None not in claims
    assert first < second


def test_a_disk_that_is_full_leaves_no_files_behind(
    plan: ActionPlan, coordinator: User, begun: ReportingRound, settings: Any
) -> None:
    wish = Wish("Two files", "overdue", languages=["ru", "en"], formats=["csv"])
    cut = keep_cut(plan, wish, by=coordinator, today=TODAY)
    edition = ask_for_cut(cut, by=coordinator, today=TODAY)
    save = default_storage.save
    asked: list[str] = []

    def full(name: str, content: Any) -> str:
        asked.append(name)
        if len(asked) > 1:
            raise OSError("no space left on device")
        return save(name, content)

    with patch.object(default_storage, "save", full):
        assert not make_cut(edition.pk)
    kept = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert (len(asked), CutFile.objects.count(), kept) == (2, 0, [])


def test_texts_that_are_in_no_edition_yet_are_the_coordinating_body_s_alone(
    plan: ActionPlan, words: Telling
) -> None:
    text = words.text("overview")
    save_text(text, "Ещё не подписано", by=words.by, today=TODAY, version=0)
    mark_ready(words.text("overview"), by=words.by, today=TODAY, version=1)
    observer = factories.person(factories.AgencyFactory(), Role.OBSERVER)
    wish = Wish("In words", "own", sections=["narrative"], formats=["json"])
    told = [
        "Ещё не подписано" in str(made(keep_cut(plan, wish, by=by, today=TODAY), by).content)
        for by in (words.by, observer)
    ]
    assert told == [True, False]


def test_a_sweep_ends_in_time_and_leaves_the_rest_to_the_next(
    plan: ActionPlan, coordinator: User, begun: ReportingRound
) -> None:
    for name in ("One", "Two"):
        wish = Wish(name, "overdue", languages=["en"], formats=["json"])
        cut = keep_cut(plan, wish, by=coordinator, today=TODAY)
        ask_for_cut(cut, by=coordinator, today=TODAY)
    left = []
    for _ in range(2):
        with patch("reports.services.cuts_making.monotonic", side_effect=[0, 299, 300]):
            make_waiting(now=timezone.now())
        left.append(CutEdition.objects.filter(state=CutState.QUEUED).count())
    assert left == [1, 0]


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2009, 7, 6), "2009Q2"),
        (date(2009, 7, 20), "2009Q2"),
        (date(2009, 7, 21), "2009Q3"),
        (date(2009, 6, 30), "2009Q2"),
    ],
)
def test_people_meet_about_the_quarter_that_is_still_owed(
    plan: ActionPlan, day: date, label: str
) -> None:
    open_rounds(plan, date(2009, 8, 1))
    assert round_reported(plan, day).label == label


class TestAtOneMoment:
    pytestmark = AT_ONE_MOMENT

    def test_two_sweeps_make_one_cut_of_a_day(self, plan: ActionPlan, coordinator: User) -> None:
        open_rounds(plan, TODAY)
        weekly(plan, coordinator, MONDAY)
        sweep = lambda: ask_for_due(today=MONDAY)  # noqa: E731
        assert at_once(sweep, sweep, sweep) == ["done"] * 3
        edition = CutEdition.objects.get()
        make = lambda: make_cut(edition.pk)  # noqa: E731
        assert at_once(make, make) == ["done"] * 2
        edition.refresh_from_db()
        assert (edition.state, edition.attempts, edition.files.count()) == ("ready", 1, 1)

    def test_two_presses_of_the_button_ask_for_one(
        self, plan: ActionPlan, coordinator: User
    ) -> None:
        open_rounds(plan, TODAY)
        cut = weekly(plan, coordinator, MONDAY)
        press = lambda: ask_for_cut(cut, by=coordinator, today=TODAY)  # noqa: E731
        assert at_once(press, press, press) == ["done"] * 3
        assert CutEdition.objects.count() == 1
