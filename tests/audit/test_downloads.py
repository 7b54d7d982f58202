"""A file that leaves the site is told alike, by whichever door it leaves."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agencies.models import Role
from audit.models import Entry
from measures.services.evidence import attach_evidence
from measures.services.progress import Draft, save_draft
from tests.api.calling import token_of
from tests.conftest import TODAY
from tests.factories import person
from tests.measures.test_services_evidence import PDF

pytestmark = pytest.mark.django_db


def test_evidence_is_told_of_as_the_same_row_by_page_and_by_api(owed):
    officer = person(owed.agency, Role.OFFICER)
    entry = save_draft(owed, Draft("Принят закон."), by=officer, today=TODAY)
    upload = SimpleUploadedFile("law.pdf", PDF)
    kept = attach_evidence(entry, upload, by=officer, today=TODAY)
    client = Client()
    client.force_login(officer)
    client.get(f"/evidence/{kept.pk}/").getvalue()
    program = Client(headers={"authorization": token_of(officer)})
    program.get(f"/api/v1/evidence/{kept.pk}/file/").getvalue()
    told = Entry.objects.filter(kind="downloaded").order_by("id")
    assert list(told.values_list("relation", "object_id", "actor", "door")) == [
        ("measures_evidence", str(kept.pk), officer.pk, "page"),
        ("measures_evidence", str(kept.pk), officer.pk, "api"),
    ]
