"""A worker makes a cut wholly or tells why not, whatever becomes of the worker."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from agencies.models import User
from measures.models import Mailed, Notice
from planner.models import ActionPlan
from reports.models import CutEdition, CutFile, CutState, ReportingRound
from reports.services.cuts import Wish, ask_for_cut, keep_cut, retire_cut
from reports.services.cuts_making import claim, give_up_abandoned, make_cut
from tests.reports.conftest import TODAY
from tests.reports.services.cuts.cutting import MONDAY, made, weekly

pytestmark = pytest.mark.django_db


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
