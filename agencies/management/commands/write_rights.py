"""docs/rights.md from the table of rights."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from agencies.rights_told import document

PLACE = "docs/rights.md"


class Command(BaseCommand):
    help = "Writes docs/rights.md from the table of rights; --check only says whether it is so."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail where it is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        place = Path(settings.BASE_DIR) / PLACE
        with translation.override("en"):
            text = document()
        if not options["check"]:
            place.write_text(text, encoding="utf-8")
            self.stdout.write(f"{PLACE} is written.")
        elif not place.exists() or place.read_text(encoding="utf-8") != text:
            raise CommandError(f"{PLACE} is out of date: python manage.py write_rights")
