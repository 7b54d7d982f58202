"""Files in a storage that speaks S3, over a real connection to a small server of its own."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import ANY

import boto3
import pytest
from django.utils import timezone
from moto.server import ThreadedMotoServer

from agencies.errors import Refused
from config.settings.reading.files import default_storage as storage_settings
from measures.models import StoredFile
from measures.services.evidence import drop_evidence
from measures.services.files import clear_files, scan_waiting
from measures.services.files.serving import open_file
from tests.clamd_server import ScannerServer
from tests.evidence_files import pdf
from tests.measures.files.conftest import Bring
from tests.measures.views.conftest import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
BUCKET = "tracker"


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
