"""What the tests of imports on the pages share: files to send, and what a person does with them."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from measures.models import ImportFile, Measure
from tests.measures.importing.files import xlsx

HEAD = ["№", "Мероприятие", "Форма завершения", "Исполнители", "Срок"]
GOOD = [HEAD, ["1", "Провести опрос", "Отчёт", "МИМ", "до 1 июля 2009 года"],
        ["2", "Вести учёт", "Отчёт", "МИМ", "когда-нибудь"]]  # fmt: skip
BAD = [*GOOD, ["3", "Третье", "Отчёт", "ЦКПФ", ""]]


def send(client, plan, rows, name="plan.xlsx", **fields):
    upload = SimpleUploadedFile(name, xlsx(rows) if isinstance(rows, list) else rows)
    url = reverse("measures:plan-import", args=[plan.slug])
    return client.post(url, {"file": upload, **fields})


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def decide(client, action):
    kept = ImportFile.objects.get()
    return client.post(reverse("measures:import-apply", args=[kept.pk]), {"action": action})


def state():
    return ImportFile.objects.get().state, Measure.objects.count()
