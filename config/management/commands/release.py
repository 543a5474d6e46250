"""`manage.py release`: what each deployment needs before its processes start, in the right order."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from apps.content import load_content
from config.translations import compile_translations


class Command(BaseCommand):
    help = "Compiles the translations, migrates, loads the shipped content and collects the static files."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-static", action="store_true", help="leave the static files as they are")

    def handle(self, *args: Any, no_static: bool, **options: Any) -> None:
        compile_translations()
        call_command("migrate", interactive=False, verbosity=options["verbosity"])
        load_content()
        if not no_static:
            call_command("collectstatic", interactive=False, verbosity=options["verbosity"])
