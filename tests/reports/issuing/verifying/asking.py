"""Files and codes as a stranger brings them."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

PAGE = "/verify/"
API = "/api/v1/verify/"


def upload(client: Client, data: bytes, name: str = "report.pdf", **more: Any) -> HttpResponse:
    return client.post(PAGE, {"file": SimpleUploadedFile(name, data)}, **more)


def asked(client: Client, data: bytes, name: str = "report.pdf") -> dict[str, Any]:
    answer = client.post(API, {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def by_code(client: Client, code: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{API}{code}/").json()
    return found


NOTHING = {"verdict": "unknown", "rewritten": False, "file": None, "issue": None}
