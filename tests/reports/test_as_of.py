"""A report of a past quarter, told today, is the one that would have been told then."""

import io
from datetime import date
from typing import Any

import docx
import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from agencies.models import SuccessionKind, User
from measures.models import Measure, Obligation, ProgressEntry
from measures.services.progress import accept_progress
from measures.services.succession import Order, carry_out_succession
from measures.services.versions import keep_versions
from planner.models import ActionPlan, Amendment
from reports.models import Report, ReportState
from reports.services.compiling import compile_report
from reports.services.files import read_bytes
from reports.services.rounds import round_of
from tests import factories
from tests.reports.conftest import TODAY, Hand

pytestmark = pytest.mark.django_db
THEN, LATER = date(2009, 1, 5), date(2009, 5, 4)


@pytest.fixture
def then(plan: ActionPlan, measure: Measure, hand_in: Hand) -> ProgressEntry:
    """Due on 10 December 2008, handed in on the 8th and not reviewed by 5 January."""
    owed: Obligation = factories.ObligationFactory(
        measure=measure,
        due_on=date(2008, 12, 10),
        agency__name_en="The agency of old",
        agency__short_en="OLDA",
    )
    factories.ExecutorFactory(measure=measure, agency=owed.agency)
    factories.CostFactory(measure=measure, year=2008, planned="2.5")
    return hand_in(owed, date(2008, 12, 8), text="What was done by December", language="en")


@pytest.fixture
def asks(client: Client, coordinator: User) -> Any:
    """Asks for the fourth quarter of 2008 on its page, and compiles it."""
    client.force_login(coordinator)

    def compiled(plan: ActionPlan, as_of: date) -> Report:
        of = round_of(plan, "2008Q4", TODAY)
        told = {"as_of": as_of.isoformat()}
        assert client.post(reverse("reports:compile", args=[of.pk]), told).status_code == 302
        report = Report.objects.latest("pk")
        assert compile_report(report.pk)
        report.refresh_from_db()
        assert report.state == ReportState.READY
        return report

    return compiled


def change_everything(entry: ProgressEntry, coordinator: User) -> None:
    """In May 2009: the plan amended, a measure added, the report accepted, the body renamed."""
    owed, measure, plan = entry.obligation, entry.obligation.measure, entry.obligation.measure.plan
    Amendment.objects.create(
        plan=plan,
        act="Resolution of May",
        adopted_on=LATER,
        in_force_on=LATER,
        applied_on=LATER,
        state="applied",
    )
    Measure.objects.filter(pk=measure.pk).update(title_en="Quite another measure", number="9.9")
    measure.costs.update(planned="99.0")
    keep_versions([Measure.objects.get(pk=measure.pk)], today=LATER)
    added = Measure.objects.create(plan=plan, position=70, number="70", title_en="Added in May")
    keep_versions([added], today=LATER)
    accept_progress(entry, by=coordinator, today=LATER)
    administrator = factories.UserFactory(is_staff=True)
    right = Permission.objects.get(codename="add_succession")
    administrator.user_permissions.add(right)
    order = Order(
        SuccessionKind.RENAME,
        owed.agency,
        factories.AgencyFactory(name_en="The agency of May", short_en="NEWA"),
        LATER,
        "Decree of May",
    )
    carry_out_succession(order, by=User.objects.get(pk=administrator.pk), today=LATER)


def told_by(report: Report) -> dict[str, Any]:
    """Everything but which edition it is and when it was compiled."""
    content: dict[str, Any] = dict(report.content or {})
    return {key: value for key, value in content.items() if key not in ("edition", "compiled_at")}


def texts(report: Report) -> dict[str, str]:
    data = {one.format: read_bytes(one) for one in report.files.filter(language="en")}
    paper = docx.Document(io.BytesIO(data["docx"]))
    cells = [c.text for table in paper.tables for row in table.rows for c in row.cells]
    book = openpyxl.load_workbook(io.BytesIO(data["xlsx"]))
    sheets = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value]
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(data["pdf"])).pages]
    return {
        "docx": " ".join([*(p.text for p in paper.paragraphs), *cells]),
        "xlsx": " ".join(sheets),
        "pdf": " ".join(" ".join(pages).split()),
    }


def test_a_past_quarter_is_told_as_it_stood_then(
    plan: ActionPlan, then: ProgressEntry, coordinator: User, asks: Any
) -> None:
    before = asks(plan, THEN)
    change_everything(then, coordinator)
    after = asks(plan, THEN)
    assert after.edition == before.edition + 1
    assert told_by(after) == told_by(before)
    for text in texts(after).values():
        assert "The agency of old" in text or "OLDA" in text
        assert "Measure 7.1" in text
        assert "as approved; not amended by 5 January 2009" in text
        for unknown in ("NEWA", "agency of May", "Quite another", "Added in May", "Resolution of"):
            assert unknown not in text
    content = after.content or {}
    assert content["totals"]["obligations"]["in_review"] == 1
    assert content["measures"][0]["accepted"] == []


def test_the_same_quarter_as_of_a_later_day_tells_of_what_came(
    plan: ActionPlan, then: ProgressEntry, coordinator: User, asks: Any
) -> None:
    change_everything(then, coordinator)
    later = asks(plan, TODAY)
    content = later.content or {}
    assert content["totals"]["obligations"]["done"] == 1
    assert [row["title"]["en"] for row in content["measures"]] == [
        "Quite another measure",
        "Added in May",
    ]
    for text in texts(later).values():
        assert "last amended by: Resolution of May, 4 May 2009" in text


def test_the_page_of_a_past_round_offers_its_own_days(
    client: Client, plan: ActionPlan, coordinator: User, officer: User
) -> None:
    past, present = (round_of(plan, label, TODAY) for label in ("2008Q4", "2009Q2"))
    client.force_login(coordinator)
    page = client.get(reverse("reports:round", args=[past.pk])).content.decode()
    assert 'name="as_of" value="2009-01-05"' in page
    assert 'name="as_of" value="2009-01-20"' in page
    page = client.get(reverse("reports:round", args=[present.pk])).content.decode()
    assert 'name="as_of" value="2009-07-05"' not in page
    client.force_login(officer)
    page = client.get(reverse("reports:round", args=[past.pk])).content.decode()
    assert 'name="as_of" value="2009-01-05"' not in page


def test_the_page_of_an_edition_says_which_plan_was_in_force(
    client: Client, plan: ActionPlan, then: ProgressEntry, coordinator: User, asks: Any
) -> None:
    change_everything(then, coordinator)
    report = asks(plan, THEN)
    page = client.get(reverse("reports:edition", args=[report.pk])).content.decode()
    assert "as approved; not amended by 5 January 2009" in page
    assert f"/plans/{plan.slug}/?as_of=2009-01-05" in page
