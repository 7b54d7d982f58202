"""Bytes that nobody needs any more leave the storage at night."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.core.files.storage import Storage
from django.db import transaction

from measures.models import StoredFile, UploadTally

FOLDERS: Final = ("files", "evidence")  # the second: where files lay before they were kept once
LEFT_BEHIND: Final = timedelta(days=1)  # longer than any transaction is open
TALLIES: Final = timedelta(days=2)
NAMES_AT_ONCE: Final = 500


def clear_files(*, now: datetime) -> int:
    """How many files left the storage. Safe to run twice and at once, and beside uploads."""
    UploadTally.objects.filter(created_at__lt=now - TALLIES).delete()
    unused = StoredFile.objects.nobodys().values_list("pk", flat=True)
    removed = sum(_remove(pk) for pk in list(unused))
    return removed + _sweep(StoredFile._meta.get_field("file").storage, now)


@transaction.atomic
def _remove(pk: int) -> bool:
    """Whoever puts these bytes to a report locks their row first (services.files.keeping): either
    they come before, and a report stands on it, or after, and find no row."""
    row = StoredFile.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    if row is None or row.evidence.exists():  # asked under the lock
        return False
    storage, path = row.file.storage, str(row.file.name)
    row.delete()
    transaction.on_commit(lambda: storage.delete(path))
    return True


def _sweep(storage: Storage, now: datetime) -> int:
    """What a broken transaction or a killed process left: named by no row, and old."""
    removed = 0
    for path in _nobodys([path for folder in FOLDERS for path in _paths(storage, folder)]):
        if _is_old(storage, path, now):
            storage.delete(path)
            removed += 1
    return removed


def _is_old(storage: Storage, path: str, now: datetime) -> bool:
    try:
        return storage.get_modified_time(path) < now - LEFT_BEHIND
    except FileNotFoundError:  # another has just removed it
        return False


def _paths(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in names if name)
    for one in folders:
        yield from _paths(storage, f"{folder}/{one}")


def _nobodys(paths: list[str]) -> Iterator[str]:
    for at in range(0, len(paths), NAMES_AT_ONCE):
        some = paths[at : at + NAMES_AT_ONCE]
        named = set(StoredFile.objects.filter(file__in=some).values_list("file", flat=True))
        yield from (path for path in some if path not in named)
