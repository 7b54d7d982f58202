"""A file waits for the scanner, and goes to others once there is nothing against it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone

from agencies.errors import Refused
from measures.models import Evidence, Notice, NoticeKind, StoredFile
from measures.services.evidence import drop_evidence
from measures.services.files import check_again, scan_waiting, scanning
from measures.services.files.serving import open_file
from measures.services.progress import Draft as Written
from measures.services.progress import return_progress, save_draft, submit
from tests.clamd_server import EICAR, FOUND, HANG, ScannerServer, nobody, scanner
from tests.evidence_files import pdf
from tests.measures.files.conftest import Bring

pytestmark = pytest.mark.django_db(transaction=True)
INFECTED = pdf(b"% " + EICAR)


def now(later: timedelta = timedelta()) -> Any:
    return timezone.now() + later


def states() -> list[str]:
    return list(StoredFile.objects.order_by("pk").values_list("state", flat=True))


def test_each_file_is_looked_at_once(bring: Bring, clamd: ScannerServer, today):
    bring(), bring(pdf(b"%2")), bring(INFECTED)
    counts = [scan_waiting(today=today, now=now()) for _ in range(2)]
    assert (counts, clamd.calls) == ([3, 0], 3)
    assert states() == ["clean", "clean", "infected"]
    assert StoredFile.objects.get(state="infected").found == FOUND


def test_without_a_scanner_nothing_is_asked_and_files_go_out(
    bring: Bring, officer, coordinator, today
):
    kept = bring()
    submit(kept.entry, by=officer, today=today)
    assert (scan_waiting(today=today, now=now()), states()) == (0, ["waiting"])
    with open_file(Evidence.objects.get(), by=coordinator, today=today) as content:
        assert content.read() == pdf()


def refusal_of(reader, today) -> str:
    try:
        open_file(Evidence.objects.get(), by=reader, today=today).close()
    except Refused as refused:
        return refused.code
    return ""


def test_others_get_a_file_once_it_is_clean(
    bring: Bring, clamd: ScannerServer, officer, coordinator, today
):
    submit(bring().entry, by=officer, today=today)
    before = (refusal_of(coordinator, today), refusal_of(officer, today))
    scan_waiting(today=today, now=now())
    assert (before, refusal_of(coordinator, today)) == (("file_waiting", ""), "")


def test_nobody_gets_a_file_with_a_virus(
    bring: Bring, clamd: ScannerServer, officer, coordinator, today, settings
):
    submit(bring(INFECTED).entry, by=officer, today=today)
    scan_waiting(today=today, now=now())
    settings.CLAMD_ADDRESS = ""  # also once the scanner is gone
    assert [refusal_of(one, today) for one in (officer, coordinator)] == ["file_infected"] * 2


def test_who_brought_it_and_who_coordinates_hear_of_a_virus(
    bring: Bring, clamd: ScannerServer, officer, coordinator, today
):
    bring(INFECTED, "секрет.pdf")
    for _ in range(2):
        scan_waiting(today=today, now=now())
    told = {one.recipient: one.params for one in Notice.objects.all()}
    assert set(Notice.objects.values_list("kind", flat=True)) == {NoticeKind.FILE_INFECTED}
    assert told == {
        officer: {"file": "секрет.pdf", "found": FOUND},
        coordinator: {"found": FOUND},  # of a draft, which is not theirs to read
    }


def test_coordinators_learn_the_name_of_what_was_handed_in(
    bring: Bring, clamd: ScannerServer, officer, coordinator, today
):
    submit(bring(INFECTED, "письмо.pdf").entry, by=officer, today=today)
    scan_waiting(today=today, now=now())
    assert Notice.objects.get(recipient=coordinator).params["file"] == "письмо.pdf"


def test_a_report_is_not_handed_in_with_a_virus(bring: Bring, clamd: ScannerServer, officer, today):
    kept = bring(INFECTED)
    scan_waiting(today=today, now=now())
    with pytest.raises(Refused) as refused:
        submit(kept.entry, by=officer, today=today)
    drop_evidence(kept, by=officer, today=today)
    submit(kept.entry, by=officer, today=today)
    assert refused.value.code == "file_infected"


def test_rework_begins_without_the_infected_file(
    bring: Bring, clamd: ScannerServer, officer, coordinator, today
):
    bring(name="чистый.pdf")
    entry = bring(INFECTED).entry
    submit(entry, by=officer, today=today)
    scan_waiting(today=today, now=now())
    return_progress(entry, by=coordinator, today=today, reason="Вирус.")
    again = save_draft(entry.obligation, Written("Снова."), by=officer, today=today)
    assert [one.name for one in again.evidence.all()] == ["чистый.pdf"]


def test_a_scanner_that_is_away_is_waited_for_and_nothing_passes(
    bring: Bring, settings: Any, officer, coordinator, today
):
    submit(bring().entry, by=officer, today=today)
    settings.CLAMD_ADDRESS, settings.CLAMD_TIMEOUT = nobody(), 2
    port = int(settings.CLAMD_ADDRESS.rpartition(":")[2])
    assert scan_waiting(today=today, now=now()) == 0
    row = StoredFile.objects.get()
    assert (row.state, row.trouble, row.claimed_at) == ("waiting", "ConnectionRefusedError", None)
    assert refusal_of(coordinator, today) == "file_waiting"
    with scanner(port):
        too_soon = scan_waiting(today=today, now=now())
        back = scan_waiting(today=today, now=now(timedelta(minutes=1)))
    row.refresh_from_db()
    assert (too_soon, back, row.state, row.trouble) == (0, 1, "clean", "")


def test_a_file_at_which_the_scanner_hangs_holds_up_no_other(
    bring: Bring, clamd: ScannerServer, settings: Any, today
):
    bring(), bring(pdf(b"%2"))
    clamd.orders, settings.CLAMD_TIMEOUT = [HANG], 0.3
    counts = [scan_waiting(today=today, now=now()) for _ in range(2)]
    assert (counts, states()) == ([0, 1], ["waiting", "clean"])
    assert StoredFile.objects.get(state="waiting").trouble == "TimeoutError"


def test_what_the_scanner_cannot_look_into_is_held_from_others_alone(
    bring: Bring, clamd: ScannerServer, officer, coordinator, today
):
    submit(bring().entry, by=officer, today=today)
    clamd.most = 10
    scan_waiting(today=today, now=now())
    codes = [refusal_of(one, today) for one in (officer, coordinator)]
    assert (states(), codes) == (["unscannable"], ["", "file_unscannable"])
    kinds = set(Notice.objects.values_list("recipient", "kind"))
    assert kinds == {(one.pk, "file_unscanned") for one in (officer, coordinator)}


def test_bytes_that_are_missing_are_not_clean(bring: Bring, clamd: ScannerServer, today):
    default_storage.delete(bring().file.name)
    scan_waiting(today=today, now=now())
    assert (states(), clamd.calls) == (["unscannable"], 0)


def test_one_worker_has_a_file_and_another_takes_over_when_it_is_gone(bring: Bring, settings: Any):
    bring()
    settings.SCAN_CLAIM_SECONDS = 60
    first, second = scanning._claim_next(now()), scanning._claim_next(now())
    third = scanning._claim_next(now(timedelta(seconds=61)))
    assert (first is None, second, third is None) == (False, None, False)


def test_a_worker_taken_for_dead_writes_nothing_any_more(
    bring: Bring, clamd: ScannerServer, today, monkeypatch: pytest.MonkeyPatch
):
    """It comes back with «clean» when another, later, has found a virus."""
    kept = bring(INFECTED)
    asked = scanning._ask

    def overtaken(row: StoredFile) -> Any:
        monkeypatch.setattr(scanning, "_ask", asked)
        scan_waiting(today=today, now=now(timedelta(hours=1)))
        return scanning.Clean()

    monkeypatch.setattr(scanning, "_ask", overtaken)
    answered = scan_waiting(today=today, now=now())
    kept.stored.refresh_from_db()
    assert (answered, kept.stored.state) == (0, "infected")


def test_clean_files_of_long_ago_are_looked_at_again_and_go_out_meanwhile(
    bring: Bring, clamd: ScannerServer, settings: Any, officer, coordinator, today
):
    submit(bring(INFECTED).entry, by=officer, today=today)
    clamd.orders = ["stream: OK"]  # it does not know this one yet
    scan_waiting(today=today, now=now())
    settings.RESCAN_DAYS = 30
    later = now(timedelta(days=31))
    asked = [check_again(now=now()), check_again(now=later), check_again(now=later)]
    between = refusal_of(coordinator, today)
    scan_waiting(today=today, now=later)
    assert (asked, between, refusal_of(coordinator, today)) == ([0, 1, 0], "", "file_infected")


def test_the_command_says_what_still_waits(
    bring: Bring, clamd: ScannerServer, settings: Any, capsys: pytest.CaptureFixture[str]
):
    bring()
    call_command("scan_files")
    call_command("scan_files", "--again")
    assert (capsys.readouterr().out.split("\n")[:2], clamd.calls) == (
        ["checked 1, waiting 0"] * 2,
        2,
    )
    settings.CLAMD_ADDRESS = nobody()
    with pytest.raises(CommandError, match="did not answer"):
        call_command("scan_files", "--again")
    settings.CLAMD_ADDRESS = ""
    with pytest.raises(CommandError, match="CLAMD_ADDRESS"):
        call_command("scan_files")
