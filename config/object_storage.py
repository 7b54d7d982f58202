"""A storage that speaks S3, whose failures are those of any storage: OSError."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

# Whoever waits at a page is told in seconds that it is away; boto3 itself would try for minutes.
CONNECT_SECONDS: Final = 5
READ_SECONDS: Final = 20
ATTEMPTS: Final = 2
CHECKSUMS: Final = ("request_checksum_calculation", "response_checksum_validation")


@contextmanager
def _as_of_any_storage() -> Iterator[None]:
    """FileNotFoundError stays what it is."""
    try:
        yield
    except (BotoCoreError, Boto3Error, ClientError) as error:
        raise OSError(f"The storage of files does not answer: {type(error).__name__}") from error


class ObjectStorage(S3Storage):  # type: ignore[misc]  # ships no types
    """`endpoint_url` none: AWS. Others need not know the checksums that AWS has had since 2025."""

    client_config: Config

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        theirs = {} if self.endpoint_url is None else dict.fromkeys(CHECKSUMS, "when_required")
        patience = {"connect_timeout": CONNECT_SECONDS, "read_timeout": READ_SECONDS}
        tries = {"mode": "standard", "total_max_attempts": ATTEMPTS}
        self.client_config = self.client_config.merge(Config(**patience, **theirs, retries=tries))

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        """Whole: what fails half-way fails here."""
        with _as_of_any_storage():
            found: File[bytes] = super()._open(name, mode)
            if "r" in mode:
                found.open(mode)
            return found

    def _save(self, name: str, content: "File[bytes]") -> str:
        with _as_of_any_storage():
            return str(super()._save(name, content))

    def delete(self, name: str) -> None:
        with _as_of_any_storage():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with _as_of_any_storage():
            return bool(super().exists(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with _as_of_any_storage():
            folders, files = super().listdir(name)
            return folders, files

    def size(self, name: str) -> int:
        with _as_of_any_storage():
            return int(super().size(name))

    def get_modified_time(self, name: str) -> datetime:
        with _as_of_any_storage():
            found: datetime = super().get_modified_time(name)
            return found
