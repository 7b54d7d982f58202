"""Files in a storage that speaks S3, over a real connection to a small server of its own."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import ANY

import boto3
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from moto.server import ThreadedMotoServer
from ports import free_port

from agencies.errors import Away, Refused
from config.settings.reading.files import default_storage as storage_settings
from measures.models import Evidence, ProgressEntry, StoredFile
from measures.services.evidence import drop_evidence
from measures.services.files import clear_files, scan_waiting
from measures.services.files.serving import open_file
from measures.services.progress import Draft, save_draft
from tests.clamd_server import EICAR, ScannerServer
from tests.evidence_files import pdf
from tests.factories import MeasureFactory, ObligationFactory, asked_for
from tests.measures.files.conftest import Bring
from tests.measures.views.conftest import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
BUCKET = "tracker"
AWAY = "Files cannot be reached just now. Nothing is lost; try again in some minutes."


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


class Said:
    """An environment: what an operator wrote into it."""

    def __init__(self, **values: str) -> None:
        self.values = values

    def str(self, name: str, default: str = "") -> str:
        return self.values.get(name, default)


@pytest.fixture
def bucket(server: str, settings: Any) -> Iterator[Any]:
    keys = {"S3_ACCESS_KEY": "testing", "S3_SECRET_KEY": "testing"}
    said = Said(S3_BUCKET=BUCKET, S3_ENDPOINT=server, S3_REGION="us-east-1", **keys)
    client = boto3.client(
        "s3",
        endpoint_url=server,
        region_name="us-east-1",
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
    )
    client.create_bucket(Bucket=BUCKET)
    settings.STORAGES = {**settings.STORAGES, "default": storage_settings(said)}
    yield client
    for one in client.list_objects_v2(Bucket=BUCKET).get("Contents", []):
        client.delete_object(Bucket=BUCKET, Key=one["Key"])
    client.delete_bucket(Bucket=BUCKET)


def keys(bucket: Any) -> list[str]:
    return [one["Key"] for one in bucket.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def test_the_same_bytes_are_one_object_that_nobody_else_reads(bring: Bring, bucket: Any):
    kept = bring(name="письмо.pdf")
    told = bucket.get_object(Bucket=BUCKET, Key=kept.file.name)
    assert (keys(bucket), told["Body"].read()) == ([kept.file.name], pdf())
    assert (told["ContentDisposition"], told["CacheControl"]) == ("attachment", "private, no-store")
    grants = bucket.get_object_acl(Bucket=BUCKET, Key=kept.file.name)["Grants"]
    assert grants == [{"Grantee": ANY, "Permission": "FULL_CONTROL"}]


def test_a_file_comes_through_the_site_and_not_from_the_storage(bring: Bring, bucket: Any, officer):
    answer = signed_in(officer).get(f"/evidence/{bring().pk}/")
    content = b"".join(answer.streaming_content)
    assert (answer.status_code, content, answer["Content-Length"]) == (200, pdf(), str(len(pdf())))


def test_the_scanner_reads_it_there(bring: Bring, bucket: Any, clamd: ScannerServer, today):
    bring()
    scan_waiting(today=today, now=timezone.now())
    assert (clamd.taken, StoredFile.objects.get().state) == ([pdf()], "clean")


def test_nobody_gets_a_file_with_a_virus_and_it_stays_there_to_be_looked_into(
    bring: Bring, bucket: Any, clamd: ScannerServer, officer, coordinator, today
):
    kept = bring(pdf(b"% " + EICAR))
    scan_waiting(today=today, now=timezone.now())
    with pytest.raises(Refused) as refused:
        open_file(Evidence.objects.get(pk=kept.pk), by=officer, today=today)
    assert (refused.value.code, keys(bucket)) == ("file_infected", [kept.file.name])


def test_two_reports_stand_on_one_object(bring: Bring, bucket: Any, plan, agency, officer, today):
    owed = asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency))
    other = save_draft(owed, Draft("Тоже идёт."), by=officer, today=today)
    first, second = bring(), bring(name="другое имя.pdf", to=other)
    assert (first.stored_id, keys(bucket)) == (second.stored_id, [first.file.name])
    drop_evidence(first, by=officer, today=today)
    clear_files(now=timezone.now() + timedelta(days=2))
    with open_file(second, by=officer, today=today) as content:
        assert content.read() == pdf()


@pytest.fixture
def gone(settings: Any, bucket: Any) -> Iterator[Callable[[], None]]:
    """From when it is called nothing listens there; the server itself keeps what it holds."""
    had = settings.STORAGES

    def go() -> None:
        options = had["default"]["OPTIONS"] | {"endpoint_url": f"http://127.0.0.1:{free_port()}"}
        settings.STORAGES = had | {"default": had["default"] | {"OPTIONS": options}}

    yield go
    settings.STORAGES = had


def test_a_server_that_is_away_is_told_of_and_nothing_is_half_done(
    bring: Bring, bucket: Any, gone: Callable[[], None], draft, officer
):
    """What is typed stays, the page says what to do, and the same file comes in once it is back."""
    kept, client = bring(), signed_in(officer)
    gone()
    form = {"claim": "interim", "text": "Работа идёт дальше.", "language": "ru"}
    sent = {"version": draft.version, "evidence": SimpleUploadedFile("второе.pdf", pdf(b"%2"))}
    page = client.post(f"/obligations/{draft.obligation_id}/", form | sent)
    assert (page.status_code, AWAY in page.text) == (422, True)
    assert ProgressEntry.objects.get(pk=draft.pk).text == "Работа идёт дальше."
    assert [*StoredFile.objects.all()] == [kept.stored]
    assert AWAY in client.get(f"/evidence/{kept.pk}/", follow=True).text
    answer = client.get(f"/api/v1/evidence/{kept.pk}/file/")
    assert (answer.status_code, answer.json()["code"]) == (503, "storage_away")
    assert answer["Retry-After"] == "60"


def test_files_come_in_and_go_out_once_the_server_is_back(
    bring: Bring, bucket: Any, gone: Callable[[], None], settings: Any, officer, today
):
    before, had = bring(), settings.STORAGES
    gone()
    with pytest.raises(Away):
        bring(pdf(b"%2"))
    settings.STORAGES = had
    after = bring(pdf(b"%2"))
    with open_file(before, by=officer, today=today) as content:
        assert content.read() == pdf()
    assert sorted(keys(bucket)) == sorted([before.file.name, after.file.name])


def test_a_file_waits_for_the_scanner_while_the_server_is_away(
    bring: Bring, bucket: Any, gone: Callable[[], None], clamd: ScannerServer, settings: Any, today
):
    bring()
    had = settings.STORAGES
    gone()
    scan_waiting(today=today, now=timezone.now())
    waits = StoredFile.objects.get()
    assert (waits.state, waits.claimed_at, "storage" in waits.trouble) == ("waiting", None, True)
    settings.STORAGES = had
    scan_waiting(today=today, now=timezone.now() + timedelta(minutes=1))
    assert StoredFile.objects.get().state == "clean"


def test_a_lost_object_is_told_of(bring: Bring, bucket: Any, officer, today):
    kept = bring()
    bucket.delete_object(Bucket=BUCKET, Key=kept.file.name)
    with pytest.raises(Refused) as refused:
        open_file(kept, by=officer, today=today)
    assert refused.value.code == "file_missing"


def test_the_night_clears_there_too(bring: Bring, bucket: Any, officer, today):
    kept, dropped = bring(), bring(pdf(b"%2"))
    bucket.put_object(Bucket=BUCKET, Key="files/ab/abcd-0", Body=b"left behind")
    drop_evidence(dropped, by=officer, today=today)
    assert clear_files(now=timezone.now()) == 1
    assert clear_files(now=timezone.now() + timedelta(days=2)) == 1
    assert keys(bucket) == [kept.file.name]
