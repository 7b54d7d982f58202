"""A migration in the record is told in words: which app, which migration, and which way."""

import csv
import io
import json

import openpyxl
import pytest
from django.contrib.auth.models import Group
from django.utils.translation import override

from agencies.models import User
from audit.models import Entry, Kind
from audit.receivers import AUDITORS
from audit.services.telling import tell
from audit.words import changes
from tests import factories

pytestmark = pytest.mark.django_db
RAN = ["planner.0001_initial", "measures.0001_initial", "planner.0002_terms"]
UNDONE = ["-measures.0042_signing", "-gone_app.0001_initial"]


def migrated(*names: str) -> Entry:
    tell(Kind.MIGRATED, facts={"migrations": list(names)}, rows=len(names))
    return Entry.objects.latest("pk")


@pytest.fixture
def auditor(db: None) -> User:
    person: User = factories.UserFactory()
    person.groups.add(Group.objects.get(name=AUDITORS))
    return person


def told(entry: Entry, language: str) -> list[tuple[str, str]]:
    with override(language):
        return [(one.name, one.after) for one in changes(entry)]


def test_each_app_says_what_was_applied_in_the_order_in_which_it_ran():
    assert told(migrated(*RAN), "en") == [
        ("Concept and plans (planner)", "2 migrations applied: 0001_initial, 0002_terms"),
        ("Measures (measures)", "1 migration applied: 0001_initial"),
    ]


def test_what_was_taken_back_says_so_and_an_app_that_is_gone_has_its_label():
    assert told(migrated(*UNDONE), "en") == [
        ("Measures (measures)", "1 migration taken back: 0042_signing"),
        ("gone_app", "1 migration taken back: 0001_initial"),
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "ru",
            ("Концепция и планы (planner)", "2 изменения структуры базы применены: a, b"),
        ),
        (
            "kk",
            ("Тұжырымдама және жоспарлар (planner)", "база құрылымының 2 өзгерісі енгізілді: a, b"),
        ),
    ],
)
def test_it_is_told_in_the_readers_language(language: str, said: tuple[str, str]):
    assert told(migrated("planner.a", "planner.b"), language) == [said]


def test_the_page_and_the_files_hold_no_json(client, auditor):
    entry = migrated(*RAN)
    client.force_login(auditor)
    pages = [client.get(one).content.decode() for one in ("/audit/", f"/audit/{entry.pk}/")]
    assert all("0001_initial" in one and "[&quot;" not in one for one in pages)
    asked = {"kind": "migrated"}
    table = client.get("/audit/export/csv/", asked).getvalue().decode("utf-8-sig")
    book = openpyxl.load_workbook(
        io.BytesIO(client.get("/audit/export/xlsx/", asked).getvalue()), read_only=True
    )
    rows = list(csv.reader(io.StringIO(table), delimiter=";"))
    cells = next(book.active.iter_rows(min_row=2, values_only=True))
    assert rows[1][8] == cells[8]
    assert len(rows[1][8].splitlines()) == 2
    assert rows[1][8].splitlines()[1].endswith(": 0001_initial")


def test_what_is_chained_stays_as_it_is(client, auditor):
    migrated(*RAN)
    client.force_login(auditor)
    lines = client.get("/audit/export/jsonl/", {"kind": "migrated"}).getvalue().decode()
    told = json.loads(lines.splitlines()[0])
    assert json.loads(told["after"]) == {"migrations": RAN}


def test_the_api_tells_both(client, auditor):
    entry = migrated(*RAN)
    client.force_login(auditor)
    answer = client.get(f"/api/v1/audit/entries/{entry.pk}/", headers={"accept-language": "en"})
    found = answer.json()
    assert found["after"] == {"migrations": RAN}
    assert found["changes"][0] == {
        "column": "migrations",
        "name": "Concept and plans (planner)",
        "before": "",
        "after": "2 migrations applied: 0001_initial, 0002_terms",
        "points_to": None,
    }
