"""Forgets a departed person: docs/audit.md."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agencies.clock import business_today
from agencies.errors import Refused
from agencies.models import User
from audit.services.erasing import erase_person


class Command(BaseCommand):
    help = "Replaces name, e-mail and position of a departed person by a neutral label everywhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="as the person signed in")
        parser.add_argument("--yes", action="store_true", help="it cannot be undone: do it")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(email__iexact=options["email"]).first()
        if person is None:
            raise CommandError(f"Nobody has the e-mail {options['email']}.")
        if not options["yes"]:
            raise CommandError("This cannot be undone: add --yes.")
        try:
            done = erase_person(person, by=None, today=business_today())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            f"{person.full_name}: {done.rows} rows and {done.entries} records forget them."
        )
        for table in done.left:
            self.stdout.write(f"{table} keeps what is part of a document.")
