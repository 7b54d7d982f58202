"""Who may cut what out of a report, and what stands in the files of a cut."""

import io
import json
from datetime import date
from hashlib import sha256

import docx
import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from pypdf import PdfReader

from agencies.errors import Refused
from agencies.models import Role, User
from measures.models import Obligation
from planner.models import ActionPlan
from reports.models import Cut, CutEdition, CutFile, ReportingRound
from reports.services.cuts import Wish, change_cut, keep_cut, retire_cut
from reports.services.files import read_bytes
from reports.services.narratives import mark_ready, save_text
from tests import factories
from tests.reports.conftest import TODAY, Hand
from tests.reports.narrating import Telling
from tests.reports.services.cuts.cutting import agency_wish, made

pytestmark = pytest.mark.django_db


@pytest.fixture
def theirs(plan: ActionPlan, hand_in: Hand) -> Obligation:
    other = factories.ObligationFactory(
        measure=factories.MeasureFactory(plan=plan, title_en="Their own measure"),
        agency__short_en="THEIRS",
        agency__name_en="The other body",
        due_on=date(2009, 6, 1),
    )
    text = "What the other body said"
    hand_in(other, date(2009, 5, 20), reviewed_on=date(2009, 5, 25), text=text, language="en")
    late = factories.ObligationFactory(
        measure=other.measure, agency=other.agency, due_on=date(2009, 6, 2), kind="recurring"
    )
    assert late.due_on
    row: Obligation = other
    return row


def data_of(edition: CutEdition, fmt: str, language: str = "en") -> bytes:
    return read_bytes(edition.files.get(format=fmt, language=language))


def test_an_officer_cuts_the_own_agency_and_no_other(
    plan: ActionPlan, owed: Obligation, ours: User, theirs: Obligation
) -> None:
    assert keep_cut(plan, agency_wish(owed), by=ours, today=TODAY).agencies == [owed.agency.code]
    for agencies in ([], [theirs.agency.code], [owed.agency.code, theirs.agency.code]):
        wish = agency_wish(owed, name="More", kind="own", agencies=agencies)
        with pytest.raises(PermissionDenied):
            keep_cut(plan, wish, by=ours, today=TODAY)


def test_coordinators_cut_anything_and_strangers_nothing(
    plan: ActionPlan, owed: Obligation, coordinator: User
) -> None:
    cut = keep_cut(plan, Wish("All", "overdue"), by=coordinator, today=TODAY)
    assert (cut.sections, cut.agencies) == (["overdue", "lateness", "extensions"], [])
    with pytest.raises(PermissionDenied):
        keep_cut(plan, agency_wish(owed), by=factories.UserFactory(), today=TODAY)


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (Wish("", "overdue"), "name_missing"),
        (Wish("x" * 81, "overdue"), "name_too_long"),
        (Wish("A", "agency"), "agency_missing"),
        (Wish("A", "direction"), "direction_missing"),
        (Wish("A", "nonsense"), "unknown_choice"),
        (Wish("A", "own", sections=["passwords"]), "unknown_choice"),
        (Wish("A", "own", formats=["exe"]), "unknown_choice"),
        (Wish("A", "own", schedule="weekly"), "day_missing"),
        (Wish("A", "own", schedule="monthly", monthday=32), "day_missing"),
    ],
)
def test_a_wish_that_cannot_be_is_refused(
    plan: ActionPlan, coordinator: User, wish: Wish, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        keep_cut(plan, wish, by=coordinator, today=TODAY)
    assert refused.value.code == code
    assert Cut.objects.count() == 0


def test_one_name_is_used_once_until_its_cut_is_retired(
    plan: ActionPlan, coordinator: User
) -> None:
    cut = keep_cut(plan, Wish("All", "overdue"), by=coordinator, today=TODAY)
    with pytest.raises(Refused) as refused:
        keep_cut(plan, Wish(" All ", "own"), by=coordinator, today=TODAY)
    assert refused.value.code == "name_taken"
    retire_cut(cut, by=coordinator, now=timezone.now())
    assert keep_cut(plan, Wish("All", "own"), by=coordinator, today=TODAY).pk != cut.pk


def test_the_files_of_a_cut_tell_of_its_body_alone(
    plan: ActionPlan, owed: Obligation, ours: User, theirs: Obligation, begun: ReportingRound
) -> None:
    wish = agency_wish(owed, formats=["docx", "pdf", "xlsx", "json"])
    edition = made(keep_cut(plan, wish, by=ours, today=TODAY), ours)
    book = openpyxl.load_workbook(io.BytesIO(data_of(edition, "xlsx")))
    sheets = [str(c.value) for s in book for line in s.iter_rows() for c in line if c.value]
    paper = docx.Document(io.BytesIO(data_of(edition, "docx")))
    cells = [c.text for t in paper.tables for row in t.rows for c in row.cells]
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(data_of(edition, "pdf"))).pages]
    said = {
        "docx": " ".join([*(p.text for p in paper.paragraphs), *cells]),
        "xlsx": " ".join(sheets),
        "pdf": " ".join(" ".join(pages).split()),
        "json": data_of(edition, "json", "").decode(),
    }
    for text in said.values():
        assert "Measure 7.1" in text
        for secret in ("THEIRS", "The other body", "Their own measure", "the other body said"):
            assert secret not in text
    content = json.loads(said["json"])
    assert sum(content["totals"]["obligations"].values()) == 1
    assert sha256(data_of(edition, "json", "")).hexdigest() == edition.sha256


