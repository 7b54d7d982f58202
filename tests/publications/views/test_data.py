"""Open data: what a program or a spreadsheet reads."""

import csv
import hashlib
import io
import json
from typing import Any

import jsonschema
from django.test import Client

from agencies.models import User
from measures.models import Obligation
from planner.models import ActionPlan
from publications.models import Publication, TextChoice
from publications.services import write_text
from tests.publications.conftest import NOW, TODAY, Publish


def table(client: Client, place: str) -> list[dict[str, str]]:
    answer = client.get(place)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_checksum_that_is_shown_is_that_of_the_file(
    client: Client, plan: ActionPlan, published: Publication
) -> None:
    content = client.get(f"/public/{plan.slug}/data.json").content
    checksum = hashlib.sha256(content).hexdigest()
    assert f"<code>{checksum}</code>" in client.get(f"/public/{plan.slug}/data/").content.decode()


def test_the_file_has_the_form_that_the_site_describes(
    client: Client, plan: ActionPlan, published: Publication
) -> None:
    schema = json.loads(client.get("/public/publication.schema.json").content)
    jsonschema.validate(json.loads(client.get(f"/public/{plan.slug}/data.json").content), schema)


def test_measures_are_a_row_each_in_the_language_asked_for(
    client: Client, plan: ActionPlan, owed: Obligation, coordinator: User, put_out: Publish
) -> None:
    write_text(owed.measure, {"ru": "=СУММ(A1)"}, version=0, by=coordinator, today=TODAY, now=NOW)
    put_out(texts=TextChoice.ALL)
    (row,) = table(client, f"/public/{plan.slug}/measures.csv?lang=en")
    assert (
        row
        | {
            "measure_id": str(owed.measure_id),
            "number": "7.1",
            "title": "Measure 7.1",
            "lead": owed.agency.code,
            "deadline_kind": "once",
            "state": "on_control",
            "status": "overdue",
            "status_words": "overdue",
            "reports_owed": "1",
            "reports_overdue": "1",
            "public_text": "'=СУММ(A1)",
        }
        == row
    )
    (russian,) = table(client, f"/public/{plan.slug}/measures.csv?lang=ru")
    assert russian["title"] == "Мероприятие 7.1"
    assert russian["status"] == "overdue"


def test_reports_owed_are_a_row_each_with_iso_days(
    client: Client, plan: ActionPlan, published: Publication, owed: Obligation
) -> None:
    rows = table(client, f"/public/{plan.slug}/obligations.csv?lang=en")
    assert [row["due_on"] for row in rows] == ["2009-06-10", "2009-12-01"]
    assert rows[0]["agency"] == owed.agency.code
    assert (rows[0]["role"], rows[0]["by_agreement"], rows[0]["done_on"]) == ("lead", "0", "")


def test_every_column_of_a_table_is_explained(
    client: Client, plan: ActionPlan, published: Publication
) -> None:
    page = client.get(f"/public/{plan.slug}/data/").content.decode()
    for name in ("measures", "obligations"):
        for column in table(client, f"/public/{plan.slug}/{name}.csv")[0]:
            assert f"<dt><code>{column}</code></dt>" in page


def test_no_licence_is_invented(
    client: Client, plan: ActionPlan, owed: Obligation, put_out: Publish, settings: Any
) -> None:
    put_out()
    page = client.get(f"/public/{plan.slug}/data/?lang=en").content.decode()
    assert "ask the coordinating body" in page
    (known,) = json.loads(client.get("/public/catalog.json").content)["dcat:dataset"]
    assert "dct:rights" not in known
    settings.PUBLIC_DATA_TERMS = "https://terms.example/"
    put_out()
    page = client.get(f"/public/{plan.slug}/data/?lang=en").content.decode()
    assert '<a href="https://terms.example/"' in page
    (known,) = json.loads(client.get("/public/catalog.json").content)["dcat:dataset"]
    assert known["dct:rights"] == "https://terms.example/"


def test_the_catalogue_leads_to_the_files(
    client: Client, plan: ActionPlan, published: Publication, settings: Any
) -> None:
    settings.SITE_URL = "https://plan.example"
    (known,) = json.loads(client.get("/public/catalog.json?lang=en").content)["dcat:dataset"]
    assert (known["dct:identifier"], known["dct:title"]) == (f"{plan.slug}-1", "Action plan")
    for one in known["dcat:distribution"]:
        path = one["dcat:downloadURL"].removeprefix("https://plan.example")
        assert client.get(path)["Content-Type"].startswith(one["dcat:mediaType"])
