"""A file that somebody wants to have checked: hashed while it comes in, and never kept."""

import hashlib
from io import BytesIO
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

BEFORE_JSON: Final = b"\xef\xbb\xbf \t\r\n"
PATIENCE: Final = 4  # a body so many times too large is not read to its end


class Hashed(UploadedFile):  # type: ignore[type-arg]  # Django's class is not generic
    """What is left of it: `sha256`, `size`; `content` only of JSON that is small enough to read."""

    def __init__(self, name: str, size: int, sha256: str, content: bytes) -> None:
        super().__init__(file=BytesIO(), name=name, size=size)
        self.sha256 = sha256
        self.content = content


class HashingHandler(FileUploadHandler):
    """`too_large` where the file was longer than settings.VERIFY_MAX_BYTES; then there is none."""

    too_large = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803  (named by Django)
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> tuple[QueryDict, "MultiValueDict[str, Any]"] | None:
        if content_length <= settings.VERIFY_MAX_BYTES * PATIENCE:
            return None
        self.too_large = True
        return QueryDict(), MultiValueDict()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._hash = hashlib.sha256()
        self._size = 0
        self._content: bytearray | None = None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._size == 0 and raw_data.lstrip(BEFORE_JSON)[:1] == b"{":
            self._content = bytearray()
        self._size += len(raw_data)
        if self._size > settings.VERIFY_MAX_BYTES:
            self.too_large = True
            raise StopUpload(connection_reset=False)
        self._hash.update(raw_data)
        if self._content is not None and self._size <= settings.VERIFY_JSON_MAX_BYTES:
            self._content += raw_data
        else:
            self._content = None

    def file_complete(self, file_size: int) -> Hashed:
        content = bytes(self._content or b"")
        return Hashed(self.file_name or "", file_size, self._hash.hexdigest(), content)