def test_the_agenda_names_who_is_late_and_leaves_room_to_decide(
    plan: ActionPlan, owed: Obligation, coordinator: User, begun: ReportingRound
) -> None:
    wish = Wish("Meeting", "agenda", languages=["en"], formats=["docx"])
    edition = made(keep_cut(plan, wish, by=coordinator, today=TODAY), coordinator)
    paper = docx.Document(io.BytesIO(data_of(edition, "docx")))
    [table] = [t for t in paper.tables if t.cell(0, 1).text == "What it is about"]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][-1] == "Decided"
    assert [(row[1], row[3], row[5]) for row in rows[1:]] == [
        ("Silent body", owed.agency.short_en, ""),
        ("Overdue", owed.agency.short_en, ""),
    ]
    assert "Approved by" not in " ".join(p.text for p in paper.paragraphs)


def test_what_was_made_never_changes_whatever_happens_to_the_cut(
    plan: ActionPlan, owed: Obligation, coordinator: User, begun: ReportingRound
) -> None:
    cut = keep_cut(plan, agency_wish(owed, formats=["json"]), by=coordinator, today=TODAY)
    edition = made(cut, coordinator)
    before = data_of(edition, "json", "")
    change_cut(cut, Wish("Other", "overdue"), by=coordinator, today=TODAY)
    edition.refresh_from_db()
    assert (edition.choice["name"], data_of(edition, "json", "")) == ("Ours", before)
    for act in (
        lambda: CutEdition.objects.filter(pk=edition.pk).update(sha256="0" * 64),
        lambda: CutEdition.objects.filter(pk=edition.pk).update(content={}),
        lambda: CutFile.objects.update(size=1),
        lambda: CutFile.objects.all().delete(),
        lambda: edition.delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    assert CutEdition.objects.get(pk=edition.pk).sha256 == edition.sha256


def test_texts_that_are_in_no_edition_yet_are_the_coordinating_body_s_alone(
    plan: ActionPlan, words: Telling
) -> None:
    text = words.text("overview")
    save_text(text, "Ещё не подписано", by=words.by, today=TODAY, version=0)
    mark_ready(words.text("overview"), by=words.by, today=TODAY, version=1)
    observer = factories.person(factories.AgencyFactory(), Role.OBSERVER)
    wish = Wish("In words", "own", sections=["narrative"], formats=["json"])
    told = [
        "Ещё не подписано" in str(made(keep_cut(plan, wish, by=by, today=TODAY), by).content)
        for by in (words.by, observer)
    ]
    assert told == [True, False]
