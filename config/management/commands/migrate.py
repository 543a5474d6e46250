"""`manage.py migrate`: Django's, but that an empty database gets its tables at once (`apps.schema`)."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections

from apps import schema

SPECIAL = ("app_label", "migration_name", "fake", "fake_initial", "plan", "run_syncdb", "check_unapplied", "prune")


class Command(migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--replay", action="store_true", help="Run every migration on an empty database, too, one after the other."
        )

    def handle(self, *args: Any, replay: bool, **options: Any) -> None:
        connection = connections[options["database"]]
        if not replay and not any(options[name] for name in SPECIAL) and schema.is_empty(connection):
            schema.create(connection)
        super().handle(*args, **options)
