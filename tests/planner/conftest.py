import pytest
from django.core.management import call_command

from planner.models import Concept

REFERENCE = ("agencies", "concept", "indicators")


@pytest.fixture
def concept(db: None) -> Concept:
    """The Concept of 2007–2015 with its figures, as shipped."""
    call_command("loaddata", *REFERENCE, verbosity=0)
    return Concept.objects.get(slug="migration-2007-2015")
