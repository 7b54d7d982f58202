"""Rights for an application that does not own its tables: docs/audit.md."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from audit.roles import rights


class Command(BaseCommand):
    help = "Prints (or applies) the rights of the application's account on PostgreSQL."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", help="the account that the application signs in with")
        parser.add_argument("--apply", action="store_true", help="run them: as the owner")

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("SQLite has no accounts: whoever may open the file owns it.")
        lines = rights(options["role"], schema=_schema(), database=connection.settings_dict["NAME"])
        if options["apply"]:
            with transaction.atomic(), connection.cursor() as cursor:
                for line in lines:
                    cursor.execute(line)
        self.stdout.write("".join(f"{line};\n" for line in lines))


def _schema() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return str(cursor.fetchone()[0])
