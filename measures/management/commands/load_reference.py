"""Loads what stands before the first plan: the Concept, bodies and their names, regions, days."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from measures.demo.reference import add_missing


class Command(BaseCommand):
    help = (
        "Loads the reference data where it is missing. What administrators have corrected stays;"
        " what they have deleted is missing, and comes back."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        rows = add_missing(Path(settings.BASE_DIR) / "fixtures" / "reference")
        self.stdout.write(f"Added {rows} reference rows.")
